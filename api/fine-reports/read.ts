import { statement } from '../../activities/db/transaction.ts';
import { FINE_REPORT_MOVES, type FineReportStatus } from '../../rules/fine-reports/status.ts';
import { areaOf } from '../../rules/municipalities/release.ts';
import { isListed } from '../../rules/values/moves.ts';
import { type Api } from '../api.ts';
import { isUuid } from '../http/ids.ts';
import { type BundleOf } from '../objections/bundles.ts';
import { type FineReportForStaff, type FineReportView } from './shapes.ts';

/** Most pictures of one fine. */
export const MOST_DOCUMENTS = 3;

/** What somebody reported of a permit or a stay, the newest first; with an id that one alone. Somebody else's is not there. */
export async function readReports({ deps }: Api, of: BundleOf, id: string | null = null): Promise<FineReportView[]> {
  if (id !== null && !isUuid(id)) return [];
  const { holder, account, action } =
    'actionId' in of
      ? { holder: null, account: of.accountId, action: of.actionId }
      : { holder: of.holderId, account: null, action: null };
  const { rows } = await deps.pool.query<ReportRow>({
    ...ownReports,
    values: [of.permitId, holder, account, action, id],
  });
  const open = (sealed: Buffer | null) => sealed && deps.vault.open(sealed).toString('utf8');
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    status: row.status,
    fineNumber: open(row.fine_number_sealed),
    words: open(row.words_sealed),
    fineOn: row.fine_on,
    openedAt: row.opened_at.toISOString(),
    answerBefore: row.legal_on,
    closedAt: row.closed_at?.toISOString() ?? null,
    reason: row.reason,
    answer: open(row.answer_sealed),
    documents: row.documents,
    bundleId: row.bundle_id,
    actions: (['attach', 'withdraw'] as const).filter(
      (move) =>
        isListed(FINE_REPORT_MOVES, row.status, move) && (move !== 'attach' || row.documents.length < MOST_DOCUMENTS),
    ),
  }));
}

/** One report for whoever is to answer it. */
export async function reportForStaff({ deps }: Api, id: string): Promise<FineReportForStaff> {
  const { rows } = await deps.pool.query<StaffRow>({ ...oneReport, values: [id] });
  const row = rows[0]!;
  const { content } = await deps.releases.numbered(row.municipality_id, row.release);
  const now = await deps.releases.inForce(row.municipality_id, deps.clock());
  const open = (sealed: Buffer | null) => sealed && deps.vault.open(sealed).toString('utf8');
  return {
    id,
    reporter: row.reporter,
    onStay: row.on_stay,
    fineNumber: open(row.fine_number_sealed),
    words: open(row.words_sealed),
    fineOn: row.fine_on,
    checks: row.checks.map(({ at, area, green }) => ({
      at: new Date(at).toISOString(),
      areaName: areaOf(content, area)?.name ?? area,
      green,
    })),
    bundle: row.bundle,
    tellsWhoFines: (now.content.municipality.enforcement?.reportsTo ?? null) !== null,
  };
}

/** The bundle of a report, for whoever answers it. */
export async function bundleForStaff({ deps }: Api, id: string, form: 'json' | 'pdf'): Promise<Buffer | undefined> {
  const { rows } = await deps.pool.query<{ dossier: Buffer | null; pdf: Buffer | null }>({
    ...bundleOfReport,
    values: [id],
  });
  return (form === 'json' ? rows[0]?.dossier : rows[0]?.pdf) ?? undefined;
}

interface ReportRow {
  id: string;
  number: string;
  status: FineReportStatus;
  fine_number_sealed: Buffer | null;
  words_sealed: Buffer | null;
  answer_sealed: Buffer | null;
  fine_on: string;
  opened_at: Date;
  legal_on: string;
  closed_at: Date | null;
  reason: FineReportView['reason'];
  bundle_id: string | null;
  documents: FineReportView['documents'];
}

interface StaffRow {
  municipality_id: string;
  release: number;
  reporter: 'holder' | 'account';
  on_stay: boolean;
  fine_number_sealed: Buffer | null;
  words_sealed: Buffer | null;
  fine_on: string;
  bundle: boolean;
  checks: { at: string; area: string; green: boolean }[];
}

const ownReports = statement(
  'read-own-fine-reports',
  `SELECT f.id, f.number, f.status, f.fine_number_sealed, f.words_sealed, f.answer_sealed, f.fine_on::text AS fine_on, f.opened_at,
          f.legal_on::text AS legal_on, f.closed_at, coalesce(f.cause, f.ground) AS reason, f.bundle_id,
          (SELECT coalesce(json_agg(json_build_object('id', d.id, 'fileName', d.file_name, 'bytes', d.bytes) ORDER BY d.created_at), '[]')
             FROM document d WHERE d.fine_report_id = f.id AND d.attached_at IS NOT NULL AND d.removed_at IS NULL) AS documents
     FROM fine_report f
    WHERE f.permit_id = $1 AND f.holder_id IS NOT DISTINCT FROM $2::uuid AND f.account_id IS NOT DISTINCT FROM $3::uuid
      AND f.action_id IS NOT DISTINCT FROM $4::uuid AND ($5::uuid IS NULL OR f.id = $5)
    ORDER BY f.opened_at DESC, f.id LIMIT 50`,
);
const oneReport = statement(
  'read-fine-report-for-staff',
  `SELECT f.municipality_id, f.release, f.reporter, f.action_id IS NOT NULL AS on_stay, f.fine_number_sealed, f.words_sealed,
          f.fine_on::text AS fine_on, b.done_at IS NOT NULL AS bundle,
          (SELECT coalesce(json_agg(json_build_object('at', c.asked_about, 'area', c.area_id, 'green', c.active_until IS NOT NULL) ORDER BY c.asked_about), '[]')
             FROM fine_report_check l JOIN plate_check c ON c.id = l.check_id WHERE l.report_id = f.id) AS checks
     FROM fine_report f LEFT JOIN objection_bundle b ON b.id = f.bundle_id WHERE f.id = $1`,
);
const bundleOfReport = statement(
  'read-bundle-of-fine-report',
  'SELECT b.dossier, b.pdf FROM fine_report f JOIN objection_bundle b ON b.id = f.bundle_id WHERE f.id = $1',
);

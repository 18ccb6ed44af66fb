import { type z } from 'zod';
import { Application, Decision } from '../../activities/db/entities/all.ts';
import { statement, type Db } from '../../activities/db/transaction.ts';
import { type Product } from '../../rules/municipalities/product.ts';
import { priceOf } from '../../rules/permit-applications/terms.ts';
import { phaseOf, type PermitStatus } from '../../rules/permits/status.ts';
import { type ApplicationStatus } from '../../rules/permit-applications/status.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { type Api } from '../api.ts';
import { cursorOf, placeOf } from '../http/cursor.ts';
import { areaName, productIn } from '../permit-applications/read.ts';
import { declarationOf } from '../permit-applications/view.ts';
import { type CaseFilter, type CasePage, type CaseSummary, type CaseView } from './shapes.ts';

/** Behind every id there can be. */
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Cases of a municipality, newest first; numbers and codes, no persons. */
export async function readCases(
  api: Api,
  municipalityId: string,
  { limit, cursor, number }: z.infer<typeof CaseFilter>,
): Promise<CasePage> {
  const place = placeOf(cursor);
  const { rows } = await api.deps.pool.query<CaseRow>(
    number === undefined
      ? { ...casePage, values: [municipalityId, place?.[0] ?? 'infinity', place?.[1] ?? LAST_ID, limit + 1] }
      : { ...caseOfNumber, values: [municipalityId, number] },
  );
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: await Promise.all(shown.map((row) => summary(api, row))),
    nextCursor: last ? cursorOf([last.opened_at.toISOString(), last.id]) : null,
  };
}

export async function readCase(api: Api, municipalityId: string, id: string): Promise<CaseView | undefined> {
  const { rows } = await api.deps.pool.query<CaseRow>({ ...oneCase, values: [id, municipalityId] });
  const row = rows[0];
  if (!row) return undefined;
  const [application, decisions, { rows: reached }] = await Promise.all([
    api.orm.getRepository(Application).findOneByOrFail({ id }),
    readDecisions(api, id),
    api.deps.pool.query<{ kind: string; at: Date }>({ ...milestones, values: [id] }),
  ]);
  const release = await api.deps.releases.numbered(row.municipality_id, row.release);
  const at = (...kinds: string[]) => reached.find(({ kind }) => kinds.includes(kind))?.at.toISOString() ?? null;
  return {
    ...(await summary(api, row)),
    release: row.release,
    personId: application.holderId,
    process: processOf(row, application, productIn(release, row.product_id), {
      opened: row.opened_at.toISOString(),
      documents: at('documents-submitted'),
      declared: at('application-declared'),
      decided: at('application-decided'),
      paid: at('payment-received', 'charge-paid'),
      issued: at('permit-issued'),
    }),
    permitId: row.permit_id,
    permitNumber: row.permit_number,
    permitInForce: row.permit_status === 'issued',
    permitPhase: phaseOfPermit(row, api.deps.clock()),
    permitFrom: row.valid_from?.toISOString() ?? null,
    permitUntil: row.valid_until?.toISOString() ?? null,
    permitBlockedAt: row.blocked_at?.toISOString() ?? null,
    declaration: declarationOf(application),
    decisions,
  };
}

async function readDecisions({ orm, deps }: Api, applicationId: string): Promise<CaseView['decisions']> {
  const decisions = await orm.getRepository(Decision).find({ where: { applicationId }, order: { at: 'ASC' } });
  const { rows } = await deps.pool.query<{ id: string; name: string }>({
    ...namesOfStaff,
    values: [decisions.flatMap(({ staffId }) => staffId ?? [])],
  });
  return decisions.map(({ id, decidedBy, staffId, result, ground, note, release, at, steps }) => ({
    id,
    by: decidedBy,
    staffName: rows.find((member) => member.id === staffId)?.name ?? null,
    result,
    ground,
    note,
    release,
    at,
    steps,
  }));
}

function phaseOfPermit({ permit_status, valid_from, valid_until }: CaseRow, now: Instant): CaseView['permitPhase'] {
  if (!permit_status || !valid_from || !valid_until) return null;
  return phaseOf(permit_status, { from: valid_from.toISOString(), to: valid_until.toISOString() }, now);
}

interface Reached {
  opened: string;
  documents: string | null;
  declared: string | null;
  decided: string | null;
  paid: string | null;
  issued: string | null;
}

const WAITING_AT: Partial<Record<ApplicationStatus, string>> = {
  draft: 'opened',
  'awaiting-documents': 'documents',
  'rejected-new-document': 'documents',
  'awaiting-confirmation': 'declared',
  'documents-approved': 'declared',
  'in-review': 'decided',
  'awaiting-payment': 'paid',
};

const DECLARATION_FIRST: (keyof Reached)[] = ['opened', 'documents', 'declared', 'decided', 'paid', 'issued'];
const REVIEW_FIRST: (keyof Reached)[] = ['opened', 'documents', 'decided', 'declared', 'paid', 'issued'];

/** The steps of the process with where the case stands: done, now, still to come, or passed over. */
function processOf(
  row: CaseRow,
  { areaId, periodId }: Application,
  product: Product,
  reached: Reached,
): CaseView['process'] {
  const now = WAITING_AT[row.status];
  const order = product.review.moment === 'before-declaration' ? REVIEW_FIRST : DECLARATION_FIRST;
  const free = priceOf(product, areaId, periodId) === 0;
  const here = now ? order.indexOf(now as keyof Reached) : order.length;
  return order.map((id, index) => {
    const at = reached[id];
    if (id === now) return { id, state: 'now', at: null };
    if (at !== null) return { id, state: 'done', at };
    if (id === 'paid' && free) return { id, state: 'skipped', at };
    return { id, state: index < here ? 'skipped' : 'later', at: null };
  });
}

export interface CaseRow {
  id: string;
  municipality_id: string;
  number: string;
  product_id: string;
  release: number;
  area_id: string | null;
  status: ApplicationStatus;
  opened_at: Date;
  closed_at: Date | null;
  target_on: string | null;
  legal_on: string | null;
  waiting_since: Date | null;
  permit_id: string | null;
  permit_number: string | null;
  permit_status: PermitStatus | null;
  valid_from: Date | null;
  valid_until: Date | null;
  blocked_at: Date | null;
}

export async function summary({ deps }: Pick<Api, 'deps'>, row: CaseRow, tx?: Db): Promise<CaseSummary> {
  const release = await deps.releases.numbered(row.municipality_id, row.release, tx);
  return {
    id: row.id,
    number: row.number,
    productName: productIn(release, row.product_id).name,
    areaName: areaName(release, row.area_id),
    status: row.status,
    openedAt: row.opened_at.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
    decideBy:
      row.target_on === null
        ? null
        : { targetOn: row.target_on, legalOn: row.legal_on!, waitingSince: row.waiting_since?.toISOString() ?? null },
  };
}

export const CASE = `a.id, a.municipality_id, a.number, a.product_id, a.release, a.area_id, a.status, a.opened_at, a.closed_at,
          p.id AS permit_id, p.number AS permit_number, p.status AS permit_status,
          p.valid_from, p.valid_until, p.blocked_at, t.target_on::text AS target_on, t.legal_on::text AS legal_on, t.waiting_since
     FROM application a LEFT JOIN permit p ON p.application_id = a.id
     LEFT JOIN task t ON t.application_id = a.id AND t.status <> 'done'`;
const casePage = statement(
  'read-cases',
  `SELECT ${CASE} WHERE a.municipality_id = $1 AND (a.opened_at, a.id) < ($2::timestamptz, $3::uuid)
    ORDER BY a.opened_at DESC, a.id DESC LIMIT $4`,
);
const caseOfNumber = statement(
  'read-case-of-number',
  `SELECT ${CASE} WHERE a.municipality_id = $1 AND a.number = upper($2)`,
);
const oneCase = statement('read-case', `SELECT ${CASE} WHERE a.id = $1 AND a.municipality_id = $2`);
const namesOfStaff = statement('read-names-of-staff', 'SELECT id, name FROM staff_member WHERE id = ANY ($1::uuid[])');
const milestones = statement(
  'read-case-milestones',
  `SELECT kind, min(at) AS at FROM audit_event
    WHERE application_id = $1
      AND (kind IN ('documents-submitted', 'application-declared', 'permit-issued')
           OR kind = 'application-decided' AND data ->> 'result' IN ('allow', 'approve', 'reject'))
    GROUP BY kind
   UNION ALL
   SELECT 'charge-paid', min(settled_at) FROM charge WHERE application_id = $1 AND status = 'paid' HAVING min(settled_at) IS NOT NULL`,
);

import { type LetterKind } from '../../rules/documents.ts';
import { type Language } from '../../rules/messages.ts';
import { productOf } from '../../rules/municipalities/release.ts';
import { type Address } from '../../rules/municipalities/places.ts';
import { type CivilDate } from '../../rules/values/civil-day.ts';
import { type Deadline } from '../../rules/permit-applications/deadlines.ts';
import { type RenewalStatus } from '../../rules/renewals/status.ts';
import { type RefundRoute } from '../../rules/refunds/status.ts';
import { type RuleStep } from '../../rules/values/refusal.ts';
import { record, SYSTEM } from '../db/stores/audit.ts';
import { storeDocument } from '../db/stores/documents.ts';
import { storeReading } from '../db/stores/readings.ts';
import { inTransaction, statement } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';
import { openIncident } from '../db/stores/incidents.ts';
import { command } from '../db/stores/outbox.ts';
import { maskedAccount } from '../refunds/account.ts';
import { composeLetter, TEMPLATE_VERSION, type LetterFacts } from './compose.ts';
import { postLetter } from './paper.ts';
import { type Print } from './printer.ts';
import { readingOf } from './reading.ts';

/** Renders a letter that is due, keeps it encrypted under its permit or application, and tells its process. Once, however often asked. */
export async function renderDueLetter(deps: Deps, print: Print, { letterId }: { letterId: string }): Promise<void> {
  const { rows } = await deps.pool.query<LetterRow>({ ...readLetter, values: [letterId] });
  const row = rows[0];
  if (!row) return;
  if (row.document_id !== null) return tellProcess(deps, letterId);
  const { content } = await deps.releases.numbered(row.municipality_id, row.release);
  const product = productOf(content, row.product_id);
  if (!product) throw new Error(`release ${row.release} of ${row.municipality_id} has no product ${row.product_id}`);

  const facts = { ...factsOf(row, content, product), refunds: await refundsOf(deps, row) };
  const inLanguage = (language: Language) => composeLetter({ ...facts, language }, deps.texts.in(language, content));
  const letters = { nl: inLanguage('nl'), en: inLanguage('en') };
  const letter = letters[row.language];
  const pdf = await print(letter);
  await inTransaction(deps.pool, async (tx) => {
    const { rowCount } = await tx.query({
      ...claimLetter,
      values: [letterId, TEMPLATE_VERSION, deps.clock(), deps.vault.seal(Buffer.from(JSON.stringify(letter)))],
    });
    if (rowCount === 0) return;
    const documentId = await storeDocument(tx, deps.vault, {
      municipalityId: row.municipality_id,
      holderId: row.holder_id,
      applicationId: row.application_id,
      permitId: row.permit_id,
      origin: 'letter',
      kind: row.kind,
      requirementId: null,
      fileName: `${row.permit_number ?? row.application_number}-${row.kind}.pdf`,
      mediaType: 'application/pdf',
      content: pdf,
      at: deps.clock(),
    });
    await storeReading(tx, deps.vault, documentId, readingOf(documentId, facts, letters, pdf));
    await tx.query({ ...linkDocument, values: [letterId, documentId] });
    await postLetter(tx, letterId, deps.clock());
    await record(
      tx,
      deps.clock(),
      SYSTEM,
      {
        municipalityId: row.municipality_id,
        holderId: row.holder_id,
        applicationId: row.application_id,
        permitId: row.permit_id,
      },
      { kind: 'letter-stored', data: { letter: row.kind, documentId } },
    );
    await command(tx, letterId, 'letter-rendered', { letterId });
  });
}

/** Rendering failed to the last try: a person must look. Its process goes on asking. */
export async function letterFailed(deps: Deps, { letterId }: { letterId: string }): Promise<void> {
  await inTransaction(deps.pool, async (tx) => {
    const { rows } = await tx.query<{ municipality_id: string; kind: string }>({ ...findLetter, values: [letterId] });
    if (rows[0])
      await openIncident(
        tx,
        rows[0].municipality_id,
        'letter-not-rendered',
        letterId,
        { letter: rows[0].kind },
        deps.clock(),
      );
  });
}

async function tellProcess(deps: Deps, letterId: string): Promise<void> {
  await inTransaction(deps.pool, (tx) => command(tx, letterId, 'letter-rendered', { letterId }));
}

/** What the letter gives back; an account is written as its owner knows it again. */
async function refundsOf(
  deps: Deps,
  { kind, refund_id, permit_id, holder_id }: LetterRow,
): Promise<LetterFacts['refunds']> {
  if (kind !== 'refund' && kind !== 'permit-ended') return [];
  const { rows } = await deps.pool.query<RefundRow>({ ...readRefunds, values: [refund_id, permit_id] });
  const account = rows.some(({ route }) => route === 'transfer') ? await maskedAccount(deps, holder_id) : null;
  return rows.map(({ number, cents, paid_cents, due_on, steps, route }) => ({
    number,
    cents: Number(cents),
    paidCents: Number(paid_cents),
    dueOn: due_on,
    steps,
    account: route === 'transfer' ? (account?.iban ?? null) : null,
  }));
}

function factsOf(
  row: LetterRow,
  content: LetterFacts['content'],
  product: LetterFacts['product'],
): Omit<LetterFacts, 'refunds'> {
  return {
    kind: row.kind,
    language: row.language,
    ground: row.ground,
    sentAt: row.due_at.toISOString(),
    holder: { name: row.name, address: row.address },
    content,
    product,
    applicationNumber: row.application_number,
    decision: row.decision_id
      ? { id: row.decision_id, by: row.decided_by!, ground: row.decision_ground, steps: row.steps ?? [] }
      : null,
    permit:
      row.permit_number && row.valid_from && row.valid_until
        ? {
            number: row.permit_number,
            areaId: row.area_id!,
            moreAreaIds: row.more_area_ids ?? [],
            validFrom: row.valid_from.toISOString(),
            validUntil: row.valid_until.toISOString(),
            plates: row.plates,
            priceCents: Number(row.price_cents),
            weekdays: row.weekdays ?? [],
            endedAt: row.ended_at?.toISOString() ?? null,
            endGround: row.end_ground,
          }
        : null,
    renewal: row.renewal_status
      ? {
          status: row.renewal_status,
          lapsesAt: row.renewal_deadlines?.find(({ kind }) => kind === 'lapse')?.at ?? null,
        }
      : null,
    payment:
      row.payment_reference && row.paid_at
        ? { reference: row.payment_reference, paidAt: row.paid_at.toISOString(), cents: Number(row.paid_cents) }
        : null,
    plateChange:
      row.plate_change_id === null
        ? null
        : {
            comes: row.comes,
            goes: row.goes,
            from: row.effective_at?.toISOString() ?? null,
            overlapUntil: row.overlap_until?.toISOString() ?? null,
            backAt: row.back_at?.toISOString() ?? null,
          },
    pass: row.pass_number && row.pass_due_on ? { number: row.pass_number, dueOn: row.pass_due_on } : null,
  };
}

interface RefundRow {
  number: string;
  cents: string;
  paid_cents: string;
  due_on: CivilDate;
  steps: RuleStep[];
  route: RefundRoute;
}

interface LetterRow {
  municipality_id: string;
  holder_id: string;
  application_id: string;
  permit_id: string | null;
  refund_id: string | null;
  plate_change_id: string | null;
  kind: LetterKind;
  language: Language;
  ground: string | null;
  document_id: string | null;
  due_at: Date;
  name: string;
  address: Address | null;
  application_number: string;
  product_id: string;
  release: number;
  decision_id: string | null;
  decided_by: 'rule' | 'staff' | null;
  decision_ground: string | null;
  steps: RuleStep[] | null;
  permit_number: string | null;
  area_id: string | null;
  more_area_ids: string[] | null;
  valid_from: Date | null;
  valid_until: Date | null;
  price_cents: string | null;
  weekdays: number[] | null;
  ended_at: Date | null;
  end_ground: string | null;
  plates: string[];
  renewal_status: RenewalStatus | null;
  renewal_deadlines: Deadline[] | null;
  payment_reference: string | null;
  paid_at: Date | null;
  paid_cents: string | null;
  comes: string | null;
  goes: string | null;
  effective_at: Date | null;
  overlap_until: Date | null;
  back_at: Date | null;
  pass_number: string | null;
  pass_due_on: CivilDate | null;
}

const readLetter = statement(
  'read-letter',
  `SELECT n.display AS comes, gone.display AS goes, n.effective_at, n.overlap_until, n.back_at, l.municipality_id, l.holder_id, l.application_id, l.permit_id, l.refund_id, l.plate_change_id, l.kind, l.language, l.ground, l.document_id, l.due_at, h.name, h.address,
          a.number AS application_number, coalesce(p.product_id, a.product_id) AS product_id,
          coalesce(w.release, p.release, a.release) AS release,
          d.id AS decision_id, d.decided_by, d.ground AS decision_ground, d.steps,
          p.number AS permit_number, p.area_id, p.more_area_ids, coalesce(w.since, p.valid_from) AS valid_from, coalesce(w.until, p.valid_until) AS valid_until,
          coalesce(w.price_cents, p.price_cents) AS price_cents, w.status AS renewal_status, w.deadlines AS renewal_deadlines, p.weekdays,
          p.ended_at, p.end_ground,
          ARRAY(SELECT display FROM permit_plate WHERE permit_id = p.id AND until IS NULL ORDER BY position) AS plates,
          y.reference AS payment_reference, c.settled_at AS paid_at, c.cents AS paid_cents,
          s.number AS pass_number, s.due_on::text AS pass_due_on
     FROM letter l
     JOIN holder h ON h.id = l.holder_id
     JOIN application a ON a.id = l.application_id
     LEFT JOIN permit p ON p.id = l.permit_id
     LEFT JOIN LATERAL (
            SELECT id, decided_by, ground, steps, at FROM decision WHERE l.plate_change_id IS NULL AND application_id = a.id
             UNION ALL
            SELECT id, decided_by, ground, steps, at FROM decision WHERE plate_change_id = l.plate_change_id
             ORDER BY at DESC LIMIT 1) d ON true
     LEFT JOIN renewal w ON w.id = l.renewal_id
     LEFT JOIN LATERAL (
            SELECT cents, settled_at, payment_id FROM charge WHERE l.renewal_id IS NULL AND application_id = a.id AND status = 'paid'
             UNION ALL
            SELECT cents, settled_at, payment_id FROM charge WHERE renewal_id = l.renewal_id AND status = 'paid') c ON true
     LEFT JOIN payment y ON y.id = c.payment_id
     LEFT JOIN plate_change n ON n.id = l.plate_change_id
     LEFT JOIN permit_plate gone ON gone.id = n.replaces_id
     LEFT JOIN LATERAL (SELECT number, due_on FROM pass WHERE permit_id = p.id ORDER BY ordered_at LIMIT 1) s ON true
    WHERE l.id = $1`,
);
const readRefunds = statement(
  'read-refunds-of-letter',
  `SELECT r.number, r.cents, coalesce(c.cents, r.cents) AS paid_cents, r.due_on::text AS due_on, r.steps, r.route
     FROM refund r LEFT JOIN charge c ON c.id = r.charge_id
    WHERE CASE WHEN $1::uuid IS NOT NULL THEN r.id = $1 ELSE r.permit_id = $2 AND r.reason = 'ended' END
    ORDER BY r.number`,
);
const findLetter = statement('find-letter', 'SELECT municipality_id, kind FROM letter WHERE id = $1');
const claimLetter = statement(
  'claim-letter',
  'UPDATE letter SET template_version = $2, rendered_at = $3, content_sealed = $4 WHERE id = $1 AND rendered_at IS NULL',
);
const linkDocument = statement('link-letter-document', 'UPDATE letter SET document_id = $2 WHERE id = $1');

import { alsoIn } from '../../rules/permit-applications/terms.ts';
import { productOf } from '../../rules/municipalities/release.ts';
import { provisionalUntil } from '../../rules/permits/provisional.ts';
import { platesThatCount } from '../../rules/permits/status.ts';
import { stretchesOf } from '../../rules/permits/weekdays.ts';
import { civilDateOf, type CivilDate } from '../../rules/values/civil-day.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { record, SYSTEM } from '../db/stores/audit.ts';
import { statement, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';

/**
 * The bank has the money and nobody confirms it: the applications in this payment count for some hours as if they were issued, each once
 * (BEYOND-019). An officer finds them green.
 */
export async function coverLimbo(
  tx: Db,
  { releases }: Pick<Deps, 'releases'>,
  paymentId: string,
  at: Instant,
): Promise<void> {
  const { rows } = await tx.query<LimboRow>({ ...readLimbo, values: [paymentId] });
  for (const row of rows) {
    const {
      municipality_id: municipalityId,
      application_id: applicationId,
      holder_id: holderId,
      area_id: areaId,
    } = row;
    const { municipality } = (await releases.inForce(municipalityId, at, tx)).content;
    const product = productOf((await releases.numbered(municipalityId, row.release, tx)).content, row.product_id);
    const plates = platesThatCount(row.plates ?? [], product?.plates.atOnce ?? 0);
    const until = provisionalUntil(
      {
        pendingSince: row.pending_since?.toISOString() ?? null,
        hours: municipality.terms.provisionalHours ?? 0,
        startsOn: row.starts_on,
        today: civilDateOf(at, municipality.timeZone),
        coveredBefore: row.covered,
      },
      at,
    );
    if (until === null || !product || areaId === null || plates.length === 0) continue;
    const stretches = stretchesOf({ from: at, to: until }, row.weekdays, municipality.timeZone);
    if (stretches.length === 0) continue;
    const secondAddress = row.second_area_id === null ? null : { areaId: row.second_area_id };
    const elsewhere = alsoIn(product, { areaId, secondAddress });
    const rightIds: string[] = [];
    for (const { country, plate } of plates)
      for (const { from, to } of stretches) {
        const { rows: opened } = await tx.query<{ id: string }>({
          ...openRight,
          values: [municipalityId, country, plate, [areaId, ...elsewhere], from, to, product.registerUsageId],
        });
        rightIds.push(opened[0]!.id);
      }
    await tx.query({ ...addCover, values: [applicationId, paymentId, at, until, rightIds] });
    await record(
      tx,
      at,
      SYSTEM,
      { municipalityId, holderId, applicationId, paymentId },
      { kind: 'provisional-cover', data: { until, rights: rightIds.length } },
    );
  }
}

/** Its payment came to nothing: nothing of it counts any more. */
export async function cutCoversOf(tx: Db, paymentId: string, at: Instant): Promise<void> {
  const { rows } = await tx.query<{ application_id: string }>({ ...findCovers, values: [paymentId] });
  for (const { application_id: applicationId } of rows) await endCover(tx, applicationId, 'cut', at);
}

/** The permit itself takes over, in the same instant and without a gap, or the case is over. Harmless where nothing was covered. */
export async function endCover(
  tx: Db,
  applicationId: string,
  outcome: 'confirmed' | 'cut',
  at: Instant,
  permitId: string | null = null,
): Promise<void> {
  const { rows } = await tx.query<EndedRow>({ ...end, values: [applicationId, outcome, at] });
  const [ended] = rows;
  if (!ended) return;
  await tx.query({ ...cutRights, values: [ended.right_ids, at, permitId] });
  const { municipality_id: municipalityId, holder_id: holderId, payment_id: paymentId } = ended;
  await record(
    tx,
    at,
    SYSTEM,
    { municipalityId, holderId, applicationId, paymentId, permitId },
    { kind: 'provisional-cover-ended', data: { outcome } },
  );
}

interface LimboRow {
  municipality_id: string;
  holder_id: string;
  application_id: string;
  product_id: string;
  release: number;
  area_id: string | null;
  second_area_id: string | null;
  starts_on: CivilDate | null;
  weekdays: number[];
  pending_since: Date | null;
  covered: boolean;
  plates: { country: string; plate: string }[] | null;
}

interface EndedRow {
  right_ids: string[];
  municipality_id: string;
  holder_id: string;
  payment_id: string;
}

const readLimbo = statement(
  'read-payment-in-limbo',
  `SELECT a.municipality_id, a.holder_id, a.id AS application_id, a.product_id, a.release, a.area_id,
          (SELECT area_id FROM second_address WHERE application_id = a.id) AS second_area_id, a.starts_on::text AS starts_on, a.weekdays,
          p.pending_since, EXISTS (SELECT FROM provisional_cover WHERE application_id = a.id) AS covered,
          (SELECT jsonb_agg(jsonb_build_object('country', country, 'plate', plate) ORDER BY position)
             FROM application_plate WHERE application_id = a.id) AS plates
     FROM payment p JOIN payment_charge i ON i.payment_id = p.id JOIN charge c ON c.id = i.charge_id AND c.status = 'open'
     JOIN application a ON a.id = c.application_id
    WHERE p.id = $1 AND p.status = 'pending' ORDER BY a.id FOR UPDATE OF p`,
);
const openRight = statement(
  'open-provisional-right',
  `INSERT INTO parking_right (municipality_id, country, plate, areas, since, until, kind, usage_id)
   VALUES ($1, $2, $3, $4, $5, $6, 'provisional', $7) RETURNING id`,
);
const addCover = statement(
  'add-provisional-cover',
  'INSERT INTO provisional_cover (application_id, payment_id, since, until, right_ids) VALUES ($1, $2, $3, $4, $5)',
);
const findCovers = statement(
  'find-provisional-covers',
  'SELECT application_id FROM provisional_cover WHERE payment_id = $1 AND ended_at IS NULL ORDER BY application_id',
);
const end = statement(
  'end-provisional-cover',
  `UPDATE provisional_cover v SET ended_at = $3, outcome = $2 FROM application a
    WHERE v.application_id = $1 AND v.ended_at IS NULL AND a.id = v.application_id
   RETURNING v.right_ids, v.payment_id, a.municipality_id, a.holder_id`,
);
/** With its permit, when there is one: the permit's process tells the national register that they are over. */
const cutRights = statement(
  'cut-provisional-rights',
  `UPDATE parking_right SET until = greatest(since, least(until, $2::timestamptz)), open = false, permit_id = $3 WHERE id = ANY ($1::uuid[])`,
);

import { findHints, hintRulesOf, type HintRule, type HintTerms } from '../../rules/misuse-hints.ts';
import { type MunicipalityId } from '../../rules/municipalities/names.ts';
import { type ReleaseContent } from '../../rules/municipalities/release.ts';
import { addDays, civilDateOf, startOfDay } from '../../rules/values/civil-day.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { record, SYSTEM } from '../db/stores/audit.ts';
import { inTransaction, statement, type Db, type Statement } from '../db/transaction.ts';
import { type WorkerDeps } from '../ports.ts';
import { inOrder, tally } from './tally.ts';

/**
 * Looks for the patterns a municipality wrote down, and keeps a hint for somebody to look at: nothing is blocked, refused or told by it
 * (BEYOND-031). One per permit and rule at a time. Running twice changes nothing more.
 */
export async function findMisuse(
  { pool, releases, log }: Pick<WorkerDeps, 'pool' | 'releases' | 'log'>,
  at: Instant,
): Promise<{ hintRules: number; hintsFound: number }> {
  const run = { hintRules: 0, hintsFound: 0 };
  for (const { municipalityId, content } of await releases.all(at)) {
    const { misuseHints } = content.municipality;
    if (!misuseHints) continue;
    for (const terms of hintRulesOf(misuseHints)) {
      run.hintRules += 1;
      run.hintsFound += await inTransaction(pool, (tx) =>
        findByRule(tx, municipalityId, content, misuseHints.days, terms, at),
      );
    }
  }
  log.info(run, 'patterns of parking have been looked for');
  return run;
}

async function findByRule(
  tx: Db,
  municipalityId: MunicipalityId,
  { municipality }: ReleaseContent,
  days: number,
  terms: HintTerms,
  at: Instant,
): Promise<number> {
  const { rule, products, least, hours } = terms;
  const { timeZone } = municipality;
  const today = civilDateOf(at, timeZone);
  const since = startOfDay(addDays(today, -days), timeZone);
  await inOrder(tx, municipalityId);
  const { rows: reviews } = await tx.query<ReviewRow>({ ...readReviews, values: [municipalityId, rule] });
  const { rows } = await tx.query<StayRow>({ ...STAYS[rule], values: [municipalityId, since, at, products, least] });
  const stays = rows.map((row) => ({
    permitId: row.permit_id,
    holderId: row.holder_id,
    car: row.car,
    startsAt: row.starts_at.toISOString(),
  }));
  const reviewed = new Map(reviews.map((row) => [row.permit_id, row.reviewed_at.toISOString()]));
  let found = 0;
  for (const finding of findHints(terms, stays, reviewed, municipality)) {
    const { permitId, counted, stays: used } = finding;
    const { rows: kept } = await tx.query<{ id: string }>({
      ...keepHint,
      values: [
        municipalityId, permitId, rule, days, least, hours?.from ?? null, hours?.to ?? null, counted, used, since, at,
      ],
    }); // prettier-ignore
    const [hint] = kept;
    if (!hint) continue;
    found += 1;
    const data = { hintId: hint.id, rule };
    await record(tx, at, SYSTEM, { municipalityId }, { kind: 'hint-found', data });
  }
  if (found > 0) await tally(tx, municipalityId, rule, Number(today.slice(0, 4)), { found });
  return found;
}

interface ReviewRow {
  permit_id: string;
  reviewed_at: Date;
}

interface StayRow {
  permit_id: string;
  holder_id: string;
  car: string;
  starts_at: Date;
}

const readReviews = statement(
  'read-hint-reviews',
  'SELECT permit_id, reviewed_at FROM hint_review WHERE municipality_id = $1 AND rule = $2',
);
const keepHint = statement(
  'keep-misuse-hint',
  `INSERT INTO misuse_hint (municipality_id, permit_id, rule, days, least, hours_from, hours_to, counted, stays, looked_from, found_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (permit_id, rule) DO NOTHING RETURNING id`,
);

/**
 * Only stays of what could reach the number at all, so that most never leave the database. Of people alone: a business has visitors by
 * its nature. What was planned and taken back was no stay.
 */
const staysThatCould = (name: string, grouped: string, counts: string): Statement =>
  statement(
    name,
    `WITH stay AS MATERIALIZED (
       SELECT a.permit_id, p.holder_id, a.country || ' ' || a.plate AS car, a.starts_at
         FROM permit p JOIN holder h ON h.id = p.holder_id AND h.kind = 'person'
         JOIN parking_action a ON a.permit_id = p.id AND a.plate IS NOT NULL AND a.ends_at > a.starts_at
          AND a.ends_at >= $2 AND a.starts_at >= $2 AND a.starts_at <= $3
        WHERE p.municipality_id = $1 AND p.product_id = ANY ($4::text[]) AND p.status <> 'ended' AND p.valid_until > $3
     ), could AS (
       SELECT ${grouped} FROM stay GROUP BY ${grouped} HAVING ${counts} >= $5::int
     )
     SELECT stay.* FROM stay JOIN could USING (${grouped}) ORDER BY stay.permit_id, stay.starts_at`,
  );
const STAYS: Record<HintRule, Statement> = {
  'many-cars': staysThatCould('read-stays-of-many-cars', 'permit_id', 'count(DISTINCT car)'),
  'shared-car': staysThatCould('read-stays-of-shared-cars', 'car', 'count(DISTINCT holder_id)'),
  'temporary-again': staysThatCould('read-stays-of-temporary-plates', 'permit_id, car', 'count(*)'),
};

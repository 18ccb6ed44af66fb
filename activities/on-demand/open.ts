import { randomUUID } from 'node:crypto';
import { decideEligibility } from '../../rules/permit-applications/eligibility.ts';
import { validityOf } from '../../rules/permit-applications/terms.ts';
import { periodsOf } from '../../rules/parking/periods.ts';
import { type Product } from '../../rules/municipalities/product.ts';
import { type Release } from '../../rules/municipalities/release.ts';
import { civilDateOf } from '../../rules/values/civil-day.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { isRefusal } from '../../rules/values/refusal.ts';
import { isIssued } from '../../rules/waitlist.ts';
import { openBalance } from '../balances/open.ts';
import { record, SYSTEM } from '../db/stores/audit.ts';
import { nextNumber } from '../db/stores/numbers.ts';
import { statement, type Db } from '../db/transaction.ts';
import { applicantFacts, type HolderFacts } from '../permit-applications/dossier.ts';
import { type Deps } from '../ports.ts';
import { beginPermit } from '../permits/begin.ts';

interface Consenting {
  municipalityId: string;
  holderId: string;
  accountId: string;
}

/**
 * Gives who consented what is offered to them now, and takes what no longer is out of reach: visitor parking goes with the zone
 * somebody lives in (POM-001). Asked again at every sign-in; what is there already stays as it is.
 */
export async function openOnDemand(
  tx: Db,
  { releases }: Pick<Deps, 'releases'>,
  consenting: Consenting,
  at: Instant,
): Promise<void> {
  const { municipalityId, holderId, accountId } = consenting;
  const release = await releases.inForce(municipalityId, at, tx);
  const { rows } = await tx.query<Pick<HolderFacts, 'kind' | 'address'>>({ ...readHolder, values: [holderId] });
  const offered = release.content.products.filter((product) => product.parking?.onDemand);
  const usable: string[] = [];
  for (const product of offered) {
    const entitled = decideEligibility(product, applicantFacts(rows[0]!, release.content));
    const [place] = isRefusal(entitled) ? [] : entitled.places;
    if (!place) continue;
    const { rows: there } = await tx.query<{ id: string }>({ ...findOwn, values: [holderId, product.id, place.area, at, accountId] });
    if (there[0]) usable.push(there[0].id);
    else if (isIssued(product)) usable.push(await issue(tx, release, product, { ...consenting, areaId: place.area }, at));
  }
  const names = offered.map(({ id }) => id);
  await tx.query({ ...reach, values: [usable, accountId, at] });
  await tx.query({ ...outOfReach, values: [accountId, names, usable, at] });
} // prettier-ignore

/** Nobody filled in anything: the case is the consent itself, written down as an application that was granted at once. */
async function issue(
  tx: Db,
  release: Release,
  product: Product,
  { municipalityId, holderId, accountId, areaId }: Consenting & { areaId: string },
  at: Instant,
): Promise<string> {
  const { timeZone } = release.content.municipality;
  const today = civilDateOf(at, timeZone);
  const period = product.periods[0]!;
  const validity = validityOf(today, period, at, timeZone);
  const [applicationId, permitId] = [randomUUID(), randomUUID()];
  const caseNumber = `Z-${await nextNumber(tx, municipalityId, 'Z')}`;
  const series = `${product.numberPrefix}-${today.slice(0, 4)}`;
  const number = `${series}-${String(await nextNumber(tx, municipalityId, series)).padStart(5, '0')}`;
  await tx.query({
    ...addApplication,
    values: [applicationId, municipalityId, holderId, caseNumber, product.id, release.number, areaId, today, period.id, at],
  }); // prettier-ignore
  await tx.query({
    ...addPermit,
    values: [
      permitId, municipalityId, holderId, applicationId, number, product.id, release.number, areaId, period.id, validity.from, validity.to, at,
    ], // prettier-ignore
  });
  const products = release.content.products.filter(({ parking }) => parking?.onDemand).map(({ id }) => id);
  for (const { unit, period: lasts, allowance } of product.parking?.balances ?? [])
    for (const days of periodsOf(validity, lasts, timeZone)) {
      // Euros are shared by all that are parked with here; what a period begins with is given once, also to who moves to another zone.
      const shared = unit === 'eurocent' ? products : [product.id];
      const values = [permitId, holderId, unit, days?.from ?? null, shared, accountId];
      const { rowCount } = await tx.query({ ...shareBalance, values });
      if (rowCount === 0) await openBalance(tx, { permitId, municipalityId, product }, { unit, allowance, days }, at);
    }
  await beginPermit(tx, { permitId, municipalityId, until: validity.to }, at);
  await record(
    tx,
    at,
    SYSTEM,
    { municipalityId, holderId, applicationId, permitId },
    { kind: 'permit-issued', data: { permitId, release: release.number, from: validity.from, until: validity.to } },
  );
  return permitId;
}

const readHolder = statement('read-holder-on-demand', 'SELECT kind, address FROM holder WHERE id = $1');
// One that its holder coupled to an account of the parking app stays with that account.
const findOwn = statement(
  'find-own-on-demand',
  `SELECT id FROM permit
    WHERE holder_id = $1 AND product_id = $2 AND area_id = $3 AND status = 'issued' AND valid_until > $4
      AND NOT EXISTS (SELECT FROM coupling c WHERE c.permit_id = permit.id AND c.account_id <> $5)
    ORDER BY issued_at DESC LIMIT 1`,
);
const addApplication = statement(
  'add-application-on-demand',
  `INSERT INTO application (id, municipality_id, holder_id, number, product_id, release, status, status_since, area_id, starts_on, period_id,
                            opened_at, closed_at)
   VALUES ($1, $2, $3, $4, $5, $6, 'issued', $10, $7, $8, $9, $10, $10)`,
);
const addPermit = statement(
  'add-permit-on-demand',
  `INSERT INTO permit (id, municipality_id, holder_id, application_id, number, product_id, release, area_id, period_id, price_cents,
                       valid_from, valid_until, issued_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10, $11, $12)`,
);
const shareBalance = statement(
  'share-balance-on-demand',
  `INSERT INTO permit_balance (permit_id, balance_id)
   SELECT $1, b.id FROM permit p JOIN permit_balance pb ON pb.permit_id = p.id JOIN balance b ON b.id = pb.balance_id
    WHERE p.holder_id = $2 AND p.id <> $1 AND p.product_id = ANY ($5::text[]) AND b.unit = $3 AND b.period_from IS NOT DISTINCT FROM $4::date
      AND ($3 <> 'eurocent' OR NOT EXISTS (SELECT FROM coupling c WHERE c.permit_id = p.id AND c.account_id <> $6))
    ORDER BY p.issued_at, b.id LIMIT 1
   ON CONFLICT DO NOTHING`,
);
const reach = statement(
  'reach-on-demand',
  `INSERT INTO coupling (permit_id, account_id, coupled_at) SELECT unnest($1::uuid[]), $2, $3
   ON CONFLICT (permit_id) DO UPDATE SET removed_at = NULL WHERE coupling.account_id = excluded.account_id`,
);
const outOfReach = statement(
  'out-of-reach-on-demand',
  `UPDATE coupling c SET removed_at = $4 FROM permit p
    WHERE p.id = c.permit_id AND c.account_id = $1 AND p.product_id = ANY ($2::text[]) AND NOT p.id = ANY ($3::uuid[]) AND c.removed_at IS NULL`,
);

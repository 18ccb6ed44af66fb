import { randomUUID } from 'node:crypto';
import { type ParkingTerms } from '../../rules/municipalities/parking.ts';
import { type ReleaseContent } from '../../rules/municipalities/release.ts';
import { openApplication } from '../permit-applications/open.ts';
import { type Deps } from '../ports.ts';
import { ME, NOW, resident } from './case.ts';
import { voorbeeld } from './voorbeeld.ts';

/** Voorbeeldstad with a visitor scheme: a cent a minute from nine to nine, Sundays free. */
export function withVisitorScheme(terms: Partial<ParkingTerms> = {}): ReleaseContent {
  const content = voorbeeld();
  const [base] = content.products.filter(({ id }) => id === 'moving-day');
  const parking: ParkingTerms = {
    kind: 'visitor',
    couple: true,
    topUp: null,
    locations: [],
    favourites: true,
    grants: { plate: 'free', most: null, managers: false },
    guests: null,
    onlyPlates: false,
    visitPlan: false,
    forgottenStops: null,
    balances: [{ unit: 'eurocent', period: 'permit', allowance: 0, carryOver: null }],
    atOnce: 100,
    horizonDays: 60,
    dayEnd: 'none',
    longestMinutes: 24 * 60,
    visit: null,
    openEnd: true,
    extend: true,
    onDemand: null,
    ...terms,
  };
  const visitor = {
    ...base!,
    id: 'visitor',
    registerUsageId: 'BEZOEKREG',
    ledgerAccount: '8040',
    vatPercent: 21,
    parking,
  };
  return { ...content, products: [...content.products.filter(({ id }) => id !== visitor.id), visitor] };
}

/** A visitor permit in zone B, of the whole year, with this much on its balance. */
export async function visitorPermit(deps: Deps, cents: number): Promise<{ permitId: string; balanceId: string }> {
  const holderId = await resident(deps.pool);
  const [permitId, balanceId, applicationId] = [randomUUID(), randomUUID(), randomUUID()];
  await openApplication(deps, {
    applicationId, municipalityId: 'voorbeeld', holderId, productId: 'visitor', actor: ME, at: NOW, key: `open ${applicationId}`,
  }); // prettier-ignore
  await deps.pool.query(
    `INSERT INTO permit (id, municipality_id, holder_id, application_id, number, product_id, release, area_id, period_id, price_cents,
                         valid_from, valid_until, issued_at)
     SELECT $1, 'voorbeeld', $2, $3::uuid, 'VR-' || $3::uuid, 'visitor', max(number), 'B', 'P12M', 0, '2026-01-01', '2027-01-01', '2026-01-01'
       FROM release WHERE municipality_id = 'voorbeeld'`,
    [permitId, holderId, applicationId],
  );
  await deps.pool.query(
    `INSERT INTO balance (id, municipality_id, unit, available) VALUES ($1, 'voorbeeld', 'eurocent', $2)`,
    [balanceId, cents],
  );
  await deps.pool.query('INSERT INTO permit_balance (permit_id, balance_id) VALUES ($1, $2)', [permitId, balanceId]);
  return { permitId, balanceId };
}

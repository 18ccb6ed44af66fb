import { randomUUID } from 'node:crypto';
import { platesThatCount } from '../../rules/permits/status.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { checkPlate } from '../enforcement.ts';
import { openApplication } from '../permit-applications/open.ts';
import { type Deps } from '../ports.ts';
import { ME, NOW, resident } from './case.ts';

export interface ResidentPermit {
  permitId: string;
  holderId: string;
  areaId: string;
}

/** A permit of a resident as it was issued: `resident` (one of two plates counts) or `resident-centre` (one plate, and a temporary one). */
export async function residentPermit(
  deps: Deps,
  productId: 'resident' | 'resident-centre',
  plates: readonly string[],
  validity: { from: Instant; to: Instant } = { from: '2026-01-01T00:00:00.000Z', to: '2027-01-01T00:00:00.000Z' },
): Promise<ResidentPermit> {
  const holderId = await resident(deps.pool);
  const [permitId, applicationId] = [randomUUID(), randomUUID()];
  const areaId = productId === 'resident' ? 'B' : 'A';
  // A resident of zone B may ask for no other product; what was asked for plays no part once a permit is there.
  await openApplication(deps, {
    applicationId, municipalityId: 'voorbeeld', holderId, productId: 'resident', actor: ME, at: NOW, key: `open ${applicationId}`,
  }); // prettier-ignore
  await deps.pool.query(
    `INSERT INTO permit (id, municipality_id, holder_id, application_id, number, product_id, release, area_id, period_id, price_cents,
                         valid_from, valid_until, issued_at)
     SELECT $1, 'voorbeeld', $2, $3::uuid, 'VB-' || $3::uuid, $4, max(number), $5, 'P12M', 0, $6, $7, $6 FROM release WHERE municipality_id = 'voorbeeld'`,
    [permitId, holderId, applicationId, productId, areaId, validity.from, validity.to],
  );
  for (const [position, plate] of plates.entries())
    await deps.pool.query(
      `INSERT INTO permit_plate (permit_id, position, country, plate, display, since) VALUES ($1, $2, 'NL', $3, $3, $4)`,
      [permitId, position + 1, plate, validity.from],
    );
  for (const plate of platesThatCount(plates, 1))
    await deps.pool.query(
      `INSERT INTO parking_right (municipality_id, permit_id, country, plate, areas, since, until, kind, usage_id)
       VALUES ('voorbeeld', $1, 'NL', $2, $3, $4, $5, 'permit', 'BEWONERP')`,
      [permitId, plate, [areaId], validity.from, validity.to],
    );
  return { permitId, holderId, areaId };
}

/** What an officer would see of a plate at a moment. */
export async function isGreenAt(
  deps: Deps,
  plate: string,
  areaId: string,
  moment: Instant,
  country = 'NL',
): Promise<boolean> {
  const { verdict } = await checkPlate(deps, {
    municipalityId: 'voorbeeld',
    officerId: randomUUID(),
    country,
    plate,
    areaId,
    at: moment,
  });
  return verdict === 'green';
}

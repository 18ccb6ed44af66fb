import { randomUUID } from 'node:crypto';
import { periodsOf } from '../../rules/parking/periods.ts';
import { type RowFaultCode } from '../../rules/old-system/format.ts';
import { type BroughtFavourite, type BroughtPermit } from '../../rules/old-system/rows.ts';
import { civilDateOf } from '../../rules/values/civil-day.ts';
import { latest } from '../../rules/values/moment.ts';
import { type Release } from '../../rules/municipalities/release.ts';
import { openBalance } from '../balances/open.ts';
import { record, SYSTEM } from '../db/stores/audit.ts';
import { nextNumber } from '../db/stores/numbers.ts';
import { statement, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';
import { claimRow, keepRefusal, nameClaimed, refuseClaimed, type Run } from './item.ts';
import { beginPermit } from '../permits/begin.ts';

export type Brought =
  { outcome: 'came'; id: string } | { outcome: 'came-before' } | { outcome: 'refused'; code: RowFaultCode };

/**
 * A permit as it stood in the old system: in force at once, with its own process, and known to officers from now on. Nobody is written to
 * and nobody pays: nothing changes for its holder but the system.
 */
export async function bringPermit(
  tx: Db,
  deps: Pick<Deps, 'vault'>,
  run: Run,
  permit: BroughtPermit,
  { holderId, release }: { holderId: string; release: Release },
): Promise<Brought> {
  const { id: runId, municipalityId, at } = run;
  const { row, product, areaId, periodId, startsOn, validity, paidCents, plates, balances } = permit;
  const { timeZone } = release.content.municipality;
  const [permitId, applicationId] = [randomUUID(), randomUUID()];
  if (!(await claimRow(tx, deps, run, row, { holderId }))) return { outcome: 'came-before' };

  const { ceiling = null } = product.places.find(({ area }) => area === areaId) ?? {};
  const { rowCount: placed } = await tx.query({ ...takePlace, values: [municipalityId, product.id, areaId, ceiling] });
  if (placed !== 1) {
    await refuseClaimed(tx, deps, run, row, 'product-full');
    for (const part of [...plates, ...balances])
      await keepRefusal(tx, deps, run, part.row, { holderId }, 'permit-refused');
    return { outcome: 'refused', code: 'product-full' };
  }
  // The case it was decided in stayed behind: here it is one that is closed, so that the permit has its place among all others.
  await tx.query({
    ...addApplication,
    values: [
      applicationId, municipalityId, holderId, `Z-${await nextNumber(tx, municipalityId, 'Z')}`, product.id, release.number, at, areaId,
      startsOn, periodId,
    ], // prettier-ignore
  });
  await tx.query({ ...keepPlace, values: [applicationId, municipalityId, product.id, areaId] });
  const series = `${product.numberPrefix}-${civilDateOf(at, timeZone).slice(0, 4)}`;
  const number = `${series}-${String(await nextNumber(tx, municipalityId, series)).padStart(5, '0')}`;
  await tx.query({
    ...addPermit,
    values: [
      permitId, municipalityId, holderId, applicationId, number, product.id, release.number, areaId, periodId, paidCents, validity.from,
      validity.to, at,
    ], // prettier-ignore
  });
  await nameClaimed(tx, deps, run, row, { permitId });

  const since = latest(at, validity.from);
  for (const [index, { row: plateRow, plate }] of plates.entries()) {
    const { country, key, display } = plate;
    await tx.query({ ...addPlate, values: [permitId, applicationId, index + 1, country, key, display, at] });
    // Whoever parks today must be able to tomorrow: the first that stood in the files counts, until its holder chooses otherwise.
    if (index < product.plates.atOnce)
      await tx.query({
        ...openRight,
        values: [municipalityId, permitId, country, key, [areaId], since, validity.to, product.registerUsageId],
      });
    await claimPart(tx, deps, run, plateRow, { holderId, permitId });
  }
  for (const { unit, period, allowance } of product.parking?.balances ?? []) {
    const left = balances.find((balance) => balance.unit === unit);
    // What is over is over; of the period under way so much is left, and later ones begin as they do for everybody.
    const lasting = periodsOf({ from: since, to: validity.to }, period, timeZone);
    for (const [index, days] of lasting.entries())
      await openBalance(
        tx,
        { permitId, municipalityId, product },
        { unit, allowance, days, ...(left && index === 0 && { left: { amount: left.amount, runId } }) },
        at,
      );
    if (left) await claimPart(tx, deps, run, left.row, { holderId, permitId });
  }

  await beginPermit(tx, { permitId, municipalityId, until: validity.to }, at);
  await record(
    tx,
    at,
    SYSTEM,
    { municipalityId, holderId, applicationId, permitId },
    { kind: 'permit-came-over', data: { permitId, runId, from: validity.from, until: validity.to } },
  );
  return { outcome: 'came', id: permitId };
}

/** A plate with a name, in the address book of a permit that is here. */
export async function bringFavourite(
  tx: Db,
  deps: Pick<Deps, 'vault'>,
  run: Run,
  { row, plate, name }: BroughtFavourite,
  { holderId, permitId }: { holderId: string; permitId: string },
): Promise<Brought> {
  const { id: runId, municipalityId, at } = run;
  const { rows } = await tx.query<{ issued: boolean }>({ ...lockPermit, values: [permitId] });
  if (!rows[0]?.issued) {
    await keepRefusal(tx, deps, run, row, { holderId, permitId }, 'permit-over');
    return { outcome: 'refused', code: 'permit-over' };
  }
  if (!(await claimRow(tx, deps, run, row, { holderId, permitId }))) return { outcome: 'came-before' };
  const { country, key, display } = plate;
  // Somebody who was here already may have it in their address book: under the name they chose.
  await tx.query({ ...addFavourite, values: [permitId, country, key, display, name, at] });
  const event = { kind: 'favourite-came-over', data: { permitId, runId } } as const;
  await record(tx, at, SYSTEM, { municipalityId, holderId, permitId }, event);
  return { outcome: 'came', id: permitId };
}

async function claimPart(...[tx, deps, run, row, belongs]: Parameters<typeof claimRow>): Promise<void> {
  if (!(await claimRow(tx, deps, run, row, belongs)))
    throw new Error(`line ${row.line} of ${row.file} came over without its permit`);
}

const takePlace = statement(
  'take-place-of-old-system',
  `INSERT INTO place_count (municipality_id, product_id, area_id, taken)
   SELECT $1, $2, $3, 1 WHERE $4::int IS NULL OR $4::int > 0
   ON CONFLICT (municipality_id, product_id, area_id) DO UPDATE SET taken = place_count.taken + 1
   WHERE $4::int IS NULL OR place_count.taken < $4::int`,
);
const keepPlace = statement(
  'keep-place-of-old-system',
  'INSERT INTO place_claim (application_id, municipality_id, product_id, area_id) VALUES ($1, $2, $3, $4)',
);
const addApplication = statement(
  'add-application-of-old-system',
  `INSERT INTO application (id, municipality_id, holder_id, number, product_id, release, status, status_since, area_id, starts_on, period_id,
                            plates_confirmed, documents_confirmed, opened_at, closed_at)
   VALUES ($1, $2, $3, $4, $5, $6, 'issued', $7, $8, $9, $10, true, true, $7, $7)`,
);
const addPermit = statement(
  'add-permit-of-old-system',
  `INSERT INTO permit (id, municipality_id, holder_id, application_id, number, product_id, release, area_id, period_id, price_cents,
                       valid_from, valid_until, issued_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
);
const addPlate = statement(
  'add-plate-of-old-system',
  `WITH asked AS (
     INSERT INTO application_plate (application_id, position, country, plate, display) VALUES ($2, $3, $4, $5, $6)
   )
   INSERT INTO permit_plate (permit_id, position, country, plate, display, since) VALUES ($1, $3, $4, $5, $6, $7)`,
);
const openRight = statement(
  'open-right-of-old-system',
  `INSERT INTO parking_right (municipality_id, permit_id, country, plate, areas, since, until, kind, usage_id)
   VALUES ($1, $2, $3, $4, $5, $6, $7, 'permit', $8)`,
);
const lockPermit = statement(
  'lock-permit-of-favourite',
  `SELECT status = 'issued' AS issued FROM permit WHERE id = $1 FOR UPDATE`,
);
const addFavourite = statement(
  'add-favourite-of-old-system',
  `INSERT INTO favourite (permit_id, country, plate, display, name, created_at) VALUES ($1, $2, $3, $4, $5, $6)
   ON CONFLICT (permit_id, country, plate) DO NOTHING`,
);

import { jest } from '@jest/globals';
import { startParking, stopParking } from '../parking.ts';
import { importReleases } from '../municipalities/import.ts';
import { type Deps } from '../ports.ts';
import { CLERK, count, depsOn, ME } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { isGreenAt, residentPermit } from '../testing/resident-permit.ts';
import { visitorPermit, withVisitorScheme } from '../testing/visitor-scheme.ts';
import { endPermit, expirePermit } from './life.ts';

jest.setTimeout(60_000); // races and random orders take their time on a busy machine

const at = (time: string) => `2026-05-06T${time}:00.000Z`;
const NOW = at('08:00');

let database: TestDatabase;
let deps: Deps;
beforeAll(async () => {
  database = await openTestDatabase(10);
  deps = await depsOn(database.pool);
  await importReleases(database.pool, [withVisitorScheme()], '2026-01-02T00:00:00.000Z');
});
afterAll(() => database.drop());

const start = (permitId: string, plate: string, when: { startsAt?: string; endsAt?: string } = {}) =>
  startParking(deps, {
    permitId,
    country: 'NL',
    plate,
    display: plate,
    actor: ME,
    at: NOW,
    endsAt: at('09:00'),
    ...when,
  });

async function started(
  permitId: string,
  plate: string,
  when: { startsAt?: string; endsAt?: string } = {},
): Promise<string> {
  const result = await start(permitId, plate, when);
  if (result.outcome !== 'started') throw new Error(JSON.stringify(result));
  return result.id;
}

const end = (permitId: string, moment: string) =>
  endPermit(deps, { permitId, actor: CLERK, ground: 'by-staff', at: moment, key: `end ${permitId}` });

const purse = async (balanceId: string) => {
  const { rows } = await database.pool.query<{ available: string; held: string }>(
    'SELECT available, held FROM balance WHERE id = $1',
    [balanceId],
  );
  return { available: Number(rows[0]!.available), held: Number(rows[0]!.held) };
};

describe('what runs on a permit that is ended', () => {
  it('ends with it: what was used is paid, the rest goes back, the plate is red and its process is told (R8)', async () => {
    const { permitId, balanceId } = await visitorPermit(deps, 500);
    const running = await started(permitId, 'EN0001');
    const planned = await started(permitId, 'EN0002', { startsAt: at('12:00'), endsAt: at('13:00') });
    expect(await purse(balanceId)).toEqual({ available: 380, held: 120 });
    expect(await end(permitId, at('08:20'))).toMatchObject({ outcome: 'changed' });
    expect(await purse(balanceId)).toEqual({ available: 480, held: 0 });
    expect(await isGreenAt(deps, 'EN0001', 'B', at('08:19'))).toBe(true);
    expect(await isGreenAt(deps, 'EN0001', 'B', at('08:20'))).toBe(false);
    expect(await isGreenAt(deps, 'EN0002', 'B', at('12:30'))).toBe(false);
    for (const id of [running, planned])
      expect(await count(database.pool, `outbox WHERE subject_id = $1 AND kind = 'parking-stopped'`, [id])).toBe(1);
    expect(await start(permitId, 'EN0003')).toMatchObject({ ground: 'permit-not-in-force' });
  });

  it('ends with it when its last day is over, too', async () => {
    const { permitId, balanceId } = await visitorPermit(deps, 500);
    await started(permitId, 'EN0004');
    await database.pool.query('UPDATE permit SET valid_until = $2 WHERE id = $1', [permitId, at('08:30')]);
    await expirePermit(deps, { permitId, at: at('08:30') });
    expect(await purse(balanceId)).toEqual({ available: 470, held: 0 });
    expect(await count(database.pool, `parking_action WHERE permit_id = $1 AND state = 'open'`, [permitId])).toBe(0);
  });

  it('as a temporary plate leaves neither plate green: the one of the permit does not come back (R8) [2PARK-071]', async () => {
    const { permitId } = await residentPermit(deps, 'resident-centre', ['EN0005']);
    await started(permitId, 'EN0006', { endsAt: at('18:00') });
    await end(permitId, at('10:00'));
    for (const moment of [at('10:00'), at('18:00'), at('20:00')])
      for (const plate of ['EN0005', 'EN0006']) expect(await isGreenAt(deps, plate, 'A', moment)).toBe(false);
    expect(await count(database.pool, 'parking_right WHERE permit_id = $1 AND open', [permitId])).toBe(0);
  });

  it('or is started or stopped at that same moment: nothing stays open and the books close', async () => {
    for (let round = 0; round < 6; round += 1) {
      const { permitId, balanceId } = await visitorPermit(deps, 500);
      const id = await started(permitId, `EN1${round}00`);
      await Promise.all([
        // A process does a step that lost against another again, with the same key.
        end(permitId, NOW).catch(() => end(permitId, NOW)),
        start(permitId, `EN2${round}00`),
        stopParking(deps, { actionId: id, actor: ME, at: NOW }),
      ]);
      expect(await purse(balanceId)).toEqual({ available: 500, held: 0 });
      expect(await count(database.pool, `parking_action WHERE permit_id = $1 AND state = 'open'`, [permitId])).toBe(0);
      expect(await count(database.pool, 'parking_right WHERE permit_id = $1 AND open', [permitId])).toBe(0);
    }
  });
});

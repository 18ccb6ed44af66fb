import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { correctParking } from './correct-parking.ts';
import { checkPlate } from './enforcement.ts';
import { importReleases } from './municipalities/import.ts';
import { extendParking, parkingFacts, settleParking, startParking, stopParking } from './parking.ts';
import { type Deps } from './ports.ts';
import { count, depsOn, ME } from './testing/case.ts';
import { openTestDatabase, type TestDatabase } from './testing/database.ts';
import { isGreenAt, residentPermit } from './testing/resident-permit.ts';
import { visitorPermit, withVisitorScheme } from './testing/visitor-scheme.ts';

jest.setTimeout(60_000); // races and random orders take their time on a busy machine

/** A Wednesday; a minute costs a cent until nine in the evening. */
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

/** Plates of a test of their own, so that one test never sees the rights of another. */
let serial = 0;
const fresh = () => `CO${String(++serial).padStart(4, '0')}`;

async function started(
  permitId: string,
  plate: string,
  when: { startsAt?: string; endsAt?: string } = {},
): Promise<string> {
  const result = await startParking(deps, {
    permitId, country: 'NL', plate, display: plate, actor: ME, at: NOW, endsAt: at('09:00'), ...when,
  }); // prettier-ignore
  if (result.outcome !== 'started') throw new Error(JSON.stringify(result));
  return result.id;
}

const correct = (actionId: string, plate: string, moment = at('08:05')) =>
  correctParking(deps, { actionId, country: 'NL', plate, display: plate, actor: ME, at: moment });

const greenAt = async (plates: readonly string[], moment: string, areaId = 'B'): Promise<string[]> => {
  const seen = await Promise.all(plates.map((plate) => isGreenAt(deps, plate, areaId, moment)));
  return plates.filter((_, index) => seen[index]);
};

const before = (moment: string) => new Date(Date.parse(moment) - 1).toISOString();

async function actionRow(id: string) {
  const { rows } = await database.pool.query<Record<string, unknown>>(
    'SELECT plate, display, earlier_plate, corrected_at, starts_at, ends_at, holds FROM parking_action WHERE id = $1',
    [id],
  );
  return rows[0]!;
}

describe('a plate that is put right', () => {
  it('counts from that moment instead of the other; start, end and what is set aside stay [BEYOND-002]', async () => {
    const { permitId, balanceId } = await visitorPermit(deps, 500);
    const [typed, meant] = [fresh(), fresh()];
    const id = await started(permitId, typed);
    const was = await actionRow(id);
    expect(await correct(id, meant)).toEqual({ outcome: 'corrected' });
    expect(await greenAt([typed, meant], before(at('08:05')))).toEqual([typed]);
    expect(await greenAt([typed, meant], at('08:05'))).toEqual([meant]);
    expect(await greenAt([typed, meant], before(at('09:00')))).toEqual([meant]);
    expect(await actionRow(id)).toEqual({
      ...was, plate: meant, display: meant, earlier_plate: typed, corrected_at: new Date(at('08:05')),
    }); // prettier-ignore
    const { rows } = await database.pool.query('SELECT available, held FROM balance WHERE id = $1', [balanceId]);
    expect(rows).toEqual([{ available: '440', held: '60' }]);
    expect(await count(database.pool, `outbox WHERE subject_id = $1 AND kind = 'parking-corrected'`, [id])).toBe(1);
    expect(await count(database.pool, `audit_event WHERE permit_id = $1 AND kind = 'parking-corrected'`, [permitId])).toBe(1); // prettier-ignore
  });

  it('is put right once, and in the first ten minutes [BEYOND-002]', async () => {
    const { permitId } = await visitorPermit(deps, 500);
    const id = await started(permitId, fresh());
    expect(await correct(id, fresh(), at('08:10'))).toMatchObject({ ground: 'correction-too-late' });
    expect(await correct(id, fresh(), at('08:09'))).toMatchObject({ outcome: 'corrected' });
    expect(await correct(id, fresh(), at('08:09'))).toMatchObject({ ground: 'corrected-already' });
    expect(await correct(randomUUID(), fresh())).toMatchObject({ ground: 'not-found' });
  });

  it('of a planned action counts from its beginning, with every later end it was given', async () => {
    const { permitId } = await visitorPermit(deps, 500);
    const [typed, meant] = [fresh(), fresh()];
    const id = await started(permitId, typed, { startsAt: at('12:00'), endsAt: at('13:00') });
    await extendParking(deps, { actionId: id, endsAt: at('14:00'), actor: ME, at: at('08:01') });
    await correct(id, meant, at('11:59'));
    for (const moment of [at('12:00'), before(at('13:00')), at('13:00'), before(at('14:00'))])
      expect(await greenAt([typed, meant], moment)).toEqual([meant]);
    expect(await greenAt([typed, meant], before(at('12:00')))).toEqual([]);
  });

  it('is none that is parked on the permit at that time, nor the plate of the permit itself', async () => {
    const { permitId } = await visitorPermit(deps, 500);
    const [one, other] = [fresh(), fresh()];
    const id = await started(permitId, one);
    await started(permitId, other, { startsAt: at('08:30') });
    expect(await correct(id, other)).toMatchObject({ ground: 'plate-already-parked' });
    const [own, loan, meant] = [fresh(), fresh(), fresh()];
    const centre = await residentPermit(deps, 'resident-centre', [own]);
    const temporary = await started(centre.permitId, loan, { endsAt: at('18:00') });
    expect(await correct(temporary, own)).toMatchObject({ ground: 'plate-of-permit' });
    expect(await correct(temporary, meant)).toMatchObject({ outcome: 'corrected' });
    expect(await greenAt([own, loan, meant], at('08:05'), 'A')).toEqual([meant]);
    await stopParking(deps, { actionId: temporary, actor: ME, at: at('09:00') });
    expect(await greenAt([own, loan, meant], at('09:00'), 'A')).toEqual([own]);
  });

  it('is what the action ends with, at its own end and when it is stopped', async () => {
    const { permitId, balanceId } = await visitorPermit(deps, 500);
    const [first, second] = [fresh(), fresh()];
    const settledId = await started(permitId, fresh());
    const stoppedId = await started(permitId, fresh());
    await correct(settledId, first);
    await correct(stoppedId, second);
    await stopParking(deps, { actionId: stoppedId, actor: ME, at: at('08:30') });
    await settleParking(deps, { actionId: settledId, at: at('09:00') });
    expect(await greenAt([first, second], at('08:30'))).toEqual([first]);
    expect(await greenAt([first, second], at('09:00'))).toEqual([]);
    const { rows } = await database.pool.query('SELECT available, held FROM balance WHERE id = $1', [balanceId]);
    expect(rows).toEqual([{ available: String(500 - 30 - 60), held: '0' }]);
  });

  it('is what the register is told of, and the other is taken back', async () => {
    const { permitId } = await visitorPermit(deps, 500);
    const id = await started(permitId, fresh());
    const [known] = (await parkingFacts(deps, { actionId: id })).toRegister;
    await database.pool.query(`UPDATE parking_right SET register_id = 'NPR', registered_at = $2 WHERE id = $1`, [
      known,
      NOW,
    ]);
    await correct(id, fresh());
    const { toRegister, overtaken, registered } = await parkingFacts(deps, { actionId: id });
    expect(overtaken).toEqual([known]);
    expect(registered).toEqual([known]);
    expect(toRegister).toHaveLength(1);
  });
});

describe('a correction and a stop at the same moment', () => {
  it('leave nothing green and the books closed, whoever wins', async () => {
    for (let round = 0; round < 8; round += 1) {
      const { permitId, balanceId } = await visitorPermit(deps, 500);
      const [typed, meant] = [fresh(), fresh()];
      const id = await started(permitId, typed);
      await Promise.all([
        correct(id, meant),
        stopParking(deps, { actionId: id, actor: ME, at: at('08:05') }),
        correct(id, fresh()),
      ]);
      expect(await greenAt([typed, meant], at('08:05'))).toEqual([]);
      expect(await count(database.pool, 'parking_right WHERE permit_id = $1 AND open', [permitId])).toBe(0);
      const { rows } = await database.pool.query('SELECT available, held FROM balance WHERE id = $1', [balanceId]);
      expect(rows).toEqual([{ available: '495', held: '0' }]);
    }
  });

  it('of five corrections at once, one counts', async () => {
    const { permitId } = await visitorPermit(deps, 500);
    const id = await started(permitId, fresh());
    const meant = Array.from({ length: 5 }, fresh);
    const results = await Promise.all(meant.map((plate) => correct(id, plate)));
    expect(results.filter(({ outcome }) => outcome === 'corrected')).toHaveLength(1);
    expect(await greenAt(meant, at('08:05'))).toHaveLength(1);
  });
});

describe('a check after a correction', () => {
  it('says the same of the plate that was typed as of any other that is over', async () => {
    const { permitId } = await visitorPermit(deps, 500);
    const typed = fresh();
    const id = await started(permitId, typed);
    await correct(id, fresh());
    const asked = { municipalityId: 'voorbeeld', officerId: randomUUID(), country: 'NL', areaId: 'B' };
    expect(await checkPlate(deps, { ...asked, plate: typed, at: at('08:06') })).toMatchObject({
      verdict: 'red',
      justExpired: true,
      until: null,
    });
  });
});

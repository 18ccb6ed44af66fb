import { jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { type Actor } from '../../rules/audit.ts';
import { type BlockGround } from '../../rules/permits/block.ts';
import { startParking } from '../parking.ts';
import { importReleases } from '../municipalities/import.ts';
import { type Deps } from '../ports.ts';
import { count, depsOn, ME } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { isGreenAt, residentPermit } from '../testing/resident-permit.ts';
import { colleague } from '../testing/staff.ts';
import { visitorPermit, withVisitorScheme } from '../testing/visitor-scheme.ts';
import { blockPermit, unblockPermit } from './block.ts';
import { permitFacts } from './life.ts';

jest.setTimeout(60_000);

const at = (time: string) => `2026-05-06T${time}:00.000Z`;

let database: TestDatabase;
let deps: Deps;
let clerk: Extract<Actor, { kind: 'staff' }>;
beforeAll(async () => {
  database = await openTestDatabase(10);
  deps = await depsOn(database.pool);
  await importReleases(database.pool, [withVisitorScheme()], '2026-01-02T00:00:00.000Z');
  clerk = await colleague(database.pool, 'clerk');
});
afterAll(() => database.drop());

async function noted(permitId: string): Promise<string> {
  const inputId = randomUUID();
  await database.pool.query('INSERT INTO command_input (id, subject_id, body) VALUES ($1, $2, $3)', [
    inputId,
    permitId,
    JSON.stringify({ note: 'Belde vanmorgen.' }),
  ]);
  return inputId;
}
const block = async (permitId: string, moment: string, ground: BlockGround = 'block-asked') =>
  blockPermit(deps, { permitId, ground, actor: clerk, inputId: await noted(permitId), at: moment, key: randomUUID() });
const unblock = async (permitId: string, moment: string) =>
  unblockPermit(deps, { permitId, actor: clerk, inputId: await noted(permitId), at: moment, key: randomUUID() });
const greenAt = (plate: string, area: string, time: string) => isGreenAt(deps, plate, area, at(time));

describe('a permit that staff holds back', () => {
  it('turns red at that moment and green again when it is let go; the time between stays red [PEERS-033]', async () => {
    const { permitId } = await residentPermit(deps, 'resident', ['BL0001']);
    expect(await block(permitId, at('10:00'))).toMatchObject({ outcome: 'changed' });
    expect(await greenAt('BL0001', 'B', '09:59')).toBe(true);
    expect(await greenAt('BL0001', 'B', '10:00')).toBe(false);
    expect(await greenAt('BL0001', 'B', '23:00')).toBe(false);

    expect(await unblock(permitId, at('11:00'))).toMatchObject({ outcome: 'changed' });
    expect(await greenAt('BL0001', 'B', '09:59')).toBe(true);
    expect(await greenAt('BL0001', 'B', '10:30')).toBe(false);
    expect(await greenAt('BL0001', 'B', '11:00')).toBe(true);
    expect(await isGreenAt(deps, 'BL0001', 'B', '2026-12-30T12:00:00.000Z')).toBe(true);
  });

  it('tells its holder by mail and by letter, and colleagues by a note', async () => {
    const { permitId, holderId } = await residentPermit(deps, 'resident', ['BL0002']);
    await block(permitId, at('10:00'), 'block-unpaid');
    await unblock(permitId, at('11:00'));
    for (const kind of ['permit-blocked', 'permit-unblocked']) {
      expect(await count(database.pool, 'message WHERE permit_id = $1 AND kind = $2', [permitId, kind])).toBe(1);
      expect(
        await count(database.pool, `letter WHERE permit_id = $1 AND kind = $2 AND ground = 'block-unpaid'`, [
          permitId,
          kind,
        ]),
      ).toBe(1);
      expect(await count(database.pool, 'audit_event WHERE permit_id = $1 AND kind = $2', [permitId, kind])).toBe(1);
    }
    expect(
      await count(database.pool, `staff_note WHERE holder_id = $1 AND body = 'Belde vanmorgen.'`, [holderId]),
    ).toBe(2);
  });

  it('stops what runs on it, starts nothing more, and the plate that rested for it stays red', async () => {
    const { permitId } = await residentPermit(deps, 'resident-centre', ['BL0003']);
    const start = (plate: string, from: string) =>
      startParking(deps, {
        permitId, country: 'NL', plate, display: plate, actor: ME, at: at(from), endsAt: at('18:00'),
      }); // prettier-ignore
    expect(await start('BL0004', '08:00')).toMatchObject({ outcome: 'started' });
    await block(permitId, at('10:00'));
    for (const plate of ['BL0003', 'BL0004']) expect(await greenAt(plate, 'A', '10:00')).toBe(false);
    expect(await start('BL0004', '10:30')).toMatchObject({ ground: 'permit-not-in-force' });
    await unblock(permitId, at('11:00'));
    expect(await greenAt('BL0003', 'A', '11:00')).toBe(true);
    expect(await greenAt('BL0004', 'A', '11:00')).toBe(false);
  });

  it('gives back what was held for a visit, and lets visits start again afterwards', async () => {
    const { permitId, balanceId } = await visitorPermit(deps, 500);
    const start = (from: string) =>
      startParking(deps, {
        permitId, country: 'NL', plate: 'BL0005', display: 'BL0005', actor: ME, at: at(from), endsAt: at('12:00'),
      }); // prettier-ignore
    expect(await start('08:00')).toMatchObject({ outcome: 'started' });
    await block(permitId, at('08:20'));
    expect(await count(database.pool, 'balance WHERE id = $1 AND held = 0', [balanceId])).toBe(1);
    await unblock(permitId, at('09:00'));
    expect(await start('09:00')).toMatchObject({ outcome: 'started' });
  });

  it('is not held back twice, nor let go twice, and both say so', async () => {
    const { permitId } = await residentPermit(deps, 'resident', ['BL0006']);
    expect(await unblock(permitId, at('09:00'))).toMatchObject({ ground: 'permit-not-blocked' });
    const [first, second] = await Promise.all([block(permitId, at('10:00')), block(permitId, at('10:00'))]);
    expect([first, second].map(({ outcome }) => outcome).sort()).toEqual(['changed', 'refuse']);
    expect(await count(database.pool, 'permit_block WHERE permit_id = $1', [permitId])).toBe(1);
    expect(await block(permitId, at('10:05'))).toMatchObject({ ground: 'permit-blocked-already' });
  });

  it('gives the register its earlier right to forget, and another one to know when it is let go', async () => {
    const { permitId } = await residentPermit(deps, 'resident', ['BL0007']);
    await database.pool.query(
      `UPDATE parking_right SET register_id = 'NPR-7', registered_at = '2026-01-01', enrolled_until = until WHERE permit_id = $1`,
      [permitId],
    );
    await block(permitId, at('10:00'));
    const held = await permitFacts(deps, { permitId });
    expect(held.toRegister).toEqual([]);
    expect(held.toRevoke).toHaveLength(1);
    await unblock(permitId, at('11:00'));
    expect((await permitFacts(deps, { permitId })).toRegister).toHaveLength(1);
  });

  it('withholds whatever opens a right for it meanwhile, such as another plate', async () => {
    const { permitId } = await residentPermit(deps, 'resident', ['BL0008']);
    await block(permitId, at('10:00'));
    await database.pool.query(
      `INSERT INTO parking_right (municipality_id, permit_id, country, plate, areas, since, until, kind, usage_id)
       VALUES ('voorbeeld', $1, 'NL', 'BL0009', '{B}', '2026-05-06T10:30Z', '2026-12-31', 'permit', 'BEWONERP')`,
      [permitId],
    );
    expect(await greenAt('BL0009', 'B', '10:45')).toBe(false);
    await unblock(permitId, at('11:00'));
    expect(await greenAt('BL0009', 'B', '11:00')).toBe(true);
  });
});

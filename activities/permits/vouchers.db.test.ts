import { randomUUID } from 'node:crypto';
import { inTransaction } from '../db/transaction.ts';
import { openApplication } from '../permit-applications/open.ts';
import { readDossier } from '../permit-applications/dossier.ts';
import { type Deps } from '../ports.ts';
import { CLERK, count, depsOn, ME, NOW } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { isGreenAt } from '../testing/resident-permit.ts';
import { issuePermit } from './issue.ts';
import { endPermit } from './life.ts';
import { activateVoucher } from './vouchers.ts';

let database: TestDatabase;
let deps: Deps;
beforeAll(async () => {
  database = await openTestDatabase(10);
  deps = await depsOn(database.pool);
});
afterAll(() => database.drop());

interface Bought {
  permitId: string;
  holderId: string;
}

/** Five week vouchers of a business, bought on Friday 1 May 2026. */
async function bought(amount = 5): Promise<Bought> {
  const [holderId, applicationId] = [randomUUID(), randomUUID()];
  await database.pool.query(
    `INSERT INTO holder (id, municipality_id, kind, subject_type, subject_hash, subject_sealed, name, means, created_at)
     VALUES ($1, 'voorbeeld', 'business', 'kvk', $2, 'x', 'Bakkerij', 'eherkenning', $3)`,
    [holderId, Buffer.from(holderId), NOW],
  );
  await openApplication(deps, {
    applicationId, municipalityId: 'voorbeeld', holderId, productId: 'week-vouchers', actor: ME, at: NOW, key: `open ${applicationId}`,
  }); // prettier-ignore
  return inTransaction(database.pool, async (tx) => {
    const dossier = (await readDossier(tx, deps, applicationId, NOW))!;
    const answers = { ...dossier.answers, startsOn: '2026-05-01', amount };
    await issuePermit(tx, deps, { ...dossier, answers }, { answers }, NOW);
    const { rows } = await tx.query<{ id: string }>('SELECT id FROM permit WHERE application_id = $1', [applicationId]);
    return { permitId: rows[0]!.id, holderId };
  });
}

let last = 1000;
const fresh = () => `${(last += 1)}XYZ`.slice(0, 7);
const activate = ({ permitId, holderId }: Bought, plate: string, startsOn = '2026-05-04', key: string = randomUUID()) =>
  activateVoucher(deps, { permitId, holderId, plate, country: 'BE', startsOn, actor: ME, at: NOW, key });
const unused = ({ permitId }: Bought) =>
  count(database.pool, 'voucher WHERE permit_id = $1 AND right_id IS NULL', [permitId]);
const green = (plate: string, at: string) => isGreenAt(deps, plate, 'A', at, 'BE');

describe('vouchers bought in bulk [PEERS-042]', () => {
  it('are there unused, open nothing by themselves, and each becomes a right of seven days on one plate', async () => {
    const vouchers = await bought();
    expect(await unused(vouchers)).toBe(5);
    expect(await count(database.pool, 'parking_right WHERE permit_id = $1', [vouchers.permitId])).toBe(0);
    const plate = fresh();
    expect(await activate(vouchers, plate)).toMatchObject({ outcome: 'activated' });
    expect(await unused(vouchers)).toBe(4);
    expect(await green(plate, '2026-05-03T21:59:00.000Z')).toBe(false);
    expect(await green(plate, '2026-05-03T22:00:00.000Z')).toBe(true);
    expect(await green(plate, '2026-05-10T21:59:00.000Z')).toBe(true);
    expect(await green(plate, '2026-05-10T22:00:00.000Z')).toBe(false);
    expect(
      await count(database.pool, `outbox WHERE subject_id = $1 AND kind = 'permit-rights-changed'`, [
        vouchers.permitId,
      ]),
    ).toBe(1);
  });

  it('are used once however often and however fast somebody presses, and the last goes to one of two', async () => {
    const vouchers = await bought(5);
    const key = randomUUID();
    const plate = fresh();
    const pressed = await Promise.all(
      [1, 2, 3].map(() => activate(vouchers, plate, '2026-05-04', key).catch(() => null)),
    );
    expect(pressed.some((said) => said?.outcome === 'activated')).toBe(true);
    expect(await unused(vouchers)).toBe(4);
    const rush = await Promise.all(Array.from({ length: 8 }, () => activate(vouchers, fresh())));
    expect(rush.filter(({ outcome }) => outcome === 'activated')).toHaveLength(4);
    expect(rush.find(({ outcome }) => outcome === 'refuse')).toMatchObject({ ground: 'no-voucher-left' });
    expect(await count(database.pool, 'parking_right WHERE permit_id = $1', [vouchers.permitId])).toBe(5);
  });

  it('are not spent on a plate that has one for those days, nor by somebody else, nor on a plate that is none', async () => {
    const vouchers = await bought();
    const plate = fresh();
    await activate(vouchers, plate);
    expect(await activate(vouchers, plate, '2026-05-08')).toMatchObject({ ground: 'voucher-plate-covered' });
    expect(await activate({ ...vouchers, holderId: randomUUID() }, fresh())).toMatchObject({ ground: 'not-found' });
    expect(await activate(vouchers, '')).toMatchObject({ ground: 'plate-empty' });
    expect(await unused(vouchers)).toBe(4);
    expect(await activate(vouchers, plate, '2026-05-11')).toMatchObject({ outcome: 'activated' }); // without a gap
  });

  it('are worth nothing any more when they are ended, and no row of the database makes a used one new', async () => {
    const vouchers = await bought();
    await activate(vouchers, fresh());
    const { permitId } = vouchers;
    for (const attempt of ['right_id = NULL, activated_at = NULL', 'right_id = gen_random_uuid()'])
      await expect(
        database.pool.query(`UPDATE voucher SET ${attempt} WHERE permit_id = $1 AND right_id IS NOT NULL`, [permitId]),
      ).rejects.toThrow(/has been used/);
    await endPermit(deps, { permitId, actor: CLERK, ground: 'by-staff', at: NOW, key: `end ${permitId}` });
    expect(await activate(vouchers, fresh())).toMatchObject({ ground: 'permit-not-in-force' });
  });
});

import { acceptLink } from '../coupling.ts';
import { importReleases } from '../municipalities/import.ts';
import { startParking } from '../parking.ts';
import { type Deps } from '../ports.ts';
import { newAccount } from '../testing/account.ts';
import { depsOn } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { visitorPermit, withVisitorScheme } from '../testing/visitor-scheme.ts';
import { endGrant } from './end.ts';
import { inviteToGrant, type Invited } from './invite.ts';
import { leaveStaff, setManager } from './colleagues.ts';

/** A Wednesday, ten in the morning by the wall clock. */
const NOW = '2026-05-06T08:00:00.000Z';
const at = (time: string) => `2026-05-06T${time}:00.000Z`;
const MOST = 4;

let database: TestDatabase;
let deps: Deps;
beforeAll(async () => {
  database = await openTestDatabase(10);
  deps = await depsOn(database.pool);
  const scheme = withVisitorScheme({ grants: { plate: 'free', most: MOST, managers: true } });
  await importReleases(database.pool, [scheme], '2026-01-02T00:00:00.000Z');
});
afterAll(() => database.drop());

let serial = 0;
interface Person {
  id: string;
  email: string;
}
async function person(): Promise<Person> {
  const email = `collega${++serial}@bedrijf.example`;
  return { id: await newAccount(database.pool, email), email };
}

/** An organisation's permit, coupled to who manages it first. */
async function organisation(): Promise<{ permitId: string; first: Person }> {
  const { permitId } = await visitorPermit(deps, 10_000);
  const first = await person();
  await database.pool.query('INSERT INTO coupling (permit_id, account_id, coupled_at) VALUES ($1, $2, $3)', [
    permitId,
    first.id,
    NOW,
  ]);
  return { permitId, first };
}

const invite = (permitId: string, by: Person, email: string): Promise<Invited> =>
  inviteToGrant(deps, { permitId, accountId: by.id, email, plate: null, amount: null, monthlyCap: null, at: NOW });

async function colleague(permitId: string, by: Person): Promise<Person & { grantId: string }> {
  const who = await person();
  const invited = await invite(permitId, by, who.email);
  if (invited.outcome !== 'invited') throw new Error(JSON.stringify(invited));
  const { rows } = await database.pool.query<{ link: string }>(
    `SELECT private ->> 'link' AS link FROM message WHERE grant_id = $1 AND kind = 'grant-invited'`,
    [invited.grantId],
  );
  await acceptLink(deps, { token: rows[0]!.link.split('#')[1]!, accountId: who.id, at: NOW });
  return { ...who, grantId: invited.grantId };
}

const manager = (permitId: string, by: Person, { grantId }: { grantId: string }, on = true) =>
  setManager(deps, { permitId, grantId, manager: on, accountId: by.id, at: NOW });

async function start(
  permitId: string,
  who: Person & { grantId?: string },
  more: { startsAt?: string; endsAt: string },
) {
  const plate = `COL${++serial}`;
  return startParking(deps, {
    permitId, grantId: who.grantId, accountId: who.id, country: 'NL', plate, display: plate, actor: { kind: 'account', id: who.id }, at: NOW, ...more,
  }); // prettier-ignore
}

const idOf = (started: Awaited<ReturnType<typeof start>>): string => {
  if (started.outcome !== 'started') throw new Error(JSON.stringify(started));
  return started.id;
};
const actionOf = async (id: string) =>
  (
    await database.pool.query<{ state: string; empty: boolean; ends_at: Date }>(
      'SELECT state, starts_at >= ends_at AS empty, ends_at FROM parking_action WHERE id = $1',
      [id],
    )
  ).rows[0]!;
const mailed = async ({ id }: Person) =>
  (
    await database.pool.query<{ kind: string }>(
      `SELECT kind FROM message WHERE account_id = $1 AND kind LIKE 'grant-manager-%' ORDER BY id`,
      [id],
    )
  ).rows.map(({ kind }) => kind);
const ownerId = async (permitId: string) =>
  (
    await database.pool.query<{ account_id: string }>('SELECT account_id FROM coupling WHERE permit_id = $1', [
      permitId,
    ])
  ).rows[0]!.account_id;

describe('the colleagues of an organisation', () => {
  it('are so many at most, however many invitations go out in one moment [PEERS-029]', async () => {
    const { permitId, first } = await organisation();
    const sent = await Promise.all(
      Array.from({ length: MOST + 3 }, (_, index) =>
        invite(permitId, first, `nieuw${index}-${permitId}@bedrijf.example`),
      ),
    );
    expect(sent.filter(({ outcome }) => outcome === 'invited')).toHaveLength(MOST);
    expect(sent.find(({ outcome }) => outcome === 'refuse')).toMatchObject({ ground: 'too-many-grants' });
  });

  it('hear by mail that they manage, once, and that they are the first where that one leaves [PEERS-029]', async () => {
    const { permitId, first } = await organisation();
    const [anna, ben] = [await colleague(permitId, first), await colleague(permitId, first)];
    await manager(permitId, first, anna);
    await manager(permitId, first, anna);
    expect(await mailed(anna)).toEqual(['grant-manager-made']);
    expect(await leaveStaff(deps, { permitId, accountId: first.id, at: NOW })).toMatchObject({ outcome: 'left' });
    expect(await mailed(anna)).toEqual(['grant-manager-made', 'grant-manager-first']);
    await manager(permitId, anna, ben);
    await manager(permitId, anna, ben, false);
    expect(await mailed(ben)).toEqual(['grant-manager-made']);
    expect(await mailed(first)).toEqual([]);
  });

  it('are invited and removed by who manages with the first, and by no other colleague [PEERS-029]', async () => {
    const { permitId, first } = await organisation();
    const [anna, ben] = [await colleague(permitId, first), await colleague(permitId, first)];
    expect(await invite(permitId, anna, 'derde@bedrijf.example')).toMatchObject({ ground: 'not-found' });
    expect(await manager(permitId, ben, anna)).toMatchObject({ ground: 'not-found' });
    expect(await manager(permitId, first, anna)).toEqual({ outcome: 'set' });
    expect(await invite(permitId, anna, 'derde@bedrijf.example')).toMatchObject({ outcome: 'invited' });
    expect(await manager(permitId, anna, ben)).toEqual({ outcome: 'set' });
    expect(await manager(permitId, ben, anna, false)).toEqual({ outcome: 'set' });
    expect(await invite(permitId, anna, 'vierde@bedrijf.example')).toMatchObject({ ground: 'not-found' });
  });

  it('manage only once they took up their invitation [PEERS-029]', async () => {
    const { permitId, first } = await organisation();
    const invited = await invite(permitId, first, 'post@bedrijf.example');
    if (invited.outcome !== 'invited') throw new Error(invited.ground);
    expect(await manager(permitId, first, invited)).toMatchObject({ ground: 'grant-not-accepted' });
    await expect(
      database.pool.query('UPDATE permit_grant SET manager = true WHERE id = $1', [invited.grantId]),
    ).rejects.toThrow(/manager_accepted/);
  });

  it('finish what runs and start nothing more when they leave or are removed; what they planned is cancelled [PEERS-029]', async () => {
    const { permitId, first } = await organisation();
    for (const leave of [true, false]) {
      const anna = await colleague(permitId, first);
      const running = idOf(await start(permitId, anna, { endsAt: at('09:00') }));
      const planned = idOf(await start(permitId, anna, { startsAt: at('12:00'), endsAt: at('13:00') }));
      const done = leave
        ? await leaveStaff(deps, { permitId, accountId: anna.id, at: NOW })
        : await endGrant(deps, {
            permitId, grantId: anna.grantId, ground: 'revoked', actor: { kind: 'account', id: first.id }, at: NOW,
          }); // prettier-ignore
      expect(done).toMatchObject({ cancelled: 1, running: 1 });
      expect(await actionOf(running)).toMatchObject({ state: 'open', ends_at: new Date(at('09:00')) });
      expect(await actionOf(planned)).toMatchObject({ state: 'settled', empty: true });
      expect(await start(permitId, anna, { endsAt: at('09:30') })).toMatchObject({ ground: 'grant-ended' });
    }
  });
});

describe('the first manager', () => {
  it('cannot leave while nobody else manages [PEERS-029]', async () => {
    const { permitId, first } = await organisation();
    await colleague(permitId, first);
    expect(await leaveStaff(deps, { permitId, accountId: first.id, at: NOW })).toMatchObject({
      ground: 'last-manager',
    });
    expect(await ownerId(permitId)).toBe(first.id);
  });

  it('is followed by who manages longest, and finishes what runs [PEERS-029]', async () => {
    const { permitId, first } = await organisation();
    const [anna, ben] = [await colleague(permitId, first), await colleague(permitId, first)];
    await manager(permitId, first, ben);
    const running = idOf(await start(permitId, first, { endsAt: at('09:00') }));
    const planned = idOf(await start(permitId, first, { startsAt: at('12:00'), endsAt: at('13:00') }));
    const bens = idOf(await start(permitId, ben, { startsAt: at('12:00'), endsAt: at('13:00') }));
    expect(await leaveStaff(deps, { permitId, accountId: first.id, at: NOW })).toEqual({
      outcome: 'left',
      cancelled: 1,
      running: 1,
    });
    expect(await ownerId(permitId)).toBe(ben.id);
    expect((await actionOf(running)).state).toBe('open');
    expect((await actionOf(planned)).state).toBe('settled');
    expect((await actionOf(bens)).state).toBe('open');
    expect(await leaveStaff(deps, { permitId, accountId: first.id, at: NOW })).toMatchObject({ ground: 'not-found' });
    expect(await manager(permitId, first, anna)).toMatchObject({ ground: 'not-found' });
    expect(await manager(permitId, ben, anna)).toEqual({ outcome: 'set' });
  });

  it('leaves at the same moment as the other one: one of them stays [PEERS-029]', async () => {
    const { permitId, first } = await organisation();
    const anna = await colleague(permitId, first);
    await manager(permitId, first, anna);
    const both = await Promise.all(
      [first, anna].map(({ id }) => leaveStaff(deps, { permitId, accountId: id, at: NOW })),
    );
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(['left', 'refuse']);
    expect([first.id, anna.id]).toContain(await ownerId(permitId));
  });
});

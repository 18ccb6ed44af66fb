import { jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { readSearch, type SearchTerms } from '../../rules/staff-work/search.ts';
import { inTransaction } from '../db/transaction.ts';
import { record } from '../db/stores/audit.ts';
import { endPermit } from '../permits/life.ts';
import { type Deps } from '../ports.ts';
import { depsOn, NOW, resident } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { residentPermit } from '../testing/resident-permit.ts';
import { colleague } from '../testing/staff.ts';
import { actFor, addPerson, stopActing } from './acting.ts';
import { addNote } from './notes.ts';
import { findPeople } from './people.ts';

jest.setTimeout(30_000);

let database: TestDatabase;
let deps: Deps;
let anna: { kind: 'staff'; id: string; roles: readonly ['clerk'] };

beforeAll(async () => {
  database = await openTestDatabase();
  deps = await depsOn(database.pool, {
    people: { find: (bsn) => Promise.resolve(bsn === '999990019' ? { name: 'Jan Wilgenhof', address: null } : null) },
  });
  anna = await colleague(database.pool, 'clerk', 'Anna');
});
afterAll(() => database.drop());

async function session(staffId: string): Promise<Buffer> {
  const hash = Buffer.from(randomUUID());
  await database.pool.query(
    `INSERT INTO session (token_hash, municipality_id, staff_id, means, ends_at) VALUES ($1, 'voorbeeld', $2, 'staff', now() + interval '1 day')`,
    [hash, staffId],
  );
  return hash;
}

const search = async (typed: string, municipalityId = 'voorbeeld') =>
  (await findPeople(deps, { municipalityId, actor: anna, terms: readSearch(typed) as SearchTerms }, NOW)).people;

interface Told {
  kind: string;
  actor_kind: string;
  actor_id: string;
  data: Record<string, unknown>;
}
const toldOf = async (holderId: string): Promise<Told[]> =>
  (
    await database.pool.query<Told>(
      'SELECT kind, actor_kind, actor_id, data FROM audit_event WHERE holder_id = $1 ORDER BY id',
      [holderId],
    )
  ).rows;

async function named(name: string): Promise<string> {
  const id = await resident(database.pool);
  await database.pool.query('UPDATE holder SET name = $2, email = $3 WHERE id = $1', [
    id,
    name,
    `${id}@inwoner.example`,
  ]);
  return id;
}

describe('people are found by whatever they can tell [PEERS-033]', () => {
  it('by plate, permit number, e-mail, postcode and part of their name, and each can see that somebody looked', async () => {
    const { permitId, holderId } = await residentPermit(deps, 'resident', ['AB123C']);
    await database.pool.query(
      `UPDATE holder SET name = 'Ümit Vandersteen', email = 'umit@inwoner.example' WHERE id = $1`,
      [holderId],
    );
    await database.pool.query(`UPDATE permit SET number = 'BV-2026-00077' WHERE id = $1`, [permitId]);
    for (const [typed, by] of [
      ['ab-123-c', 'plate'],
      ['bv-2026-00077', 'number'],
      ['UMIT@inwoner.example', 'email'],
      ['ümit vander', 'name'],
    ]) {
      const found = await search(typed!);
      expect([typed, found.length]).toEqual([typed, 1]);
      expect(found[0]).toMatchObject({ id: holderId, by, permits: 1, running: 1 });
    }
    expect((await search('4302sa 14')).map(({ id }) => id)).toContain(holderId);
    expect((await search('Lindestraat 14')).map(({ id }) => id)).toContain(holderId);
    expect(await search('Lindestraat 15')).toEqual([]);
    const found = (await toldOf(holderId)).filter(({ kind }) => kind === 'person-found');
    expect(found.map(({ data }) => data['by'])).toEqual(['plate', 'number', 'email', 'name', 'address', 'address']);
  });

  it('never of another municipality, and never by a sign that stands for any letter', async () => {
    await named('Percentage Test');
    expect(await search('percentage', 'deventer')).toEqual([]);
    expect(readSearch('%%')).toMatchObject({ outcome: 'refuse' });
  });

  it('at most twenty at a time, and it says that there are more', async () => {
    for (let n = 0; n < 22; n += 1) await named('Veelvoorkomend');
    const terms = readSearch('veelvoorkomend') as SearchTerms;
    const { people, more } = await findPeople(deps, { municipalityId: 'voorbeeld', actor: anna, terms }, NOW);
    expect([people.length, more]).toEqual([20, true]);
  });
});

describe('a note [PEERS-033]', () => {
  it('is written once, however often it is sent, and its words stay out of the chain', async () => {
    const holderId = await named('Nora Notitie');
    const note = {
      municipalityId: 'voorbeeld',
      holderId,
      applicationId: null,
      body: 'belt liever',
      actor: anna,
      key: randomUUID(),
    };
    expect(await addNote(deps, note, NOW)).toEqual(await addNote(deps, note, NOW));
    const { rows } = await database.pool.query('SELECT body FROM staff_note WHERE holder_id = $1', [holderId]);
    expect(rows).toEqual([{ body: 'belt liever' }]);
    expect(JSON.stringify(await toldOf(holderId))).not.toContain('liever');
  });
});

describe('staff that acts for somebody [PEERS-035]', () => {
  const begin = (sessionHash: Buffer, holderId: string, municipalityId = 'voorbeeld') =>
    actFor(deps, { municipalityId, actor: anna, sessionHash, holderId, channel: 'counter' }, NOW);

  it('does it for one person at a time, begun and ended in the file of each', async () => {
    const [first, second] = [await named('Eerste'), await named('Tweede')];
    const sessionHash = await session(anna.id);
    await begin(sessionHash, first);
    await begin(sessionHash, second);
    await stopActing(deps, { municipalityId: 'voorbeeld', actor: anna, sessionHash }, NOW);
    await stopActing(deps, { municipalityId: 'voorbeeld', actor: anna, sessionHash }, NOW);
    for (const id of [first, second])
      expect((await toldOf(id)).map(({ kind }) => kind)).toEqual(['acting-began', 'acting-ended']);
  });

  it('only for people of their own municipality', async () => {
    const holderId = await named('Elders');
    expect(await begin(await session(anna.id), holderId, 'deventer')).toMatchObject({ ground: 'not-found' });
    expect(await toldOf(holderId)).toEqual([]);
  });

  it('is recorded by name with how they were asked, while every rule treats it as the act of the holder', async () => {
    const { permitId, holderId } = await residentPermit(deps, 'resident', ['ZZ999Z']);
    const actor = { kind: 'holder', id: holderId, through: { staffId: anna.id, channel: 'phone' } } as const;
    await inTransaction(database.pool, (tx) =>
      record(tx, NOW, actor, { municipalityId: 'voorbeeld', holderId }, { kind: 'settings-changed', data: { language: 'nl', theme: 'standard' } }),
    ); // prettier-ignore
    await endPermit(deps, { permitId, actor, ground: 'by-holder', at: NOW, key: randomUUID() });
    const told = await toldOf(holderId);
    for (const kind of ['settings-changed', 'permit-ended'])
      expect(told.find((event) => event.kind === kind)).toMatchObject({
        actor_kind: 'staff',
        actor_id: anna.id,
        data: { onBehalf: 'phone' },
      });
  });

  it('writes in somebody without a login by their number, once', async () => {
    const add = (bsn: string) =>
      addPerson(deps, { municipalityId: 'voorbeeld', actor: anna, bsn, language: 'nl' }, NOW);
    const added = await add('999990019');
    expect(added).toMatchObject({ outcome: 'added' });
    expect(await add('999990019')).toEqual(added);
    expect(await add('999990020')).toMatchObject({ ground: 'person-unknown' });
    const { id } = added as { id: string };
    expect((await toldOf(id)).map(({ kind }) => kind)).toEqual(['person-added', 'person-found']);
    const { rows } = await database.pool.query('SELECT name, means FROM holder WHERE id = $1', [id]);
    expect(rows).toEqual([{ name: 'Jan Wilgenhof', means: 'counter' }]);
  });
});

import { randomUUID } from 'node:crypto';
import { type Pool } from 'pg';
import { ConfigurationError, type MasterKeys } from '../config.ts';
import { keepRegisterEvent, readEvent } from '../register-notices/event.ts';
import { query } from '../../embedded/testing/query.ts';
import { depsOn, NOW } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { openVault, takeNewMasterKey } from './master-key.ts';
import { openPool } from './pool.ts';
import { reseal } from './reseal.ts';
import { createSigner } from './signing.ts';
import { readDocument, storeDocument } from './stores/documents.ts';
import { KEYED, SEALED } from './under-key.ts';
import { createVault, encrypt, keysOf } from './vault.ts';

const [FIRST, SECOND, THIRD] = [1, 2, 3].map((fill) => Buffer.alloc(32, fill)) as [Buffer, Buffer, Buffer];
const only = (masterKey: Buffer): MasterKeys => ({ masterKey, previousMasterKey: undefined });
const after = (previousMasterKey: Buffer, masterKey: Buffer): MasterKeys => ({ masterKey, previousMasterKey });

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.drop());

/** A pool as a program has, closed for good: the server has let its connections go as well. */
async function asProgram<Result>(name: string, work: (pool: Pool) => Promise<Result>): Promise<Result> {
  const url = Object.assign(new URL(database.url), { search: `?application_name=${name}` }).href;
  const pool = openPool(url, 2, () => undefined);
  try {
    return await work(pool);
  } finally {
    await pool.end();
    // Asked from another database, so that asking leaves no connection here.
    const left = `SELECT pid FROM pg_stat_activity WHERE datname = '${new URL(database.url).pathname.slice(1)}' AND application_name = '${name}'`;
    while ((await query(process.env.TEST_DATABASE_URL!, left)).length > 0);
  }
}

const take = (keys: MasterKeys) => asProgram('migrate', (pool) => takeNewMasterKey(pool, keys));
const resealed = (keys: MasterKeys) => asProgram('migrate', async (pool) => reseal(pool, await openVault(pool, keys)));

describe('what is under the master key', () => {
  /** Under a key of its own, or under none. */
  const NEITHER = [
    'case_check.dossier', 'case_check.pdf', 'document.sha256', 'document_chunk.sealed', 'document_reading.sealed', 'login_attempt.state_hash',
    'objection_bundle.dossier', 'objection_bundle.pdf', 'passkey.public_key', 'process_history.content', 'vault_key.mark',
  ]; // prettier-ignore

  it('is every column of bytes, each of them known', async () => {
    const rows = (await query(
      database.url,
      `SELECT c.table_name || '.' || c.column_name AS name FROM information_schema.columns c
        WHERE c.table_schema = 'public' AND c.data_type = 'bytea'
          AND NOT EXISTS (SELECT FROM pg_inherits i WHERE i.inhrelid = format('%I', c.table_name)::regclass)`,
    )) as { name: string }[];
    const known = [...SEALED.filter(({ json }) => !json), ...KEYED].map(({ table, column }) => `${table}.${column}`);
    expect(rows.map(({ name }) => name).sort()).toEqual([...known, ...NEITHER].sort());
  });
});

describe('a master key', () => {
  it('is replaced: all that was sealed opens, and everybody is found, with the new one alone', async () => {
    const [holderId, documentId, token] = [randomUUID(), randomUUID(), randomUUID()];
    const before = await asProgram('api', async (pool) => {
      const vault = await openVault(pool, only(FIRST));
      const deps = await depsOn(pool, { vault });
      await pool.query(
        `INSERT INTO holder (id, municipality_id, kind, subject_type, subject_hash, subject_sealed, name, address, means, created_at)
         VALUES ($1, 'voorbeeld', 'person', 'bsn', $2, $3, 'Sanne de Boer', NULL, 'digid', $4)`,
        [holderId, vault.fingerprint('subject', 'bsn:999990019'), withoutMark('999990019'), NOW],
      );
      await pool.query(
        `INSERT INTO session (token_hash, municipality_id, holder_id, means, id_token_sealed, ends_at) VALUES ($1, 'voorbeeld', $2, 'digid', $3, $4)`,
        [vault.fingerprint('token', token), holderId, vault.seal(Buffer.from('id token')), NOW],
      );
      await storeDocument(pool, vault, { ...DOCUMENT, holderId }, documentId);
      const event = { kind: 'vehicle-not-in-name', plate: 'K51FTN', country: 'NL', subject: { type: 'bsn', value: '999990019' } } as const; // prettier-ignore
      const eventId = await keepRegisterEvent(pool, deps, event, NOW);
      return { deps, event, eventId, signer: createSigner(vault) };
    });

    // Nothing goes on under a key that is not the one of these books.
    for (const wrong of [only(SECOND), after(THIRD, SECOND)])
      await expect(asProgram('api', (pool) => openVault(pool, wrong))).rejects.toThrow(/not the one these books/);
    const waiting = asProgram('api', (pool) => openVault(pool, after(FIRST, SECOND)));
    await expect(waiting).rejects.toThrow(/npm run migrate/);
    const busy = asProgram('api', async (pool) => {
      await pool.query('SELECT');
      await take(after(FIRST, SECOND));
    });
    await expect(busy).rejects.toThrow(/1 connections of others are open/);

    expect(await take(after(FIRST, SECOND))).toBe(true);
    expect(await take(after(FIRST, SECOND))).toBe(false);
    await expect(asProgram('api', (pool) => openVault(pool, only(FIRST)))).rejects.toThrow(ConfigurationError);
    const found = (keys: MasterKeys) =>
      asProgram('api', async (pool) => {
        const vault = await openVault(pool, keys);
        const { rows } = await pool.query<{ subject_sealed: Buffer; id_token_sealed: Buffer }>(
          `SELECT h.subject_sealed, s.id_token_sealed FROM holder h JOIN session s ON s.holder_id = h.id
            WHERE h.subject_hash = $1 AND s.token_hash = $2`,
          [vault.fingerprint('subject', 'bsn:999990019'), vault.fingerprint('token', token)],
        );
        return {
          opened: rows.map((row) =>
            [row.subject_sealed, row.id_token_sealed].map((sealed) => vault.open(sealed).toString()),
          ),
          document: (await readDocument(pool, vault, documentId))?.toString(),
          event: await readEvent(pool, { ...before.deps, vault }, before.eventId),
        };
      });
    const all = { opened: [['999990019', 'id token']], document: 'a proof', event: before.event };
    expect(await found(after(FIRST, SECOND))).toEqual(all);

    const { columns, unreadable } = await resealed(after(FIRST, SECOND));
    expect([columns.map(({ table, values }) => [table, values]), unreadable]).toEqual([
      [['holder', 1], ['session', 1], ['document', 1], ['inbound_event', 1]], 0,
    ]); // prettier-ignore
    expect(await found(only(SECOND))).toEqual(all);

    // Broken off, it goes on with what is left; what opens with no key is told, and stays.
    const late = createVault(FIRST).seal(Buffer.from('id token'));
    await asProgram('api', (pool) => pool.query('UPDATE session SET id_token_sealed = $1', [late]));
    expect(await resealed(only(SECOND))).toEqual({ columns: [], unreadable: 1 });
    expect((await resealed(after(FIRST, SECOND))).columns).toEqual([
      { table: 'session', column: 'id_token_sealed', values: 1 },
    ]);
    expect(await resealed(only(SECOND))).toEqual({ columns: [], unreadable: 0 });

    // And once more, on top of the first time.
    expect(await take(after(SECOND, THIRD))).toBe(true);
    await resealed(after(SECOND, THIRD));
    expect(await found(only(THIRD))).toEqual(all);
    const vault = await asProgram('api', (pool) => openVault(pool, only(THIRD)));
    expect(vault.keys.map(({ id }) => id)).toEqual([THIRD, SECOND, FIRST].map((key) => keysOf(key).id));
    expect(createSigner(vault).publicKeys).toContainEqual(before.signer.publicKeys[0]);
  });
});

const DOCUMENT = {
  municipalityId: 'voorbeeld', applicationId: null, permitId: null, origin: 'upload', kind: 'proof', requirementId: null,
  fileName: 'proof.pdf', mediaType: 'application/pdf', content: Buffer.from('a proof'), at: NOW,
} as const; // prettier-ignore

/** As everything was sealed before values had marks. */
const withoutMark = (value: string): Buffer => encrypt(Buffer.from(value), keysOf(FIRST).of('seal'));

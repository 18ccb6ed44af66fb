import { type Pool } from 'pg';
import { ConfigurationError, type MasterKeys } from '../config.ts';
import { inTransaction, statement, type Db } from './transaction.ts';
import { KEYED } from './under-key.ts';
import { createVault, hashUnder, keysOf, readKeys, writeKeys, type Vault } from './vault.ts';

interface KeyRow {
  mark: Buffer;
  sealed: Buffer;
}

const markOf = (masterKey: Buffer): Buffer => Buffer.from(keysOf(masterKey).id, 'hex');

/** The vault of these books. Throws when they are under another master key than the one that is given. */
export async function openVault(db: Db, keys: MasterKeys): Promise<Vault> {
  const { masterKey } = keys;
  await db.query(addFirstOf(masterKey));
  const { rows } = await db.query<KeyRow>(readAll);
  if (!rows[0]!.mark.equals(markOf(masterKey))) throw otherKey(rows[0]!, keys);
  return vaultOf(keys, rows.slice(1));
}

/** @param before what is kept of each master key of before, newest first */
function vaultOf({ masterKey, previousMasterKey: previous }: MasterKeys, before: readonly KeyRow[]): Vault {
  const vault = createVault(masterKey, { previous });
  return createVault(masterKey, { previous, former: before.map(({ sealed }) => readKeys(vault.open(sealed))) });
}

const addFirstOf = (masterKey: Buffer) => ({
  ...addFirst,
  values: [markOf(masterKey), createVault(masterKey).seal(writeKeys(keysOf(masterKey)))],
});

const otherKey = ({ mark }: KeyRow, { previousMasterKey: previous }: MasterKeys): ConfigurationError =>
  new ConfigurationError([
    previous && mark.equals(markOf(previous))
      ? 'the master key was replaced: run `npm run migrate` before anything else starts'
      : 'the master key is not the one these books are under; when it was replaced, give the one before it as PARKWERK_MASTER_KEY_PREVIOUS',
  ]);

/** So many hashes go along in one statement: some columns have no index, and are read once for each. */
const BATCH = 50_000;

/**
 * Puts every keyed hash under the new master key, on top of those before it, in one transaction; false when there is no new one. Nobody
 * else may be at work: a program that has the key of before would find nobody any more. What is sealed may be sealed anew later, see `reseal`.
 */
export async function takeNewMasterKey(pool: Pool, keys: MasterKeys): Promise<boolean> {
  return inTransaction(pool, async (tx) => {
    await tx.query('LOCK TABLE vault_key IN ACCESS EXCLUSIVE MODE');
    const { masterKey, previousMasterKey: previous } = keys;
    // Books from before it was written down whose they are: of the key before, where there was one.
    if (previous) await tx.query(addFirstOf(previous));
    const { rows } = await tx.query<KeyRow>(readAll);
    const [inUse] = rows;
    if (!inUse || inUse.mark.equals(markOf(masterKey))) return false;
    if (!previous || !inUse.mark.equals(markOf(previous))) throw otherKey(inUse, keys);
    const { rows: others } = await tx.query<{ count: number }>(countOthers);
    if (others[0]!.count > 0)
      throw new ConfigurationError([
        `the master key was replaced, and ${others[0]!.count} connections of others are open: stop every API and worker first`,
      ]);
    const made = keysOf(masterKey);
    for (const { table, column, purpose } of KEYED) {
      await tx.query(
        `DECLARE kept NO SCROLL CURSOR FOR SELECT DISTINCT ${column} AS hash FROM ${table} WHERE ${column} IS NOT NULL`,
      );
      for (;;) {
        const { rows: batch } = await tx.query<{ hash: Buffer }>(`FETCH ${BATCH} FROM kept`);
        if (batch.length === 0) break;
        const before = batch.map(({ hash }) => hash);
        const after = before.map((hash) => hashUnder(made, purpose, hash));
        await tx.query(
          `UPDATE ${table} AS t SET ${column} = v.after FROM unnest($1::bytea[], $2::bytea[]) AS v (before, after) WHERE t.${column} = v.before`,
          [before, after],
        );
      }
      await tx.query('CLOSE kept');
    }
    const vault = createVault(masterKey, { previous });
    for (const { mark, sealed } of rows)
      await tx.query({ ...sealAnew, values: [mark, vault.seal(vault.open(sealed))] });
    await tx.query({ ...addNext, values: [markOf(masterKey), vault.seal(writeKeys(made))] });
    return true;
  });
}

const readAll = statement('read-vault-keys', 'SELECT mark, sealed FROM vault_key ORDER BY position DESC');
const addFirst = statement(
  'add-first-vault-key',
  'INSERT INTO vault_key (position, mark, sealed) SELECT 0, $1, $2 WHERE NOT EXISTS (SELECT FROM vault_key) ON CONFLICT DO NOTHING',
);
const sealAnew = statement('seal-vault-key-anew', 'UPDATE vault_key SET sealed = $2 WHERE mark = $1');
const addNext = statement(
  'add-next-vault-key',
  'INSERT INTO vault_key (position, mark, sealed) SELECT max(position) + 1, $1, $2 FROM vault_key',
);
const countOthers = statement(
  'count-other-connections',
  `SELECT count(*)::int AS count FROM pg_stat_activity
    WHERE datname = current_database() AND usename = current_user AND backend_type = 'client backend'
      AND application_name <> current_setting('application_name')`,
);

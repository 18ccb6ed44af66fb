import { randomBytes } from 'node:crypto';
import { MOST_TOKENS, TOKEN_SCOPES, type TokenDays, type TokenScope } from '../../rules/account-tokens.ts';
import { type Language } from '../../rules/messages.ts';
import { DAY_MS, plusMs, type Instant } from '../../rules/values/moment.ts';
import { refuse, type Refusal } from '../../rules/values/refusal.ts';
import { accountOf, mailAccount } from '../db/stores/accounts.ts';
import { inTransaction, statement, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';

/** Told apart from other secrets by its first letters, for who finds one in a file. */
const PREFIX = 'pwk_';

export interface AccountToken {
  id: string;
  name: string;
  scopes: TokenScope[];
  madeAt: Instant;
  endsAt: Instant;
  usedAt: Instant | null;
}

/** Told once: only its hash is kept. */
export interface NewToken {
  outcome: 'given';
  id: string;
  token: string;
}

/** A token for a program of one's own. Its owner is mailed, so that nobody makes one behind their back (PEERS-040). */
export async function makeToken(
  deps: Pick<Deps, 'pool' | 'vault'>,
  {
    accountId,
    name,
    scopes,
    days,
  }: { accountId: string; name: string; scopes: readonly TokenScope[]; days: TokenDays },
  at: Instant,
): Promise<NewToken | Refusal<'too-many-tokens'>> {
  const token = PREFIX + randomBytes(32).toString('base64url');
  return inTransaction(deps.pool, async (tx) => {
    // Whoever makes two at once waits here: the count below is of what is committed.
    await tx.query({ ...lockAccount, values: [accountId] });
    const { rows } = await tx.query<{ id: string }>({
      ...addToken,
      values: [
        accountId, name, TOKEN_SCOPES.filter((scope) => scopes.includes(scope)), deps.vault.fingerprint('token', token), at,
        plusMs(at, days * DAY_MS), MOST_TOKENS,
      ], // prettier-ignore
    });
    if (!rows[0]) return refuse('too-many-tokens', { most: MOST_TOKENS }, 'remove-token');
    const account = await accountOf(tx, accountId);
    if (account) await mailAccount(tx, account, 'token-made', at);
    return { outcome: 'given', id: rows[0].id, token };
  });
}

/** Those that work now, the last made first. */
export async function tokensOf(db: Db, accountId: string, at: Instant): Promise<AccountToken[]> {
  const { rows } = await db.query<TokenRow>({ ...readTokens, values: [accountId, at] });
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    scopes: scopesIn(row.scopes),
    madeAt: row.made_at.toISOString(),
    endsAt: row.ends_at.toISOString(),
    usedAt: row.used_at?.toISOString() ?? null,
  }));
}

/** False when there is no such token that works. */
export async function endToken(
  db: Db,
  { accountId, id }: { accountId: string; id: string },
  at: Instant,
): Promise<boolean> {
  const { rowCount } = await db.query({ ...endOne, values: [accountId, id, at] });
  return rowCount === 1;
}

/** Whoever may have made one in somebody's name loses it with the password. */
export async function endTokens(tx: Db, accountId: string, at: Instant): Promise<void> {
  await tx.query({ ...endAll, values: [accountId, at] });
}

/** Whose token this is. Asked each time: one that was taken back does nothing from that moment. */
export async function accountOfToken(
  { pool, vault }: Pick<Deps, 'pool' | 'vault'>,
  token: string,
  at: Instant,
): Promise<{ id: string; accountId: string; language: Language; scopes: TokenScope[] } | undefined> {
  if (!token.startsWith(PREFIX)) return undefined;
  const { rows } = await pool.query<{ id: string; account_id: string; language: Language; scopes: string[] }>({
    ...findToken,
    values: [vault.fingerprint('token', token), at],
  });
  const row = rows[0];
  return row && { id: row.id, accountId: row.account_id, language: row.language, scopes: scopesIn(row.scopes) };
}

const scopesIn = (names: readonly string[]): TokenScope[] => TOKEN_SCOPES.filter((scope) => names.includes(scope));

interface TokenRow {
  id: string;
  name: string;
  scopes: string[];
  made_at: Date;
  ends_at: Date;
  used_at: Date | null;
}

const lockAccount = statement('lock-account-for-token', 'SELECT id FROM account WHERE id = $1 FOR UPDATE');
const addToken = statement(
  'add-account-token',
  `INSERT INTO account_token (account_id, name, scopes, token_hash, made_at, ends_at)
   SELECT $1::uuid, $2::text, $3::text[], $4::bytea, $5::timestamptz, $6::timestamptz
    WHERE (SELECT count(*) FROM account_token WHERE account_id = $1 AND ended_at IS NULL AND ends_at > $5) < $7
   RETURNING id`,
);
const readTokens = statement(
  'read-account-tokens',
  `SELECT id, name, scopes, made_at, ends_at, used_at FROM account_token
    WHERE account_id = $1 AND ended_at IS NULL AND ends_at > $2 ORDER BY made_at DESC, id DESC`,
);
const endOne = statement(
  'end-account-token',
  'UPDATE account_token SET ended_at = $3 WHERE account_id = $1 AND id = $2 AND ended_at IS NULL AND ends_at > $3',
);
const endAll = statement(
  'end-account-tokens',
  'UPDATE account_token SET ended_at = $2 WHERE account_id = $1 AND ended_at IS NULL',
);
/** That it was used is written at most once a minute: a program that asks often does not write each time. */
const findToken = statement(
  'find-account-token',
  `WITH found AS (
     SELECT id, account_id, scopes, used_at FROM account_token WHERE token_hash = $1 AND ended_at IS NULL AND ends_at > $2
   ), used AS (
     UPDATE account_token t SET used_at = $2 FROM found f
      WHERE t.id = f.id AND (f.used_at IS NULL OR f.used_at <= $2::timestamptz - interval '1 minute')
   )
   SELECT f.id, f.account_id, f.scopes, a.language FROM found f JOIN account a ON a.id = f.account_id`,
);

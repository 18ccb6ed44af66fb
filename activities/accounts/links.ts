import { randomBytes } from 'node:crypto';
import { decideLink, type LinkGround, type LinkPurpose } from '../../rules/accounts.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import { statement, type Db } from '../db/transaction.ts';
import { type Vault } from '../db/vault.ts';

/** What a mailed link is about. Whoever opens it at `email` has shown that the address is theirs. */
export interface Link {
  id: string;
  purpose: LinkPurpose;
  accountId: string | null;
  permitId: string | null;
  grantId: string | null;
  actionId: string | null;
  email: string | null;
  endsAt: Instant;
}

export interface NewLink {
  purpose: LinkPurpose;
  accountId?: string;
  permitId?: string;
  grantId?: string;
  actionId?: string;
  email?: string;
  endsAt: Instant;
}

export type FoundLink = { outcome: 'allow'; link: Link } | Refusal<LinkGround>;

/** Makes a link and gives its token, which nobody sees again: only its hash is kept. */
export async function mintLink(tx: Db, vault: Vault, link: NewLink): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const { purpose, accountId, permitId, grantId, actionId, email, endsAt } = link;
  await tx.query({
    ...addLink,
    values: [
      vault.fingerprint('token', token), purpose, accountId ?? null, permitId ?? null, grantId ?? null, actionId ?? null,
      email ?? null, endsAt,
    ], // prettier-ignore
  });
  return token;
}

const PAGES: Record<LinkPurpose, string> = {
  verify: 'verify',
  reset: 'new-password',
  couple: 'link',
  grant: 'link',
  action: 'do',
};

/** The address to mail. The token stands behind the `#`, which a browser sends to no server and no server logs. */
export const addressOfLink = (publicUrl: string, purpose: LinkPurpose, token: string): string =>
  `${publicUrl}/parking/${PAGES[purpose]}#${token}`;

/** What a link is about, without using it up: for the page that asks whether to go on, and for links that work more than once. */
export async function readLink(
  db: Db,
  vault: Vault,
  token: string,
  purpose: LinkPurpose | readonly LinkPurpose[],
  at: Instant,
): Promise<FoundLink> {
  const { rows } = await db.query<LinkRow>({
    ...findLink,
    values: [vault.fingerprint('token', token), [purpose].flat()],
  });
  const found = rows[0];
  const decision = decideLink(found && { used: found.used_at !== null, endsAt: found.ends_at.toISOString() }, at);
  return isRefusal(decision) ? decision : { outcome: 'allow', link: linkOf(found!) };
}

/** Uses a link up. Of many who try at once, one gets it. */
export async function useLink(
  tx: Db,
  vault: Vault,
  token: string,
  purpose: LinkPurpose | readonly LinkPurpose[],
  at: Instant,
): Promise<FoundLink> {
  const { rows } = await tx.query<LinkRow>({
    ...takeLink,
    values: [vault.fingerprint('token', token), [purpose].flat(), at],
  });
  if (rows[0]) return { outcome: 'allow', link: linkOf(rows[0]) };
  const why = await readLink(tx, vault, token, purpose, at);
  return isRefusal(why) ? why : refuse('link-used', {}, 'new-link');
}

interface LinkRow {
  id: string;
  purpose: LinkPurpose;
  account_id: string | null;
  permit_id: string | null;
  grant_id: string | null;
  action_id: string | null;
  email: string | null;
  ends_at: Date;
  used_at: Date | null;
}

const linkOf = (row: LinkRow): Link => ({
  id: row.id,
  purpose: row.purpose,
  accountId: row.account_id,
  permitId: row.permit_id,
  grantId: row.grant_id,
  actionId: row.action_id,
  email: row.email,
  endsAt: row.ends_at.toISOString(),
});

const COLUMNS = 'id, purpose, account_id, permit_id, grant_id, action_id, email, ends_at, used_at';
const addLink = statement(
  'add-account-link',
  `INSERT INTO account_link (token_hash, purpose, account_id, permit_id, grant_id, action_id, email, ends_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
);
const findLink = statement(
  'find-account-link',
  `SELECT ${COLUMNS} FROM account_link WHERE token_hash = $1 AND purpose = ANY ($2)`,
);
const takeLink = statement(
  'take-account-link',
  `UPDATE account_link SET used_at = $3
    WHERE token_hash = $1 AND purpose = ANY ($2) AND used_at IS NULL AND ends_at > $3
   RETURNING ${COLUMNS}`,
);

import { LINK_MINUTES } from '../rules/accounts.ts';
import { type Language } from '../rules/messages.ts';
import { productOf } from '../rules/municipalities/release.ts';
import { decideCoupling, decideMailAgain, type CouplingGround } from '../rules/parking/coupling.ts';
import { MINUTE_MS, plusMs, type Instant } from '../rules/values/moment.ts';
import { isRefusal, refuse, type Refusal } from '../rules/values/refusal.ts';
import { addressOfLink, mintLink, readLink, useLink } from './accounts/links.ts';
import { record } from './db/stores/audit.ts';
import { lockPermit, ownerOf, type OwnerRow, type PermitOfGrants } from './db/stores/grants.ts';
import { queueMessage } from './db/stores/messages.ts';
import { inTransaction, statement, type Db } from './db/transaction.ts';
import { acceptGrant } from './grants/accept.ts';
import { type Deps } from './ports.ts';

export type CouplingDeps = Pick<Deps, 'pool' | 'vault' | 'releases' | 'publicUrl'>;

interface Holder {
  id: string;
  email: string;
  language: Language;
}

/** Mails the holder of a permit the link by which it is coupled to an account, in the transaction that issues it (PORTAL-007). */
export async function mailCouplingLink(
  tx: Db,
  deps: Pick<CouplingDeps, 'vault' | 'publicUrl'>,
  { permitId, municipalityId, holder }: { permitId: string; municipalityId: string; holder: Holder },
  at: Instant,
): Promise<void> {
  const { id: holderId, email: recipient, language } = holder;
  const link = await couplingLink(tx, deps, permitId, recipient, at);
  await queueMessage(
    tx,
    { municipalityId, holderId, language, recipient, kind: 'permit-coupling', permitId, private: { link } },
    at,
  );
}

export interface AskForLink {
  permitId: string;
  holderId: string;
  /** Mailed, or given to whoever is signed in at the desk as its holder. */
  by: 'mail' | 'link';
  at: Instant;
}

export type LinkMade =
  { outcome: 'made'; link: string | null } | Refusal<CouplingGround | 'mail-too-soon' | 'not-found'>;

/** The link once more, for who lost the mail or never coupled (2PARK-012). */
export function askForCouplingLink(deps: CouplingDeps, { permitId, holderId, by, at }: AskForLink): Promise<LinkMade> {
  return inTransaction(deps.pool, async (tx): Promise<LinkMade> => {
    const permit = await lockPermit(tx, permitId);
    const { rows } = await tx.query<Holder & { mailed_at: Date | null }>({
      ...readHolder,
      values: [holderId, permitId],
    });
    const holder = rows[0];
    if (!holder || permit?.holder_id !== holderId) return refuse('not-found');
    const decision = await mayCouple(tx, deps, permit, at);
    if (isRefusal(decision)) return decision;
    if (by === 'link') return { outcome: 'made', link: await couplingLink(tx, deps, permitId, holder.email, at) };
    const again = decideMailAgain(holder.mailed_at?.toISOString() ?? null, at);
    if (isRefusal(again)) return again;
    await mailCouplingLink(tx, deps, { permitId, municipalityId: permit.municipality_id, holder }, at);
    return { outcome: 'made', link: null };
  });
}

export interface AcceptLink {
  token: string;
  accountId: string;
  at: Instant;
}

export type LinkAccepted = { outcome: 'coupled' | 'accepted'; permitId: string } | Refusal;

/**
 * Does what a mailed link is for, once: couples a permit to this account, or accepts a grant. What is refused leaves the link as it was,
 * so that its right owner can still use it.
 */
export function acceptLink(deps: CouplingDeps, { token, accountId, at }: AcceptLink): Promise<LinkAccepted> {
  return inTransaction(deps.pool, async (tx): Promise<LinkAccepted> => {
    const read = () => readLink(tx, deps.vault, token, ['couple', 'grant'], at);
    const known = await read();
    if (isRefusal(known)) return known;
    const { permitId } = known.link;
    const permit = permitId === null ? undefined : await lockPermit(tx, permitId);
    // Everybody with a link to this permit waits for that lock; the first may have used it up.
    const now = await read();
    if (isRefusal(now)) return now;
    const { rows } = await tx.query<OwnerRow>({ ...readAccount, values: [accountId] });
    const account = rows[0];
    if (!permit || !account) return refuse('not-found');

    const { grantId } = now.link;
    const done: LinkAccepted =
      grantId === null
        ? await couple(tx, deps, permit, account, at)
        : await acceptGrant(tx, { grantId, account: { id: accountId, email: account.email }, at });
    if (isRefusal(done)) return done;
    const used = await useLink(tx, deps.vault, token, ['couple', 'grant'], at);
    if (isRefusal(used)) throw new Error('a link was used by somebody who did not wait for its permit');
    if (done.outcome === 'coupled') await tx.query({ ...retireLinks, values: [permit.id, at] });
    return done;
  });
}

/** The permit belongs to this account from now on; whoever had it before is told (LOKET-022). */
async function couple(
  tx: Db,
  deps: CouplingDeps,
  permit: PermitOfGrants,
  account: OwnerRow,
  at: Instant,
): Promise<LinkAccepted> {
  const decision = await mayCouple(tx, deps, permit, at);
  if (isRefusal(decision)) return decision;
  const { id: permitId, municipality_id: municipalityId, holder_id: holderId } = permit;
  const before = await ownerOf(tx, permitId);
  const moved = before !== undefined && before.account_id !== account.account_id;
  await tx.query({ ...setOwner, values: [permitId, account.account_id, at] });
  if (moved) {
    await tx.query({ ...forgetPermit, values: [permitId, before.account_id] });
    const { account_id: accountId, language, email: recipient } = before;
    await queueMessage(
      tx,
      { municipalityId, holderId: null, accountId, language, recipient, kind: 'permit-coupled-elsewhere', permitId },
      at,
    );
  }
  await record(
    tx,
    at,
    { kind: 'account', id: account.account_id },
    { municipalityId, holderId, permitId },
    { kind: 'permit-coupled', data: { permitId, moved } },
  );
  return { outcome: 'coupled', permitId };
}

async function mayCouple(
  tx: Db,
  { releases }: Pick<CouplingDeps, 'releases'>,
  { municipality_id, product_id, status }: PermitOfGrants,
  at: Instant,
): Promise<ReturnType<typeof decideCoupling>> {
  const { content } = await releases.inForce(municipality_id, at, tx);
  return decideCoupling({ terms: productOf(content, product_id)?.parking ?? null, status });
}

async function couplingLink(
  tx: Db,
  { vault, publicUrl }: Pick<CouplingDeps, 'vault' | 'publicUrl'>,
  permitId: string,
  email: string,
  at: Instant,
): Promise<string> {
  const endsAt = plusMs(at, LINK_MINUTES.couple * MINUTE_MS);
  const token = await mintLink(tx, vault, { purpose: 'couple', permitId, email, endsAt });
  return addressOfLink(publicUrl, 'couple', token);
}

/** Takes a permit that is over off its owner's list (2PARK-107). */
export async function removeFromList(
  { pool }: Pick<Deps, 'pool'>,
  { permitId, accountId, at }: { permitId: string; accountId: string; at: Instant },
): Promise<void> {
  await pool.query({ ...hide, values: [permitId, accountId, at] });
}

const readHolder = statement(
  'read-holder-to-couple',
  `SELECT h.id, h.email, h.language,
          (SELECT max(created_at) FROM message WHERE permit_id = $2 AND kind = 'permit-coupling') AS mailed_at
     FROM holder h WHERE h.id = $1 AND h.email IS NOT NULL`,
);
const readAccount = statement(
  'read-account-to-couple',
  'SELECT id AS account_id, email, language FROM account WHERE id = $1 AND verified_at IS NOT NULL',
);
const setOwner = statement(
  'set-permit-owner',
  `INSERT INTO coupling (permit_id, account_id, coupled_at) VALUES ($1, $2, $3)
   ON CONFLICT (permit_id) DO UPDATE SET account_id = excluded.account_id, coupled_at = excluded.coupled_at, removed_at = NULL`,
);
// Links mailed before are spent with it: an old mail must not move the permit later.
const retireLinks = statement(
  'retire-coupling-links',
  `UPDATE account_link SET used_at = $2 WHERE permit_id = $1 AND purpose = 'couple' AND used_at IS NULL`,
);
const forgetPermit = statement(
  'forget-permit-of-account',
  `WITH alarms AS (DELETE FROM balance_alarm WHERE permit_id = $1 AND account_id = $2)
   UPDATE account SET start_permit_id = NULL WHERE id = $2 AND start_permit_id = $1`,
);
const hide = statement(
  'hide-permit',
  'UPDATE coupling SET removed_at = $3 WHERE permit_id = $1 AND account_id = $2 AND removed_at IS NULL',
);

import { randomUUID } from 'node:crypto';
import { emailKeyOf } from '../../rules/accounts.ts';
import { moved } from '../../rules/balances.ts';
import { type GuardRails } from '../../rules/parking/guard-rails.ts';
import { decideGrant, GRANT_MONTHS, grantUnit, invitationEnds, type GrantGround } from '../../rules/grants.ts';
import { productOf } from '../../rules/municipalities/release.ts';
import { addDays, addMonths, civilDateOf, endOfDay, type CivilDate } from '../../rules/values/civil-day.ts';
import { earliest, type Instant } from '../../rules/values/moment.ts';
import { type Plate } from '../../rules/values/plate.ts';
import { grantId as processIdOf } from '../../rules/values/process-ids.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import { type Unit } from '../../rules/values/unit.ts';
import { addressOfLink, mintLink } from '../accounts/links.ts';
import { accountAt } from '../db/stores/accounts.ts';
import { record } from '../db/stores/audit.ts';
import {
  lockBalances,
  lockPermit,
  manages,
  ownerOf,
  type LockedBalance,
  type PermitOfGrants,
} from '../db/stores/grants.ts';
import { book } from '../db/stores/ledger.ts';
import { queueMessage } from '../db/stores/messages.ts';
import { command, openProcess } from '../db/stores/outbox.ts';
import { inTransaction, statement, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';

/** What giving, accepting and ending a grant need of everything there is. */
export type GrantDeps = Pick<Deps, 'pool' | 'vault' | 'releases' | 'publicUrl'>;

export interface InviteToGrant {
  permitId: string;
  /** The owner, or who manages it with them: whoever invites. */
  accountId: string;
  email: string;
  plate: Plate | null;
  /** Of the balance, set apart for it; null leaves the whole balance open. */
  amount: number | null;
  monthlyCap: number | null;
  /** What else it is bound to; absent: nothing but its last day. */
  rails?: InvitedRails | undefined;
  at: Instant;
}

/** As the owner chose them; without a last day it ends after a year (BEYOND-042). */
export interface InvitedRails extends Pick<GuardRails, 'days' | 'hours' | 'weeklyStarts'> {
  tellStarts: boolean;
  lastDay: CivilDate | null;
}

const NO_RAILS: InvitedRails = { days: null, hours: null, weeklyStarts: null, tellStarts: false, lastDay: null };

export type Invited = { outcome: 'invited'; grantId: string } | Refusal<GrantGround | 'not-found'>;

/**
 * Gives somebody else the right to park on a permit, with a part of its balance or with all of it (machtigen, 2PARK-091). The part is on a
 * balance of its own the moment this is committed: whatever a hundred others start meanwhile, nothing is given twice (R1).
 */
export function inviteToGrant(deps: GrantDeps, invitation: InviteToGrant): Promise<Invited> {
  return inTransaction(deps.pool, (tx) => invite(deps, tx, invitation));
}

async function invite(deps: GrantDeps, tx: Db, invitation: InviteToGrant): Promise<Invited> {
  const { permitId, accountId, email, plate, amount, monthlyCap, rails = NO_RAILS, at } = invitation;
  const permit = await lockPermit(tx, permitId);
  const owner = permit && (await ownerOf(tx, permitId));
  if (!permit || !owner || !(await manages(tx, permitId, accountId))) return refuse('not-found');
  const { content } = await deps.releases.inForce(permit.municipality_id, at, tx);
  const terms = productOf(content, permit.product_id)?.parking ?? null;
  const today = civilDateOf(at, content.municipality.timeZone);
  const { timeZone } = content.municipality;
  const endsAt = endOfDay(rails.lastDay ?? addDays(addMonths(today, GRANT_MONTHS), -1), timeZone);
  const source = terms && sourceOf(await lockBalances(tx, permitId), grantUnit(terms), today);
  const { open, invitedBefore } = await countGrants(tx, permitId, emailKeyOf(email));
  const decision = decideGrant(
    { email, plate, amount, monthlyCap, endsAt },
    {
      terms,
      permit: { status: permit.status, validUntil: permit.valid_until.toISOString(), blocked: permit.blocked },
      ownerEmail: owner.email,
      open,
      invitedBefore,
      available: source?.available ?? null,
    },
    at,
  );
  if (isRefusal(decision)) return decision;

  const grantId = randomUUID();
  const balanceId = amount !== null && source ? await setApart(tx, permit, grantId, source, amount, at) : null;
  await tx.query({
    ...addGrant,
    values: [
      grantId, permit.municipality_id, permitId, email.trim(), emailKeyOf(email), plate?.country ?? null, plate?.key ?? null,
      plate?.display ?? null, balanceId, balanceId && source!.id, decision.unit, amount, monthlyCap, at,
      rails.days, rails.hours?.fromMinute ?? null, rails.hours?.untilMinute ?? null, rails.weeklyStarts, rails.tellStarts, endsAt,
    ], // prettier-ignore
  });
  await openProcess(tx, {
    workflowId: processIdOf(grantId),
    kind: 'grant',
    subjectId: grantId,
    municipalityId: permit.municipality_id,
    openedAt: at,
    nextDueAt: [invitationEnds(at), permit.valid_until.toISOString(), endsAt].reduce(earliest),
  });
  await command(tx, grantId, 'start-grant', { grantId });
  await mailInvitation(deps, tx, permit, { grantId, email: email.trim(), language: owner.language }, at);
  const subject = { municipalityId: permit.municipality_id, holderId: permit.holder_id, permitId };
  await record(tx, at, { kind: 'account', id: accountId }, subject, {
    kind: 'grant-invited',
    data: { grantId, unit: decision.unit, amount },
  });
  return { outcome: 'invited', grantId };
}

/** The balance of today: what is given of it is for the same days. */
function sourceOf(balances: readonly LockedBalance[], unit: Unit | null, today: CivilDate): LockedBalance | undefined {
  return balances.find(
    (balance) =>
      balance.unit === unit &&
      (balance.from === null || (balance.from <= today && balance.until !== null && today < balance.until)),
  );
}

/** The database refuses a balance below nothing, whatever was read before. */
async function setApart(
  tx: Db,
  { municipality_id: municipalityId }: PermitOfGrants,
  grantId: string,
  source: LockedBalance,
  amount: number,
  at: Instant,
): Promise<string> {
  const { rows } = await tx.query<{ id: string }>({ ...moveToOwnBalance, values: [source.id, amount] });
  const balanceId = rows[0]!.id;
  await book(tx, municipalityId, grantId, 'grant', moved(source.id, balanceId, source.unit, amount), at);
  return balanceId;
}

async function countGrants(tx: Db, permitId: string, key: string): Promise<{ open: number; invitedBefore: boolean }> {
  const { rows } = await tx.query<{ open: string; same: string }>({ ...readCounts, values: [permitId, key] });
  return { open: Number(rows[0]!.open), invitedBefore: Number(rows[0]!.same) > 0 };
}

/** In the language they use here already, else in that of whoever invites. */
async function mailInvitation(
  { vault, publicUrl }: GrantDeps,
  tx: Db,
  permit: PermitOfGrants,
  { grantId, email, language }: { grantId: string; email: string; language: 'nl' | 'en' },
  at: Instant,
): Promise<void> {
  const known = await accountAt(tx, emailKeyOf(email));
  const endsAt = invitationEnds(at);
  const token = await mintLink(tx, vault, { purpose: 'grant', grantId, permitId: permit.id, email, endsAt });
  await queueMessage(
    tx,
    {
      municipalityId: permit.municipality_id,
      holderId: null,
      accountId: known?.id ?? null,
      language: known?.language ?? language,
      recipient: email,
      kind: 'grant-invited',
      permitId: permit.id,
      grantId,
      private: { link: addressOfLink(publicUrl, 'grant', token) },
    },
    at,
  );
}

const readCounts = statement(
  'count-open-grants',
  `SELECT count(*) AS open, count(*) FILTER (WHERE email_key = $2) AS same FROM permit_grant g
    WHERE permit_id = $1 AND status <> 'ended' AND NOT EXISTS (SELECT FROM coupling c WHERE c.permit_id = $1 AND c.account_id = g.account_id)`,
);
const moveToOwnBalance = statement(
  'move-to-balance-of-grant',
  `WITH source AS (
     UPDATE balance SET available = available - $2, version = version + 1 WHERE id = $1
     RETURNING municipality_id, unit, period_from, period_until
   )
   INSERT INTO balance (municipality_id, unit, period_from, period_until, available)
   SELECT municipality_id, unit, period_from, period_until, $2 FROM source
   RETURNING id`,
);
const addGrant = statement(
  'add-grant',
  `INSERT INTO permit_grant (id, municipality_id, permit_id, email, email_key, country, plate, display, balance_id, source_balance_id, unit,
                             amount, monthly_cap, status, invited_at, weekdays, from_minute, until_minute, weekly_starts, tell_starts, ends_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'invited', $14, $15, $16, $17, $18, $19, $20)`,
);

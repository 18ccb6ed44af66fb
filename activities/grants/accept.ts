import { decideAccept } from '../../rules/grants.ts';
import { earliest, type Instant } from '../../rules/values/moment.ts';
import { grantId as processIdOf } from '../../rules/values/process-ids.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import { record } from '../db/stores/audit.ts';
import { lockPermit, ownerOf, readGrant } from '../db/stores/grants.ts';
import { queueMessage } from '../db/stores/messages.ts';
import { command, processWaitsUntil } from '../db/stores/outbox.ts';
import { statement, type Db } from '../db/transaction.ts';

export interface AcceptGrant {
  grantId: string;
  account: { id: string; email: string };
  at: Instant;
}

export type GrantAccepted = { outcome: 'accepted'; permitId: string } | Refusal;

/** Takes up an invitation, in the transaction that uses its link (machtiging aanvaarden, 2PARK-092). Its owner is told. */
export async function acceptGrant(tx: Db, { grantId, account, at }: AcceptGrant): Promise<GrantAccepted> {
  const invited = await readGrant(tx, grantId);
  const permit = invited && (await lockPermit(tx, invited.permit_id));
  const grant = permit && (await readGrant(tx, grantId)); // as it stands now that nobody else can change it
  if (!grant) return refuse('not-found');
  const decision = decideAccept(
    {
      status: grant.status,
      email: grant.email,
      invitedAt: grant.invited_at.toISOString(),
      endsAt: grant.ends_at?.toISOString() ?? null,
      permit: { status: permit.status, validUntil: permit.valid_until.toISOString() },
    },
    account.email,
    at,
  );
  if (isRefusal(decision)) return decision;

  await tx.query({ ...markAccepted, values: [grantId, account.id, at] });
  const permitEnds = permit.valid_until.toISOString();
  const ends = grant.ends_at ? earliest(grant.ends_at.toISOString(), permitEnds) : permitEnds;
  await processWaitsUntil(tx, processIdOf(grantId), ends);
  await command(tx, grantId, 'grant-changed', { grantId });
  const { municipality_id: municipalityId, holder_id: holderId, id: permitId } = permit;
  const owner = await ownerOf(tx, permitId);
  if (owner) {
    const { account_id: accountId, language, email: recipient } = owner;
    await queueMessage(
      tx,
      { municipalityId, holderId: null, accountId, language, recipient, kind: 'grant-accepted', permitId, grantId },
      at,
    );
  }
  await record(
    tx,
    at,
    { kind: 'account', id: account.id },
    { municipalityId, holderId, permitId },
    { kind: 'grant-accepted', data: { grantId } },
  );
  return { outcome: 'accepted', permitId };
}

const markAccepted = statement(
  'accept-grant',
  `UPDATE permit_grant SET status = 'accepted', account_id = $2, accepted_at = $3, version = version + 1 WHERE id = $1`,
);

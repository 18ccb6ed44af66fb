import { type Actor } from '../../rules/audit.ts';
import { type Language } from '../../rules/messages.ts';
import { decideBlock, decideUnblock, type BlockGround } from '../../rules/permits/block.ts';
import { type PermitStatus } from '../../rules/permits/status.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import type { PermitChanged } from '../../workflows/contract/permit.ts';
import { record } from '../db/stores/audit.ts';
import { queueMessage } from '../db/stores/messages.ts';
import { inTransaction, once, statement, type Db } from '../db/transaction.ts';
import { requestLetter } from '../letters/request.ts';
import { stopParking } from '../parking.ts';
import { type Deps } from '../ports.ts';
import { keepNote } from '../staff-work/notes.ts';
import { takeInput } from '../permit-applications/answer.ts';

interface StaffAct {
  permitId: string;
  actor: Extract<Actor, { kind: 'staff' }>;
  /** Where the API kept what colleagues should know of it. */
  inputId: string;
  at: Instant;
  key: string;
}

export interface BlockInput {
  note: string;
}

/**
 * Holds a permit back at once (blokkeren): every check of its plates is red, what runs or is planned on it stops, and its holder hears why
 * and what to do. It stays theirs: renewals and plate changes go on, and count when it is let go.
 */
export function blockPermit(deps: Deps, command: StaffAct & { ground: BlockGround }): Promise<PermitChanged> {
  return act(deps, command, decideBlock, async (tx, permit) => {
    const { permitId, ground, actor, at } = command;
    await tx.query({ ...setBlocked, values: [permitId, at] });
    await tx.query({ ...addBlock, values: [permit.municipality_id, permitId, ground, at] });
    // Plates that rested for an action would count again when it stops: they are withheld from the start.
    const { rows: running } = await tx.query<{ id: string }>({ ...readRunning, values: [permitId] });
    for (const { id: actionId } of running)
      await stopParking({ releases: deps.releases, pool: tx }, { actionId, actor, at });
    await tx.query({ ...exchangeRights, values: [permitId, at, true] });
    await tell(tx, permit, 'permit-blocked', ground, at);
    await record(tx, at, actor, subjectOf(permit), { kind: 'permit-blocked', data: { permitId, ground } });
  });
}

/** Lets it go again (deblokkeren): what it is entitled to from now on counts at once. */
export function unblockPermit(deps: Deps, command: StaffAct): Promise<PermitChanged> {
  return act(deps, command, decideUnblock, async (tx, permit) => {
    const { permitId, actor, at } = command;
    await tx.query({ ...setBlocked, values: [permitId, null] });
    const { rows } = await tx.query<{ ground: BlockGround }>({ ...liftBlock, values: [permitId, at] });
    const { ground } = rows[0]!;
    await tx.query({ ...exchangeRights, values: [permitId, at, false] });
    await tell(tx, permit, 'permit-unblocked', ground, at);
    await record(tx, at, actor, subjectOf(permit), { kind: 'permit-unblocked', data: { permitId } });
  });
}

function act(
  deps: Deps,
  { permitId, actor, inputId, at, key }: StaffAct,
  decide: (standing: { status: PermitStatus; blocked: boolean }) => { outcome: 'allow' } | Refusal,
  change: (tx: Db, permit: PermitRow) => Promise<void>,
): Promise<PermitChanged> {
  return inTransaction(deps.pool, (tx) =>
    once(tx, key, async (): Promise<PermitChanged> => {
      const { rows } = await tx.query<PermitRow>({ ...lockPermit, values: [permitId] });
      const [permit] = rows;
      const input = await takeInput<BlockInput>(tx, inputId);
      if (!permit || !input) return refuse('not-found');
      const decision = decide(permit);
      if (isRefusal(decision)) return decision;
      await change(tx, permit);
      await keepNote(tx, { ...subjectOf(permit), body: input.note, actor }, at);
      return { outcome: 'changed', status: permit.status };
    }),
  );
}

/** By mail where there is an address, and always by letter: it is a decision somebody may object to. */
async function tell(
  tx: Db,
  permit: PermitRow,
  kind: 'permit-blocked' | 'permit-unblocked',
  ground: BlockGround,
  at: Instant,
): Promise<void> {
  const { language, email: recipient } = permit;
  const subject = subjectOf(permit);
  await requestLetter(tx, { ...subject, kind, language, ground }, at);
  if (recipient === null) return;
  const { municipalityId, holderId, permitId } = subject;
  await queueMessage(tx, { municipalityId, holderId, language, recipient, kind, permitId, private: { ground } }, at);
}

interface PermitRow {
  id: string;
  municipality_id: string;
  holder_id: string;
  application_id: string;
  status: PermitStatus;
  blocked: boolean;
  email: string | null;
  language: Language;
}

const subjectOf = ({ id, municipality_id, holder_id, application_id }: PermitRow) => ({
  municipalityId: municipality_id,
  holderId: holder_id,
  applicationId: application_id,
  permitId: id,
});

const lockPermit = statement(
  'lock-permit-to-block',
  `SELECT p.id, p.municipality_id, p.holder_id, p.application_id, p.status, p.blocked_at IS NOT NULL AS blocked, h.email, h.language
     FROM permit p JOIN holder h ON h.id = p.holder_id WHERE p.id = $1 FOR UPDATE OF p`,
);
const setBlocked = statement(
  'set-permit-blocked',
  'UPDATE permit SET blocked_at = $2, version = version + 1 WHERE id = $1',
);
const addBlock = statement(
  'add-permit-block',
  'INSERT INTO permit_block (municipality_id, permit_id, ground, blocked_at) VALUES ($1, $2, $3, $4)',
);
const liftBlock = statement(
  'lift-permit-block',
  `UPDATE permit_block SET lifted_at = greatest(blocked_at, $2::timestamptz) WHERE permit_id = $1 AND lifted_at IS NULL RETURNING ground`,
);
const readRunning = statement(
  'read-actions-of-blocked-permit',
  `SELECT id FROM parking_action WHERE permit_id = $1 AND state = 'open' ORDER BY id`,
);
/**
 * Every right there is from now ($2) on ends, and a withheld one ($3), or one that counts again, takes its place for the same time. The
 * rows before it stay as they were, so that the past answers as it was.
 */
const exchangeRights = statement(
  'exchange-rights-of-permit',
  `WITH ended AS (
     UPDATE parking_right r SET until = greatest(r.since, $2::timestamptz), open = false
      WHERE r.permit_id = $1 AND r.kind <> 'action' AND r.open AND r.until > $2::timestamptz AND r.withheld <> $3::boolean
     RETURNING r.id, uuidv7() AS next_id, r.municipality_id, r.permit_id, r.country, r.plate, r.areas, r.kind, r.usage_id,
               greatest(old.since, $2::timestamptz) AS since, old.until
   ), opened AS (
     INSERT INTO parking_right (id, municipality_id, permit_id, country, plate, areas, since, until, kind, usage_id, withheld)
     SELECT next_id, municipality_id, permit_id, country, plate, areas, since, until, kind, usage_id, $3::boolean FROM ended
   )
   UPDATE voucher v SET right_id = ended.next_id FROM ended WHERE v.right_id = ended.id`,
);

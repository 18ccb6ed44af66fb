import { calendarOf } from '../../rules/municipalities/municipality.ts';
import { type MessageKind } from '../../rules/messages.ts';
import { afterSettling, momentsOf, plateChangeTerms } from '../../rules/plate-changes/decide.ts';
import { civilDateOf } from '../../rules/values/civil-day.ts';
import { epoch, type Instant } from '../../rules/values/moment.ts';
import { plateChangeId as processIdOf } from '../../rules/values/process-ids.ts';
import { refuse, type Refusal } from '../../rules/values/refusal.ts';
import type { PlateChanged, PlateChangeState } from '../../workflows/contract/plate-change.ts';
import { record, SYSTEM } from '../db/stores/audit.ts';
import { queueMessage } from '../db/stores/messages.ts';
import { closeProcess } from '../db/stores/outbox.ts';
import { statement, type Db } from '../db/transaction.ts';
import { requestLetter } from '../letters/request.ts';
import { resolveNotices } from '../register-notices/resolve.ts';
import { type Deps } from '../ports.ts';
import { act, savePlateChange, subjectOf, type ChangeAct, type Changes, type PlateChange } from './change.ts';
import { chargeFee } from './fee.ts';
import { endOverlap, swapPlates } from './rights.ts';

/** Nothing stands in its way any more but its fee: to the cart, to wait for its moment, or in effect. */
export async function settle(
  tx: Db,
  change: PlateChange,
  changes: Changes & { paid?: boolean },
  at: Instant,
): Promise<PlateChangeState | Refusal> {
  const { paid = false, ...more } = changes;
  const { permit, product, release, feeCents } = change;
  if (permit.status !== 'issued' || epoch(permit.validUntil) <= epoch(at))
    return refuse('permit-not-in-force', { status: permit.status }, 'look-again');
  const { municipality } = release.content;
  const facts = {
    terms: plateChangeTerms(product),
    timeZone: municipality.timeZone,
    calendar: calendarOf(municipality),
  };
  const moments = momentsOf(change.act, change.asked, facts, at);
  switch (afterSettling(feeCents, { paid, moments, now: at })) {
    case 'pay':
      await chargeFee(tx, change, at);
      return savePlateChange(tx, change, { ...more, status: 'awaiting-payment' }, at);
    case 'wait':
      await tellSettled(tx, change, moments.effectiveAt, at);
      return savePlateChange(tx, change, { ...more, status: 'scheduled', moments, settledAt: at }, at);
    case 'take-effect':
      await tellSettled(tx, change, moments.effectiveAt, at);
      return takeEffect(tx, { ...change, moments, settledAt: at }, more, at);
  }
}

/** Its payment came in. */
export function settlePaidPlateChange(deps: Deps, command: Omit<ChangeAct, 'actor'>): Promise<PlateChanged> {
  return act(deps, command, 'pay', async (tx, change) => {
    const settled = await settle(tx, change, { paid: true }, command.at);
    if (!('outcome' in settled)) return settled;
    return stop(tx, change, command.at); // the last moment of the permit was between cart and bank
  });
}

/** The new plate counts and the old one no longer, but for an overlap (LOKET-032, BEYOND-016). */
export async function takeEffect(tx: Db, change: PlateChange, more: Changes, at: Instant): Promise<PlateChangeState> {
  const { permit, plate, product, moments, replacesId } = change;
  if (permit.status !== 'issued' || epoch(permit.validUntil) <= epoch(at)) return stop(tx, change, at);
  const overlapUntil = moments?.overlapUntil && epoch(moments.overlapUntil) > epoch(at) ? moments.overlapUntil : null;
  const givenId = await swapPlates(
    tx,
    {
      permitId: permit.id,
      goneId: replacesId,
      comes: plate,
      overlapUntil,
      backAt: change.asked.otherCarHours === null ? null : (moments?.backAt ?? null),
    },
    product,
    at,
  );
  await record(tx, at, SYSTEM, subjectOf(change), {
    kind: 'plate-change-effective',
    data: { plateChangeId: change.id, at },
  });
  if (replacesId !== null && change.act !== 'temporary')
    await resolveNotices(tx, { plateId: replacesId }, 'plate-changed', at);
  return savePlateChange(tx, change, { ...more, status: 'changed', givenId, moments, settledAt: change.settledAt }, at);
}

/** The day beside each other is over. */
export async function finishOverlap(tx: Db, change: PlateChange, at: Instant): Promise<PlateChangeState> {
  const { permit, product, replacesId, givenId } = change;
  if (permit.status === 'issued' && replacesId !== null && givenId !== null)
    await endOverlap(tx, { permitId: permit.id, goneId: replacesId, givenId }, product, at);
  return savePlateChange(tx, change, {}, at);
}

/** The temporary car goes back: the plate it stood in for counts again in the same moment (PEERS-023). */
export async function goBack(tx: Db, change: PlateChange, at: Instant): Promise<PlateChangeState> {
  const { permit, product, replacesId, givenId } = change;
  const { rows } = await tx.query<{ country: string; key: string; display: string; zeroEmission: boolean | null }>({
    ...readOwnPlate,
    values: [replacesId, givenId],
  });
  const [own] = rows;
  // Where the temporary plate was itself replaced for good, there is nothing to give back.
  if (permit.status === 'issued' && own)
    await swapPlates(tx, { permitId: permit.id, goneId: givenId, comes: own, overlapUntil: null }, product, at);
  await record(tx, at, SYSTEM, subjectOf(change), {
    kind: 'plate-change-ended',
    data: { plateChangeId: change.id, status: 'returned' },
  });
  return savePlateChange(tx, change, { status: 'returned' }, at);
}

/** The holder brings the temporary car back before its last day. */
export function giveBackPlate(deps: Deps, command: ChangeAct): Promise<PlateChanged> {
  return act(deps, command, 'give-back', (tx, change) =>
    change.act === 'temporary'
      ? goBack(tx, change, command.at)
      : Promise.resolve(refuse('move-not-allowed', { status: change.status, move: 'give-back' }, 'look-again')),
  );
}

/** The permit is over, so there is nothing to change. */
export async function stop(tx: Db, change: PlateChange, at: Instant): Promise<PlateChangeState> {
  await record(tx, at, SYSTEM, subjectOf(change), {
    kind: 'plate-change-ended',
    data: { plateChangeId: change.id, status: 'lapsed' },
  });
  return savePlateChange(tx, change, { status: 'lapsed', ground: 'permit-not-in-force' }, at);
}

async function tellSettled(tx: Db, change: PlateChange, effectiveAt: Instant, at: Instant): Promise<void> {
  const { id } = change;
  // What is over within a day or so is told by mail alone.
  if (change.asked.otherCarHours === null) await writeHolder(tx, change, 'plate-changed', at);
  const on = civilDateOf(effectiveAt, change.release.content.municipality.timeZone);
  await mailHolder(tx, change, 'plate-changed', at, { on });
  await record(tx, at, SYSTEM, subjectOf(change), {
    kind: 'plate-change-settled',
    data: { plateChangeId: id, effectiveAt },
  });
}

/** A letter about this change, kept with the letters of its permit (LOKET-033). */
export async function writeHolder(
  tx: Db,
  { id, municipalityId, holder, permit }: PlateChange,
  kind: 'plate-changed' | 'plate-change-rejected',
  at: Instant,
): Promise<void> {
  await requestLetter(
    tx,
    {
      municipalityId,
      holderId: holder.id,
      applicationId: permit.applicationId,
      permitId: permit.id,
      plateChangeId: id,
      kind,
      language: holder.language,
    },
    at,
  );
}

export async function mailHolder(
  tx: Db,
  change: Pick<PlateChange, 'municipalityId' | 'holder' | 'permit'>,
  kind: MessageKind,
  at: Instant,
  only: { on?: string; ground?: string } = {},
): Promise<void> {
  const { municipalityId, holder, permit } = change;
  const { id: holderId, language, email: recipient } = holder;
  await queueMessage(
    tx,
    { municipalityId, holderId, language, recipient, kind, permitId: permit.id, private: only },
    at,
  );
}

/** The last step of every change: its process may end. */
export async function closePlateChange(
  deps: Deps,
  { plateChangeId, at }: { plateChangeId: string; at: Instant },
): Promise<void> {
  await closeProcess(deps.pool, processIdOf(plateChangeId), at);
}

const readOwnPlate = statement(
  'read-plate-to-give-back',
  `SELECT own.country, own.plate AS key, own.display, own.zero_emission AS "zeroEmission" FROM permit_plate own, permit_plate lent
    WHERE own.id = $1 AND lent.id = $2 AND lent.until IS NULL AND own.plate IS NOT NULL`,
);

import { productOf } from '../../rules/municipalities/release.ts';
import { isRefusal } from '../../rules/values/refusal.ts';
import { decideAccept, decideSkip } from '../../rules/waitlist.ts';
import type { WaitlistChanged } from '../../workflows/contract/waitlist-entry.ts';
import { record } from '../db/stores/audit.ts';
import { command as leave } from '../db/stores/outbox.ts';
import { statement, type Db } from '../db/transaction.ts';
import { createApplication } from '../permit-applications/open.ts';
import { askLine } from '../permit-applications/places.ts';
import { type Deps } from '../ports.ts';
import {
  actInLine,
  dropOfferedPlace,
  leaveLines,
  saveEntry,
  subjectOfEntry,
  type Entry,
  type EntryAct,
} from './entry.ts';

/** Takes the offer up: the application begins and the place that was held is its own, in one transaction (PORTAL-080). */
export function acceptOffer(deps: Deps, command: EntryAct & { applicationId: string }): Promise<WaitlistChanged> {
  const { applicationId, actor, at } = command;
  return actInLine(deps, command, 'accept', async (tx, entry) => {
    const { municipalityId, holderId, productId, offeredArea: areaId } = entry;
    const terms = await termsOf(tx, deps, entry, at);
    const decision = decideAccept({
      endsAt: entry.offerEndsAt!,
      at,
      online: terms?.online ?? true,
      byHolder: actor.kind === 'holder',
    });
    if (isRefusal(decision)) return decision;
    const created = await createApplication(tx, deps, {
      applicationId, municipalityId, holderId, productId, areaId, actor, at,
    }); // prettier-ignore
    if (isRefusal(created)) return created;
    const { rowCount } = await tx.query({ ...handOver, values: [entry.id, applicationId] });
    if (rowCount !== 1) throw new Error(`no place is held for waitlist entry ${entry.id}`);
    await leave(tx, applicationId, 'start-application', { applicationId });
    await record(tx, at, actor, { ...subjectOfEntry(entry), applicationId }, {
      kind: 'waitlist-accepted',
      data: { entryId: entry.id, applicationId },
    }); // prettier-ignore
    return {
      outcome: 'changed' as const,
      state: await saveEntry(tx, entry, { status: 'accepted', applicationId }, at),
    };
  });
}

/** Not this one: back in line at the old places, and the place goes to the next (BEYOND-014). */
export function skipOffer(deps: Deps, command: EntryAct): Promise<WaitlistChanged> {
  const { actor, at } = command;
  return actInLine(deps, command, 'skip', async (tx, entry) => {
    const terms = await termsOf(tx, deps, entry, at);
    const decision = decideSkip({
      endsAt: entry.offerEndsAt!,
      at,
      skipped: entry.skipped,
      skips: terms?.skips ?? 0,
    });
    if (isRefusal(decision)) return decision;
    await tx.query({ ...standAgain, values: [entry.id, entry.offeredArea, at] });
    await giveOn(tx, entry, at);
    await record(tx, at, actor, subjectOfEntry(entry), {
      kind: 'waitlist-skipped',
      data: { entryId: entry.id, area: entry.offeredArea! },
    });
    const state = await saveEntry(tx, entry, { status: 'waiting', skipped: entry.skipped + 1 }, at);
    return { outcome: 'changed' as const, state };
  });
}

/** [Trek in]: out of every line; who stands behind moves up (PORTAL-084). */
export function withdrawFromWaitlist(deps: Deps, command: EntryAct): Promise<WaitlistChanged> {
  const { actor, at } = command;
  return actInLine(deps, command, 'withdraw', async (tx, entry) => {
    await record(tx, at, actor, subjectOfEntry(entry), {
      kind: 'waitlist-withdrawn',
      data: { entryId: entry.id, from: entry.status },
    });
    await leaveLines(tx, entry.id, at);
    await giveOn(tx, entry, at);
    return { outcome: 'changed' as const, state: await saveEntry(tx, entry, { status: 'withdrawn' }, at) };
  });
}

/** A place that was held for this one goes to the next in line. */
export async function giveOn(tx: Db, { id, municipalityId, productId }: Entry, at: string): Promise<void> {
  const areaId = await dropOfferedPlace(tx, id, at);
  if (areaId !== undefined) await askLine(tx, id, { municipalityId, productId, areaId });
}

async function termsOf(tx: Db, { releases }: Deps, { municipalityId, productId }: Entry, at: string) {
  const { content } = await releases.inForce(municipalityId, at, tx);
  return productOf(content, productId)?.waitingList;
}

/** The same row, with another owner: the counter does not move. */
const handOver = statement(
  'hand-place-over',
  'UPDATE place_claim SET application_id = $2, waitlist_entry_id = NULL WHERE waitlist_entry_id = $1 AND released_at IS NULL',
);
/** Into the lines it left when it was offered a place, where it stood; over this place it is passed. */
const standAgain = statement(
  'stand-in-line-again',
  `UPDATE waitlist_place p
      SET left_at = NULL,
          passed_at = CASE WHEN p.area_id = $2 THEN $3::timestamptz ELSE p.passed_at END,
          passed_ground = CASE WHEN p.area_id = $2 THEN 'skipped' ELSE p.passed_ground END
     FROM waitlist_entry e
    WHERE p.entry_id = $1 AND e.id = $1 AND p.left_at = e.status_since`,
);

import { waitlistEntryId } from '../../rules/values/process-ids.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { refuse } from '../../rules/values/refusal.ts';
import { type OfferDeadline } from '../../rules/waitlist.ts';
import type { WaitlistChanged } from '../../workflows/contract/waitlist-entry.ts';
import { record, SYSTEM } from '../db/stores/audit.ts';
import { closeProcess } from '../db/stores/outbox.ts';
import { inTransaction, once, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';
import { giveOn } from './act.ts';
import {
  leaveLines,
  lockEntry,
  mailEntry,
  offerOf,
  saveEntry,
  stateOfEntry,
  subjectOfEntry,
  type Entry,
} from './entry.ts';

/** Where it stands by the books, for a process that was told that something changed. */
export function waitlistState(deps: Deps, { entryId }: { entryId: string }): Promise<WaitlistChanged> {
  return inTransaction(deps.pool, async (tx) => {
    const entry = await lockEntry(tx, entryId);
    return entry ? { outcome: 'changed', state: stateOfEntry(entry) } : refuse('not-found');
  });
}

export interface OfferReached {
  entryId: string;
  kind: OfferDeadline['kind'];
  /** In which version the deadline was set; an entry that moved on has others. */
  version: number;
  at: Instant;
  key: string;
}

/** What happens by itself while an offer stands: it is told again, and it ends. */
export function reachOfferDeadline(deps: Deps, command: OfferReached): Promise<WaitlistChanged> {
  const { entryId, kind, version, at, key } = command;
  return inTransaction(deps.pool, (tx) =>
    once(tx, key, async (): Promise<WaitlistChanged> => {
      const entry = await lockEntry(tx, entryId);
      if (!entry) return refuse('not-found');
      if (entry.version !== version) return { outcome: 'changed', state: stateOfEntry(entry) };
      switch (kind) {
        case 'remind':
          await mailEntry(tx, entry, 'waitlist-reminder', at, offerOf(entry));
          await record(tx, at, SYSTEM, subjectOfEntry(entry), { kind: 'waitlist-reminded', data: { entryId } });
          return {
            outcome: 'changed',
            state: await saveEntry(
              tx,
              entry,
              { deadlines: entry.deadlines.filter((due) => due.kind === 'lapse' || due.at > at) },
              at,
            ),
          };
        case 'lapse':
          await record(tx, at, SYSTEM, subjectOfEntry(entry), {
            kind: 'waitlist-lapsed',
            data: { entryId, area: entry.offeredArea! },
          });
          await mailEntry(tx, entry, 'waitlist-lapsed', at, offerOf(entry));
          await giveOn(tx, entry, at);
          return { outcome: 'changed', state: await saveEntry(tx, entry, { status: 'lapsed' }, at) };
        default:
          return kind satisfies never;
      }
    }),
  );
}

/** Its product is not issued any more: nobody waits for nothing (PORTAL-081). */
export async function closeEntry(tx: Db, entry: Entry, at: Instant): Promise<void> {
  await record(tx, at, SYSTEM, subjectOfEntry(entry), { kind: 'waitlist-closed', data: { entryId: entry.id } });
  await leaveLines(tx, entry.id, at);
  await giveOn(tx, entry, at);
  await mailEntry(tx, entry, 'waitlist-closed', at);
  await saveEntry(tx, entry, { status: 'closed' }, at);
}

/** The last step of every entry: its process may end. */
export async function closeWaitlistEntry(deps: Deps, { entryId, at }: { entryId: string; at: Instant }): Promise<void> {
  await closeProcess(deps.pool, waitlistEntryId(entryId), at);
}

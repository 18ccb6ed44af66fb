import { decideEligibility } from '../../rules/permit-applications/eligibility.ts';
import { type AreaId } from '../../rules/municipalities/names.ts';
import { type Product, type ProductPlace } from '../../rules/municipalities/product.ts';
import { productOf } from '../../rules/municipalities/release.ts';
import { waitlistEntryId } from '../../rules/values/process-ids.ts';
import { plusMs, type Instant } from '../../rules/values/moment.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import { decideJoin, decideLocations } from '../../rules/waitlist.ts';
import type { Join, WaitlistChanged, WaitlistState } from '../../workflows/contract/waitlist-entry.ts';
import { record } from '../db/stores/audit.ts';
import { nextNumber } from '../db/stores/numbers.ts';
import { clockOffsetMs, openProcess } from '../db/stores/outbox.ts';
import { inTransaction, once, statement, type Db } from '../db/transaction.ts';
import { applicantFacts, type HolderFacts } from '../permit-applications/dossier.ts';
import { askLine, fullAmong } from '../permit-applications/places.ts';
import { type Deps } from '../ports.ts';
import {
  actInLine,
  lockEntry,
  mailEntry,
  saveEntry,
  stateOfEntry,
  subjectOfEntry,
  type Entry,
  type EntryAct,
} from './entry.ts';

export interface JoinWaitlist extends Join {
  entryId: string;
  /** By the process, which learns only here how far business time runs ahead: real time. */
  at: Instant;
  key: string;
}

export type Joined = { outcome: 'changed'; state: WaitlistState; clockOffsetMs: number } | Refusal;

/** Takes a place at the end of the line of every chosen location (op de wachtlijst, PORTAL-021). It costs nothing. */
export function joinWaitlist(deps: Deps, command: JoinWaitlist): Promise<Joined> {
  const { entryId, municipalityId, holderId, productId, actor, key } = command;
  const areaIds = [...new Set(command.areaIds)];
  return inTransaction(deps.pool, (tx) =>
    once(tx, key, async (): Promise<Joined> => {
      const offsetMs = await clockOffsetMs(tx);
      const at = plusMs(command.at, offsetMs);
      const known = await lockEntry(tx, entryId);
      if (known) return { outcome: 'changed', state: stateOfEntry(known), clockOffsetMs: offsetMs };

      const decision = await decide(tx, deps, { municipalityId, holderId, productId }, at, (product, places, full) =>
        decideJoin(product, areaIds, { places, free: areaIds.filter((area) => !full.includes(area)) }),
      );
      if (isRefusal(decision)) return decision;
      const number = `W-${await nextNumber(tx, municipalityId, 'W')}`;
      const { rowCount } = await tx.query({
        ...addEntry,
        values: [entryId, municipalityId, holderId, number, productId, decision.release, at],
      });
      if (rowCount !== 1) return refuse('already-waiting', {}, 'change-entry');
      await openProcess(tx, {
        workflowId: waitlistEntryId(entryId),
        kind: 'waitlist-entry',
        subjectId: entryId,
        municipalityId,
        openedAt: at,
        nextDueAt: null,
      });
      await record(tx, at, actor, { municipalityId, holderId }, {
        kind: 'waitlist-joined',
        data: { entryId, productId, areas: areaIds },
      }); // prettier-ignore
      const entry = (await lockEntry(tx, entryId))!;
      await standInLines(tx, entry, areaIds, at);
      await mailEntry(tx, entry, 'waitlist-joined', at);
      return { outcome: 'changed', state: stateOfEntry(entry), clockOffsetMs: offsetMs };
    }),
  );
}

/** Other locations: what stays keeps its place in line, what is new begins at the end of its own (BEYOND-014). */
export function chooseWaitlistLocations(
  deps: Deps,
  command: EntryAct & { areaIds: AreaId[] },
): Promise<WaitlistChanged> {
  const { at, actor } = command;
  const areaIds = [...new Set(command.areaIds)];
  return actInLine(deps, command, 'choose-areas', async (tx, entry) => {
    const { rows } = await tx.query<{ area_id: AreaId }>({ ...readLines, values: [entry.id] });
    const kept = rows.map((row) => row.area_id).filter((area) => areaIds.includes(area));
    const added = areaIds.filter((area) => !kept.includes(area));
    const decision = await decide(tx, deps, entry, at, (_product, places, full) =>
      decideLocations(areaIds, { places, free: added.filter((area) => !full.includes(area)) }),
    );
    if (isRefusal(decision)) return decision;
    await tx.query({ ...leaveOthers, values: [entry.id, areaIds, at] });
    await standInLines(tx, entry, added, at);
    await record(tx, at, actor, subjectOfEntry(entry), {
      kind: 'waitlist-locations-chosen',
      data: { entryId: entry.id, areas: areaIds },
    });
    return { outcome: 'changed' as const, state: await saveEntry(tx, entry, {}, at) };
  });
}

/** Behind everybody who stands there. A place that came free in the same moment is found, because the line is asked afterwards. */
async function standInLines(tx: Db, entry: Entry, areaIds: readonly AreaId[], at: Instant): Promise<void> {
  const { id, municipalityId, productId } = entry;
  // In one order for everybody, so that no two who join at once wait for each other.
  for (const areaId of [...areaIds].sort()) {
    await tx.query({ ...addLine, values: [id, municipalityId, productId, areaId, at] });
    await askLine(tx, id, { municipalityId, productId, areaId });
  }
}

async function decide(
  tx: Db,
  deps: Deps,
  { municipalityId, holderId, productId }: Pick<Entry, 'municipalityId' | 'holderId' | 'productId'>,
  at: Instant,
  rule: (
    product: Product,
    places: readonly ProductPlace[],
    full: readonly AreaId[],
  ) => ReturnType<typeof decideLocations>,
): Promise<{ outcome: 'allow'; release: number } | Refusal> {
  const { content, number: release } = await deps.releases.inForce(municipalityId, at, tx);
  const product = productOf(content, productId);
  const { rows } = await tx.query<Pick<HolderFacts, 'kind' | 'address'>>({
    ...readApplicant,
    values: [holderId, municipalityId],
  });
  const holder = rows[0];
  if (!product || !holder) return refuse('not-found');
  const entitled = decideEligibility(product, applicantFacts(holder, content));
  if (isRefusal(entitled)) return entitled;
  const areas = entitled.places.map(({ area }) => area);
  const decision = rule(product, entitled.places, await fullAmong(tx, municipalityId, product, areas));
  return isRefusal(decision) ? decision : { outcome: 'allow', release };
}

const readApplicant = statement(
  'read-waitlist-applicant',
  'SELECT kind, address FROM holder WHERE id = $1 AND municipality_id = $2',
);
const addEntry = statement(
  'add-waitlist-entry',
  `INSERT INTO waitlist_entry (id, municipality_id, holder_id, number, product_id, release, status, status_since, entered_at)
   VALUES ($1, $2, $3, $4, $5, $6, 'waiting', $7, $7)
   ON CONFLICT (holder_id, product_id) WHERE closed_at IS NULL DO NOTHING`,
);
const addLine = statement(
  'add-waitlist-line',
  `INSERT INTO waitlist_place (entry_id, municipality_id, product_id, area_id, entered_at) VALUES ($1, $2, $3, $4, $5)
   ON CONFLICT (entry_id, area_id) DO UPDATE
      SET entered_at = excluded.entered_at, position = DEFAULT, left_at = NULL, passed_at = NULL, passed_ground = NULL`,
);
const readLines = statement(
  'read-waitlist-lines',
  'SELECT area_id FROM waitlist_place WHERE entry_id = $1 AND left_at IS NULL',
);
const leaveOthers = statement(
  'leave-other-lines',
  'UPDATE waitlist_place SET left_at = $3 WHERE entry_id = $1 AND left_at IS NULL AND NOT (area_id = ANY ($2::text[]))',
);

import { statement } from '../../activities/db/transaction.ts';
import { readEntries, readLines, type EntryRow, type Line } from '../../activities/db/stores/waitlist.ts';
import { type Product } from '../../rules/municipalities/product.ts';
import { productOf, type Release } from '../../rules/municipalities/release.ts';
import { decideEligibility, type Applicant } from '../../rules/permit-applications/eligibility.ts';
import { addDays, civilDateOf, startOfDay, type CivilDate } from '../../rules/values/civil-day.ts';
import { DAY_MS, plusMs, type Instant } from '../../rules/values/moment.ts';
import { estimateWait, mayMoveInLine, readinessOf, type LineHistory } from '../../rules/waitlist.ts';
import { type Api } from '../api.ts';
import { type Citizen } from '../http/caller.ts';
import { isUuid } from '../http/ids.ts';
import { areaName, isFullAt, readApplicant, readPlaces, type PlacesThere } from '../permit-applications/read.ts';
import { type Estimate, type WaitlistEntryView } from './shapes.ts';

/** So long it is told that a product somebody waited for is not issued any more. */
const TOLD_DAYS = 56;
const NO_LINE: Line = { waiting: 0, moves: 0, days: 0 };

/** The caller's own entries, or the one with this id; somebody else's id reads like none. */
export async function entriesOf(api: Api, caller: Citizen, id?: string): Promise<WaitlistEntryView[]> {
  if (id !== undefined && !isUuid(id)) return [];
  const { deps } = api;
  const now = deps.clock();
  const release = await deps.releases.inForce(caller.municipalityId, now);
  const { timeZone } = release.content.municipality;
  const today = civilDateOf(now, timeZone);
  const rows = await readEntries(
    deps.pool,
    { holderId: caller.id, id: id ?? null },
    { monthStart: startOfDay(`${today.slice(0, 8)}01`, timeZone), closedSince: closedSince(now) },
  );
  if (rows.length === 0) return [];
  const applicant = await readApplicant(api, caller.id, release);
  return Promise.all(rows.map((row) => viewOf(api, row, { release, applicant, today, now })));
}

/** How long the list of entries is, and how many have an offer. */
export async function countEntries(
  { deps }: Api,
  { id }: Citizen,
  now: Instant,
): Promise<{ count: number; waiting: number }> {
  const { rows } = await deps.pool.query<{ count: number; waiting: number }>({
    ...entryCounts,
    values: [id, closedSince(now)],
  });
  return rows[0]!;
}

const closedSince = (now: Instant): Instant => plusMs(now, -TOLD_DAYS * DAY_MS);

interface Seen {
  release: Release;
  applicant: Applicant;
  today: CivilDate;
  now: Instant;
}

async function viewOf(api: Api, row: EntryRow, { release, applicant, today, now }: Seen): Promise<WaitlistEntryView> {
  const { deps } = api;
  const { municipalityId } = release;
  const { timeZone } = release.content.municipality;
  const [began, lines, places] = await Promise.all([
    deps.releases.numbered(municipalityId, row.release),
    readLines(deps.pool, municipalityId, row.productId, now),
    readPlaces(api, municipalityId, row.productId, null),
  ]);
  const product = productOf(release.content, row.productId);
  const named = product ?? productOf(began.content, row.productId)!;
  const nameOf = (areaId: string) => areaName(release, areaId) ?? areaId;
  const readiness = readinessOf(row.status, product);
  const may = (move: Parameters<typeof mayMoveInLine>[1]) => mayMoveInLine(row.status, move).outcome === 'allow';
  return {
    id: row.id,
    number: row.number,
    productId: row.productId,
    productName: named.name,
    readiness,
    enteredAt: row.enteredAt.toISOString(),
    offer:
      row.offeredArea !== null && row.offerEndsAt !== null
        ? {
            areaId: row.offeredArea,
            areaName: nameOf(row.offeredArea),
            lastDay: addDays(civilDateOf(row.offerEndsAt.toISOString(), timeZone), -1),
            endsAt: row.offerEndsAt.toISOString(),
          }
        : null,
    lines: row.lines.map(({ areaId, position, movedUp, passedGround, passedAt }) => {
      const line = lines.get(areaId) ?? NO_LINE;
      return {
        areaId,
        areaName: nameOf(areaId),
        position,
        waiting: line.waiting,
        movedUp,
        estimate: estimateOf(position, line, today),
        passed:
          passedGround !== null && passedAt !== null
            ? { ground: passedGround, at: new Date(passedAt).toISOString() }
            : null,
      };
    }),
    elsewhere:
      product && may('choose-areas')
        ? elsewhere(product, applicant, row, places).map((areaId) => ({ areaId, areaName: nameOf(areaId) }))
        : [],
    applicationId: row.applicationId,
    actions: [
      ...(may('accept') && readiness === 'now' ? (['continue'] as const) : []),
      ...(may('skip') && row.skipped < (product?.waitingList?.skips ?? 0) ? (['skip'] as const) : []),
      ...(may('withdraw') ? (['withdraw'] as const) : []),
      ...(may('choose-areas') && readiness === 'not-yet' ? (['choose-locations'] as const) : []),
    ],
  };
}

/** Other full locations of the product, where this holder may have it. */
function elsewhere(product: Product, applicant: Applicant, row: EntryRow, places: PlacesThere): string[] {
  const entitled = decideEligibility(product, applicant);
  if (entitled.outcome === 'refuse') return [];
  return entitled.places
    .filter(({ area, ceiling }) => isFullAt(places, area, ceiling) && !row.lines.some(({ areaId }) => areaId === area))
    .map(({ area }) => area);
}

export function estimateOf(position: number, { moves, days }: LineHistory, asOf: CivilDate): Estimate {
  const estimate = estimateWait(position, { moves, days });
  return {
    outcome: estimate.outcome,
    fewestMonths: estimate.outcome === 'range' ? estimate.fewest : null,
    mostMonths: estimate.outcome === 'range' ? estimate.most : null,
    moreThanYears: estimate.outcome === 'long' ? estimate.moreThanYears : null,
    moves,
    days,
    asOf,
  };
}

/** Is this application the caller's own, and still to be let go for a place in line? */
export async function ownsApplication(api: Api, caller: Citizen, id: string): Promise<boolean> {
  const { rows } = await api.deps.pool.query({ ...ownApplication, values: [id, caller.id] });
  return rows.length === 1;
}

const ownApplication = statement(
  'own-open-application',
  'SELECT FROM application WHERE id = $1 AND holder_id = $2 AND closed_at IS NULL',
);
const entryCounts = statement(
  'count-waitlist-entries',
  `SELECT count(*)::int AS count, count(*) FILTER (WHERE status = 'offered')::int AS waiting
     FROM waitlist_entry WHERE holder_id = $1 AND (closed_at IS NULL OR (status = 'closed' AND closed_at > $2))`,
);

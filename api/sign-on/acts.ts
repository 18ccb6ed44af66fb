import { statement, type Db } from '../../activities/db/transaction.ts';
import { startParking, stopParking, type Started, type Stopped } from '../../activities/parking.ts';
import { quoteParking } from '../../activities/quotes.ts';
import { type Actor } from '../../rules/audit.ts';
import { type Product } from '../../rules/municipalities/product.ts';
import { areaOf, type ReleaseContent } from '../../rules/municipalities/release.ts';
import { type Amount } from '../../rules/parking/draw.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { type Plate } from '../../rules/values/plate.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import { isUuid } from '../http/ids.ts';
import { productIn } from '../permit-applications/read.ts';
import { type Api } from '../api.ts';

/** A permit as somebody reaches it who has its number and code, its card or a linked telephone: to sign on and off, and nothing else (R17). */
export interface SignOnPermit {
  permitId: string;
  municipalityId: string;
  content: ReleaseContent;
  product: Product;
  areas: { id: string; name: string }[];
  timeZone: string;
}

export async function permitToSignOn({ deps }: Api, permitId: string): Promise<SignOnPermit> {
  const { rows } = await deps.pool.query<{ municipality_id: string; product_id: string; area_id: string }>({
    ...findPermit,
    values: [permitId],
  });
  const row = rows[0]!;
  const release = await deps.releases.inForce(row.municipality_id, deps.clock());
  const { content } = release;
  const product = productIn(release, row.product_id);
  const chosen = product.parking?.locations ?? [];
  const ids = chosen.length > 0 ? chosen : [row.area_id];
  return {
    permitId,
    municipalityId: row.municipality_id,
    content,
    product,
    areas: ids.map((id) => ({ id, name: areaOf(content, id)?.name ?? id })),
    timeZone: content.municipality.timeZone,
  };
}

export interface Running {
  id: string;
  country: string;
  plate: string;
  display: string;
  areaId: string;
  startsAt: Instant;
  endsAt: Instant;
}

/** What runs on the permit now; what a grantee started is not for others to see or stop (R16). */
export async function runningOn(db: Db, permitId: string, at: Instant): Promise<Running[]> {
  const { rows } = await db.query<{
    id: string;
    country: string;
    plate: string;
    display: string;
    area_id: string;
    starts_at: Date;
    ends_at: Date;
  }>({ ...readRunning, values: [permitId, at] });
  return rows.map(({ area_id, starts_at, ends_at, ...row }) => ({
    ...row,
    areaId: area_id,
    startsAt: starts_at.toISOString(),
    endsAt: ends_at.toISOString(),
  }));
}

/** Plates that parked on it before, the last first, and its favourites: what one key for each sign may mean. */
export async function platesKnown(db: Db, permitId: string, country: string): Promise<string[]> {
  const { rows } = await db.query<{ plate: string }>({ ...readKnown, values: [permitId, country] });
  return rows.map(({ plate }) => plate);
}

export interface WishedSignOn {
  permitId: string;
  plate: Plate;
  areaId: string | undefined;
  /** Absent: the latest end there is. */
  endsAt: Instant | undefined;
}

/** What it would cost and when it ends; nothing is booked. */
export function quoteSignOn({ deps }: Api, { permitId, plate, areaId, endsAt }: WishedSignOn) {
  return quoteParking(deps, { permitId, country: plate.country, plate: plate.key, areaId, endsAt, at: deps.clock() });
}

export interface SignedOn {
  outcome: 'started';
  id: string;
  startsAt: Instant;
  endsAt: Instant;
  holds: Amount[];
}

/** The same start as in the app, with its rules, balances and right; `key` makes it one start however often it is sent. */
export async function signOn(
  { deps }: Api,
  { plate, ...wish }: WishedSignOn,
  actor: Actor,
  key: string,
): Promise<SignedOn | Exclude<Started, { outcome: 'started' }>> {
  const started = await startParking(deps, {
    ...wish,
    country: plate.country,
    plate: plate.key,
    display: plate.display,
    actor,
    remember: { owner: `${actor.kind}:${actor.id}`, key },
    at: deps.clock(),
  });
  if (started.outcome === 'refuse') return started;
  const said = JSON.parse(started.answer) as { startsAt: Instant; endsAt: Instant; holds: Amount[] };
  return { outcome: 'started', id: started.id, startsAt: said.startsAt, endsAt: said.endsAt, holds: said.holds };
}

/** Stops what runs on this permit, whoever of the household signed it on. */
export async function signOff(
  { deps }: Api,
  { permitId, actionId, actor }: { permitId: string; actionId: string; actor: Actor },
): Promise<Stopped | Refusal<'not-found'>> {
  const at = deps.clock();
  if (!isUuid(actionId)) return refuse('not-found');
  const running = await runningOn(deps.pool, permitId, at);
  if (!running.some(({ id }) => id === actionId)) return refuse('not-found');
  return stopParking(deps, { actionId, actor, at });
}

/** A refused stay may come with one that is possible. */
export const proposedEnd = (refused: Refusal): Instant | undefined =>
  isRefusal(refused) && 'proposal' in refused
    ? ((refused as { proposal: { to: Instant } | null }).proposal?.to ?? undefined)
    : undefined;

const findPermit = statement(
  'find-permit-to-sign-on',
  'SELECT municipality_id, product_id, area_id FROM permit WHERE id = $1',
);
const readRunning = statement(
  'read-running-on-permit',
  `SELECT id, country, plate, display, area_id, starts_at, ends_at FROM parking_action
    WHERE permit_id = $1 AND grant_id IS NULL AND NOT plate_kept AND state = 'open' AND starts_at <= $2 AND ends_at > $2 ORDER BY starts_at, id`,
);
const readKnown = statement(
  'read-plates-known-on-permit',
  `SELECT plate FROM (
     SELECT plate, max(starts_at) AS last FROM parking_action
      WHERE permit_id = $1 AND country = $2 AND grant_id IS NULL AND NOT plate_kept AND plate IS NOT NULL GROUP BY plate
     UNION ALL
     SELECT plate, NULL FROM favourite WHERE permit_id = $1 AND country = $2
   ) known ORDER BY last DESC NULLS LAST LIMIT 100`,
);

import { type Started } from '../../activities/parking.ts';
import { quoteParking, type Quoted, type WishedStay } from '../../activities/quotes.ts';
import { statement } from '../../activities/db/transaction.ts';
import { doubtsAbout, type KnownPlate } from '../../rules/parking/doubts.ts';
import { isPlate, plateKey, readPlate, type Plate } from '../../rules/values/plate.ts';
import { refuse, type Refusal } from '../../rules/values/refusal.ts';
import { type z } from 'zod';
import { type Api } from '../api.ts';
import { type Account } from '../http/caller.ts';
import { type Access } from './access.ts';
import { type QuoteView, type StayBody } from './shapes.ts';

/**
 * A plate as somebody typed it. One that fits no Dutch pattern is doubted in the quote and not refused: there are plates that nobody
 * thought of, and whoever stands in the street sees it.
 */
export function plateOf(typed: string, country: string): Plate | Refusal {
  const read = readPlate(typed, country);
  if (isPlate(read)) return read;
  if (read !== 'plate-not-dutch') return refuse(read, {}, 'correct-plate');
  const key = plateKey(typed);
  return { country, key, display: key };
}

export const isRefused = (read: Plate | Refusal): read is Refusal => 'outcome' in read;

/** What was asked over HTTP, by whom and when, as the rules look at it. */
export function wishFor(
  { deps }: Api,
  { id: accountId }: Account,
  { permitId, grantId }: Access,
  { country, key }: Plate,
  { startsAt, endsAt, areaId }: z.infer<typeof StayBody>,
): WishedStay {
  return { permitId, accountId, grantId, country, plate: key, startsAt, endsAt, areaId, at: deps.clock() };
}

/** What makes somebody look twice at a plate before confirming. */
export type Doubts = Pick<QuoteView, 'doubts' | 'vehicle'>;
export const NO_DOUBTS: Doubts = { doubts: [], vehicle: null };

export const viewQuote = ({ quoteId, quoteEndsAt, stay, price, holds }: Quoted, doubts: Doubts): QuoteView => ({
  quoteId,
  quoteEndsAt,
  startsAt: stay.from,
  endsAt: stay.to,
  holds: holds.filter(({ amount }) => amount > 0),
  priceCents: price.cents,
  paidMinutes: price.paidMinutes,
  lines: price.lines,
  free: price.cents === 0 && holds.every(({ amount }) => amount === 0),
  ...doubts,
});

/** A refused stay with what is possible instead, priced and kept to like any other quote (2PARK-058). */
export async function proposalFor(
  { deps }: Api,
  wish: WishedStay,
  refused: Exclude<Started, { outcome: 'started' }>,
  doubts: Doubts = NO_DOUBTS,
): Promise<QuoteView | null> {
  if (!('proposal' in refused) || !refused.proposal) return null;
  const { from: startsAt, to: endsAt } = refused.proposal;
  const quoted = await quoteParking(deps, { ...wish, startsAt, endsAt });
  return quoted.outcome === 'quoted' ? viewQuote(quoted, doubts) : null;
}

/** Plates that park here more often: the owner's favourites, and what this account parked under this permit. */
export async function doubtsOf(api: Api, account: Account, access: Access, plate: Plate): Promise<Doubts> {
  const { pool } = api.deps;
  const [known, vehicle] = await Promise.all([
    pool.query<KnownPlate>({ ...readKnown, values: [access.permitId, account.id, access.role === 'owner'] }),
    describe(api, plate),
  ]);
  return { doubts: doubtsAbout(plate.country, plate.key, known.rows), vehicle };
}

/** Longer than this nobody waits for the colour of a car. */
const PATIENCE_MS = 800;

async function describe({ deps }: Api, { country, key }: Plate): Promise<Doubts['vehicle']> {
  if (country !== 'NL') return null;
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), PATIENCE_MS);
  });
  const asked = deps.vehicles.describe(key).catch((error: Error) => {
    deps.log.info({ party: error.name }, 'what a car looks like is not known now');
    return null;
  });
  const found = await Promise.race([asked, tooLong]);
  clearTimeout(timer);
  return found && { colour: found.colour, make: found.make };
}

const readKnown = statement(
  'read-known-plates',
  `SELECT country, plate, display FROM favourite WHERE permit_id = $1 AND $3::boolean
    UNION
   (SELECT country, plate, display FROM parking_action
     WHERE permit_id = $1 AND account_id = $2 AND plate IS NOT NULL ORDER BY starts_at DESC LIMIT 20)`,
);

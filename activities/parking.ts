import { createHash } from 'node:crypto';
import { type Actor } from '../rules/audit.ts';
import { held, settled, type Entry } from '../rules/balances.ts';
import { inUnit, withUnits, type Amount, type Draw } from '../rules/parking/draw.ts';
import { decideCancel, decideStop } from '../rules/parking/end.ts';
import { decideStart, type Refused } from '../rules/parking/start.ts';
import { epoch, type Instant, type Interval } from '../rules/values/moment.ts';
import { parkingActionId } from '../rules/values/process-ids.ts';
import { refuse, type Refusal } from '../rules/values/refusal.ts';
import { type Unit } from '../rules/values/unit.ts';
import { bookEnd, bookExtension, bookStart, readAction } from './db/stores/parking.ts';
import { closeProcess } from './db/stores/outbox.ts';
import { inTransaction, orLostRace } from './db/transaction.ts';
import { tellHost } from './grants/tell-host.ts';
import { giveBackToGuest } from './guests/pay.ts';
import { inTurn } from './in-turn.ts';
import { planNotice } from './parking-notices.ts';
import { actionOf, factsOf, withArticle, type ActionRow, type FactsGround, type LoadedAction, type ParkingDeps } from './parking-facts.ts'; // prettier-ignore
import {
  decideLaterEnd,
  decideQuoted,
  readQuote,
  wishOf,
  type QuoteGround,
  type StartDeps,
  type WishedStay,
} from './quotes.ts';
import { type Deps } from './ports.ts';

export interface StartParking extends WishedStay {
  /** As people read it. */
  display: string;
  /** The quote it was confirmed by: what is booked is what was quoted, or nothing. */
  quoteId?: string | undefined;
  actor: Actor;
  /** The key under which the same request gets the same answer again. */
  remember?: { owner: string; key: string } | undefined;
}

export type Started =
  | { outcome: 'started'; id: string; answer: string }
  | Refused
  | (Refusal<QuoteGround> & { proposal: Interval | null })
  | Refusal<'not-found' | FactsGround | 'idempotency-key-reused' | 'busy-try-again'>;

const MOST_RACES = 20;

/**
 * Decides a start and books it (start parkeeractie). The facts are one snapshot, and the booking holds for that snapshot or not at all:
 * whoever loses the race for a balance reads again and decides again, so that no lock is held while we think (R1).
 */
export function startParking(deps: StartDeps, command: StartParking): Promise<Started> {
  return inTurn(deps.pool, command.permitId, () => start(deps, command));
}

async function start(deps: StartDeps, command: StartParking): Promise<Started> {
  const { permitId, accountId, grantId, country, plate, actor, remember, quoteId, at } = command;
  const quote = quoteId === undefined ? undefined : readQuote(deps.vault, quoteId, command);
  const hash = hashOf(command);
  for (let race = 0; race < MOST_RACES; race += 1) {
    const read = await factsOf(deps, { ...wishOf(command, quote), remember });
    if (!read) return refuse('not-found');
    if (read.outcome === 'refuse') return read;
    if (read.answered)
      return read.answered.hash === hash
        ? { outcome: 'started', id: (JSON.parse(read.answered.body) as { id: string }).id, answer: read.answered.body }
        : refuse('idempotency-key-reused', {}, 'new-idempotency-key');
    if (!read.facts) return refuse('not-for-parking');
    const decision =
      quoteId === undefined ? decideStart(command, read.facts, at) : decideQuoted(quote, command, read.facts);
    if (decision.outcome === 'refuse') return withArticle(decision, read.product);

    const { stay, holds } = decision;
    const inUnits = withUnits(holds, read.facts.balances);
    const booked = await orLostRace(
      deps.pool.query<{ id: string; answer: string }>({
        ...bookStart,
        values: [
          permitId, read.version, ...guards(holds, read.versions), read.areaId, read.release.number, country, plate,
          command.display, stay.from, stay.to, JSON.stringify(holds), at, read.product.registerUsageId, ...linesOf(held(inUnits)),
          actor.kind, actor.id, remember?.owner ?? null, remember?.key ?? null, hash,
          JSON.stringify({ startsAt: stay.from, endsAt: stay.to, ...amountsOf(inUnits) }), ownPlatesRest(read.product),
          accountId ?? null, grantId ?? null, quote?.openEnd ?? command.endsAt === undefined,
        ], // prettier-ignore
      }),
    );
    if (booked?.[0]) return { outcome: 'started', ...booked[0] };
  }
  return refuse('busy-try-again', {}, 'try-later');
}

/** What a person is told of what is set aside, per unit and in money. */
function amountsOf(holds: readonly (Draw & { unit: Unit })[]): { heldCents: number; holds: Amount[] } {
  const amounts = inUnit(holds);
  return { heldCents: amounts.find(({ unit }) => unit === 'eurocent')?.amount ?? 0, holds: amounts };
}

export type Stopped =
  { outcome: 'stopped'; endedAt: Instant; costs: Draw[]; costsInUnits: Amount[]; backInUnits: Amount[] } | Refusal;

/**
 * Stops an action: what it cost is earned, the rest goes back, and its right ends in the same moment (2PARK-060). With `planned` only
 * one that has not begun, which then costs nothing (2PARK-062).
 */
export async function stopParking(
  deps: ParkingDeps,
  { actionId, actor, at, planned = false }: { actionId: string; actor: Actor; at: Instant; planned?: boolean },
): Promise<Stopped> {
  for (;;) {
    const action = await actionOf(deps, actionId);
    if (!action) return refuse('not-found');
    const decision = planned
      ? decideCancel(action.booked, at)
      : decideStop(action.booked, action.tariff, action.balances, at);
    if (decision.outcome === 'refuse') return decision;
    if (await settle(deps, action, decision, at, actor, true)) {
      const { endedAt, parts } = decision;
      const costs = parts.map(({ balanceId, cost }) => ({ balanceId, amount: cost }));
      const back = parts.map((part) => ({ balanceId: part.balanceId, amount: part.back }));
      const unitsOf = (draws: Draw[]) => inUnit(withUnits(draws, action.balances));
      return { outcome: 'stopped', endedAt, costs, costsInUnits: unitsOf(costs), backInUnits: unitsOf(back) };
    }
  }
}

export type ParkingExtended = { outcome: 'extended'; endsAt: Instant; holds: Draw[] } | Refused | Refusal;

/** Gives an action a later end: the same checks as a start, and only the difference is set aside (R3, 2PARK-061). */
export async function extendParking(
  deps: ParkingDeps,
  { actionId, endsAt, actor, at }: { actionId: string; endsAt: Instant; actor: Actor; at: Instant },
): Promise<ParkingExtended> {
  for (let race = 0; race < MOST_RACES; race += 1) {
    const decided = await decideLaterEnd(deps, { actionId, endsAt, at });
    if (decided.outcome === 'refuse') return decided;
    const { action, read, decision } = decided;
    const { holds } = decision;
    const total = addTo(action.booked.holds, holds);
    const booked = await orLostRace(
      deps.pool.query<{ id: string }>({
        ...bookExtension,
        values: [
          action.permitId, read.version, actionId, action.version, endsAt, JSON.stringify(total), ...guards(holds, read.versions),
          action.booked.stay.to, read.product.registerUsageId, at, ...linesOf(held(withUnits(holds, decided.facts.balances))),
          actor.kind, actor.id, ownPlatesRest(read.product),
        ], // prettier-ignore
      }),
    );
    if (booked?.[0]) return { outcome: 'extended', endsAt, holds: total };
  }
  return refuse('busy-try-again', {}, 'try-later');
}

export type ParkingState = { state: 'settled' } | { state: 'open'; endsAt: Instant };

/**
 * Settles an action whose end has come. Asks the books, not the message: one that was given a later end meanwhile says when to come back.
 * Harmless to repeat.
 */
export async function settleParking(
  deps: ParkingDeps,
  { actionId, at }: { actionId: string; at: Instant },
): Promise<ParkingState> {
  for (;;) {
    const action = await actionOf(deps, actionId);
    if (!action || action.booked.state === 'settled') return { state: 'settled' };
    const { stay } = action.booked;
    if (epoch(stay.to) > epoch(at)) return { state: 'open', endsAt: stay.to };
    const decision = decideStop(action.booked, action.tariff, action.balances, at);
    if (decision.outcome === 'refuse') return { state: 'settled' };
    if (await settle(deps, action, decision, at, { kind: 'system', id: 'parkwerk' }, false))
      return { state: 'settled' };
  }
}

/**
 * What the process of an action has still to do: rights to make known, rights the national register holds and which of them have passed
 * to another plate, and when somebody is to be told something next.
 */
export async function parkingFacts(
  deps: Pick<Deps, 'pool' | 'releases'>,
  { actionId }: { actionId: string },
): Promise<{
  state: 'open' | 'settled';
  endsAt: Instant;
  noticeAt: Instant | null;
  toRegister: string[];
  registered: string[];
  overtaken: string[];
}> {
  const { rows } = await deps.pool.query<ActionRow>({ ...readAction, values: [actionId] });
  const row = rows[0];
  if (!row) throw new Error(`parking action ${actionId} is gone`);
  if (row.host_to_tell) await tellHost(deps, actionId);
  return {
    state: row.state,
    endsAt: row.ends_at.toISOString(),
    noticeAt: await planNotice(deps, actionId, row.ends_at.toISOString()),
    toRegister: row.to_register,
    registered: row.registered,
    overtaken: row.overtaken,
  };
}

/** False when the action has changed since it was read. */
async function settle(
  { pool }: ParkingDeps,
  { booked, version, balances, returnsTo, product }: LoadedAction,
  { endedAt, parts }: { endedAt: Instant; parts: { balanceId: string; cost: number; back: number }[] },
  at: Instant,
  actor: Actor,
  tellProcess: boolean,
): Promise<boolean> {
  const units = new Map(balances.map(({ id, unit }) => [id, unit]));
  const entry = settled(
    parts.map((part) => ({ ...part, unit: units.get(part.balanceId)!, returnsTo: returnsTo ?? part.balanceId })),
    product,
  );
  const costs = parts.map(({ balanceId, cost }) => ({ balanceId, amount: cost }));
  const changes = parts.flatMap(({ balanceId, cost, back }) =>
    returnsTo === null
      ? [{ balanceId, hold: cost + back, back }]
      : [{ balanceId, hold: cost + back, back: 0 }, { balanceId: returnsTo, hold: 0, back }],
  ); // prettier-ignore
  const ended = await orLostRace(
    pool.query({
      ...bookEnd,
      values: [
        booked.id, version, endedAt, JSON.stringify(costs), changes.map(({ balanceId }) => balanceId),
        changes.map(({ hold }) => hold), changes.map(({ back }) => back), at, ...linesOf(entry), actor.kind, actor.id, tellProcess,
        ownPlatesRest(product),
      ], // prettier-ignore
    }),
  );
  return ended?.length === 1;
}

/** Its process has done everything there was to do; a guest who paid beforehand gets back what was not used. */
export async function closeParking(
  { pool, releases }: Pick<Deps, 'pool' | 'releases'>,
  { actionId, at }: { actionId: string; at: Instant },
): Promise<void> {
  await inTransaction(pool, async (tx) => {
    await giveBackToGuest(tx, { releases }, { actionId, at });
    await closeProcess(tx, parkingActionId(actionId), at);
  });
}

/** While an action on a temporary plate counts, the plates of the permit itself do not (2PARK-070). */
const ownPlatesRest = ({ parking }: LoadedAction['product']): boolean => parking?.kind === 'temporary-plate';

/** Ids, versions and amounts of the balances a booking competes for. */
const guards = (holds: readonly Draw[], versions: ReadonlyMap<string, number>): [string[], number[], number[]] => [
  holds.map(({ balanceId }) => balanceId),
  holds.map(({ balanceId }) => versions.get(balanceId)!),
  holds.map(({ amount }) => amount),
];

const linesOf = (entry: Entry): [string[], string[], string[], number[]] => [
  entry.map(({ account }) => account),
  entry.map(({ ref }) => ref),
  entry.map(({ unit }) => unit),
  entry.map(({ amount }) => amount),
];

function addTo(holds: readonly Draw[], more: readonly Draw[]): Draw[] {
  const ids = new Set([...holds, ...more].map(({ balanceId }) => balanceId));
  const amountIn = (draws: readonly Draw[], id: string) => draws.find((draw) => draw.balanceId === id)?.amount ?? 0;
  return [...ids].map((balanceId) => ({ balanceId, amount: amountIn(holds, balanceId) + amountIn(more, balanceId) }));
}

const hashOf = ({ permitId, country, plate, startsAt, endsAt, areaId, quoteId }: StartParking): string =>
  createHash('sha256')
    .update(JSON.stringify([permitId, country, plate, startsAt, endsAt, areaId, quoteId]))
    .digest('base64url');

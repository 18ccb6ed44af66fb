import { addDays, civilDateOf, momentAt, weekdayOf, type CivilDate } from '../values/civil-day.ts';
import { epoch, instant, MINUTE_MS, type Instant, type Interval } from '../values/moment.ts';
import { sum, type Cents } from '../values/money.ts';
import { inForce, newest, type AreaTariff, type FarePart, type TimeFrame } from './tariff.ts';

/** A piece of a stay and what it costs. `cap`: paid time that costs nothing more, because the day has reached its maximum. */
export interface PriceLine {
  from: Instant;
  to: Instant;
  /** Started minutes. */
  minutes: number;
  cents: Cents;
  kind: 'paid' | 'free' | 'cap';
}

export interface Price {
  cents: Cents;
  paidMinutes: number;
  /** They tile the stay, in order of time, and their cents add up to the total. */
  lines: PriceLine[];
}

/**
 * What a stay costs (parkeergeld). It is cut at midnight and where time frames begin and end, by the wall clock; minutes are real ones,
 * so a day of 23 or 25 hours costs what it lasts. Each piece is charged from its own first minute, with the versions in force that day.
 */
export function priceOfStay(stay: Interval, tariff: AreaTariff): Price {
  const lines: PriceLine[] = [];
  const end = epoch(stay.to);
  let day = civilDateOf(stay.from, tariff.timeZone);
  for (let at = epoch(stay.from); at < end; day = addDays(day, 1)) {
    const dayEnd = Math.min(end, momentAt(day, 1440, tariff.timeZone));
    lines.push(...linesOfDay(day, at, dayEnd, tariff));
    at = dayEnd;
  }
  const tiles = joinFree(lines);
  return {
    cents: sum(tiles.map(({ cents }) => cents)),
    paidMinutes: sum(tiles.filter(({ kind }) => kind === 'paid').map(({ minutes }) => minutes)),
    lines: tiles,
  };
}

function linesOfDay(day: CivilDate, from: number, to: number, tariff: AreaTariff): PriceLine[] {
  let left = tariff.dayMaximumCents ?? Infinity;
  return piecesOf(day, from, to, tariff).flatMap((piece) => {
    const cost = piece.frame && costOf(piece.frame, day, tariff);
    const minutes = startedMinutes(piece.from, piece.to);
    if (!cost) return [line(piece.from, piece.to, 0, 'free')];
    const cents = cost(minutes);
    if (cents <= left) {
      left -= cents;
      return [line(piece.from, piece.to, cents, 'paid')];
    }
    // The day reaches its maximum inside this piece: paid until the minute that reaches it, free of further charge from there.
    const reachedAt = Math.min(piece.to, piece.from + firstMinuteCosting(left, minutes, cost) * MINUTE_MS);
    const lines = [line(piece.from, reachedAt, left, 'paid'), line(reachedAt, piece.to, 0, 'cap')];
    left = 0;
    return lines.filter((one) => one.from < one.to);
  });
}

interface Piece {
  from: number;
  to: number;
  frame: TimeFrame | undefined;
}

/** The stay on one day, cut where another time frame decides. */
function piecesOf(day: CivilDate, from: number, to: number, tariff: AreaTariff): Piece[] {
  const frames = framesOn(day, tariff).map((frame) => ({
    frame,
    from: momentAt(day, frame.fromMinute, tariff.timeZone),
    to: momentAt(day, frame.toMinute, tariff.timeZone),
  }));
  const cuts = [from, to, ...frames.flatMap((frame) => [frame.from, frame.to])]
    .filter((cut) => cut >= from && cut <= to)
    .sort((a, b) => a - b);
  const pieces: Piece[] = [];
  for (const [index, cut] of cuts.entries()) {
    const next = cuts[index + 1];
    if (next === undefined || next === cut) continue;
    const covering = frames.filter((frame) => frame.from <= cut && frame.to >= next).map(({ frame }) => frame);
    const frame = newest(covering, ({ fareId, fromMinute, toMinute }) =>
      JSON.stringify([fromMinute, toMinute, fareId]),
    );
    const last = pieces.at(-1);
    if (last?.frame === frame && last) last.to = next;
    else pieces.push({ from: cut, to: next, frame });
  }
  return pieces;
}

/** A holiday has the frames of special days, or else those of Sunday; special days count on no other date. */
function framesOn(day: CivilDate, tariff: AreaTariff): TimeFrame[] {
  const regulationId = regulationOn(day, tariff);
  const frames = tariff.frames.filter((frame) => frame.regulationId === regulationId && inForce(frame, day));
  if (!tariff.holidays.includes(day)) return frames.filter((frame) => frame.day === weekdayOf(day));
  const special = frames.filter((frame) => typeof frame.day === 'string');
  return special.length > 0 ? special : frames.filter((frame) => frame.day === 7);
}

function regulationOn(day: CivilDate, { links, regulations }: AreaTariff): string | undefined {
  const linked = links
    .filter((link) => inForce(link, day) && existsOn(day, regulations, link.regulationId))
    .map((link) => ({ ...link, base: regulations.find(({ id }) => id === link.regulationId)?.base ?? true }));
  const base = linked.filter((link) => link.base);
  return newest(base.length > 0 ? base : linked, ({ regulationId }) => regulationId)?.regulationId;
}

/** In force that day, as far as anything is known of it. */
function existsOn(day: CivilDate, rows: AreaTariff['fares'], id: string): boolean {
  const own = rows.filter((row) => row.id === id);
  return own.length === 0 || own.some((row) => inForce(row, day));
}

/** What so many started minutes of a frame cost; undefined where it is free. */
function costOf(frame: TimeFrame, day: CivilDate, tariff: AreaTariff): ((minutes: number) => Cents) | undefined {
  const { fareId } = frame;
  if (fareId === null || !existsOn(day, tariff.fares, fareId)) return undefined;
  const slices = slicesOf(tariff.parts.filter((part) => part.fareId === fareId && inForce(part, day)));
  return (minutes) => {
    let total = 0n;
    for (const { part, from, to } of slices) {
      const used = Math.min(minutes, to) - from;
      if (used > 0) total += BigInt(stepsIn(used, part)) * scaled(part.amount);
    }
    return Number((2n * total + CENT) / (2n * CENT));
  };
}

interface Slice {
  part: FarePart;
  from: number;
  to: number;
}

/** The elapsed time cut where another fare part decides. */
function slicesOf(parts: readonly FarePart[]): Slice[] {
  const endOf = ({ toMinute }: FarePart) => toMinute ?? Infinity;
  const cuts = [...new Set(parts.flatMap((part) => [part.fromMinute, endOf(part)]))].sort((a, b) => a - b);
  const slices: Slice[] = [];
  for (const [index, from] of cuts.entries()) {
    const to = cuts[index + 1];
    if (to === undefined) break;
    const covering = parts.filter((part) => part.fromMinute <= from && endOf(part) >= to);
    const part = newest(covering, ({ amount, stepMinutes }) => JSON.stringify([amount, stepMinutes]));
    const last = slices.at(-1);
    if (part && last?.part === part && last.to === from) last.to = to;
    else if (part) slices.push({ part, from, to });
  }
  return slices;
}

const stepsIn = (minutes: number, { stepMinutes }: FarePart): number =>
  stepMinutes > 0 ? Math.ceil(minutes / stepMinutes) : 1;

const DIGITS = 18;
const CENT = 10n ** BigInt(DIGITS - 2);

/** Exact: a tariff of a third of a cent per minute is not rounded before it is summed. */
function scaled(amount: string): bigint {
  const [whole = '0', decimals = ''] = amount.split('.');
  return BigInt(whole + decimals.slice(0, DIGITS).padEnd(DIGITS, '0'));
}

/** Costs never fall as minutes go by, so the first minute that reaches an amount is found by halving. */
function firstMinuteCosting(cents: Cents, minutes: number, cost: (minutes: number) => Cents): number {
  let [below, reached] = [0, minutes];
  if (cents === 0) return 0;
  while (reached - below > 1) {
    const middle = Math.floor((below + reached) / 2);
    if (cost(middle) >= cents) reached = middle;
    else below = middle;
  }
  return reached;
}

const startedMinutes = (from: number, to: number): number => Math.ceil((to - from) / MINUTE_MS);

const line = (from: number, to: number, cents: Cents, kind: PriceLine['kind']): PriceLine => ({
  from: instant(from),
  to: instant(to),
  minutes: startedMinutes(from, to),
  cents,
  kind,
});

/** Free time is one stretch, whatever midnights and frames lie in it. */
function joinFree(lines: readonly PriceLine[]): PriceLine[] {
  const joined: PriceLine[] = [];
  for (const next of lines) {
    const last = joined.at(-1);
    if (last && last.kind !== 'paid' && last.kind === next.kind)
      joined[joined.length - 1] = line(epoch(last.from), epoch(next.to), 0, next.kind);
    else joined.push(next);
  }
  return joined;
}

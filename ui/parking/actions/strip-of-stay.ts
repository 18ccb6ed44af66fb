import { epoch, type Instant, type Interval } from '../../../rules/values/moment.ts';
import type { StripKind, StripSegment } from '../../components/strip.tsx';

export interface Piece extends Interval {
  kind: 'paid' | 'free' | 'cap';
}

/** What a piece of a stay looks like on the strip. */
const DRAWN: Record<Piece['kind'], StripKind> = { paid: 'paid', free: 'free', cap: 'cut' };

/**
 * A stay as a strip, in milliseconds, so that its pieces add up exactly: paid solid, free hatched, beyond the day maximum cut off. Paid time that has gone by is tinted, so that
 * what is left stands out; `words` are written in the pieces that have room.
 */
export function segmentsOf(
  pieces: readonly Piece[],
  words: Readonly<Record<Piece['kind'], string>>,
  now?: Instant,
): StripSegment[] {
  const cutAt = now === undefined ? Number.NEGATIVE_INFINITY : epoch(now);
  return pieces.flatMap(({ from, to, kind }) => {
    const [start, end] = [epoch(from), epoch(to)];
    const gone = Math.min(Math.max(cutAt - start, 0), end - start);
    const left = end - start - gone;
    return [
      ...(gone > 0 ? [{ kind: kind === 'paid' ? ('past' as const) : DRAWN[kind], size: gone }] : []),
      ...(left > 0 ? [{ kind: DRAWN[kind], size: left, text: words[kind] }] : []),
    ];
  });
}

/** Moments to write under the strip: its ends, and of the changes in between those that have room. */
export function tickMoments(pieces: readonly Piece[], room = 0.17): Instant[] {
  const [first, last] = [pieces[0], pieces.at(-1)];
  if (!first || !last) return [];
  const [start, end] = [epoch(first.from), epoch(last.to)];
  const apart = room * (end - start);
  const chosen: Instant[] = [first.from];
  for (const { to } of pieces.slice(0, -1)) {
    const previous = epoch(chosen.at(-1)!);
    if (epoch(to) - previous >= apart && end - epoch(to) >= apart) chosen.push(to);
  }
  return [...chosen, last.to];
}

/**
 * A running stay in paid and free pieces, as the paid time of one day says; null when it reaches beyond that day.
 */
export function piecesOf(stay: Interval, paid: readonly Interval[], day: Interval): Piece[] | null {
  const known = epoch(stay.from) >= epoch(day.from) && epoch(stay.to) <= epoch(day.to);
  if (!known) return null;
  const inside = paid
    .map(({ from, to }) => ({
      from: epoch(from) < epoch(stay.from) ? stay.from : from,
      to: epoch(to) > epoch(stay.to) ? stay.to : to,
    }))
    .filter(({ from, to }) => epoch(from) < epoch(to));
  const pieces: Piece[] = [];
  let at = stay.from;
  for (const window of inside) {
    if (epoch(at) < epoch(window.from)) pieces.push({ from: at, to: window.from, kind: 'free' });
    pieces.push({ ...window, kind: 'paid' });
    at = window.to;
  }
  if (epoch(at) < epoch(stay.to)) pieces.push({ from: at, to: stay.to, kind: 'free' });
  return pieces;
}

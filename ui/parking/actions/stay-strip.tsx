import { epoch, MINUTE_MS, type Instant } from '../../../rules/values/moment.ts';
import { Strip, type StripTick } from '../../components/strip.tsx';
import { useFormat, useText } from '../../text/text.tsx';
import { dayAround } from './moment-words.ts';
import { segmentsOf, tickMoments, type Piece } from './strip-of-stay.ts';
import { useMoments } from './use-moments.ts';

interface StayStripProps {
  /** They tile the stay, in order. */
  pieces: readonly Piece[];
  timeZone: string;
  /** With the peg on it, and what has gone by tinted. */
  now?: Instant;
  thin?: boolean;
}

/** Longer than this a sentence about every piece says less than one about all of them. */
const MOST_TOLD = 6;

/** From when to when somebody parks, and which of it is paid for. */
export function StayStrip({ pieces, timeZone, now, thin = false }: StayStripProps) {
  const t = useText();
  const format = useFormat();
  const { until, stay, now: today } = useMoments(timeZone);
  const [first, last] = [pieces[0], pieces.at(-1)];
  if (!first || !last) return null;
  const whole = { from: first.from, to: last.to };
  const words = {
    paid: t('parking.actions.piece.paid'),
    free: t('parking.actions.piece.free'),
    cap: t('parking.actions.piece.cap'),
  };
  const told =
    pieces.length > MOST_TOLD
      ? [t('parking.actions.piece.many', { duration: format.durationInWords(paidMinutes(pieces)) })]
      : pieces.map(({ to, kind }) => t('parking.actions.piece.until', { until: until(to), kind: words[kind] }));
  const oneDay = epoch(whole.to) - epoch(whole.from) <= dayLength(today, timeZone);
  // A day that is over is 24 o'clock, and the next begins at 0.
  const clockTime = (moment: Instant, isEnd: boolean) => {
    const time = format.time(moment);
    return isEnd && time.startsWith('00') ? time.replace('00', '24') : time;
  };
  const ticks: StripTick[] = tickMoments(pieces).map((moment) => ({
    at: epoch(moment) - epoch(whole.from),
    text: oneDay ? clockTime(moment, moment === last.to) : format.shortDay(moment),
  }));
  const peg = now !== undefined && epoch(now) >= epoch(whole.from) && epoch(now) <= epoch(whole.to);
  return (
    <Strip
      thin={thin}
      label={[stay(whole), ...told, peg && t('parking.actions.nowIs', { time: format.timeInWords(now) })]
        .filter((sentence) => sentence !== false)
        .join('. ')}
      segments={segmentsOf(pieces, words, now)}
      now={peg ? epoch(now) - epoch(whole.from) : undefined}
      ticks={ticks}
    />
  );
}

const paidMinutes = (pieces: readonly Piece[]): number =>
  Math.round(
    pieces
      .filter(({ kind }) => kind === 'paid')
      .reduce((total, { from, to }) => total + (epoch(to) - epoch(from)) / MINUTE_MS, 0),
  );

function dayLength(now: Instant, timeZone: string): number {
  const { from, to } = dayAround(now, timeZone);
  return epoch(to) - epoch(from);
}

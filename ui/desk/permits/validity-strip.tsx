import type { PermitView } from '../../../api/permits/shapes.ts';
import { addMonths } from '../../../rules/values/civil-day.ts';
import { epoch, type Instant } from '../../../rules/values/moment.ts';
import { Strip, type StripSegment, type StripTick } from '../../components/strip.tsx';
import { useNow } from '../../data/clock.ts';
import { civilDayAt } from '../../../rules/values/format.ts';
import { useFormat, useText } from '../../text/text.tsx';

/** Ticks between the ends, where a permit is long enough to have room for them. */
const QUARTERS = [3, 6, 9];

/** From when to when a permit is valid, with today on it. */
export function ValidityStrip({ permit, thin = false }: { permit: PermitView; thin?: boolean }) {
  const t = useText();
  const format = useFormat();
  const now = useNow();
  const { validFrom, lastDay, phase } = permit;
  const from = civilDayAt(validFrom);
  const [start, end] = [epoch(validFrom), epoch(permit.validUntil)];
  const passed = Math.min(Math.max(epoch(now) - start, 0), end - start);
  const over = phase === 'ended' || phase === 'expired';
  const segments: StripSegment[] = [
    { kind: 'past', size: over ? end - start : passed },
    { kind: 'valid', size: over ? 0 : end - start - passed },
  ];
  const label = t(over ? 'permit.wasValid' : 'permit.validFromTo', { from: format.day(from), to: format.day(lastDay) });
  return (
    <Strip
      thin={thin}
      label={`${label} ${t('permit.today', { day: format.day(now) })}`}
      segments={segments.filter(({ size }) => size > 0)}
      now={phase === 'valid' ? passed : undefined}
      ticks={ticksOf(permit, thin, (day) => format.shortDay(day))}
    />
  );
}

function ticksOf(
  { validFrom, validUntil, lastDay }: PermitView,
  thin: boolean,
  write: (day: string) => string,
): StripTick[] {
  const from = civilDayAt(validFrom);
  const [start, end] = [epoch(validFrom), epoch(validUntil)];
  // A year has room for its quarters; a day has none.
  const between = thin || end - start < 300 * DAY_MS ? [] : QUARTERS.map((months) => addMonths(from, months));
  return [
    { at: 0, text: write(from) },
    ...between.map((day) => ({ at: epoch(noon(day)) - start, text: write(day) })),
    { at: end - start, text: write(lastDay) },
  ];
}

const DAY_MS = 86_400_000;
const noon = (day: string): Instant => `${day}T12:00:00.000Z`;

import { addDays, civilDateOf, startOfDay, type CivilDate } from '../../../rules/values/civil-day.ts';
import { DateField } from '../../components/date-field.tsx';
import { now } from '../../data/clock.ts';
import { useMunicipality } from '../../municipality-frame.tsx';
import { useText } from '../../text/text.tsx';

/** From the first day to the last one, both included; either may be left open. */
export interface Days {
  first: CivilDate | null;
  last: CivilDate | null;
}

/** The same as moments of the municipality's own clock. */
export function useMoments(): (days: Days) => { from?: string; before?: string } {
  const { timeZone } = useMunicipality();
  return ({ first, last }) => ({
    ...(first !== null && { from: startOfDay(first, timeZone) }),
    ...(last !== null && { before: startOfDay(addDays(last, 1), timeZone) }),
  });
}

export function Period({ days, onChange }: { days: Days; onChange: (days: Days) => void }) {
  const t = useText();
  const { timeZone } = useMunicipality();
  const today = civilDateOf(now(), timeZone);
  const field = (side: keyof Days) => (
    <DateField
      label={t(`audit.search.${side}`)}
      optional
      value={days[side]}
      onChange={(day) => onChange({ ...days, [side]: day })}
      today={today}
      first="2020-01-01"
      last={today}
    />
  );
  return (
    <>
      {field('first')}
      {field('last')}
    </>
  );
}

import { DateField } from '../../components/date-field.tsx';
import { TimeField } from '../../components/time-field.tsx';
import type { CivilDate } from '../../../rules/values/civil-day.ts';
import { useText } from '../../text/text.tsx';
import type { TypedMoment } from './typed-stay.ts';

interface MomentFieldProps {
  /** Which moment: said before “day” and “time” for who hears the fields one by one. */
  of: 'start' | 'end';
  value: TypedMoment;
  onChange: (value: TypedMoment) => void;
  today: CivilDate;
  first: CivilDate;
  last: CivilDate;
  error?: string | undefined;
}

/** A day and a time beside each other. */
export function MomentField({ of, value, onChange, today, first, last, error }: MomentFieldProps) {
  const t = useText();
  return (
    <div className="pw-moment">
      <DateField
        label={t(`parking.new.${of}.day`)}
        value={value.day}
        onChange={(day) => onChange({ ...value, day })}
        {...{ today, first, last }}
      />
      <TimeField
        label={t(`parking.new.${of}.time`)}
        value={value.time}
        onChange={(time) => onChange({ ...value, time })}
        error={error}
      />
    </div>
  );
}

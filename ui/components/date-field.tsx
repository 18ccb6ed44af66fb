import { useRef, useState, type FocusEvent } from 'react';
import type { CivilDate } from '../../rules/values/civil-day.ts';
import { useFormat, useText } from '../text/text.tsx';
import { Calendar } from './calendar.tsx';
import { IconButton } from './dialog.tsx';
import { Field, type FieldFace } from './field.tsx';
import { readDate } from './typed-date.ts';

interface DateFieldProps extends FieldFace {
  value: CivilDate | null;
  onChange: (date: CivilDate | null) => void;
  today: CivilDate;
  first: CivilDate;
  last: CivilDate;
  possible?: (date: CivilDate) => boolean;
}

/** A day to type or to pick: pressing the field opens the calendar, and typing goes on working. */
export function DateField({
  label,
  hint,
  error,
  optional,
  value,
  onChange,
  today,
  first,
  last,
  possible = () => true,
}: DateFieldProps) {
  const t = useText();
  const format = useFormat();
  const input = useRef<HTMLInputElement>(null);
  const [open, setOpen] = useState<'no' | 'beside' | 'focused'>('no');
  const [typed, setTyped] = useState<string | null>(null);
  const [left, setLeft] = useState(false);

  const example = format.day(today < first ? first : today > last ? last : today);
  const canChoose = (date: CivilDate) => date >= first && date <= last && possible(date);
  const read = typed === null ? undefined : readDate(typed, today);
  // A day set from elsewhere, such as by a suggestion, wins from what was typed before.
  const shown = value === null || read === value ? (typed ?? '') : format.day(value);

  const complaint = (): string | undefined => {
    if (!left || typed === null || typed.trim() === '') return undefined;
    if (read === undefined) return t('parts.date.unreadable', { example });
    return canChoose(read)
      ? undefined
      : t('parts.date.notAllowed', { first: format.day(first), last: format.day(last) });
  };

  const type = (text: string) => {
    setTyped(text);
    setLeft(false);
    const date = readDate(text, today);
    onChange(date !== undefined && canChoose(date) ? date : null);
  };

  const choose = (date: CivilDate) => {
    setTyped(null);
    onChange(date);
    close();
  };

  const close = () => {
    setOpen('no');
    input.current?.focus();
  };

  /** Leaving all of it, not going from the field to its calendar. */
  const leave = (event: FocusEvent) => {
    if (event.currentTarget.contains(event.relatedTarget)) return;
    setOpen('no');
    setLeft(true);
    if (value !== null) setTyped(null);
  };

  return (
    <div
      onBlur={leave}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || open === 'no') return;
        event.stopPropagation();
        close();
      }}
    >
      <Field {...{ label, optional }} hint={hint ?? t('parts.date.hint', { example })} error={error ?? complaint()}>
        {(aria) => (
          <div className="pw-date">
            <input
              {...aria}
              ref={input}
              className="pw-input"
              type="text"
              autoComplete="off"
              value={shown}
              onClick={() => setOpen((before) => (before === 'no' ? 'beside' : before))}
              onChange={(event) => type(event.target.value)}
            />
            <IconButton
              icon="calendar"
              label={open === 'no' ? t('parts.date.open') : t('parts.date.close')}
              onPress={() => (open === 'no' ? setOpen('focused') : close())}
            />
          </div>
        )}
      </Field>
      {open !== 'no' && (
        <div className="pw-date__calendar">
          <Calendar
            key={value ?? 'none'}
            chosen={value}
            onChoose={choose}
            {...{ today, first, last, possible }}
            focusAtOnce={open === 'focused'}
          />
        </div>
      )}
    </div>
  );
}

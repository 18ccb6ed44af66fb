import { useId, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { addDays, addMonths, weekdayOf, type CivilDate } from '../../rules/values/civil-day.ts';
import { useFormat, useText } from '../text/text.tsx';
import { classes } from './classes.ts';
import { Icon, type IconName } from './icon.tsx';
import './calendar.css';

interface CalendarProps {
  chosen: CivilDate | null;
  onChoose: (date: CivilDate) => void;
  today: CivilDate;
  /** The first and last day that can be chosen; outside them, and where `possible` says no, a day is light. */
  first: CivilDate;
  last: CivilDate;
  possible?: (date: CivilDate) => boolean;
  /** Opened by somebody's press: the day that can be chosen takes the focus. */
  focusAtOnce?: boolean;
}

/** A month of days. One stop for the Tab key; arrows go by day and week, Page Up and Down by month, with Shift by year. */
export function Calendar({
  chosen,
  onChoose,
  today,
  first,
  last,
  possible = () => true,
  focusAtOnce = false,
}: CalendarProps) {
  const t = useText();
  const format = useFormat();
  const title = useId();
  const grid = useRef<HTMLTableElement>(null);
  const [day, setDay] = useState<CivilDate>(within(chosen ?? today, first, last));
  const moved = useRef(focusAtOnce);
  const month = day.slice(0, 7);

  useLayoutEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    grid.current?.querySelector<HTMLElement>('button[tabindex="0"]')?.focus();
  }, [day]);

  const canChoose = (date: CivilDate) => date >= first && date <= last && possible(date);

  const onKeyDown = (event: KeyboardEvent) => {
    const next = nextDay(day, event.key, event.shiftKey);
    if (next === undefined) return;
    event.preventDefault();
    const target = within(next, first, last);
    moved.current = target !== day;
    setDay(target);
  };

  const turn = (months: number) => setDay(within(addMonths(day, months), first, last));

  return (
    <div className="pw-calendar">
      <div className="pw-calendar__head">
        <Turn
          icon="back"
          label={t('parts.date.previous')}
          onPress={() => turn(-1)}
          disabled={month <= first.slice(0, 7)}
        />
        <div className="pw-calendar__month" id={title} aria-live="polite">
          {format.month(day)}
        </div>
        <Turn icon="next" label={t('parts.date.next')} onPress={() => turn(1)} disabled={month >= last.slice(0, 7)} />
      </div>
      <table ref={grid} role="grid" aria-labelledby={title} onKeyDown={onKeyDown}>
        <thead>
          <tr>
            {weekOf(day).map((date) => (
              <th key={weekdayOf(date)} scope="col" abbr={format.weekdayName(date)}>
                {format.weekdayName(date).slice(0, 2)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month).map((week) => (
            <tr key={week[0]}>
              {week.map((date) => (
                <td key={date} role="gridcell" aria-selected={date === chosen}>
                  {date.startsWith(month) && (
                    <button
                      type="button"
                      tabIndex={date === day ? 0 : -1}
                      className={classes('pw-calendar__day', date === today && 'pw-calendar__day--today')}
                      aria-disabled={!canChoose(date)}
                      aria-current={date === today ? 'date' : undefined}
                      onFocus={() => setDay(date)}
                      onClick={() => canChoose(date) && onChoose(date)}
                    >
                      <span aria-hidden="true">{Number(date.slice(8))}</span>
                      <span className="pw-said">
                        {[
                          `${format.weekdayName(date)} ${format.day(date)}`,
                          date === today && t('parts.date.today'),
                          date === chosen && t('parts.date.chosen'),
                          !canChoose(date) && t('parts.date.impossible'),
                        ]
                          .filter(Boolean)
                          .join(', ')}
                      </span>
                    </button>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface TurnProps {
  icon: IconName;
  label: string;
  onPress: () => void;
  disabled: boolean;
}

/** Stays where it is when there is no further month: a button that disappears would take the focus along. */
function Turn({ icon, label, onPress, disabled }: TurnProps) {
  return (
    <button type="button" className="pw-calendar__turn" aria-disabled={disabled} onClick={() => !disabled && onPress()}>
      <Icon name={icon} />
      <span className="pw-said">{label}</span>
    </button>
  );
}

function nextDay(day: CivilDate, key: string, shift: boolean): CivilDate | undefined {
  switch (key) {
    case 'ArrowLeft':
      return addDays(day, -1);
    case 'ArrowRight':
      return addDays(day, 1);
    case 'ArrowUp':
      return addDays(day, -7);
    case 'ArrowDown':
      return addDays(day, 7);
    case 'Home':
      return addDays(day, 1 - weekdayOf(day));
    case 'End':
      return addDays(day, 7 - weekdayOf(day));
    case 'PageUp':
      return addMonths(day, shift ? -12 : -1);
    case 'PageDown':
      return addMonths(day, shift ? 12 : 1);
    default:
      return undefined;
  }
}

function within(date: CivilDate, first: CivilDate, last: CivilDate): CivilDate {
  if (date < first) return first;
  return date > last ? last : date;
}

/** Monday to Sunday. */
function weekOf(date: CivilDate): CivilDate[] {
  const monday = addDays(date, 1 - weekdayOf(date));
  return Array.from({ length: 7 }, (_, index) => addDays(monday, index));
}

function weeksOf(month: string): CivilDate[][] {
  const weeks: CivilDate[][] = [];
  for (
    let week = weekOf(`${month}-01`);
    week[0] !== undefined && week[0].slice(0, 7) <= month;
    week = weekOf(addDays(week[0], 7))
  ) {
    weeks.push(week);
  }
  return weeks;
}

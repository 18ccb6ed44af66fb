import { useId, useState } from 'react';
import { addDays, civilDateOf, daysBetween, type CivilDate, type TimeZone } from '../../../rules/values/civil-day.ts';
import { DateField } from '../../components/date-field.tsx';
import { Details } from '../../components/disclosure.tsx';
import { Select } from '../../components/text-input.tsx';
import { useNow } from '../../data/clock.ts';
import { useFormat, useText } from '../../text/text.tsx';
import { monthsUpTo, statementPath, type Span } from '../data/statements.ts';

/** A year and the month that goes on. */
const MONTHS = 13;
/** What a page to read holds; a spreadsheet takes whatever there is. */
const MOST_DAYS_TO_READ = 92;
const YEARS_BACK = 3_660;

interface StatementProps {
  permitId: string;
  timeZone: TimeZone;
  /** Of the product, where a page has more than one. */
  name?: string;
}

/** The statement of a month to read, and the sessions of any days for an expense claim (PEERS-019). */
export function Statement({ permitId, timeZone, name }: StatementProps) {
  const t = useText();
  const id = useId();
  const format = useFormat();
  const today = civilDateOf(useNow(), timeZone);
  const months = monthsUpTo(today, MONTHS);
  const [month, setMonth] = useState(months[0]!.from);
  const [days, setDays] = useState<{ from: CivilDate | null; until: CivilDate | null }>({ from: null, until: null });
  const chosen = months.find(({ from }) => from === month) ?? months[0]!;
  return (
    <section className="pw-stack pw-measure" aria-labelledby={id}>
      <h2 id={id}>
        {t('statement.heading')}
        {name !== undefined && `: ${name}`}
      </h2>
      <p>{t('statement.lead')}</p>
      <Select
        label={t('statement.month')}
        value={month}
        options={months.map(({ from }) => ({ value: from, text: format.month(from) }))}
        onChange={setMonth}
      />
      <Files permitId={permitId} span={chosen} />
      <Details summary={t('statement.other')}>
        <div className="pw-stack">
          {(['from', 'until'] as const).map((edge) => (
            <DateField
              key={edge}
              label={t(`statement.${edge}`)}
              value={days[edge]}
              onChange={(day) => setDays({ ...days, [edge]: day })}
              today={today}
              first={addDays(today, -YEARS_BACK)}
              last={today}
            />
          ))}
          {days.from !== null && days.until !== null && days.from <= days.until && (
            <Files permitId={permitId} span={{ from: days.from, until: days.until }} />
          )}
        </div>
      </Details>
    </section>
  );
}

function Files({ permitId, span }: { permitId: string; span: Span }) {
  const t = useText();
  const format = useFormat();
  const readable = daysBetween(span.from, span.until) <= MOST_DAYS_TO_READ;
  const about = t('statement.fromUntil', { from: format.day(span.from), until: format.day(span.until) });
  return (
    <ul className="pw-stack pw-stack--tight" role="list">
      {(readable ? (['pdf', 'csv', 'xlsx'] as const) : (['csv', 'xlsx'] as const)).map((form) => (
        <li key={form}>
          <a className="pw-alone" href={statementPath(permitId, span, form)} download>
            {t(`statement.${form}`)}
            <span className="pw-said">, {about}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}

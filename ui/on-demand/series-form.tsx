import { useState } from 'react';
import type { ParkingPermit } from '../../api/parking/shapes.ts';
import type { SeriesPreview } from '../../api/on-demand/shapes.ts';
import { addDays, civilDateOf, type CivilDate } from '../../rules/values/civil-day.ts';
import { isPlate, readPlate } from '../../rules/values/plate.ts';
import { Button, Buttons } from '../components/button.tsx';
import { Checkboxes, Radios } from '../components/choice.tsx';
import { DateField } from '../components/date-field.tsx';
import { Money } from '../components/figures.tsx';
import { Fact, Note } from '../components/note.tsx';
import { Table } from '../components/table.tsx';
import { TimeField } from '../components/time-field.tsx';
import { useNow } from '../data/clock.ts';
import { useAct } from '../data/use-act.ts';
import { ProblemNote } from '../desk/shown.tsx';
import { PlateField } from '../parking/actions/plate-field.tsx';
import type { TypedStay } from '../parking/actions/typed-stay.ts';
import { useFormat, useSentenceNamed, useText } from '../text/text.tsx';
import { bookSeries, previewSeries, type BookedSeries, type SeriesWish } from './data.ts';

interface SeriesFormProps {
  permit: ParkingPermit;
  typed: TypedStay;
  onChange: (typed: TypedStay) => void;
  onBooked: (booked: BookedSeries) => void;
}

interface TypedSeries {
  days: string[];
  from: CivilDate | null;
  until: CivilDate | null;
  starts: string | null;
  ends: string | null;
}

/** The same stay every week: shown date by date, with holidays and what cannot be, before anything is booked (POM-025, BEYOND-036). */
export function SeriesForm({ permit, typed, onChange, onBooked }: SeriesFormProps) {
  const t = useText();
  const format = useFormat();
  const now = useNow();
  const [series, setSeries] = useState<TypedSeries>({ days: [], from: null, until: null, starts: null, ends: null });
  const [tried, setTried] = useState(false);
  const looking = useAct(previewSeries);
  const booking = useAct(bookSeries);
  const today = civilDateOf(now, permit.timeZone);
  const last = addDays(today, permit.horizonDays);
  const wish = wishOf(permit, typed, series);
  const change = (more: Partial<TypedSeries>) => {
    setSeries({ ...series, ...more });
    looking.reset();
    booking.reset();
  };
  const look = () => {
    setTried(true);
    if (wish) void looking.perform(wish);
  };
  const book = async (only: 'all' | 'possible') => {
    if (!wish) return;
    const answer = await booking.perform({ ...wish, only });
    if (answer?.ok) onBooked(answer.value);
  };
  const preview = looking.act.state === 'done' ? looking.act.value : null;
  return (
    <form
      className="pw-stack pw-stack--wide"
      noValidate
      aria-label={t('onDemand.series.weekly')}
      onSubmit={(event) => {
        event.preventDefault();
        look();
      }}
    >
      <PlateField
        permit={permit}
        value={typed.plate}
        onChange={(plate) => {
          onChange({ ...typed, plate });
          looking.reset();
        }}
        error={undefined}
      />
      {permit.locations.length > 0 && (
        <Radios
          label={t('parking.new.location')}
          options={permit.locations.map(({ id, name }) => ({ value: id, title: name }))}
          chosen={typed.areaId}
          onChoose={(areaId) => {
            onChange({ ...typed, areaId });
            looking.reset();
          }}
        />
      )}
      <Checkboxes
        label={t('onDemand.series.days')}
        options={WEEK.map((monday, at) => ({ value: String(at + 1), title: format.weekdayName(monday) }))}
        chosen={series.days}
        onChoose={(days) => change({ days })}
      />
      <div className="pw-row">
        <DateField label={t('onDemand.series.from')} value={series.from} onChange={(from) => change({ from })} today={today} first={today} last={last} />
        <DateField label={t('onDemand.series.until')} value={series.until} onChange={(until) => change({ until })} today={today} first={series.from ?? today} last={last} />
      </div>
      <div className="pw-row">
        <TimeField label={t('onDemand.series.starts')} value={series.starts} onChange={(starts) => change({ starts })} />
        <TimeField label={t('onDemand.series.ends')} value={series.ends} onChange={(ends) => change({ ends })} />
      </div>
      {tried && !wish && <Note kind="wait" title={t('onDemand.series.incomplete')} urgent />}
      {looking.act.state === 'failed' && <ProblemNote problem={looking.act.problem} />}
      {booking.act.state === 'failed' && <ProblemNote problem={booking.act.problem} />}
      {preview ? (
        <Preview preview={preview} busy={booking.act.state === 'busy'} onBook={(only) => void book(only)} />
      ) : (
        <div>
          <Button type="submit" look="primary" busy={looking.act.state === 'busy'}>
            {t('onDemand.series.look')}
          </Button>
        </div>
      )}
    </form>
  );
} // prettier-ignore

/** A week from a Monday on, for the names of its days. */
const WEEK = Array.from({ length: 7 }, (_, at) => addDays('2026-01-05', at));

function wishOf(permit: ParkingPermit, { plate, areaId }: TypedStay, { days, from, until, starts, ends }: TypedSeries): SeriesWish | null {
  const read = readPlate(plate.text, plate.country);
  if (!isPlate(read) || days.length === 0 || from === null || until === null || starts === null || ends === null) return null;
  if (permit.locations.length > 0 && areaId === null) return null;
  const weekdays = days.map(Number);
  const place = areaId === null ? {} : { areaId };
  return { permitId: permit.id, plate: read.display, country: plate.country, weekdays, from, until, startsAt: starts, endsAt: ends, ...place };
} // prettier-ignore

interface PreviewProps {
  preview: SeriesPreview;
  busy: boolean;
  onBook: (only: 'all' | 'possible') => void;
}

function Preview({ preview: { items, cents, possible }, busy, onBook }: PreviewProps) {
  const t = useText();
  const format = useFormat();
  const sentence = useSentenceNamed();
  return (
    <section className="pw-stack" aria-labelledby="series-preview">
      <h2 id="series-preview">{t('onDemand.series.preview')}</h2>
      <Table
        caption={t('onDemand.series.preview')}
        rows={items}
        rowKey={({ date }) => date}
        columns={[
          {
            title: t('onDemand.series.date'),
            head: true,
            cell: ({ date, holiday }) => `${format.day(date)}${holiday ? ` (${t('onDemand.series.holiday')})` : ''}`,
          },
          {
            title: t('onDemand.series.what'),
            cell: ({ ground }) =>
              ground === null ? (
                <Fact>{t('onDemand.series.yes')}</Fact>
              ) : (
                <Fact kind="bad">{short(sentence(`refusal.${ground}`) ?? ground)}</Fact>
              ),
          },
          { title: t('onDemand.series.price'), end: true, cell: (row) => <Money cents={row.cents} /> },
        ]}
      />
      <p role="status">{t('onDemand.series.total', { possible, all: items.length, price: format.money(cents) })}</p>
      <Buttons wide>
        {possible === items.length && (
          <Button look="primary" busy={busy} onClick={() => onBook('all')}>
            {t('onDemand.series.bookAll', { count: possible })}
          </Button>
        )}
        {possible > 0 && possible < items.length && (
          <Button look="primary" busy={busy} onClick={() => onBook('possible')}>
            {t('onDemand.series.bookPossible', { count: possible })}
          </Button>
        )}
      </Buttons>
    </section>
  );
}

/** The numbers of a refusal belong to its own date and are not told in a list: only the sentences that need none. */
const short = (sentence: string): string => {
  const whole = sentence.split(/(?<=\.)\s/).filter((part) => !part.includes('{'));
  return whole.length > 0 ? whole.join(' ') : sentence.replaceAll(/\s*\{\w+\}/g, ' …');
};

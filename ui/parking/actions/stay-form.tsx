import { civilDateOf, endOfDay, type CivilDate } from '../../../rules/values/civil-day.ts';
import { epoch, type Instant } from '../../../rules/values/moment.ts';
import type { ParkingPermit } from '../../../api/parking/shapes.ts';
import { Chip, Radios } from '../../components/choice.tsx';
import { Select } from '../../components/text-input.tsx';
import { useFormat, useText } from '../../text/text.tsx';
import { BorderHelper } from './border-helper.tsx';
import { daysAhead } from './moment-words.ts';
import { MomentField } from './moment-field.tsx';
import { PlateField } from './plate-field.tsx';
import {
  lastEndDay,
  momentAfter,
  momentOf,
  typedMoment,
  type Lacking,
  type TypedMoment,
  type TypedStay,
} from './typed-stay.ts';

interface StayFormProps {
  permit: ParkingPermit;
  typed: TypedStay;
  onChange: (typed: TypedStay) => void;
  /** What was missing when somebody confirmed; each has its sentence. */
  errors: Partial<Record<keyof Lacking, string>>;
  now: Instant;
}

/** Whose car, where, from when and until when (2PARK-051). */
export function StayForm({ permit, typed, onChange, errors, now }: StayFormProps) {
  const t = useText();
  const format = useFormat();
  const { timeZone, locations, horizonDays, may } = permit;
  const today = civilDateOf(now, timeZone);
  const starts = daysAhead(now, timeZone, horizonDays);
  const begin = typed.begins === 'later' ? (momentOf(typed.start, timeZone) ?? now) : now;
  const firstDay = civilDateOf(begin, timeZone);
  const set = (more: Partial<TypedStay>) => onChange({ ...typed, ...more });
  const mayPlan = may.includes('plan');

  return (
    <>
      <PlateField permit={permit} value={typed.plate} onChange={(plate) => set({ plate })} error={errors.plate} />
      {locations.length > 0 && (
        <div id="field-location">
          <Radios
            label={t('parking.new.location')}
            options={locations.map(({ id, name }) => ({ value: id, title: name }))}
            chosen={typed.areaId}
            onChoose={(areaId) => set({ areaId })}
            error={errors.location}
          />
        </div>
      )}
      <BorderHelper key={typed.areaId} municipality={permit.municipality.id} areaId={typed.areaId ?? permit.areaId} />
      <div className="pw-stack" id="field-start">
        <Select
          label={t('parking.new.start.label')}
          value={typed.begins}
          onChange={(begins) => set(startChosen(begins, typed, today))}
          options={[
            { value: 'now', text: t('parking.new.start.now', { time: format.time(now) }) },
            ...(mayPlan ? [{ value: 'later', text: t('parking.new.start.later') }] : []),
          ]}
        />
        {typed.begins === 'later' && (
          <MomentField
            of="start"
            value={typed.start}
            onChange={(start) => set({ start, end: notBefore(start.day, typed.end) })}
            today={today}
            {...starts}
            error={errors.start}
          />
        )}
      </div>
      <div className="pw-stack" id="field-end">
        <Select
          label={t('parking.new.end.label')}
          value={typed.ends}
          onChange={(ends) => set(endChosen(ends, typed, begin, timeZone))}
          options={[
            ...(permit.endOfDay
              ? [
                  {
                    value: 'end-of-day',
                    text: t('parking.new.end.dayOption', { day: format.dayInWords(firstDay, today) }),
                  },
                ]
              : []),
            { value: 'at', text: t('parking.new.end.at') },
            ...(permit.openEnd ? [{ value: 'open', text: t('parking.new.end.open') }] : []),
          ]}
        />
        {typed.ends === 'at' && (
          <MomentField
            of="end"
            value={typed.end}
            onChange={(end) => set({ end })}
            today={today}
            first={firstDay}
            last={lastEndDay(firstDay, permit)}
            error={errors.end}
          />
        )}
        <QuickEnds permit={permit} begin={begin} typed={typed} onChoose={(end) => set({ ends: 'at', end })} />
        {typed.ends === 'open' && (
          <p className="pw-small pw-muted">{t(`parking.new.end.openMeans.${openWords(permit)}`)}</p>
        )}
      </div>
    </>
  );
}

const openWords = ({ kind }: ParkingPermit) => (kind === 'temporary-plate' ? 'temporary-plate' : 'other');

/** A later start begins as one of today, of which only the time is missing. */
function startChosen(chosen: string, { start }: TypedStay, today: CivilDate): Partial<TypedStay> {
  return chosen === 'later' ? { begins: 'later', start: { ...start, day: start.day ?? today } } : { begins: 'now' };
}

/** A start on a later day takes an end along that would lie before it. */
const notBefore = (day: CivilDate | null, end: TypedMoment): TypedMoment =>
  day !== null && end.day !== null && end.day < day ? { ...end, day } : end;

/** An end of one's own begins as an hour, which is easier to change than nothing. */
function endChosen(chosen: string, { end }: TypedStay, begin: Instant, timeZone: string): Partial<TypedStay> {
  if (chosen === 'open' || chosen === 'end-of-day') return { ends: chosen };
  return { ends: 'at', end: end.time === null ? momentAfter(begin, 60, timeZone) : end };
}

interface QuickEndsProps {
  permit: ParkingPermit;
  begin: Instant;
  typed: TypedStay;
  onChoose: (end: TypedMoment) => void;
}

/** Ends that most people want: an hour, two, or the end of the paid time of today. */
function QuickEnds({ permit: { kind, now: paidNow, timeZone }, begin, typed, onChoose }: QuickEndsProps) {
  const t = useText();
  const format = useFormat();
  // A car that is lent for days is not asked about in hours.
  if (kind === 'temporary-plate') return null;
  const midnight = endOfDay(civilDateOf(begin, timeZone), timeZone);
  const endOfPaid = paidNow?.today.at(-1)?.to;
  const quick = [
    ...[1, 2].map((count) => ({
      name: t('parking.actions.extend.hours', { count }),
      end: momentAfter(begin, count * 60, timeZone),
    })),
    ...(endOfPaid !== undefined && epoch(endOfPaid) > epoch(begin) && epoch(endOfPaid) < epoch(midnight)
      ? [{ name: t('parking.new.end.paid', { time: format.time(endOfPaid) }), end: typedMoment(endOfPaid, timeZone) }]
      : []),
  ];
  const isChosen = (end: TypedMoment) =>
    typed.ends === 'at' && typed.end.day === end.day && typed.end.time === end.time;
  return (
    <div className="pw-row pw-row--tight" role="group" aria-label={t('parking.new.end.quick')}>
      {quick.map(({ name, end }) => (
        <Chip key={name} chosen={isChosen(end)} onPress={() => onChoose(end)}>
          {name}
        </Chip>
      ))}
    </div>
  );
}

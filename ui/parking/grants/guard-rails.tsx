import { civilDateOf, addDays, addMonths, type CivilDate } from '../../../rules/values/civil-day.ts';
import { epoch, instant } from '../../../rules/values/moment.ts';
import { Button } from '../../components/button.tsx';
import { Checkboxes } from '../../components/choice.tsx';
import { DateField } from '../../components/date-field.tsx';
import { Details } from '../../components/disclosure.tsx';
import { Badge } from '../../components/note.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { TimeField } from '../../components/time-field.tsx';
import { useNow } from '../../data/clock.ts';
import { useAct } from '../../data/use-act.ts';
import { ProblemNote } from '../../desk/shown.tsx';
import { useFormat, useText } from '../../text/text.tsx';
import { pauseGrant, type Grant, type NewGrant } from '../data/grants.ts';
import { usePermit } from '../parking.ts';

/** What else a grant is bound to, as it is typed (BEYOND-042). */
export interface TypedRails {
  days: string[];
  from: string | null;
  until: string | null;
  weekly: string;
  tell: boolean;
  lastDay: CivilDate | null;
}

export const NO_RAILS: TypedRails = { days: [], from: null, until: null, weekly: '', tell: false, lastDay: null };

type RailErrors = Partial<Record<'hours' | 'weekly', true>>;

/** What is wrong with it, or what is sent. No day chosen is every day. */
export function readRails(typed: TypedRails): { errors: RailErrors; body: Partial<NewGrant> } {
  const { days, from, until, weekly, tell, lastDay } = typed;
  // Midnight as an end is that of the day itself.
  const end = until === '00:00' ? '24:00' : until;
  const some = from !== null || end !== null;
  const hours = from !== null && end !== null && from < end ? { from, until: end } : null;
  const most = weekly.trim() === '' ? null : Number(weekly.trim());
  const fits = most === null || (Number.isInteger(most) && most >= 1 && most <= 100);
  return {
    errors: { ...(some && !hours && { hours: true as const }), ...(!fits && { weekly: true as const }) },
    body: {
      ...(days.length > 0 && days.length < 7 && { days: days.map(Number) }),
      ...(hours && { hours }),
      ...(most !== null && { weeklyStarts: most }),
      ...(tell && { tellStarts: true }),
      ...(lastDay !== null && { lastDay }),
    },
  };
}

const DAYS = [1, 2, 3, 4, 5, 6, 7];

export function RailFields({
  value,
  onChange,
  errors,
}: {
  value: TypedRails;
  onChange: (value: TypedRails) => void;
  errors: RailErrors;
}) {
  const t = useText();
  const format = useFormat();
  const { timeZone } = usePermit();
  const today = civilDateOf(useNow(), timeZone);
  return (
    <Details summary={t('parking.grants.rails.title')}>
      <div className="pw-stack">
        <Checkboxes
          label={t('parking.grants.rails.days')}
          hint={t('parking.grants.rails.daysHint')}
          options={DAYS.map((day) => ({ value: String(day), title: format.isoWeekday(day) }))}
          chosen={value.days}
          onChoose={(days) => onChange({ ...value, days })}
        />
        <div className="pw-moment">
          <TimeField
            label={t('parking.grants.rails.from')}
            optional
            value={value.from}
            onChange={(from) => onChange({ ...value, from })}
          />
          <TimeField
            label={t('parking.grants.rails.until')}
            optional
            error={errors.hours ? t('parking.grants.rails.hoursWrong') : undefined}
            value={value.until}
            onChange={(until) => onChange({ ...value, until })}
          />
        </div>
        <TextInput
          label={t('parking.grants.rails.weekly')}
          optional
          short
          inputMode="numeric"
          autoComplete="off"
          error={errors.weekly ? t('parking.grants.rails.weeklyWrong') : undefined}
          value={value.weekly}
          onChange={(weekly) => onChange({ ...value, weekly })}
        />
        <DateField
          label={t('parking.grants.rails.lastDay')}
          hint={t('parking.grants.rails.lastDayHint')}
          optional
          value={value.lastDay}
          onChange={(lastDay) => onChange({ ...value, lastDay })}
          today={today}
          first={today}
          last={addDays(addMonths(today, 60), -1)}
        />
        <Checkboxes
          label={t('parking.grants.rails.notice')}
          options={[{ value: 'tell', title: t('parking.grants.rails.tell') }]}
          chosen={value.tell ? ['tell'] : []}
          onChoose={(chosen) => onChange({ ...value, tell: chosen.length > 0 })}
        />
      </div>
    </Details>
  );
}

/** What a grant is bound to, in words, and the switch that pauses it. */
export function RailsOf({ grant, onChanged }: { grant: Grant; onChanged: () => Promise<void> }) {
  const t = useText();
  const format = useFormat();
  const { id: permitId, timeZone } = usePermit();
  const { act, perform } = useAct(pauseGrant);
  const { id, email, days, hours, weeklyStarts, tellStarts, paused, endsAt } = grant;
  const change = async () => {
    const answer = await perform({ permitId, id, paused: !paused });
    if (answer?.ok) await onChanged();
  };
  return (
    <>
      {paused && <Badge kind="off">{t('parking.grants.rails.paused')}</Badge>}
      {days && <p>{t('parking.grants.rails.onDays', { days: format.isoWeekdays(days) })}</p>}
      {hours && (
        <p>
          {t('parking.grants.rails.inHours', {
            from: format.wallClock(hours.from),
            until: format.wallClock(hours.until),
          })}
        </p>
      )}
      {weeklyStarts !== null && <p>{t('parking.grants.rails.mostStarts', { count: weeklyStarts })}</p>}
      {tellStarts && <p>{t('parking.grants.rails.told')}</p>}
      {endsAt !== null && (
        <p>
          {t('parking.grants.rails.lastly', { day: format.day(civilDateOf(instant(epoch(endsAt) - 1), timeZone)) })}
        </p>
      )}
      {act.state === 'failed' && <ProblemNote problem={act.problem} />}
      <p>
        <Button about={email} busy={act.state === 'busy'} onClick={() => void change()}>
          {t(paused ? 'parking.grants.rails.resume' : 'parking.grants.rails.pause')}
        </Button>
      </p>
    </>
  );
}

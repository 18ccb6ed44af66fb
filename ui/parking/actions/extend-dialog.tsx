import { useCallback, useState } from 'react';
import { civilDateOf, endOfDay } from '../../../rules/values/civil-day.ts';
import { epoch, type Instant } from '../../../rules/values/moment.ts';
import type { ParkingPermit } from '../../../api/parking/shapes.ts';
import { Button, Buttons } from '../../components/button.tsx';
import { Chip } from '../../components/choice.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Loading } from '../../components/states.tsx';
import { useAct } from '../../data/use-act.ts';
import type { Problem } from '../../data/problem.ts';
import { ProblemNote } from '../../desk/shown.tsx';
import { useText } from '../../text/text.tsx';
import { extendAction, quoteExtension } from '../data/actions.ts';
import type { ActDialogProps } from './action-acts.tsx';
import { useAmounts } from './amounts.ts';
import { MomentField } from './moment-field.tsx';
import { StayStrip } from './stay-strip.tsx';
import { lastEndDay, momentAfter, momentOf, type TypedMoment } from './typed-stay.ts';
import { useMoments } from './use-moments.ts';
import { useQuoting } from './use-quoting.ts';
import { WhyNot } from './why-not.tsx';

/** A later end: what it costs beyond what is set aside already, then yes or no (2PARK-061). */
export function ExtendDialog({ action, permit, done, close }: ActDialogProps & { permit: ParkingPermit }) {
  const t = useText();
  const amounts = useAmounts();
  const { timeZone } = permit;
  const { now, until } = useMoments(timeZone);
  const first = civilDateOf(action.endsAt, timeZone);
  const last = lastEndDay(first, permit);
  const endOfThisDay: TypedMoment = { day: first, time: END_OF_DAY };
  const quick = [60, 120]
    .map((minutes) => ({
      name: t('parking.actions.extend.hours', { count: minutes / 60 }),
      moment: momentAfter(action.endsAt, minutes, timeZone),
    }))
    .filter(({ moment: { day } }) => day !== null && day <= last);
  const [typed, setTyped] = useState<TypedMoment>(quick[0]?.moment ?? endOfThisDay);
  const endsAt = endOf(typed, timeZone);
  const { quoting } = useQuoting(
    endsAt,
    useCallback((end: Instant, signal: AbortSignal) => quoteExtension(action.id, end, signal), [action.id]),
  );
  const { act, perform } = useAct(extendAction);
  const today = civilDateOf(now, timeZone);

  const extend = async (to: Instant) => {
    const answer = await perform({ id: action.id, endsAt: to });
    if (answer?.ok) done(t('parking.actions.extend.done', { until: until(to) }));
  };

  const midnight = endOfDay(first, timeZone);
  const offersMidnight = permit.endOfDay && epoch(action.endsAt) < epoch(midnight);
  const same = (a: TypedMoment, b: TypedMoment) => a.day === b.day && a.time === b.time;

  return (
    <Dialog title={t('parking.actions.extend.title', { plate: action.plate?.display ?? '' })} onClose={close}>
      <p>{t('parking.actions.extend.present', { until: until(action.endsAt) })}</p>
      <div className="pw-row pw-row--tight">
        {quick.map(({ name, moment }) => (
          <Chip key={name} chosen={same(typed, moment)} onPress={() => setTyped(moment)}>
            {name}
          </Chip>
        ))}
        {offersMidnight && (
          <Chip chosen={same(typed, endOfThisDay)} onPress={() => setTyped(endOfThisDay)}>
            {t('parking.new.end.endOfDay')}
          </Chip>
        )}
      </div>
      <MomentField
        of="end"
        value={typed.time === END_OF_DAY ? { ...typed, time: null } : typed}
        onChange={setTyped}
        {...{ today, first }}
        last={last}
      />
      {quoting.state === 'asking' && <Loading>{t('parking.new.asking')}</Loading>}
      {quoting.state === 'quoted' && (
        <>
          <StayStrip pieces={quoting.quote.lines} timeZone={timeZone} now={now} />
          <Buttons wide>
            <Button look="primary" busy={act.state === 'busy'} onClick={() => void extend(quoting.quote.endsAt)}>
              {t('parking.actions.extend.yes', {
                until: until(quoting.quote.endsAt),
                price: amounts(quoting.quote.holds) ?? t('parking.actions.nothing'),
              })}
            </Button>
            <Button onClick={close}>{t('common.cancel')}</Button>
          </Buttons>
        </>
      )}
      {quoting.state === 'failed' && <Refused problem={quoting.problem} {...{ timeZone, setTyped }} />}
      {act.state === 'failed' && <Refused problem={act.problem} {...{ timeZone, setTyped }} />}
    </Dialog>
  );
}

/** The end of the day is no time on a clock: it is 24:00, and nobody writes that. */
const END_OF_DAY = '24:00';

function endOf(typed: TypedMoment, timeZone: string): Instant | null {
  if (typed.time === END_OF_DAY) return typed.day === null ? null : endOfDay(typed.day, timeZone);
  return momentOf(typed, timeZone);
}

function Refused({
  problem,
  timeZone,
  setTyped,
}: {
  problem: Problem;
  timeZone: string;
  setTyped: (moment: TypedMoment) => void;
}) {
  const t = useText();
  const { until } = useMoments(timeZone);
  const end = proposedEnd(problem);
  return (
    <>
      <ProblemNote problem={problem}>
        <p>{t('parking.actions.extend.nothingChanged')}</p>
        {end !== null && (
          <Button look="primary" onClick={() => setTyped(momentAfter(end, 0, timeZone))}>
            {t('parking.new.proposal.until', { until: until(end) })}
          </Button>
        )}
      </ProblemNote>
      <WhyNot problem={problem} />
    </>
  );
}

function proposedEnd({ proposal }: Problem): Instant | null {
  const known = typeof proposal === 'object' && proposal !== null && 'endsAt' in proposal;
  return known && typeof proposal.endsAt === 'string' ? proposal.endsAt : null;
}

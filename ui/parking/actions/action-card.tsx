import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { epoch, MINUTE_MS } from '../../../rules/values/moment.ts';
import type { ActionView, ParkingPermit } from '../../../api/parking/shapes.ts';
import { Countdown } from '../../components/figures.tsx';
import { Note } from '../../components/note.tsx';
import { ErasedPlate, Plate } from '../../components/plate.tsx';
import { Strip } from '../../components/strip.tsx';
import { VisibleSince } from '../../desk/permits/visible-since.tsx';
import { useFormat, useText } from '../../text/text.tsx';
import { ActionActs } from './action-acts.tsx';
import { useAmounts } from './amounts.ts';
import { dayAround } from './moment-words.ts';
import { StayStrip } from './stay-strip.tsx';
import { piecesOf } from './strip-of-stay.ts';
import { useMoments } from './use-moments.ts';
import './actions.css';

interface CardProps {
  action: ActionView;
  permit: ParkingPermit;
  /** Something was done, told in a sentence. */
  onDone: (told: string) => void;
}

const NEARLY_OVER_MINUTES = 15;
const LONG_MINUTES = 48 * 60;

/** What runs now: whose car, how long still, what is set aside, since when officers see it, and what may be done about it. */
export function RunningCard({ action, permit, onDone }: CardProps) {
  const t = useText();
  const { now, until } = useMoments(permit.timeZone);
  const { endsAt, openEnd, may } = action;
  const minutes = Math.floor((epoch(endsAt) - epoch(now)) / MINUTE_MS);
  const urgent = minutes < NEARLY_OVER_MINUTES;
  return (
    <li className="pw-card pw-card--lift pw-run">
      <Head action={action}>
        <p className="pw-muted">
          {t(openEnd ? 'parking.actions.untilStopped' : 'parking.actions.until', { until: until(endsAt) })}
        </p>
      </Head>
      <Left {...{ minutes, endsAt, now }} />
      <div className="pw-run__wide pw-stack">
        <RunningStrip {...{ action, permit }} />
        <Facts action={action} />
        <VisibleSince since={action.visibleSince} />
        {urgent && may.length > 0 && (
          <Note kind="wait" level="h3" title={t('parking.actions.nearlyOver.title')}>
            <p>
              {t(may.includes('extend') ? 'parking.actions.nearlyOver.extend' : 'parking.actions.nearlyOver.leave', {
                until: until(endsAt),
              })}
            </p>
          </Note>
        )}
        <ActionActs {...{ action, permit, urgent, onDone }} />
      </div>
    </li>
  );
}

/** What still has to begin; its plate does not count yet, so it is drawn quiet. */
export function PlannedCard({ action, permit, onDone }: CardProps) {
  const t = useText();
  const { stay, at, until } = useMoments(permit.timeZone);
  return (
    <li className="pw-card pw-run">
      <Head action={action} quiet>
        <p>
          {action.openEnd
            ? t('parking.actions.fromUntilStopped', { from: at(action.startsAt), until: until(action.endsAt) })
            : stay({ from: action.startsAt, to: action.endsAt })}
        </p>
      </Head>
      <div className="pw-run__wide pw-stack">
        <Facts action={action} />
        <ActionActs {...{ action, permit, onDone }} />
      </div>
    </li>
  );
}

/** The plate, and the name of the favourite it is of. */
function Head({ action, quiet = false, children }: { action: ActionView; quiet?: boolean; children: ReactNode }) {
  const format = useFormat();
  const { plate, name, endsAt } = action;
  return (
    <div className="pw-stack pw-stack--tight">
      {plate ? (
        <Plate country={plate.country} value={plate.display} size="l" quiet={quiet} />
      ) : (
        <ErasedPlate day={format.day(endsAt)} />
      )}
      <div>
        {name !== null && (
          <p>
            <strong>{name}</strong>
          </p>
        )}
        {children}
      </div>
    </div>
  );
}

function Left({ minutes, endsAt, now }: { minutes: number; endsAt: string; now: string }) {
  const t = useText();
  return (
    <div className="pw-run__left">
      {minutes >= LONG_MINUTES ? (
        <p className="pw-figure">
          {Math.floor(minutes / (24 * 60))} <small>{t('parking.actions.days')}</small>
        </p>
      ) : (
        <Countdown until={endsAt} now={now} />
      )}
      {minutes >= 0 && (
        <p className="pw-small pw-muted" aria-hidden="true">
          {t('parking.actions.left')}
        </p>
      )}
    </div>
  );
}

function Facts({ action }: { action: ActionView }) {
  const t = useText();
  const amounts = useAmounts();
  const { id, amounts: held, byGrantee, correctedFrom, areaName } = action;
  const setAside = amounts(held);
  return (
    <ul className="pw-run__facts pw-small">
      <li>{setAside === null ? t('parking.actions.free') : t('parking.actions.setAside', { amount: setAside })}</li>
      <li>{areaName}</li>
      {byGrantee && <li>{t('parking.actions.byGrantee')}</li>}
      {correctedFrom !== null && <li>{t('parking.actions.correctedFrom', { plate: correctedFrom })}</li>}
      <li>
        <Link to={`/parking/a/${id}`}>
          {t('parking.actions.details')}
          <span className="pw-said"> {action.name ?? action.plate?.display}</span>
        </Link>
      </li>
    </ul>
  );
}

/** From its start to its end with now on it; in free and paid pieces as far as the paid time of today tells. */
function RunningStrip({ action: { startsAt, endsAt, openEnd }, permit }: Pick<CardProps, 'action' | 'permit'>) {
  const t = useText();
  const format = useFormat();
  const { timeZone, now: paidNow } = permit;
  const { now, at, until } = useMoments(timeZone);
  const stay = { from: startsAt, to: endsAt };
  const pieces = paidNow && piecesOf(stay, paidNow.today, dayAround(now, timeZone));
  if (pieces) return <StayStrip pieces={pieces} timeZone={timeZone} now={now} />;
  const [from, to] = [epoch(startsAt), epoch(endsAt)];
  const gone = Math.min(Math.max(epoch(now) - from, 0), to - from);
  return (
    <Strip
      label={t(openEnd ? 'parking.actions.fromUntilStopped' : 'parking.actions.stay', {
        from: at(startsAt),
        until: until(endsAt),
      })}
      segments={[
        { kind: 'past' as const, size: gone },
        { kind: 'valid' as const, size: to - from - gone },
      ].filter(({ size }) => size > 0)}
      now={gone}
      ticks={[
        { at: 0, text: format.shortDay(startsAt) },
        { at: to - from, text: format.shortDay(endsAt) },
      ]}
    />
  );
}

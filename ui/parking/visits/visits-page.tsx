import { useCallback, useState } from 'react';
import type { VisitRoster } from '../../../api/parking/visit-shapes.ts';
import { civilDayAt } from '../../../rules/values/format.ts';
import { Button, Buttons } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { Fact } from '../../components/note.tsx';
import { Plate } from '../../components/plate.tsx';
import { Empty } from '../../components/states.tsx';
import { useAct } from '../../data/use-act.ts';
import { useCall } from '../../data/use-call.ts';
import { ProblemNote, Shown } from '../../desk/shown.tsx';
import { useFormat, useSentenceNamed, useText } from '../../text/text.tsx';
import { cancelVisit, readRoster, removeLine, type Line, type Visit } from '../data/visits.ts';
import { useParking, usePermit } from '../parking.ts';
import { ParkingShell } from '../parking-shell.tsx';
import { PlanForm } from './plan-form.tsx';
import { ShiftDialog } from './shift-dialog.tsx';

type Asking = { act: 'shift'; visit: Visit } | { act: 'cancel'; visit: Visit } | { act: 'remove'; line: Line };

/** Who comes when: the coming week, of which one visit can be shifted or called off, and what comes back every week (BEYOND-012). */
export default function VisitsPage() {
  const t = useText();
  const { id: permitId } = usePermit();
  const { reload } = useParking();
  const asked = useCall(useCallback((signal: AbortSignal) => readRoster(permitId, signal), [permitId]));
  const [adding, setAdding] = useState(false);
  const [asking, setAsking] = useState<Asking | null>(null);
  const done = () => {
    setAdding(false);
    setAsking(null);
    void Promise.all([asked.refresh(), reload()]);
  };
  return (
    <ParkingShell title={t('parking.menu.visits')}>
      <div className="pw-stack pw-stack--apart pw-measure">
        <div className="pw-stack">
          <h1>{t('parking.visits.heading')}</h1>
          <p className="pw-lead">{t('parking.visits.lead')}</p>
        </div>
        <Shown asked={asked} loading={t('parking.visits.loading')}>
          {(roster) => (
            <>
              <ComingWeek visits={roster.visits} onAsk={setAsking} />
              <EveryWeek roster={roster} onAsk={setAsking} />
              {!roster.mayPlan && <p className="pw-small pw-muted">{t('parking.visits.carer')}</p>}
              {roster.mayPlan &&
                (roster.plates.length === 0 ? (
                  <Fact kind="info">{t('parking.visits.noPlates')}</Fact>
                ) : adding ? (
                  <PlanForm plates={roster.plates} onDone={done} onCancel={() => setAdding(false)} />
                ) : (
                  <p>
                    <Button look="primary" icon="plus" onClick={() => setAdding(true)}>
                      {t('parking.visits.add')}
                    </Button>
                  </p>
                ))}
              {asking?.act === 'shift' && (
                <ShiftDialog
                  visit={asking.visit}
                  line={roster.lines.find(({ id }) => id === asking.visit.lineId)}
                  onDone={done}
                  onClose={() => setAsking(null)}
                />
              )}
              {(asking?.act === 'cancel' || asking?.act === 'remove') && (
                <Confirm asking={asking} onDone={done} onClose={() => setAsking(null)} />
              )}
            </>
          )}
        </Shown>
      </div>
    </ParkingShell>
  );
}

function ComingWeek({ visits, onAsk }: { visits: readonly Visit[]; onAsk: (asking: Asking) => void }) {
  const t = useText();
  const format = useFormat();
  return (
    <section className="pw-stack">
      <h2>{t('parking.visits.next')}</h2>
      {visits.length === 0 ? (
        <Empty icon="list" level="h3" title={t('parking.visits.none')}>
          <p>{t('parking.visits.noneText')}</p>
        </Empty>
      ) : (
        <ul className="pw-parking-list" role="list" aria-label={t('parking.visits.next')}>
          {visits.map((visit) => {
            const { id, plate, date, startsAt, endsAt, state } = visit;
            const about = t('parking.visits.of', { plate: plate.display, day: format.weekday(date) });
            return (
              <li key={id} className="pw-parking-kept">
                <Plate value={plate.display} country={plate.country} />
                <div className="pw-parking-kept__name">
                  <strong>{format.weekday(date)}</strong>
                  {startsAt !== null && endsAt !== null && (
                    <p>
                      {t(civilDayAt(endsAt) > date ? 'parking.visits.overnight' : 'parking.visits.time', {
                        from: format.time(startsAt),
                        to: format.time(endsAt),
                      })}
                    </p>
                  )}
                  <StateOf visit={visit} />
                </div>
                {(state === 'planned' || state === 'refused') && (
                  <Buttons>
                    <Button about={about} onClick={() => onAsk({ act: 'shift', visit })}>
                      {t('parking.visits.shift')}
                    </Button>
                    <Button look="subtle" about={about} onClick={() => onAsk({ act: 'cancel', visit })}>
                      {t('parking.visits.cancel')}
                    </Button>
                  </Buttons>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}

function StateOf({ visit: { state, ground } }: { visit: Visit }) {
  const t = useText();
  const named = useSentenceNamed();
  switch (state) {
    case 'refused': {
      // The numbers of a refusal belong to its moment: only the part that needs none is told.
      const reason = (named(`refusal.${ground ?? ''}`) ?? ground ?? '').split(/(?<=\.)\s/).find((part) => !part.includes('{'));
      return <Fact kind="bad">{t('parking.visits.refused', { reason: reason ?? ground ?? '' })}</Fact>;
    }
    case 'holiday':
    case 'cancelled':
      return <Fact kind="info">{t(`parking.visits.${state}`)}</Fact>;
    case 'planned':
    case 'running':
      return <Fact>{t(`parking.visits.${state}`)}</Fact>;
    default:
      return state satisfies never;
  }
} // prettier-ignore

function EveryWeek({ roster: { lines, mayPlan }, onAsk }: { roster: VisitRoster; onAsk: (asking: Asking) => void }) {
  const t = useText();
  const format = useFormat();
  return (
    <section className="pw-stack">
      <h2>{t('parking.visits.week')}</h2>
      {lines.length === 0 ? (
        <Empty icon="list" level="h3" title={t('parking.visits.noWeek')}>
          {mayPlan && <p>{t('parking.visits.noWeekText')}</p>}
        </Empty>
      ) : (
        <ul className="pw-parking-list" role="list" aria-label={t('parking.visits.week')}>
          {lines.map((line) => {
            const { id, weekday, startsAt, endsAt, plate, areaName } = line;
            const day = format.isoWeekday(weekday);
            return (
              <li key={id} className="pw-parking-kept">
                <Plate value={plate.display} country={plate.country} />
                <div className="pw-parking-kept__name">
                  <strong>{day}</strong>
                  <p>
                    {t(endsAt > startsAt ? 'parking.visits.time' : 'parking.visits.overnight', {
                      from: format.wallClock(startsAt),
                      to: format.wallClock(endsAt),
                    })}
                    {areaName !== null && ` · ${areaName}`}
                  </p>
                </div>
                {mayPlan && (
                  <Button
                    look="subtle"
                    about={t('parking.visits.of', { plate: plate.display, day })}
                    onClick={() => onAsk({ act: 'remove', line })}
                  >
                    {t('parking.visits.remove')}
                  </Button>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}

interface ConfirmProps {
  asking: Exclude<Asking, { act: 'shift' }>;
  onDone: () => void;
  onClose: () => void;
}

function Confirm({ asking, onDone, onClose }: ConfirmProps) {
  const t = useText();
  const format = useFormat();
  const { id: permitId } = usePermit();
  const removing = asking.act === 'remove';
  const { act, perform } = useAct(removing ? removeLine : cancelVisit);
  const { id, plate } = removing ? asking.line : asking.visit;
  const day = removing ? format.isoWeekday(asking.line.weekday) : format.weekday(asking.visit.date);
  const values = { plate: plate.display, day };
  return (
    <ConfirmDialog
      question={t(removing ? 'parking.visits.removeQuestion' : 'parking.visits.cancelQuestion', values)}
      yes={t(removing ? 'parking.visits.removeYes' : 'parking.visits.cancelYes')}
      busy={act.state === 'busy'}
      onYes={() => void perform({ permitId, id }).then((answer) => answer?.ok && onDone())}
      onNo={onClose}
    >
      {act.state === 'failed' && <ProblemNote problem={act.problem} />}
      <p>{t(removing ? 'parking.visits.removeText' : 'parking.visits.cancelText')}</p>
    </ConfirmDialog>
  );
}

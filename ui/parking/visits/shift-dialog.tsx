import { useState } from 'react';
import { addDays, civilDateOf, momentOfWallClock, type CivilDate } from '../../../rules/values/civil-day.ts';
import { Button, Buttons } from '../../components/button.tsx';
import { DateField } from '../../components/date-field.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Note } from '../../components/note.tsx';
import { TimeField } from '../../components/time-field.tsx';
import { useNow } from '../../data/clock.ts';
import { useAct } from '../../data/use-act.ts';
import { ProblemNote } from '../../desk/shown.tsx';
import { useText } from '../../text/text.tsx';
import { shiftVisit, type Line, type Visit } from '../data/visits.ts';
import { usePermit } from '../parking.ts';

interface ShiftDialogProps {
  visit: Visit;
  /** Its own time, where it was not booked. */
  line: Line | undefined;
  onDone: () => void;
  onClose: () => void;
}

/** Another day or time for one visit; the week after comes as always. */
export function ShiftDialog({ visit, line, onDone, onClose }: ShiftDialogProps) {
  const t = useText();
  const { id: permitId, timeZone, horizonDays } = usePermit();
  const today = civilDateOf(useNow(), timeZone);
  const [day, setDay] = useState<CivilDate | null>(visit.date);
  const [starts, setStarts] = useState<string | null>(line?.startsAt ?? null);
  const [ends, setEnds] = useState<string | null>(line?.endsAt ?? null);
  const [incomplete, setIncomplete] = useState(false);
  const { act, perform } = useAct(shiftVisit);
  const save = async () => {
    const moment = (date: CivilDate, time: string) => momentOfWallClock(`${date}T${time}`, timeZone);
    const from = day && starts ? moment(day, starts) : undefined;
    const to = day && starts && ends ? moment(ends > starts ? day : addDays(day, 1), ends) : undefined;
    setIncomplete(!from || !to);
    if (!from || !to) return;
    const answer = await perform({ permitId, id: visit.id, body: { startsAt: from, endsAt: to } });
    if (answer?.ok) onDone();
  };
  return (
    <Dialog title={t('parking.visits.shiftTitle', { plate: visit.plate.display })} onClose={onClose}>
      <form
        className="pw-stack pw-stack--wide"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {act.state === 'failed' && <ProblemNote problem={act.problem} />}
        <DateField
          label={t('parking.visits.day')}
          value={day}
          onChange={setDay}
          today={today}
          first={today}
          last={addDays(today, horizonDays)}
        />
        <div className="pw-row">
          <TimeField label={t('parking.visits.starts')} value={starts} onChange={setStarts} />
          <TimeField label={t('parking.visits.ends')} value={ends} onChange={setEnds} />
        </div>
        {incomplete && <Note kind="wait" level="h3" title={t('parking.visits.incomplete')} urgent />}
        <Buttons wide>
          <Button type="submit" look="primary" busy={act.state === 'busy'}>
            {t('parking.visits.keep')}
          </Button>
          <Button look="subtle" onClick={onClose}>
            {t('common.cancel')}
          </Button>
        </Buttons>
      </form>
    </Dialog>
  );
}

import { useState } from 'react';
import type { VisitRoster } from '../../../api/parking/visit-shapes.ts';
import { Button, Buttons } from '../../components/button.tsx';
import { Checkboxes, Radios } from '../../components/choice.tsx';
import { Note } from '../../components/note.tsx';
import { TimeField } from '../../components/time-field.tsx';
import { useAct } from '../../data/use-act.ts';
import { ProblemNote } from '../../desk/shown.tsx';
import { useFormat, useText } from '../../text/text.tsx';
import { addVisits } from '../data/visits.ts';
import { usePermit } from '../parking.ts';

const WEEK = [1, 2, 3, 4, 5, 6, 7];

interface PlanFormProps {
  plates: VisitRoster['plates'];
  onDone: () => void;
  onCancel: () => void;
}

/** Who comes every week: a plate of the permit, on which days, from when until when. */
export function PlanForm({ plates, onDone, onCancel }: PlanFormProps) {
  const t = useText();
  const format = useFormat();
  const { id: permitId, locations } = usePermit();
  const [plate, setPlate] = useState<string | null>(plates.length === 1 ? plates[0]!.display : null);
  const [areaId, setAreaId] = useState<string | null>(locations.length === 1 ? locations[0]!.id : null);
  const [days, setDays] = useState<string[]>([]);
  const [starts, setStarts] = useState<string | null>(null);
  const [ends, setEnds] = useState<string | null>(null);
  const [incomplete, setIncomplete] = useState(false);
  const { act, perform } = useAct(addVisits);
  const save = async () => {
    const chosen = plates.find(({ display }) => display === plate);
    const placed = locations.length === 0 || areaId !== null;
    const complete = chosen && placed && days.length > 0 && starts !== null && ends !== null;
    setIncomplete(!complete);
    if (!complete) return;
    const body = {
      plate: chosen.display,
      country: chosen.country,
      weekdays: days.map(Number),
      startsAt: starts,
      endsAt: ends,
      ...(areaId !== null && { areaId }),
    };
    const answer = await perform({ permitId, body });
    if (answer?.ok) onDone();
  };
  return (
    <form
      className="pw-stack pw-stack--wide pw-card"
      noValidate
      aria-label={t('parking.visits.add')}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {act.state === 'failed' && <ProblemNote problem={act.problem} />}
      <Radios
        label={t('parking.visits.plate')}
        options={plates.map(({ display }) => ({ value: display, title: display }))}
        chosen={plate}
        onChoose={setPlate}
      />
      {locations.length > 0 && (
        <Radios
          label={t('parking.visits.location')}
          options={locations.map(({ id, name }) => ({ value: id, title: name }))}
          chosen={areaId}
          onChoose={setAreaId}
        />
      )}
      <Checkboxes
        label={t('parking.visits.days')}
        options={WEEK.map((day) => ({ value: String(day), title: format.isoWeekday(day) }))}
        chosen={days}
        onChoose={setDays}
      />
      <div className="pw-row">
        <TimeField label={t('parking.visits.starts')} value={starts} onChange={setStarts} />
        <TimeField label={t('parking.visits.ends')} value={ends} onChange={setEnds} />
      </div>
      {incomplete && <Note kind="wait" level="h3" title={t('parking.visits.incomplete')} urgent />}
      <Buttons wide>
        <Button type="submit" look="primary" busy={act.state === 'busy'}>
          {t('parking.visits.save')}
        </Button>
        <Button look="subtle" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
      </Buttons>
    </form>
  );
}

import { useState } from 'react';
import type { ParkingPermit } from '../../../api/parking/shapes.ts';
import { Button, Buttons } from '../../components/button.tsx';
import { Badge, Note } from '../../components/note.tsx';
import { Plate } from '../../components/plate.tsx';
import { Empty } from '../../components/states.tsx';
import { useAct } from '../../data/use-act.ts';
import { VisibleSince } from '../../desk/permits/visible-since.tsx';
import { ProblemNote } from '../../desk/shown.tsx';
import { useEvery } from '../../desk/use-every.ts';
import { useFormat, useText } from '../../text/text.tsx';
import { PermitState } from '../actions/permit-state.tsx';
import { switchPlate, type ActivePlate } from '../data/plates.ts';
import { useParking, usePermit } from '../parking.ts';
import { ParkingShell } from '../parking-shell.tsx';
import './plates.css';

type PlateOf = ParkingPermit['plates'][number];

const WAIT_MS = 5_000;

/** Which of the plates of a permit counts: the yellow one on top. Another counts only after a confirmation (2PARK-110, LOKET-020). */
export default function SwitchPage() {
  const t = useText();
  const format = useFormat();
  const permit = usePermit();
  const { reload } = useParking();
  const [picked, setPicked] = useState<PlateOf | null>(null);
  const [switched, setSwitched] = useState<ActivePlate | null>(null);
  const { act, perform, reset } = useAct(switchPlate);
  const active = permit.plates.filter(({ counts }) => counts);
  const others = permit.plates.filter(({ counts }) => !counts);
  const may = permit.may.includes('switch-plate');
  const unseen = active.some(({ visibleSince }) => visibleSince === null);
  useEvery(unseen ? WAIT_MS : null, () => void reload());

  const pick = (plate: PlateOf | null) => {
    setPicked(plate);
    setSwitched(null);
    reset();
  };
  const confirm = async (plate: PlateOf) => {
    const answer = await perform({ permitId: permit.id, plate: plate.display, country: plate.country });
    if (!answer?.ok) return;
    setSwitched(answer.value);
    setPicked(null);
    await reload();
  };

  return (
    <ParkingShell title={t('parking.menu.plates')}>
      <div className="pw-stack pw-stack--wide pw-measure">
        <div className="pw-stack pw-stack--tight">
          <h1>{t('parking.plates.heading')}</h1>
          <p className="pw-lead">{t('parking.plates.lead')}</p>
        </div>
        <PermitState permit={permit} />
        {switched && (
          <Note
            kind="ok"
            title={t('parking.plates.switched', { plate: switched.plate.display, time: format.clock(switched.since) })}
            urgent
          >
            <p>{t('parking.plates.switchedText')}</p>
          </Note>
        )}
        {active.length === 0 && permit.plates.length > 0 && permit.state === 'active' && (
          <Note kind="bad" title={t('parking.plates.none.title')}>
            <p>{t('parking.plates.none.text')}</p>
          </Note>
        )}
        {permit.plates.length === 0 ? (
          <Empty icon="car" title={t('parking.plates.empty.title')}>
            <p>{t('parking.plates.empty.text')}</p>
          </Empty>
        ) : (
          <ul className="pw-plates" role="list" aria-label={t('parking.plates.list')}>
            {[...active, ...others].map((plate) => (
              <PlateRow
                key={plate.country + plate.display}
                plate={plate}
                picked={picked?.display === plate.display && picked.country === plate.country}
                {...(may && !plate.counts && { onPick: () => pick(plate) })}
              />
            ))}
          </ul>
        )}
        {picked && (
          <Note kind="wait" title={t('parking.plates.confirm.title', { plate: picked.display })} urgent>
            <p>
              {active[0]
                ? t('parking.plates.confirm.text', { plate: picked.display, before: active[0].display })
                : t('parking.plates.confirm.first', { plate: picked.display })}
            </p>
            <Buttons>
              <Button look="primary" busy={act.state === 'busy'} onClick={() => void confirm(picked)}>
                {t('parking.new.confirm')}
              </Button>
              <Button onClick={() => pick(null)}>{t('parking.plates.leave')}</Button>
            </Buttons>
          </Note>
        )}
        {act.state === 'failed' && (
          <ProblemNote problem={act.problem}>
            <p>{t('parking.plates.unchanged')}</p>
          </ProblemNote>
        )}
        {permit.plates.length > 0 && <p>{t('parking.plates.fine')}</p>}
      </div>
    </ParkingShell>
  );
}

function PlateRow({
  plate: { country, display, counts, visibleSince },
  picked,
  onPick,
}: {
  plate: PlateOf;
  picked: boolean;
  onPick?: () => void;
}) {
  const t = useText();
  return (
    <li className={picked ? 'pw-plates__row pw-plates__row--picked' : 'pw-plates__row'}>
      <Plate country={country} value={display} size="l" quiet={!counts} />
      <Badge kind={counts ? 'ok' : 'off'}>{t(counts ? 'permit.counts' : 'permit.countsNot')}</Badge>
      {counts && (
        <div className="pw-plates__more">
          <VisibleSince since={visibleSince} />
        </div>
      )}
      {onPick && (
        <Button about={display} aria-pressed={picked} onClick={onPick}>
          {t('parking.plates.select')}
        </Button>
      )}
    </li>
  );
}

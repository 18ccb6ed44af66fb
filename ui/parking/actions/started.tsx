import { useCallback } from 'react';
import type { ParkingPermit } from '../../../api/parking/shapes.ts';
import { Button, ButtonLink, Buttons } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Plate } from '../../components/plate.tsx';
import { useCall } from '../../data/use-call.ts';
import { VisibleSince } from '../../desk/permits/visible-since.tsx';
import { useEvery } from '../../desk/use-every.ts';
import { useFormat, useText } from '../../text/text.tsx';
import { readStory, type Started } from '../data/actions.ts';
import { useAmounts } from './amounts.ts';
import { useMoments } from './use-moments.ts';

export interface Booked {
  started: Started;
  plate: { country: string; display: string };
  /** When the service said so. */
  at: string;
}

const WAIT_MS = 3_000;

/** The proof: told only once the service has booked it, with the moment, and then since when officers see it (PEERS-018). */
export function StartedPanel({
  booked,
  permit,
  onAnother,
}: {
  booked: Booked;
  permit: ParkingPermit;
  onAnother: () => void;
}) {
  const t = useText();
  const format = useFormat();
  const amounts = useAmounts();
  const { stay } = useMoments(permit.timeZone);
  const { started, plate, at } = booked;
  const { id, startsAt, endsAt, holds } = started;
  const { call, refresh } = useCall(useCallback((signal: AbortSignal) => readStory(id, signal), [id]));
  const story = call.state === 'done' ? call.value : null;
  const running = story?.state === 'running';
  useEvery(running && story.visibleSince === null ? WAIT_MS : null, () => void refresh());
  const held = amounts(holds);
  return (
    <div className="pw-stack pw-stack--wide pw-measure">
      <div className="pw-row">
        <Icon name="tick" size={36} />
        <h1>{t('parking.new.started.title')}</h1>
      </div>
      <Plate country={plate.country} value={plate.display} size="xl" quiet={story?.state === 'planned'} />
      <p className="pw-lead">{stay({ from: startsAt, to: endsAt })}</p>
      <p>
        <strong>{t('parking.new.started.at', { time: format.clock(at) })}</strong>{' '}
        {held === null ? t('parking.actions.free') : t('parking.actions.setAside', { amount: held })}
      </p>
      {story?.state === 'planned' && <p>{t('parking.new.started.planned')}</p>}
      {running && <VisibleSince since={story.visibleSince} />}
      <Buttons wide>
        <ButtonLink look="primary" to={`/parking/p/${permit.id}`}>
          {t('parking.new.started.toActions')}
        </ButtonLink>
        <Button icon="plus" onClick={onAnother}>
          {t('parking.new.started.another')}
        </Button>
      </Buttons>
    </div>
  );
}

import type { ParkingPermit } from '../../../api/parking/shapes.ts';
import { Icon } from '../../components/icon.tsx';
import { useText } from '../../text/text.tsx';
import { dayAround } from './moment-words.ts';
import { piecesOf } from './strip-of-stay.ts';
import { StayStrip } from './stay-strip.tsx';
import { useMoments } from './use-moments.ts';

/** Is parking paid for now, until when, and the paid time of today on a strip (PEERS-015). Nothing where nothing is charged. */
export function PaidNow({ permit: { now: paidNow, timeZone, areaName } }: { permit: ParkingPermit }) {
  const t = useText();
  const { now, at, until } = useMoments(timeZone);
  if (paidNow === null) return null;
  const { paid, changesAt, today, holiday } = paidNow;
  const day = dayAround(now, timeZone);
  const sentence = () => {
    if (paid)
      return changesAt === null
        ? t('parking.actions.paidNow')
        : t('parking.actions.paidUntil', { until: until(changesAt) });
    return changesAt === null ? t('parking.actions.freeNow') : t('parking.actions.freeUntil', { from: at(changesAt) });
  };
  const pieces = piecesOf(day, today, day) ?? [];
  return (
    <section className="pw-stack pw-stack--tight" aria-label={t('parking.actions.paidTitle', { area: areaName })}>
      <p className="pw-fact">
        <Icon name={paid ? 'wallet' : 'tick'} size={20} />
        <span>
          <strong>{sentence()}</strong>
          {holiday && <> {t('parking.actions.holiday')}</>}
        </span>
      </p>
      {today.length > 0 && <StayStrip thin pieces={pieces} timeZone={timeZone} now={now} />}
    </section>
  );
}

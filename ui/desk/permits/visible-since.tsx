import { Fact } from '../../components/note.tsx';
import { now } from '../../data/clock.ts';
import { civilDayAt } from '../../../rules/values/format.ts';
import { useFormat, useText } from '../../text/text.tsx';

/** Since when officers see the right, as their register acknowledged it; until then a sentence waits (BEYOND-006). */
export function VisibleSince({ since }: { since: string | null }) {
  const t = useText();
  const format = useFormat();
  if (since === null)
    return (
      <Fact kind="info" icon="wait">
        {t('permit.visibleWait')}
      </Fact>
    );
  const today = civilDayAt(since) === civilDayAt(now());
  const time = format.clock(since);
  const moment = today ? t('permit.visibleToday', { time }) : t('permit.visibleDay', { day: format.day(since), time });
  return <Fact icon="eye">{t('permit.visible', { moment })}</Fact>;
}

import type { OnDemandView } from '../../api/on-demand/shapes.ts';
import { useFormat, useText } from '../text/text.tsx';

/** Visitor hours that are left this quarter and the next (POM-022). */
export function Hours({ hours }: { hours: OnDemandView['hours'] }) {
  const t = useText();
  const format = useFormat();
  if (!hours) return null;
  const { now, next } = hours;
  return (
    <p>
      {t('onDemand.hours.now', { hours: format.duration(now.minutes), day: format.day(now.lastDay) })}{' '}
      {next && t('onDemand.hours.next', { hours: format.duration(next.minutes) })}
    </p>
  );
}

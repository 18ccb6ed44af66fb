import type { PublicOutage } from '../../api/outages/shapes.ts';
import { isDuring } from '../../rules/outages.ts';
import { Badge, type BadgeKind } from '../components/note.tsx';
import { Plate } from '../components/plate.tsx';
import { useFormat, useText } from '../text/text.tsx';
import { SystemWrong } from './system-wrong.tsx';
import type { Checked } from './result.tsx';

export const BADGES: Record<Checked['answer']['verdict'], BadgeKind> = { green: 'ok', red: 'bad', amber: 'you' };

/** The last checks of this device. They live in this page only, and are gone with it. */
export function RecentChecks({ checks, outages }: { checks: readonly Checked[]; outages: readonly PublicOutage[] }) {
  const t = useText();
  const format = useFormat();
  if (checks.length === 0) return null;
  return (
    <section className="pw-stack pw-stack--tight">
      <h2 className="pw-heading-l">{t('check.recent.title')}</h2>
      <ul className="pw-ruled" role="list">
        {checks.map(({ plate, country, areaName, answer: { id, verdict, at } }) => (
          <li key={id} className="pw-row">
            <Plate value={plate} country={country} size="s" quiet={verdict !== 'green'} />
            <Badge kind={BADGES[verdict]}>{t(`check.verdict.${verdict}`)}</Badge>
            <span className="pw-small pw-muted">
              {areaName}, {format.clock(at)}
            </span>
            {outages.some((outage) => isDuring(outage, at)) && <Badge kind="us">{t('check.outage.flag')}</Badge>}
            <SystemWrong checkId={id} about={`${areaName}, ${format.clock(at)}`} />
          </li>
        ))}
      </ul>
      <p className="pw-small pw-muted">{t('check.recent.notice')}</p>
    </section>
  );
}

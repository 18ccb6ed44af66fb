import { Link } from 'react-router';
import type { PermitView } from '../../../api/permits/shapes.ts';
import { Plate } from '../../components/plate.tsx';
import { useText } from '../../text/text.tsx';
import { useDesk, useLocal } from '../desk.ts';
import { ValidityStrip } from '../permits/validity-strip.tsx';
import { visibleSince } from '../permits/register.ts';
import { VisibleSince } from '../permits/visible-since.tsx';

/** The permit that counts now, with its plates in yellow. Of several the newest: the list has them all. */
export function CountsNow({ permits }: { permits: readonly PermitView[] }) {
  const t = useText();
  const local = useLocal();
  const { base } = useDesk();
  const permit = permits.find(({ plates }) => plates.some(({ counts }) => counts));
  if (!permit) return null;
  const plates = permit.plates.filter(({ counts }) => counts);
  const product = local(permit.productName);
  return (
    <aside aria-label={t('desk.home.now.label')}>
      <section className="pw-card pw-card--lift pw-stack">
        <h2>{t(plates.length > 1 ? 'desk.home.now.titleMore' : 'desk.home.now.title')}</h2>
        {plates.map(({ country, display }) => (
          <Plate key={country + display} country={country} value={display} size="l" />
        ))}
        <p>
          <strong>{product}</strong>
          <br />
          <span className="pw-muted">{permit.areaName}</span>
        </p>
        <ValidityStrip permit={permit} thin />
        <VisibleSince since={visibleSince(permit)} />
        <p>
          <Link className="pw-alone" to={`${base}/permits/${permit.id}`}>
            {t('desk.home.now.link', { product })}
          </Link>
        </p>
      </section>
    </aside>
  );
}

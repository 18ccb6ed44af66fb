import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { MunicipalityView } from '../../api/municipalities/shapes.ts';
import { Note } from '../components/note.tsx';
import { Empty } from '../components/states.tsx';
import { Way } from '../components/way.tsx';
import { readMunicipalities } from '../data/municipalities.ts';
import { useCall } from '../data/use-call.ts';
import { useLocal } from '../desk/desk.ts';
import { Shown } from '../desk/shown.tsx';
import { keep, readKept } from '../kept.ts';
import { PlainShell } from '../plain-shell.tsx';
import { useText } from '../text/text.tsx';

/** Where everybody comes in: which municipality, and then the desk, the counter or the street. */
export default function FrontPage() {
  const t = useText();
  const [query] = useSearchParams();
  const asked = useCall(readMunicipalities);
  const [last, setLast] = useState(readKept('parkwerk.municipality'));
  const choose = (id: string) => {
    keep('parkwerk.municipality', id);
    setLast(id);
  };
  return (
    <PlainShell title={t('front.title')}>
      <div className="pw-stack pw-stack--apart">
        <div className="pw-stack">
          <h1>{t('front.heading')}</h1>
          <p className="pw-lead">{t('front.lead')}</p>
          {query.get('problem') === 'expired' && (
            <Note kind="wait" title={t('front.expired.title')} urgent>
              <p>{t('front.expired.text')}</p>
            </Note>
          )}
        </div>
        <Shown asked={asked} loading={t('front.loading')}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty icon="building" title={t('front.empty.title')}>
                <p>{t('front.empty.text')}</p>
              </Empty>
            ) : (
              <Municipalities items={items} last={last} onChoose={choose} />
            )
          }
        </Shown>
      </div>
    </PlainShell>
  );
}

interface MunicipalitiesProps {
  items: readonly MunicipalityView[];
  last: string | null;
  onChoose: (id: string) => void;
}

/** The municipality of last time first and large; the others by name. */
function Municipalities({ items, last, onChoose }: MunicipalitiesProps) {
  const t = useText();
  const known = items.find(({ id }) => id === last);
  const others = [...items].sort((a, b) => a.name.localeCompare(b.name));
  return (
    <div className="pw-cols">
      <div className="pw-stack pw-stack--apart">
        {known && (
          <section className="pw-stack">
            <h2>{t('front.last')}</h2>
            <MunicipalityWays municipality={known} onChoose={onChoose} />
          </section>
        )}
        <section className="pw-stack">
          <h2>{t('front.all')}</h2>
          <ul className="pw-stack" role="list">
            {others.map((municipality) => (
              <li key={municipality.id}>
                <MunicipalityWays municipality={municipality} onChoose={onChoose} />
              </li>
            ))}
          </ul>
        </section>
      </div>
      <aside className="pw-stack pw-stack--wide" aria-label={t('front.work')}>
        <section className="pw-card pw-card--wash pw-stack">
          <h2 className="pw-heading-l">{t('front.work')}</h2>
          {(known ? [known] : others).map(({ id, name }) => (
            <div key={id} className="pw-stack pw-stack--close">
              <strong>{name}</strong>
              <Link className="pw-alone" to={`/${id}/staff`}>
                <span>
                  {t('front.staff')} <span className="pw-said">{t('front.deskOf', { name })}</span>
                </span>
              </Link>
              <Link className="pw-alone" to={`/${id}/enforcement`}>
                <span>
                  {t('front.enforcement')} <span className="pw-said">{t('front.deskOf', { name })}</span>
                </span>
              </Link>
            </div>
          ))}
        </section>
        {items.some(({ demonstration }) => demonstration) && (
          <Note title={t('front.demonstration.title')}>
            <p>{t('front.demonstration.text')}</p>
            <p>
              <a className="pw-alone" href="/sandbox">
                {t('front.demonstration.link')}
              </a>
            </p>
          </Note>
        )}
      </aside>
    </div>
  );
}

function MunicipalityWays({
  municipality: { id, name, onDemand },
  onChoose,
}: {
  municipality: MunicipalityView;
  onChoose: (id: string) => void;
}) {
  const t = useText();
  const local = useLocal();
  return (
    <div className="pw-stack pw-stack--close">
      <Way icon="building" name={name} hint={t('front.desk')} to={`/${id}/desk`} onPress={() => onChoose(id)} />
      <p>
        <Link className="pw-alone" to={`/${id}/products`} onClick={() => onChoose(id)}>
          <span>
            {t('front.products')} <span className="pw-said">{t('front.deskOf', { name })}</span>
          </span>
        </Link>
      </p>
      {onDemand && (
        <p>
          <Link className="pw-alone" to={`/${id}/on-demand`} onClick={() => onChoose(id)}>
            {t('front.onDemand', { service: local(onDemand.name) })}
          </Link>
        </p>
      )}
    </div>
  );
}

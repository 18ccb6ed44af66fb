import { useState } from 'react';
import type { ParkingPermit } from '../../../api/parking/shapes.ts';
import { Button } from '../../components/button.tsx';
import { Empty } from '../../components/states.tsx';
import { WhatCameOver } from '../../old-system/came-over.tsx';
import { StreetNotices } from '../../street-notices/street-notices.tsx';
import { useText } from '../../text/text.tsx';
import { useParking } from '../parking.ts';
import { ParkingShell } from '../parking-shell.tsx';
import { ProductCard } from './product-card.tsx';
import './overview.css';

/** First whose products there are, then the products of each: somebody may have many, of many municipalities (2PARK-106). */
export default function ProductsPage() {
  const t = useText();
  const { permits } = useParking();
  const organisations = byMunicipality(permits);
  return (
    <ParkingShell title={t('parking.menu.products')}>
      <div className="pw-stack pw-stack--wide">
        <h1>{t('parking.products.heading')}</h1>
        <WhatCameOver whose="account" />
        <StreetNotices whose="account" />
        {organisations.length === 0 ? (
          <Empty icon="mail" title={t('parking.products.empty.title')}>
            <p>{t('parking.products.empty.text')}</p>
          </Empty>
        ) : (
          <ul className="pw-stack pw-stack--wide" role="list" aria-label={t('parking.products.organisations')}>
            {organisations.map((organisation) => (
              <li key={organisation.id}>
                <OrganisationCard {...organisation} alone={organisations.length === 1} />
              </li>
            ))}
          </ul>
        )}
      </div>
    </ParkingShell>
  );
}

interface Organisation {
  id: string;
  name: string;
  permits: ParkingPermit[];
}

/** `alone`: with one municipality there is nothing to choose, and its products stand there at once. */
function OrganisationCard({ id, name, permits, alone }: Organisation & { alone: boolean }) {
  const t = useText();
  const [open, setOpen] = useState(alone);
  return (
    <section className="pw-stack" aria-label={name}>
      <div className="pw-card pw-card--wash pw-organisation">
        <span className="pw-organisation__mark" aria-hidden="true">
          {name.slice(0, 1)}
        </span>
        <div className="pw-grow">
          <h2 className="pw-heading-l">{name}</h2>
          <p className="pw-small pw-muted">{t('parking.products.count', { count: permits.length })}</p>
        </div>
        <Button
          aria-expanded={open}
          aria-controls={`products-of-${id}`}
          about={t('parking.products.of', { name })}
          onClick={() => setOpen(!open)}
        >
          {open ? t('parking.products.hide') : t('parking.products.show')}
        </Button>
      </div>
      <ul id={`products-of-${id}`} className="pw-product-cards" role="list" hidden={!open}>
        {permits.map((permit) => (
          <li key={permit.id}>
            <ProductCard permit={permit} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function byMunicipality(permits: readonly ParkingPermit[]): Organisation[] {
  const found = new Map<string, Organisation>();
  for (const permit of permits) {
    const { id, name } = permit.municipality;
    const organisation = found.get(id) ?? { id, name, permits: [] };
    organisation.permits.push(permit);
    found.set(id, organisation);
  }
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name));
}

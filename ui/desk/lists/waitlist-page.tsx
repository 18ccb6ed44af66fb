import { useCallback } from 'react';
import { readPublicProducts } from '../../data/municipalities.ts';
import { useCall } from '../../data/use-call.ts';
import { useMunicipality } from '../../municipality-frame.tsx';
import { useText } from '../../text/text.tsx';
import { readWaitlist, type Waitlist } from '../data/permits.ts';
import { useLocal } from '../desk.ts';
import { EntriesPage } from './entries-page.tsx';

/** What somebody waits for a place of. */
export default function WaitlistPage() {
  const t = useText();
  const instead = { icon: 'add', to: '/products', label: t('desk.toProducts') } as const;
  return (
    <EntriesPage list="waitlist" read={readWaitlist} icon="queue" instead={instead}>
      {(items) => <Entries items={items} />}
    </EntriesPage>
  );
}

function Entries({ items }: Waitlist) {
  const t = useText();
  const local = useLocal();
  const { id } = useMunicipality();
  const { call } = useCall(useCallback((signal: AbortSignal) => readPublicProducts(id, signal), [id]));
  const products = call.state === 'done' ? call.value.items : [];
  return (
    <ul className="pw-entries" role="list">
      {items.map((entry) => {
        const product = products.find((known) => known.id === entry.productId);
        const place = product?.places.find(({ areaId }) => areaId === entry.areaId);
        return (
          <li key={entry.id}>
            <h2 className="pw-heading-l">
              {product && local(product.name)} {place?.areaName}
            </h2>
            <p>{t('desk.lists.waitlist.waits')}</p>
          </li>
        );
      })}
    </ul>
  );
}

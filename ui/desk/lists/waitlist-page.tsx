import { useCallback } from 'react';
import { ButtonLink } from '../../components/button.tsx';
import { Empty } from '../../components/states.tsx';
import { readPublicProducts } from '../../data/municipalities.ts';
import { useCall } from '../../data/use-call.ts';
import { useMunicipality } from '../../municipality-frame.tsx';
import { useText } from '../../text/text.tsx';
import { readWaitlist, type Waitlist } from '../data/permits.ts';
import { useDesk, useLocal } from '../desk.ts';
import { DeskShell } from '../desk-shell.tsx';
import { Shown } from '../shown.tsx';

/** What somebody waits for a place of. */
export default function WaitlistPage() {
  const t = useText();
  const { base } = useDesk();
  const asked = useCall(readWaitlist);
  return (
    <DeskShell title={t('desk.menu.waitlist')}>
      <div className="pw-stack pw-stack--wide">
        <h1>{t('desk.lists.waitlist.heading')}</h1>
        <Shown asked={asked} loading={t('desk.lists.waitlist.loading')}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty icon="queue" title={t('desk.lists.waitlist.empty.title')}>
                <p>{t('desk.lists.waitlist.empty.text')}</p>
                <ButtonLink icon="add" to={`${base}/products`}>
                  {t('desk.toProducts')}
                </ButtonLink>
              </Empty>
            ) : (
              <Entries items={items} />
            )
          }
        </Shown>
      </div>
    </DeskShell>
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

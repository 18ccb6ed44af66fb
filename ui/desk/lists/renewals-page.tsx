import { ButtonLink } from '../../components/button.tsx';
import { useCall } from '../../data/use-call.ts';
import { useText } from '../../text/text.tsx';
import { readPermits, readRenewals, type Renewals } from '../data/permits.ts';
import { useDesk, useLocal } from '../desk.ts';
import { EntriesPage } from './entries-page.tsx';

/** Next terms that are ready. */
export default function RenewalsPage() {
  const t = useText();
  const instead = { icon: 'car', to: '/permits', label: t('desk.menu.permits') } as const;
  return (
    <EntriesPage list="renewals" read={readRenewals} icon="renew" instead={instead}>
      {(items) => <Entries items={items} />}
    </EntriesPage>
  );
}

function Entries({ items }: Renewals) {
  const t = useText();
  const local = useLocal();
  const { base } = useDesk();
  const { call } = useCall(readPermits);
  const permits = call.state === 'done' ? call.value.items : [];
  return (
    <ul className="pw-entries" role="list">
      {items.map(({ id, permitId }) => {
        const permit = permits.find((known) => known.id === permitId);
        return (
          <li key={id}>
            <h2 className="pw-heading-l">
              {permit ? `${local(permit.productName)} ${permit.areaName}` : t('desk.lists.renewals.of')}
            </h2>
            <p>{t('desk.lists.renewals.ready')}</p>
            <div className="pw-entry__acts">
              <ButtonLink to={`${base}/permits/${permitId}`}>{t('desk.lists.renewals.view')}</ButtonLink>
            </div>
          </li>
        );
      })}
    </ul>
  );
}

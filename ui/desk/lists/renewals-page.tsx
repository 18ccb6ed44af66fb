import { ButtonLink } from '../../components/button.tsx';
import { Empty } from '../../components/states.tsx';
import { useCall } from '../../data/use-call.ts';
import { useText } from '../../text/text.tsx';
import { readPermits, readRenewals, type Renewals } from '../data/permits.ts';
import { useDesk, useLocal } from '../desk.ts';
import { DeskShell } from '../desk-shell.tsx';
import { Shown } from '../shown.tsx';

/** Next terms that are ready. */
export default function RenewalsPage() {
  const t = useText();
  const { base } = useDesk();
  const asked = useCall(readRenewals);
  return (
    <DeskShell title={t('desk.menu.renewals')}>
      <div className="pw-stack pw-stack--wide">
        <h1>{t('desk.lists.renewals.heading')}</h1>
        <Shown asked={asked} loading={t('desk.lists.renewals.loading')}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty icon="renew" title={t('desk.lists.renewals.empty.title')}>
                <p>{t('desk.lists.renewals.empty.text')}</p>
                <ButtonLink icon="car" to={`${base}/permits`}>
                  {t('desk.menu.permits')}
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

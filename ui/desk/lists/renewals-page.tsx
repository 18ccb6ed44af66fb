import { useState } from 'react';
import { Link, useLocation } from 'react-router';
import type { RenewalView } from '../../../api/renewals/shapes.ts';
import { ButtonLink } from '../../components/button.tsx';
import { Money } from '../../components/figures.tsx';
import { Fact, Note } from '../../components/note.tsx';
import { Plate } from '../../components/plate.tsx';
import { useFormat, useText } from '../../text/text.tsx';
import { ToPay } from '../cart/to-pay.tsx';
import { readRenewals } from '../data/renewals.ts';
import { placed, useDesk, useLocal } from '../desk.ts';
import { RenewalBadge } from '../renewals/renewal-badge.tsx';
import { WithdrawRenewal } from '../renewals/withdraw-renewal.tsx';
import { EntriesPage } from './entries-page.tsx';

/** Next periods that are ready, to be confirmed or paid (PORTAL-085, PORTAL-086). */
export default function RenewalsPage() {
  const t = useText();
  const { refreshCounts } = useDesk();
  const [withdrawn, setWithdrawn] = useState(useWithdrawnBefore());
  const instead = { icon: 'car', to: '/permits', label: t('desk.menu.permits') } as const;
  return (
    <EntriesPage
      list="renewals"
      read={readRenewals}
      icon="renew"
      instead={instead}
      note={withdrawn !== null && <Note kind="ok" title={t('desk.lists.renewals.withdrawn', { product: withdrawn })} />}
    >
      {(items, refresh) => (
        <ul className="pw-entries" role="list">
          {items.map((renewal) => (
            <Entry
              key={renewal.id}
              renewal={renewal}
              onWithdrawn={(product) => {
                setWithdrawn(product);
                refreshCounts();
                refresh();
              }}
            />
          ))}
        </ul>
      )}
    </EntriesPage>
  );
}

/** What was withdrawn on the page before this one. */
function useWithdrawnBefore(): string | null {
  const state: unknown = useLocation().state;
  const product = typeof state === 'object' && state !== null && 'withdrawn' in state ? state.withdrawn : null;
  return typeof product === 'string' ? product : null;
}

function Entry({ renewal, onWithdrawn }: { renewal: RenewalView; onWithdrawn: (product: string) => void }) {
  const t = useText();
  const local = useLocal();
  const format = useFormat();
  const { base } = useDesk();
  const { id, actions, areaName, cents, currentLastDay, finishBy, permitPhase, plates, productName, status } = renewal;
  const product = placed(local(productName), areaName);
  const term = { from: format.day(renewal.startsOn), to: format.day(renewal.lastDay) };
  return (
    <li>
      <div className="pw-entry__head">
        <h2>
          <Link className="pw-alone" to={`${base}/renewals/${id}`}>
            {product}
          </Link>
        </h2>
        <RenewalBadge status={status} />
        <span className="pw-entry__sum">
          <Money cents={cents} />
        </span>
      </div>
      {plates.length > 0 && (
        <div className="pw-row pw-row--tight">
          {plates.map(({ country, display }) => (
            <Plate key={country + display} country={country} value={display} size="s" quiet />
          ))}
        </div>
      )}
      <p>{t('desk.lists.renewals.period', term)}</p>
      {permitPhase === 'expired' && <Fact kind="wait">{t('desk.lists.renewals.expired')}</Fact>}
      {finishBy !== null && (
        <p className="pw-small pw-muted">{t('desk.lists.renewals.before', { day: format.day(finishBy) })}</p>
      )}
      <div className="pw-entry__acts">
        {actions.includes('confirm') && (
          <ButtonLink look="primary" about={product} to={`${base}/renewals/${id}`}>
            {t('desk.lists.renewals.confirm')}
          </ButtonLink>
        )}
        {actions.includes('to-cart') && (
          <ToPay look="primary" about={product} caseIds={[id]} label={t('desk.lists.renewals.toCart')} />
        )}
        {actions.includes('withdraw') && (
          <WithdrawRenewal
            renewalId={id}
            productName={productName}
            lastDay={permitPhase === 'expired' ? undefined : currentLastDay}
            onWithdrawn={onWithdrawn}
          />
        )}
      </div>
    </li>
  );
}

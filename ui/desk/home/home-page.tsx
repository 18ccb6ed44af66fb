import { Link } from 'react-router';
import type { Overview } from '../../../api/me/shapes.ts';
import type { PermitView } from '../../../api/permits/shapes.ts';
import { Line, Lines } from '../../components/lists.tsx';
import type { Say } from '../../text/sentences.ts';
import { readPermits } from '../data/permits.ts';
import { useCall } from '../../data/use-call.ts';
import { useMunicipality } from '../../municipality-frame.tsx';
import { useText } from '../../text/text.tsx';
import { useDesk, useLocal, type Desk } from '../desk.ts';
import { DeskShell } from '../desk-shell.tsx';
import { useEvery } from '../use-every.ts';
import { Shown } from '../shown.tsx';
import { WAIT_MS, waitsForRegister } from '../permits/register.ts';
import { WhatCameOver } from '../../old-system/came-over.tsx';
import { StreetNotices } from '../../street-notices/street-notices.tsx';
import { CountsNow } from './counts-now.tsx';

/** The start of the desk: a line for each list, with what is there and what waits (PORTAL-010), and the car that may park now. */
export default function HomePage() {
  const t = useText();
  const { holder, counts } = useDesk();
  const { call, refresh } = useCall(readPermits);
  const permits = call.state === 'done' ? call.value.items : [];
  useEvery(permits.some(waitsForRegister) ? WAIT_MS : null, () => void refresh());
  return (
    <DeskShell title={t('desk.menu.home')}>
      <div className="pw-cols">
        <div className="pw-stack pw-stack--wide">
          <h1>{t('desk.home.heading', { name: holder.name })}</h1>
          <WhatCameOver whose="me" />
          <StreetNotices whose="me" />
          <Shown asked={counts} loading={t('desk.home.loading')}>
            {(known) => known && <EveryLine counts={known} permits={permits} />}
          </Shown>
        </div>
        <CountsNow permits={permits} />
      </div>
    </DeskShell>
  );
}

function EveryLine({ counts, permits }: { counts: Overview; permits: readonly PermitView[] }) {
  const t = useText();
  const local = useLocal();
  const { base, holder } = useDesk();
  const showsCart = !useMunicipality().payAtOnce;
  const { renewals, cart, applications, products, waitlist, history } = counts;
  const asked = permits.flatMap(({ notices }) => notices).filter(({ status }) => status === 'asked').length;
  const waiting = renewals.waiting + cart.waiting + applications.waiting + waitlist.waiting + asked;
  const address = holder.address?.lines[0];
  const names = [...new Set(permits.map(({ productName }) => local(productName)))].join(', ');
  return (
    <>
      <p className="pw-lead">{waiting === 0 ? t('desk.home.nothing') : t('desk.home.waits', { count: waiting })}</p>
      <Lines>
        <Line
          to={`${base}/renewals`}
          icon="renew"
          name={t('desk.menu.renewals')}
          hint={
            renewals.count === 0
              ? t('desk.home.renewals.none')
              : t('desk.home.renewals.some', { count: renewals.count })
          }
          count={renewals.count}
          waits={renewals.waiting > 0}
        />
        {showsCart && (
          <Line
            to={`${base}/cart`}
            icon="cart"
            name={t('desk.menu.cart')}
            hint={cart.count === 0 ? t('desk.home.cart.none') : t('desk.home.cart.some', { count: cart.count })}
            count={cart.count}
            waits={cart.waiting > 0}
          />
        )}
        <Line
          to={`${base}/applications`}
          icon="wait"
          name={t('desk.menu.applications')}
          hint={applicationsHint(t, applications, showsCart)}
          count={applications.count}
          waits={applications.waiting > 0}
        />
        <Line
          to={`${base}/permits`}
          icon="car"
          name={t('desk.menu.permits')}
          hint={
            counts.permits.count === 0
              ? t('desk.home.permits.none')
              : asked > 0
                ? t('desk.home.permits.asked', { count: asked })
                : names
          }
          count={counts.permits.count}
          waits={asked > 0}
        />
        <Line
          to={`${base}/waitlist`}
          icon="queue"
          name={t('desk.menu.waitlist')}
          hint={
            waitlist.count === 0
              ? t('desk.home.waitlist.none')
              : waitlist.waiting > 0
                ? t('desk.home.waitlist.offered', { count: waitlist.waiting })
                : t('desk.home.waitlist.some', { count: waitlist.count })
          }
          count={waitlist.count}
          waits={waitlist.waiting > 0}
        />
        <Line
          to={`${base}/products`}
          icon="add"
          name={t('desk.menu.products')}
          hint={productsHint(t, products.count, address)}
          count={products.count}
        />
        <Line
          to={`${base}/history`}
          icon="history"
          name={t('desk.menu.history')}
          hint={t(history.count === 0 ? 'desk.home.history.none' : 'desk.home.history.some')}
          count={history.count}
        />
      </Lines>
      <p>
        <Link className="pw-alone" to={`${base}/life-events`}>
          {t('desk.life.home')}
        </Link>
      </p>
    </>
  );
}

function applicationsHint(
  t: Say,
  { count, waiting }: NonNullable<Desk['overview']>['applications'],
  hasCart: boolean,
): string {
  if (count === 0) return t('desk.home.applications.none');
  if (waiting === 0) return t(hasCart ? 'desk.home.applications.us' : 'desk.home.applications.usAlone', { count });
  const you = t('desk.home.applications.you', { count: waiting });
  const others = hasCart ? 'desk.home.applications.others' : 'desk.home.applications.withUs';
  return count === waiting ? you : `${you}. ${t(others, { count: count - waiting })}`;
}

function productsHint(t: Say, count: number, address: string | undefined): string {
  if (count === 0) return t('desk.home.products.none');
  return address === undefined ? t('desk.home.products.someNoAddress') : t('desk.home.products.some', { address });
}

import { useCallback, useEffect, type ReactNode } from 'react';
import { useParams } from 'react-router';
import type { SessionView } from '../../api/on-demand/shapes.ts';
import { ButtonLink, Buttons } from '../components/button.tsx';
import { Money } from '../components/figures.tsx';
import { DescriptionList } from '../components/lists.tsx';
import { Note } from '../components/note.tsx';
import { Plate } from '../components/plate.tsx';
import { useCall } from '../data/use-call.ts';
import { useEvery } from '../desk/use-every.ts';
import { Shown } from '../desk/shown.tsx';
import { readTopUp } from '../parking/data/money.ts';
import { useMoments } from '../parking/actions/use-moments.ts';
import { useFormat, useText } from '../text/text.tsx';
import { hasBookingDraft } from './booking-draft.ts';
import { Hours } from './hours.tsx';
import { OnDemandShell } from './on-demand-shell.tsx';
import { useOnDemand } from './on-demand.ts';
import { Past } from './past.tsx';

/** Balance, ids, what runs and what comes next, and the two things people come for (POM-005). */
export default function StartPage() {
  const t = useText();
  const { view, base } = useOnDemand();
  const { reference } = useParams();
  return (
    <OnDemandShell title={t('onDemand.title')}>
      <div className="pw-stack pw-stack--wide">
        <h1>{t('onDemand.heading', { name: view.holderName })}</h1>
        {reference !== undefined && <TopUpBanner reference={reference} />}
        <div className="pw-on-demand__top">
          <section className="pw-card pw-card--wash pw-stack pw-stack--tight" aria-labelledby="balance">
            <h2 id="balance">{t('shell.balance')}</h2>
            <Money cents={view.balanceCents} big />
            <Hours hours={view.hours} />
          </section>
          <section className="pw-card pw-stack pw-stack--tight" aria-labelledby="ids">
            <h2 id="ids">{t('onDemand.ids')}</h2>
            <DescriptionList
              items={[
                { term: t('onDemand.internalId'), value: view.internalNumber },
                { term: t('onDemand.profileId'), value: view.profileId ?? DASH },
              ]}
            />
          </section>
        </div>
        <Buttons wide>
          <ButtonLink look="primary" to={`${base}/book`}>
            {t('onDemand.book.title')}
          </ButtonLink>
          <ButtonLink to={`${base}/top-up`}>{t('onDemand.topUp.title')}</ButtonLink>
        </Buttons>
        <Session title={t('onDemand.running')} session={view.running} />
        <Session title={t('onDemand.next')} session={view.next} />
        <Past />
      </div>
    </OnDemandShell>
  );
}

const DASH = '–';

/** Date, time, zone, plate, price and series of one session; dashes where there is none. */
function Session({ title, session }: { title: string; session: SessionView | null }) {
  const t = useText();
  const format = useFormat();
  const { view, base } = useOnDemand();
  const { until } = useMoments(view.timeZone);
  const facts: [string, ReactNode][] = [
    [t('onDemand.session.date'), session && format.day(session.startsAt)],
    [t('onDemand.session.time'), session && `${format.time(session.startsAt)} – ${until(session.endsAt)}`],
    [t('onDemand.session.zone'), session?.areaName],
    [t('onDemand.session.plate'), session?.plate && <Plate country={session.plate.country} value={session.plate.display} />],
    [t('onDemand.session.price'), session && <Money cents={session.cents} />],
    [t('onDemand.series.id'), session?.series?.number],
  ]; // prettier-ignore
  return (
    <section className="pw-card pw-stack pw-stack--tight" aria-label={title}>
      <h2 className="pw-heading-l">{title}</h2>
      <DescriptionList items={facts.map(([term, fact]) => ({ term, value: fact ?? DASH }))} />
      {session && (
        <p>
          <ButtonLink to={`${base}/sessions/${session.id}`}>{t('onDemand.session.open')}</ButtonLink>
        </p>
      )}
    </section>
  );
}

const LOOK_MS = 2_000;
const KINDS = { open: 'wait', paid: 'ok', failed: 'bad', refunded: 'info' } as const;

/** Back from the payment page: what came of it, as only the provider says; the balance follows by itself (POM-013). */
function TopUpBanner({ reference }: { reference: string }) {
  const t = useText();
  const format = useFormat();
  const { reload, base } = useOnDemand();
  const asked = useCall(useCallback((signal: AbortSignal) => readTopUp(reference, signal), [reference]));
  const status = asked.call.state === 'done' ? asked.call.value.status : null;
  useEvery(status === 'open' ? LOOK_MS : null, () => void asked.refresh());
  useEffect(() => {
    if (status === 'paid') void reload();
  }, [status, reload]);
  return (
    <Shown asked={asked} loading={t('parking.topUp.asking')}>
      {({ status: now, cents, reference: order }) => (
        <Note kind={KINDS[now]} title={t(`onDemand.topUp.result.${now}.title`)} urgent>
          <p>{t(`onDemand.topUp.result.${now}.text`, { amount: format.money(cents), reference: order })}</p>
          {now === 'paid' && hasBookingDraft() && (
            <p>
              <ButtonLink to={`${base}/book`}>{t('onDemand.topUp.toBooking')}</ButtonLink>
            </p>
          )}
        </Note>
      )}
    </Shown>
  );
}

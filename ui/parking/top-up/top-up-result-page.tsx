import { useCallback, useEffect } from 'react';
import { useParams } from 'react-router';
import { ButtonLink, Buttons } from '../../components/button.tsx';
import { Note } from '../../components/note.tsx';
import { useCall } from '../../data/use-call.ts';
import { Shown } from '../../desk/shown.tsx';
import { useEvery } from '../../desk/use-every.ts';
import { useTitleFocus } from '../../focus-title.ts';
import { useFormat, useText } from '../../text/text.tsx';
import { useAmount } from '../amount.ts';
import { readTopUp, type TopUp } from '../data/money.ts';
import { useParking } from '../parking.ts';
import { ParkingShell } from '../parking-shell.tsx';

const LOOK_MS = 3_000;
const KINDS = { open: 'wait', paid: 'ok', failed: 'bad', refunded: 'info' } as const;

/** Back from the bank: what came of it. Only the payment provider says so (2PARK-040). */
export default function TopUpResultPage() {
  const t = useText();
  const { reference = '' } = useParams();
  const { reload } = useParking();
  const asked = useCall(useCallback((signal: AbortSignal) => readTopUp(reference, signal), [reference]));
  const { call, refresh } = asked;
  const status = call.state === 'done' ? call.value.status : null;
  useEvery(status === 'open' ? LOOK_MS : null, () => void refresh());
  useTitleFocus(status ?? '');
  useEffect(() => {
    if (status === 'paid') void reload();
  }, [status, reload]);
  return (
    <ParkingShell title={t('parking.menu.topUp')}>
      <div className="pw-stack pw-stack--wide pw-measure">
        <Shown asked={asked} loading={t('parking.topUp.asking')}>
          {(topUp) => <Result topUp={topUp} />}
        </Shown>
      </div>
    </ParkingShell>
  );
}

function Result({ topUp: { status, unit, amount: bring, cents, checkoutUrl, permitId } }: { topUp: TopUp }) {
  const t = useText();
  const format = useFormat();
  const amount = useAmount();
  const { permits } = useParking();
  const balance = permits.find(({ id }) => id === permitId)?.balances.find((one) => one.unit === unit);
  const values = {
    amount: amount({ unit, amount: bring }),
    price: format.money(cents),
    balance: balance ? amount({ unit, amount: balance.available }) : '',
  };
  const base = `/parking/p/${encodeURIComponent(permitId)}`;
  return (
    <>
      <h1>{t(`parking.topUp.result.${status}.title`)}</h1>
      <Note kind={KINDS[status]} title={t(`parking.topUp.result.${status}.what`, values)}>
        <p>{t(`parking.topUp.result.${status}.text`, values)}</p>
      </Note>
      <Buttons wide>
        {status === 'open' && checkoutUrl !== null && (
          <ButtonLink look="primary" to={checkoutUrl}>
            {t('parking.topUp.goOn')}
          </ButtonLink>
        )}
        {status === 'failed' && (
          <ButtonLink look="primary" to={`${base}/top-up`}>
            {t('parking.topUp.again')}
          </ButtonLink>
        )}
        <ButtonLink {...(status === 'paid' && { look: 'primary' as const })} to={base}>
          {t('parking.menu.actions')}
        </ButtonLink>
      </Buttons>
    </>
  );
}

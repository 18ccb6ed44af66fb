import type { PaymentView } from '../../../api/payments/shapes.ts';
import { Button, Buttons } from '../../components/button.tsx';
import { Fact, Note } from '../../components/note.tsx';
import { useMunicipality } from '../../municipality-frame.tsx';
import { useFormat, useText } from '../../text/text.tsx';
import { Reference } from './payment-overview.tsx';

interface Press {
  busy: boolean;
  press: () => void;
}

interface PaymentResultProps {
  payment: PaymentView;
  /** When somebody last asked the provider anew. */
  askedAt: string | null;
  refresh: Press;
  cancel: Press;
  goOn: () => void;
}

/** What came of a payment, in the words of the manual (PORTAL-065…067). */
export function PaymentResult({ payment, askedAt, refresh, cancel, goOn }: PaymentResultProps) {
  const t = useText();
  const format = useFormat();
  const { payAtOnce } = useMunicipality();
  const { status, refundedCents, provisionalUntil } = payment;
  const result = RESULTS[status];
  return (
    <div className="pw-stack pw-stack--wide">
      <h1>{t(`pay.${result}.heading`)}</h1>
      <p className="pw-lead">
        {t(`pay.${result}.text`)}
        {result !== 'paid' && result !== 'unknown' && ` ${t(payAtOnce ? 'pay.kept.here' : 'pay.kept.cart')}`}
      </p>
      {refundedCents > 0 && <Fact kind="info">{t('pay.refunded', { amount: format.money(refundedCents) })}</Fact>}
      {provisionalUntil !== null && (
        <Note kind="ok" title={t('pay.provisional.title')}>
          <p>{t('pay.provisional.text', { moment: format.moment(provisionalUntil) })}</p>
        </Note>
      )}
      {result === 'unknown' ? (
        <>
          <div role="status">
            {askedAt !== null && (
              <Fact kind="info" icon="wait">
                {t('pay.unknown.asked', { time: format.clock(askedAt) })}
              </Fact>
            )}
          </div>
          <p>
            <Button look="primary" icon="renew" {...pressed(refresh)}>
              {t('common.refresh')}
            </Button>
          </p>
          <Reference payment={payment} />
          <NotPaid payment={payment} cancel={cancel} />
        </>
      ) : (
        <>
          <Reference payment={payment} />
          <p>
            <Button look="primary" onClick={goOn}>
              {t('common.continue')}
            </Button>
          </p>
        </>
      )}
    </div>
  );
}

const RESULTS: Record<PaymentView['status'], 'unknown' | 'canceled' | 'expired' | 'failed' | 'paid'> = {
  starting: 'unknown',
  open: 'unknown',
  pending: 'unknown',
  abandoned: 'canceled',
  canceled: 'canceled',
  expired: 'expired',
  failed: 'failed',
  paid: 'paid',
};

/** Who turned back on the way to the bank can go on, or leave it. */
function NotPaid({ payment: { checkoutUrl }, cancel }: { payment: PaymentView; cancel: Press }) {
  const t = useText();
  if (checkoutUrl === null) return null;
  return (
    <section className="pw-stack pw-stack--tight">
      <p>{t('pay.unknown.notPaid')}</p>
      <Buttons wide>
        <Button about={t('pay.overview.goTo')} onClick={() => window.location.assign(checkoutUrl)}>
          {t('pay.overview.go')}
        </Button>
        <Button look="subtle" {...pressed(cancel)}>
          {t('pay.overview.cancel')}
        </Button>
      </Buttons>
    </section>
  );
}

const pressed = ({ busy, press }: Press) => ({ busy, onClick: press });

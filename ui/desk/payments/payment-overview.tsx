import type { PaymentView } from '../../../api/payments/shapes.ts';
import { Button, Buttons } from '../../components/button.tsx';
import { Ledger, Money } from '../../components/figures.tsx';
import { DescriptionList } from '../../components/lists.tsx';
import { useText } from '../../text/text.tsx';
import { useLocal } from '../desk.ts';
import { usePaymentMethods } from '../../payment-methods.ts';

interface PaymentOverviewProps {
  payment: PaymentView;
  cancel: { busy: boolean; press: () => void };
}

/** What is about to be paid: the total on top, and the reference that will be on the bank statement (PORTAL-064). */
export function PaymentOverview({ payment, cancel }: PaymentOverviewProps) {
  const t = useText();
  const methods = usePaymentMethods();
  const { cents, checkoutUrl } = payment;
  const [before = '', after = ''] = t('pay.overview.heading').split('{amount}');
  return (
    <div className="pw-stack pw-stack--wide">
      <h1>
        {before}
        <Money cents={cents} />
        {after}
      </h1>
      <Reference payment={payment} />
      <PaidLines payment={payment} />
      <p className="pw-muted">{t('pay.overview.where', { methods })}</p>
      <Buttons wide>
        <Button
          look="primary"
          disabled={checkoutUrl === null}
          about={t('pay.overview.goTo')}
          onClick={() => checkoutUrl !== null && window.location.assign(checkoutUrl)}
        >
          {t('pay.overview.go')}
        </Button>
        <Button busy={cancel.busy} onClick={cancel.press}>
          {t('pay.overview.cancel')}
        </Button>
      </Buttons>
    </div>
  );
}

export function Reference({ payment: { reference } }: { payment: PaymentView }) {
  const t = useText();
  return (
    <div className="pw-stack pw-stack--close">
      <DescriptionList items={[{ term: t('pay.reference'), value: <span translate="no">{reference}</span> }]} />
      <p className="pw-small pw-muted">{t('pay.referenceHint')}</p>
    </div>
  );
}

function PaidLines({ payment: { items, cents } }: { payment: PaymentView }) {
  const t = useText();
  const local = useLocal();
  return (
    <Ledger
      caption={t('pay.overview.lines')}
      lines={items.map((item) => ({ text: local(item.productName), cents: item.cents }))}
      total={{ text: t('pay.overview.total'), cents }}
    />
  );
}

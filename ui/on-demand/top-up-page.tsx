import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { Button, Buttons } from '../components/button.tsx';
import { Money } from '../components/figures.tsx';
import { useAct } from '../data/use-act.ts';
import { ProblemNote } from '../desk/shown.tsx';
import { AmountInput } from '../parking/amount-input.tsx';
import { amountOf, NO_AMOUNT } from '../parking/typed-amount.ts';
import { useFormat, useText } from '../text/text.tsx';
import { usePaymentMethods } from '../payment-methods.ts';
import { startFreeTopUp } from './data.ts';
import { InvoiceFields, lacksOf, NO_INVOICE, wishOf } from './invoice-fields.tsx';
import { OnDemandShell } from './on-demand-shell.tsx';
import { useOnDemand } from './on-demand.ts';

/** Any amount, with what the balance becomes while it is typed (POM-010). */
export default function TopUpPage() {
  const t = useText();
  const methods = usePaymentMethods();
  const format = useFormat();
  const navigate = useNavigate();
  const [query] = useSearchParams();
  const { view, base } = useOnDemand();
  const back = query.get('back') === 'book' ? `${base}/book` : base;
  const [typed, setTyped] = useState(NO_AMOUNT);
  const [invoice, setInvoice] = useState(NO_INVOICE);
  const [tried, setTried] = useState(false);
  const { act, perform } = useAct(startFreeTopUp, { once: true });
  const { leastCents = 0, mostCents = 0 } = view.topUp ?? {};
  const cents = amountOf('eurocent', typed);
  const fits = typeof cents === 'number' && cents >= leastCents && cents <= mostCents;
  const error = tried && !fits ? t('onDemand.topUp.wrong', { least: format.money(leastCents), most: format.money(mostCents) }) : undefined; // prettier-ignore

  const pay = async () => {
    setTried(true);
    if (!fits || Object.keys(lacksOf(invoice)).length > 0) return;
    const answer = await perform({ cents, invoice: wishOf(invoice) });
    if (answer?.ok) window.location.assign(answer.value.checkoutUrl);
  };
  return (
    <OnDemandShell title={t('onDemand.topUp.title')}>
      <form
        className="pw-stack pw-stack--wide pw-measure"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void pay();
        }}
      >
        <h1>{t('onDemand.topUp.title')}</h1>
        {act.state === 'failed' && <ProblemNote problem={act.problem} />}
        <p>
          {t('onDemand.topUp.now')} <Money cents={view.balanceCents} />
        </p>
        <AmountInput
          unit="eurocent"
          label={t('onDemand.topUp.amount')}
          hint={t('onDemand.topUp.hint', { least: format.money(leastCents), most: format.money(mostCents) })}
          error={error}
          value={typed}
          onChange={setTyped}
        />
        <p role="status">
          {t('onDemand.topUp.after')} <Money cents={view.balanceCents + (fits ? cents : 0)} />
        </p>
        <InvoiceFields typed={invoice} onChange={setInvoice} tried={tried} />
        <p className="pw-small pw-muted">{t('onDemand.topUp.methods', { methods, beneficiary: view.beneficiary })}</p>
        <Buttons wide>
          <Button onClick={() => void navigate(back)}>{t('common.cancel')}</Button>
          <Button type="submit" look="primary" busy={act.state === 'busy'}>
            {t('onDemand.topUp.pay')}
          </Button>
        </Buttons>
      </form>
    </OnDemandShell>
  );
}

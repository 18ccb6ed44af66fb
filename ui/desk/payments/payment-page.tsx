import { useCallback, useState } from 'react';
import { useLocation, useNavigate, useParams } from 'react-router';
import type { PaymentView } from '../../../api/payments/shapes.ts';
import { useAct } from '../../data/use-act.ts';
import { useCall } from '../../data/use-call.ts';
import { useText } from '../../text/text.tsx';
import { useTitleFocus } from '../../focus-title.ts';
import { askProvider, cancelPayment, readPayment } from '../data/cart.ts';
import { useDesk } from '../desk.ts';
import { DeskShell } from '../desk-shell.tsx';
import { ProblemNote, Shown } from '../shown.tsx';
import { useEvery } from '../use-every.ts';
import { PaymentOverview } from './payment-overview.tsx';
import { PaymentProducts } from './payment-products.tsx';
import { PaymentResult } from './payment-result.tsx';

/** How often the page looks by itself while the result is not known. */
const LOOK_MS = 3_000;

/**
 * A payment at one address: the overview before leaving for the bank, the result on coming back, and after [Ga verder] its products with
 * their status (PORTAL-064…067). Only the payment provider says what came of it.
 */
export default function PaymentPage() {
  const t = useText();
  const navigate = useNavigate();
  const { reference = '', view } = useParams();
  const { base, refreshCounts } = useDesk();
  const came = useWayHere();
  const asked = useCall(useCallback((signal: AbortSignal) => readPayment(reference, signal), [reference]));
  const { call, refresh } = asked;
  const [askedAt, setAskedAt] = useState<string | null>(null);
  const asking = useAct(askProvider);
  const cancelling = useAct(cancelPayment);

  const payment = call.state === 'done' ? call.value : null;
  const open = payment !== null && isOpen(payment);
  const leaving = open && came !== null && view === undefined;
  const unfinished = payment !== null && payment.items.some((item) => item.caseStatus === 'awaiting-payment');
  const processing = payment?.status === 'paid' && unfinished;
  useEvery((open && !leaving) || processing ? LOOK_MS : null, () => void refresh());
  useTitleFocus(`${leaving ? 'overview' : (payment?.status ?? '')} ${view ?? ''}`);

  const ask = async () => {
    const answer = await asking.perform(reference);
    if (!answer?.ok) return;
    setAskedAt(new Date().toISOString());
    await refresh();
    refreshCounts();
  };
  const cancel = async () => {
    const answer = await cancelling.perform(reference);
    if (!answer?.ok) return;
    refreshCounts();
    if (leaving) await navigate(came.from ?? `${base}/cart`);
    else await refresh();
  };

  const path = `${base}/payments/${reference}`;
  const problem =
    (asking.act.state === 'failed' && asking.act.problem) ||
    (cancelling.act.state === 'failed' && cancelling.act.problem);
  return (
    <DeskShell title={t('pay.title')}>
      <div className="pw-stack pw-stack--wide pw-measure">
        {problem && <ProblemNote problem={problem} />}
        <Shown asked={asked} loading={t('pay.loading')}>
          {(known) => {
            const cancelButton = { busy: cancelling.act.state === 'busy', press: () => void cancel() };
            if (view === 'products') {
              return (
                <PaymentProducts payment={known} busy={asking.act.state === 'busy'} onRefresh={() => void ask()} />
              );
            }
            if (leaving) return <PaymentOverview payment={known} cancel={cancelButton} />;
            return (
              <PaymentResult
                payment={known}
                askedAt={askedAt}
                refresh={{ busy: asking.act.state === 'busy', press: () => void ask() }}
                cancel={cancelButton}
                goOn={() => void navigate(`${path}/products`)}
              />
            );
          }}
        </Shown>
      </div>
    </DeskShell>
  );
}

/** Nobody knows yet how it ends. */
const isOpen = ({ status }: PaymentView): boolean => status === 'starting' || status === 'open' || status === 'pending';

/** From where somebody came who has not been at the bank, the cart unless it says otherwise; null for who comes back from there. */
function useWayHere(): { from: string | null } | null {
  const state: unknown = useLocation().state;
  if (typeof state !== 'object' || state === null || !('overview' in state)) return null;
  return { from: 'from' in state && typeof state.from === 'string' ? state.from : null };
}

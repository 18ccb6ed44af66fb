import { useLocation, useNavigate } from 'react-router';
import { Button, ButtonLink, type Look } from '../../components/button.tsx';
import { useAct } from '../../data/use-act.ts';
import { useMunicipality } from '../../municipality-frame.tsx';
import { useText } from '../../text/text.tsx';
import { payFor } from '../data/cart.ts';
import { useDesk } from '../desk.ts';
import { ProblemNote } from '../shown.tsx';

interface ToPayProps {
  caseIds: readonly string[];
  /** What the button says where it leads to the cart. */
  label: string;
  /** Which product it is about, where several of these are on a page. */
  about?: string;
  look?: Look;
}

/** The way to the bank: by the cart, or at once where the municipality has none (ASSEN-005). */
export function ToPay({ caseIds, label, ...face }: ToPayProps) {
  const t = useText();
  const { base } = useDesk();
  const { payAtOnce } = useMunicipality();
  const { busy, pay, problem } = usePayNow();
  if (!payAtOnce)
    return (
      <ButtonLink {...face} icon="cart" to={`${base}/cart`}>
        {label}
      </ButtonLink>
    );
  return (
    <>
      {problem && <ProblemNote problem={problem} />}
      <Button {...face} icon="wallet" busy={busy} onClick={() => void pay(caseIds)}>
        {t('pay.now')}
      </Button>
    </>
  );
}

/** Begins the payment of these cases, or goes back to the one under way, and shows its overview. */
export function usePayNow() {
  const { base } = useDesk();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const { act, perform } = useAct(payFor, { once: true });
  /** Whether it led there; if not, `problem` says why. */
  const pay = async (caseIds: readonly string[]): Promise<boolean> => {
    const answer = await perform(caseIds);
    if (!answer?.ok) return false;
    await navigate(`${base}/payments/${answer.value.reference}`, { state: { overview: true, from: pathname } });
    return true;
  };
  return { busy: act.state === 'busy', pay, problem: act.state === 'failed' ? act.problem : null };
}

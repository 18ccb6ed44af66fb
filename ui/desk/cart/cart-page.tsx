import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { Cart } from '../../../api/payments/shapes.ts';
import { BottomBar } from '../../components/bottom-bar.tsx';
import { Button, ButtonLink } from '../../components/button.tsx';
import { Money } from '../../components/figures.tsx';
import { Note } from '../../components/note.tsx';
import { Empty } from '../../components/states.tsx';
import { useAct } from '../../data/use-act.ts';
import { useCall } from '../../data/use-call.ts';
import { useText } from '../../text/text.tsx';
import { readCart, startPayment, tick } from '../data/cart.ts';
import { useDesk } from '../desk.ts';
import { DeskShell } from '../desk-shell.tsx';
import { ProblemNote, Shown } from '../shown.tsx';
import { usePaymentMethods } from '../../payment-methods.ts';
import { CartEntry } from './cart-entry.tsx';

/** What is ready to be paid, and which of it now (PORTAL-060…063). The total is that of what is ticked and free to be paid. */
export default function CartPage() {
  const t = useText();
  const navigate = useNavigate();
  const { base, refreshCounts } = useDesk();
  const asked = useCall(readCart);
  const [ticked, setTicked] = useState<Cart | null>(null);
  const [withdrawn, setWithdrawn] = useState<string | null>(null);
  const ticking = useAct(tick);
  const paying = useAct(startPayment, { once: true });

  const cart = ticked ?? (asked.call.state === 'done' ? asked.call.value : null);
  const payable = cart?.items.filter(({ payingUnder }) => payingUnder === null) ?? [];
  const chosen = payable.filter(({ selected }) => selected);
  const cents = chosen.reduce((total, item) => total + item.cents, 0);

  const renew = async () => {
    await asked.refresh();
    setTicked(null);
  };
  const choose = async (id: string, selected: boolean) => {
    const answer = await ticking.perform({ id, selected });
    if (answer?.ok) setTicked(answer.value);
    else if (answer) await renew();
  };
  const pay = async () => {
    const answer = await paying.perform(chosen.map(({ id }) => id));
    if (answer?.ok) await navigate(`${base}/payments/${answer.value.reference}`, { state: { overview: true } });
    else if (answer) await renew();
  };

  const problem =
    (paying.act.state === 'failed' && paying.act.problem) || (ticking.act.state === 'failed' && ticking.act.problem);
  return (
    <DeskShell
      title={t('desk.menu.cart')}
      bottomBar={
        cart !== null &&
        payable.length > 0 && (
          <BottomBar
            label={t('cart.sum', { count: chosen.length, all: cart.items.length })}
            value={<Money cents={cents} />}
          >
            <Button
              look="primary"
              disabled={chosen.length === 0}
              busy={paying.act.state === 'busy'}
              onClick={() => void pay()}
            >
              {t('cart.pay')} <Money cents={cents} />
            </Button>
          </BottomBar>
        )
      }
    >
      <div className="pw-stack pw-stack--wide">
        <h1>{t('cart.heading')}</h1>
        <div role="status">
          {withdrawn !== null && <Note kind="ok" title={t('cart.withdrawn', { product: withdrawn })} />}
        </div>
        {problem && <ProblemNote problem={problem} />}
        <Shown asked={asked} loading={t('cart.loading')}>
          {(read) => {
            const { items } = ticked ?? read;
            if (items.length === 0) return <EmptyCart />;
            return (
              <div className="pw-cols">
                <ul className="pw-entries" role="list">
                  {items.map((item) => (
                    <CartEntry
                      key={item.id}
                      item={item}
                      busy={ticking.act.state === 'busy'}
                      onChoose={(selected) => void choose(item.id, selected)}
                      onWithdrawn={(product) => {
                        setWithdrawn(product);
                        refreshCounts();
                        void renew();
                      }}
                    />
                  ))}
                </ul>
                <Warning of={items.some(({ kind }) => kind === 'application') ? 'warning' : 'change'} />
              </div>
            );
          }}
        </Shown>
      </div>
    </DeskShell>
  );
}

/** Something new is worth nothing before it is paid; what is renewed or changed stays as it is until then. */
function Warning({ of }: { of: 'warning' | 'change' }) {
  const t = useText();
  const methods = usePaymentMethods();
  return (
    <aside className="pw-stack" aria-label={t(`cart.${of}.title`)}>
      <Note kind="wait" title={t(`cart.${of}.title`)}>
        <p>{t(`cart.${of}.text`)}</p>
      </Note>
      <p className="pw-small pw-muted">{t('cart.how', { methods })}</p>
    </aside>
  );
}

function EmptyCart() {
  const t = useText();
  const { base } = useDesk();
  return (
    <Empty icon="cart" title={t('cart.empty.title')}>
      <p>{t('cart.empty.text')}</p>
      <ButtonLink icon="add" to={`${base}/products`}>
        {t('desk.toProducts')}
      </ButtonLink>
    </Empty>
  );
}

import type { PaymentView } from '../../../api/payments/shapes.ts';
import { Button, ButtonLink, Buttons } from '../../components/button.tsx';
import { Money } from '../../components/figures.tsx';
import { Badge, Fact } from '../../components/note.tsx';
import { now } from '../../data/clock.ts';
import { useFormat, useSentenceNamed, useText } from '../../text/text.tsx';
import { ToPay } from '../cart/to-pay.tsx';
import { useDesk, useLocal } from '../desk.ts';
import { NewestLetter } from '../documents/newest-letter.tsx';

interface PaymentProductsProps {
  payment: PaymentView;
  busy: boolean;
  onRefresh: () => void;
}

type Item = PaymentView['items'][number];

/** The products of a payment with their status, and what their holder may do now (PORTAL-066, PORTAL-067, LOKET-014). */
export function PaymentProducts({ payment, busy, onRefresh }: PaymentProductsProps) {
  const t = useText();
  const format = useFormat();
  const { base } = useDesk();
  const { status, items, refundedCents, createdAt } = payment;
  const granted = items.length > 0 && items.every(({ permitId }) => permitId !== null);
  const heading = granted ? 'granted' : status === 'paid' ? 'heading' : 'headingNot';
  const unpaid = status !== 'paid' && items.some((item) => item.caseStatus === 'awaiting-payment');
  return (
    <div className="pw-stack pw-stack--wide">
      <h1>{t(`pay.products.${heading}`)}</h1>
      {refundedCents > 0 && <Fact kind="info">{t('pay.refunded', { amount: format.money(refundedCents) })}</Fact>}
      <ul className="pw-entries" role="list">
        {items.map((item) => (
          <Product key={item.caseId} item={item} paid={status === 'paid'} since={createdAt} />
        ))}
      </ul>
      <Buttons wide>
        {unpaid && (
          <ToPay look="primary" caseIds={items.map(({ caseId }) => caseId)} label={t('pay.products.toCart')} />
        )}
        <Button icon="renew" busy={busy} onClick={onRefresh}>
          {t('common.refresh')}
        </Button>
        {granted && <ButtonLink to={`${base}/permits`}>{t('pay.products.allPermits')}</ButtonLink>}
      </Buttons>
    </div>
  );
}

/** The letter that follows from each kind of thing that is paid for. */
const LETTERS: Record<Item['kind'], string> = {
  application: 'permit-issued',
  renewal: 'permit-renewed',
  'plate-change': 'plate-changed',
};

function Product({ item, paid, since }: { item: Item; paid: boolean; since: string }) {
  const t = useText();
  const local = useLocal();
  const format = useFormat();
  const { base } = useDesk();
  const product = local(item.productName);
  return (
    <li>
      <div className="pw-entry__head">
        <h2>{product}</h2>
        <span className="pw-entry__sum">
          <Money cents={item.cents} />
        </span>
      </div>
      <p role="status">
        <Status item={item} paid={paid} />
      </p>
      {item.permitId !== null && (
        <>
          <p>{mayPark(item)}</p>
          <NewestLetter permitId={item.permitId} of={{ kind: LETTERS[item.kind], since }} />
          <p>
            <ButtonLink look="primary" about={product} to={`${base}/permits/${item.permitId}`}>
              {t('pay.products.view')}
            </ButtonLink>
          </p>
        </>
      )}
    </li>
  );

  /** One car may stand in the street now; of several that may not stand together, one counts (LOKET-014). */
  function mayPark({ plates, platesAtOnce, validFrom }: Item): string {
    if (validFrom !== null && validFrom > now()) return t('pay.products.from', { day: format.day(validFrom) });
    if (plates === 0) return t('pay.products.none');
    if (plates === 1) return t('pay.products.one');
    return plates <= platesAtOnce ? t('pay.products.all') : t('pay.products.more', { atOnce: platesAtOnce });
  }
}

function Status({ item: { kind, caseStatus, permitId }, paid }: { item: Item; paid: boolean }) {
  const t = useText();
  const sentence = useSentenceNamed();
  if (permitId !== null) return <Badge kind="ok">{t('status.application.issued')}</Badge>;
  if (paid && caseStatus === 'awaiting-payment') return <Badge kind="us">{t('pay.products.busy')}</Badge>;
  const waits = caseStatus === 'awaiting-payment' ? 'you' : 'off';
  return <Badge kind={waits}>{sentence(`status.${kind}.${caseStatus}`) ?? caseStatus}</Badge>;
}

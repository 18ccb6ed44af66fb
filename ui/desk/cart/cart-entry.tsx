import { useState } from 'react';
import { Link } from 'react-router';
import type { CartItem } from '../../../api/payments/shapes.ts';
import { Button } from '../../components/button.tsx';
import { Money } from '../../components/figures.tsx';
import { Badge, Fact } from '../../components/note.tsx';
import { Plate } from '../../components/plate.tsx';
import { useFormat, useText } from '../../text/text.tsx';
import { WithdrawButton } from '../applications/withdraw-button.tsx';
import { placed, useDesk, useLocal } from '../desk.ts';
import { WithdrawRenewal } from '../renewals/withdraw-renewal.tsx';
import { WithdrawChange } from '../permits/plates/withdraw-change.tsx';

interface CartEntryProps {
  item: CartItem;
  busy: boolean;
  onChoose: (selected: boolean) => void;
  onWithdrawn: (product: string) => void;
}

/** One thing to pay: [Betaal nu] ticks it and becomes [Betaal later]; what cannot wait stays ticked and says so (PORTAL-061, PORTAL-062). */
export function CartEntry({ item, busy, onChoose, onWithdrawn }: CartEntryProps) {
  const t = useText();
  const local = useLocal();
  const { base } = useDesk();
  const [insisted, setInsisted] = useState(false);
  const { kind, caseId, mayWithdraw, applicationId, areaName, plates, cents, selected, postponable, payingUnder } =
    item;
  const product = local(item.productName);

  const press = () => {
    if (selected && !postponable) return setInsisted(true);
    onChoose(!selected);
  };
  return (
    <li>
      <div className="pw-entry__head">
        <h2>{placed(product, areaName)}</h2>
        <span className="pw-entry__sum">
          <Money cents={cents} />
        </span>
      </div>
      <div className="pw-row pw-row--tight">
        {plates.map(({ country, display }) => (
          <Plate key={country + display} country={country} value={display} size="s" quiet />
        ))}
        <span className="pw-muted">
          {kind !== 'application' && <strong>{t(`cart.kind.${kind}`)}</strong>} <Term item={item} />
        </span>
      </div>
      {payingUnder !== null ? (
        <Fact kind="info" icon="wait">
          {t('cart.paying.text')} <Link to={`${base}/payments/${payingUnder}`}>{t('cart.paying.link')}</Link>
        </Fact>
      ) : (
        <div className="pw-entry__acts">
          <Button about={product} busy={busy} onClick={press}>
            {t(selected ? 'cart.payLater' : 'cart.payNow')}
          </Button>
          <Badge kind={selected ? 'ok' : 'off'}>{t(selected ? 'cart.selected' : 'cart.notSelected')}</Badge>
          <span className="pw-push">
            {kind === 'renewal' && mayWithdraw && (
              <WithdrawRenewal
                renewalId={caseId}
                productName={item.productName}
                onWithdrawn={() => onWithdrawn(product)}
              />
            )}
            {kind === 'plate-change' && (
              <WithdrawChange changeId={caseId} about={product} onWithdrawn={() => onWithdrawn(product)} />
            )}
            {applicationId !== null && (
              <WithdrawButton
                application={{ id: applicationId, productName: item.productName }}
                onWithdrawn={() => onWithdrawn(product)}
              />
            )}
          </span>
        </div>
      )}
      <div role="status">{insisted && <Fact kind="wait">{t('cart.fixed')}</Fact>}</div>
    </li>
  );
}

function Term({ item: { startsOn, lastDay } }: { item: CartItem }) {
  const t = useText();
  const format = useFormat();
  if (startsOn === null) return null;
  if (lastDay === null) return t('cart.from', { day: format.day(startsOn) });
  return t('cart.period', { from: format.day(startsOn), to: format.day(lastDay) });
}

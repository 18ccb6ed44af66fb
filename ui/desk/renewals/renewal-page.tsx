import { useCallback, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import type { RenewalView } from '../../../api/renewals/shapes.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { DescriptionList } from '../../components/lists.tsx';
import { Note } from '../../components/note.tsx';
import { Plate } from '../../components/plate.tsx';
import { useAct } from '../../data/use-act.ts';
import { useCall } from '../../data/use-call.ts';
import { useMunicipality } from '../../municipality-frame.tsx';
import { useFormat, useText } from '../../text/text.tsx';
import { ToPay } from '../cart/to-pay.tsx';
import { confirmRenewal, readRenewal } from '../data/renewals.ts';
import { placed, useDesk, useLocal } from '../desk.ts';
import { DeskShell } from '../desk-shell.tsx';
import { ProblemNote, Shown } from '../shown.tsx';
import { RenewalBadge } from './renewal-badge.tsx';
import { WithdrawRenewal } from './withdraw-renewal.tsx';

/** One renewal: the data to check before paying, and what its holder can do (PORTAL-085…087). */
export default function RenewalPage() {
  const t = useText();
  const { renewal: id = '' } = useParams();
  const asked = useCall(useCallback((signal: AbortSignal) => readRenewal(id, signal), [id]));
  const [changed, setChanged] = useState<RenewalView | null>(null);
  return (
    <DeskShell title={t('renewal.title')}>
      <Shown asked={asked} loading={t('renewal.loading')}>
        {(renewal) => <Renewal renewal={changed ?? renewal} onConfirmed={setChanged} />}
      </Shown>
    </DeskShell>
  );
}

interface RenewalProps {
  renewal: RenewalView;
  onConfirmed: (renewal: RenewalView) => void;
}

function Renewal({ renewal, onConfirmed }: RenewalProps) {
  const t = useText();
  const local = useLocal();
  const navigate = useNavigate();
  const { base, refreshCounts } = useDesk();
  const { act, perform } = useAct(confirmRenewal);
  const { actions, areaName, currentLastDay, permitPhase, productName, status } = renewal;
  const confirm = async () => {
    const answer = await perform(renewal.id);
    if (!answer?.ok) return;
    refreshCounts();
    onConfirmed(answer.value);
  };
  return (
    <div className="pw-stack pw-stack--apart">
      <div className="pw-stack">
        <p>
          <Link className="pw-alone" to={`${base}/renewals`}>
            <Icon name="back" size={20} />
            {t('renewal.all')}
          </Link>
        </p>
        <h1>{t('renewal.heading', { product: placed(local(productName), areaName) })}</h1>
        <p>
          <RenewalBadge status={status} />
        </p>
        <div role="status">
          <Standing renewal={renewal} />
        </div>
        {act.state === 'failed' && <ProblemNote problem={act.problem} />}
      </div>
      <section className="pw-stack">
        {actions.includes('confirm') && (
          <>
            <h2>{t('renewal.check')}</h2>
            <p>{t('renewal.checkText')}</p>
          </>
        )}
        <Data renewal={renewal} />
      </section>
      <div className="pw-entry__acts">
        {actions.includes('confirm') && (
          <Button look="primary" icon="tick" busy={act.state === 'busy'} onClick={() => void confirm()}>
            {t('renewal.right')}
          </Button>
        )}
        {actions.includes('to-cart') && (
          <ToPay look="primary" caseIds={[renewal.id]} label={t('desk.lists.renewals.toCart')} />
        )}
        <ButtonLink to={`${base}/permits/${renewal.permitId}`}>
          {t(actions.includes('confirm') ? 'renewal.toProduct' : 'renewal.viewPermit')}
        </ButtonLink>
        {actions.includes('withdraw') && (
          <WithdrawRenewal
            renewalId={renewal.id}
            productName={productName}
            lastDay={permitPhase === 'expired' ? undefined : currentLastDay}
            onWithdrawn={(withdrawn) => {
              refreshCounts();
              void navigate(`${base}/renewals`, { state: { withdrawn } });
            }}
          />
        )}
      </div>
    </div>
  );
}

function Standing({ renewal }: { renewal: RenewalView }) {
  const { status, permitPhase, currentLastDay, cents, debitOn, debiting } = renewal;
  const t = useText();
  const { payAtOnce } = useMunicipality();
  const format = useFormat();
  switch (status) {
    case 'awaiting-confirmation':
      return permitPhase === 'expired' ? (
        <Note kind="wait" title={t('desk.lists.renewals.expired')} />
      ) : (
        <p>{t('renewal.kept', { day: format.day(currentLastDay) })}</p>
      );
    case 'awaiting-payment':
      if (debiting) return <Note kind="wait" title={t('mandate.renewalNow', { price: format.money(cents) })} />;
      if (debitOn)
        return <Note title={t('mandate.renewalOn', { day: format.day(debitOn), price: format.money(cents) })} />;
      return <Note kind="wait" title={t(payAtOnce ? 'renewal.toPay' : 'renewal.inCart')} />;
    case 'renewed':
      return <Note kind="ok" title={t('renewal.done')} />;
    case 'withdrawn':
    case 'lapsed':
      return <Note title={t('renewal.over')} />;
    default:
      return status satisfies never;
  }
}

/** What the municipality knows, to be looked through before it is confirmed. */
function Data({ renewal }: { renewal: RenewalView }) {
  const t = useText();
  const format = useFormat();
  const { holder } = useDesk();
  const { areaName, plates, startsOn, lastDay, cents, permitNumber } = renewal;
  return (
    <DescriptionList
      items={[
        { term: t('renewal.name'), value: holder.name },
        ...(holder.address ? [{ term: t('renewal.address'), value: holder.address.lines.join(', ') }] : []),
        { term: t('renewal.place'), value: areaName },
        ...(plates.length > 0
          ? [
              {
                term: t('renewal.plates'),
                value: (
                  <span className="pw-row pw-row--tight">
                    {plates.map(({ country, display }) => (
                      <Plate key={country + display} country={country} value={display} size="s" />
                    ))}
                  </span>
                ),
              },
            ]
          : []),
        { term: t('renewal.number'), value: permitNumber },
        {
          term: t('renewal.period'),
          value: t('renewal.periodText', { from: format.day(startsOn), to: format.day(lastDay) }),
        },
        { term: t('renewal.price'), value: cents === 0 ? t('renewal.free') : format.money(cents) },
      ]}
    />
  );
}

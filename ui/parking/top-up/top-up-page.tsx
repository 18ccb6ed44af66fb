import { useCallback, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Radios } from '../../components/choice.tsx';
import { Note } from '../../components/note.tsx';
import { useAct } from '../../data/use-act.ts';
import { useCall } from '../../data/use-call.ts';
import { ProblemNote, Shown } from '../../desk/shown.tsx';
import { useFormat, useText } from '../../text/text.tsx';
import { useAmount } from '../amount.ts';
import { readAutomaticTopUp, readTopUpOptions, startTopUp, stopAutomaticTopUp, type Options } from '../data/money.ts';
import { usePermit } from '../parking.ts';
import { ParkingShell } from '../parking-shell.tsx';

/** What can be bought now, and what it brings the balance to (2PARK-040…042). */
export default function TopUpPage() {
  const t = useText();
  const { id: permitId } = usePermit();
  const asked = useCall(useCallback((signal: AbortSignal) => readTopUpOptions(permitId, signal), [permitId]));
  return (
    <ParkingShell title={t('parking.menu.topUp')}>
      <div className="pw-stack pw-stack--wide pw-measure">
        <h1>{t('parking.topUp.heading')}</h1>
        <TopsUpByItself permitId={permitId} />
        <Shown asked={asked} loading={t('parking.topUp.loading')}>
          {(options) => (options.options.length === 0 ? <NotNow options={options} /> : <Choose options={options} />)}
        </Shown>
      </div>
    </ParkingShell>
  );
}

/** Its holder has it topped up by debit; whoever parks sees so, and can have it stop (PEERS-020). */
function TopsUpByItself({ permitId }: { permitId: string }) {
  const t = useText();
  const format = useFormat();
  const amount = useAmount();
  const asked = useCall(useCallback((signal: AbortSignal) => readAutomaticTopUp(permitId, signal), [permitId]));
  const { act, perform } = useAct(stopAutomaticTopUp);
  if (act.state === 'done') return <Note kind="ok" title={t('mandate.inApp.stopped')} />;
  const topUp = asked.call.state === 'done' ? asked.call.value.topUp : null;
  if (!topUp) return null;
  const { unit, threshold, cents } = topUp;
  return (
    <Note title={t('mandate.inApp.title')}>
      <p>{t('mandate.inApp.text', { threshold: amount({ unit, amount: threshold }), price: format.money(cents) })}</p>
      {act.state === 'failed' && <ProblemNote problem={act.problem} />}
      <p>
        <Button busy={act.state === 'busy'} onClick={() => void perform(permitId)}>
          {t('mandate.inApp.stop')}
        </Button>
      </p>
    </Note>
  );
}

/** Why nothing can be bought, and what to wait for. */
function NotNow({ options: { reason, lastDay, maximum } }: { options: Options }) {
  const t = useText();
  const format = useFormat();
  const amount = useAmount();
  const { balances } = usePermit();
  const unit = balances[0]?.unit ?? 'eurocent';
  return (
    <Note kind="wait" title={t(`parking.topUp.not.${reason ?? 'permit-not-in-force'}.title`)}>
      <p>
        {t(`parking.topUp.not.${reason ?? 'permit-not-in-force'}.text`, {
          maximum: amount({ unit, amount: maximum ?? 0 }),
          day: lastDay ? format.day(lastDay) : '',
        })}
      </p>
    </Note>
  );
}

function Choose({ options: { options, bought, maximum, lastDay } }: { options: Options }) {
  const t = useText();
  const format = useFormat();
  const amount = useAmount();
  const { id: permitId, balances } = usePermit();
  const [chosen, setChosen] = useState(options[0]?.id ?? '');
  const { act, perform } = useAct(startTopUp, { once: true });
  const option = options.find(({ id }) => id === chosen);
  const balance = balances.find(({ unit }) => unit === option?.unit);

  const pay = async () => {
    const answer = await perform({ permitId, optionId: chosen });
    if (answer?.ok) window.location.assign(answer.value.checkoutUrl);
  };
  return (
    <form
      className="pw-stack pw-stack--wide"
      onSubmit={(event) => {
        event.preventDefault();
        void pay();
      }}
    >
      {act.state === 'failed' && <ProblemNote problem={act.problem} />}
      <Radios
        label={t('parking.topUp.choose')}
        options={options.map(({ id, unit, amount: bring, cents }) => ({
          value: id,
          title: amount({ unit, amount: bring }),
          ...(unit !== 'eurocent' && { end: format.money(cents) }),
        }))}
        chosen={chosen}
        onChoose={setChosen}
      />
      {option && (
        <p role="status">
          {t('parking.topUp.becomes', {
            balance: amount({ unit: option.unit, amount: (balance?.available ?? 0) + option.amount }),
          })}
        </p>
      )}
      {maximum !== null && option && (
        <p className="pw-small pw-muted">
          {t(lastDay ? 'parking.topUp.maximumUntil' : 'parking.topUp.maximum', {
            bought: amount({ unit: option.unit, amount: bought }),
            maximum: amount({ unit: option.unit, amount: maximum }),
            day: lastDay ? format.day(lastDay) : '',
          })}
        </p>
      )}
      <p>
        <Button type="submit" look="primary" busy={act.state === 'busy'}>
          {t('parking.topUp.pay', { price: format.money(option?.cents ?? 0) })}
        </Button>
      </p>
    </form>
  );
}

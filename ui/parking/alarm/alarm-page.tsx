import { useState } from 'react';
import { Button, Buttons } from '../../components/button.tsx';
import { Fact } from '../../components/note.tsx';
import { useAct } from '../../data/use-act.ts';
import { ProblemNote } from '../../desk/shown.tsx';
import { useText } from '../../text/text.tsx';
import { useAmount } from '../amount.ts';
import { AmountInput } from '../amount-input.tsx';
import { saveAlarm } from '../data/keeping.ts';
import { useParking, usePermit } from '../parking.ts';
import { ParkingShell } from '../parking-shell.tsx';
import { amountOf, typed } from '../typed-amount.ts';

/** What a form begins with: ten euros, two hours, five actions. */
const EXAMPLE = { eurocent: 1000, minute: 120, action: 5 };

/** A warning by mail when the balance falls below an amount (2PARK-108). */
export default function AlarmPage() {
  const t = useText();
  const amount = useAmount();
  const { reload } = useParking();
  const { id: permitId, alarm, balances } = usePermit();
  const unit = alarm?.unit ?? balances[0]?.unit ?? 'eurocent';
  const [value, setValue] = useState(typed(unit, alarm?.threshold ?? EXAMPLE[unit]));
  const [checked, setChecked] = useState(false);
  const { act, perform } = useAct(saveAlarm);
  const threshold = amountOf(unit, value);

  const save = async (wanted: number | null) => {
    const answer = await perform({ permitId, body: { unit, threshold: wanted } });
    if (answer?.ok) await reload();
  };
  const send = () => {
    setChecked(true);
    if (typeof threshold === 'number') void save(threshold);
  };
  return (
    <ParkingShell title={t('parking.menu.alarm')}>
      <form
        className="pw-stack pw-stack--wide pw-measure"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <h1>{t('parking.alarm.heading')}</h1>
        <p className="pw-lead">{t('parking.alarm.lead')}</p>
        {act.state === 'failed' && <ProblemNote problem={act.problem} />}
        <div role="status">
          {alarm === null ? (
            <Fact kind="info">{t('parking.alarm.off')}</Fact>
          ) : alarm.below ? (
            <Fact kind="bad" icon="bell">
              {t('parking.alarm.below', { amount: amount({ unit, amount: alarm.threshold }) })}
            </Fact>
          ) : (
            <Fact icon="bell">{t('parking.alarm.on', { amount: amount({ unit, amount: alarm.threshold }) })}</Fact>
          )}
        </div>
        <AmountInput
          unit={unit}
          label={t(`parking.alarm.below_${unit}`)}
          hint={t('parking.alarm.example', { amount: amount({ unit, amount: EXAMPLE[unit] }) })}
          error={checked && typeof threshold !== 'number' ? t('parking.amount.wrong') : undefined}
          value={value}
          onChange={setValue}
        />
        <Buttons wide>
          <Button type="submit" look="primary" busy={act.state === 'busy'}>
            {t('parking.alarm.set')}
          </Button>
          {alarm !== null && (
            <Button look="subtle" onClick={() => void save(null)}>
              {t('parking.alarm.remove')}
            </Button>
          )}
        </Buttons>
      </form>
    </ParkingShell>
  );
}

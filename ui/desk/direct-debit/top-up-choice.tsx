import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Radios } from '../../components/choice.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { useAct } from '../../data/use-act.ts';
import { useAmount } from '../../parking/amount.ts';
import { useFormat, useSentenceNamed, useText } from '../../text/text.tsx';
import { chooseTopUp, stopTopUp, type AutomaticTopUp, type DirectDebitView } from '../data/direct-debit.ts';
import { useLocal } from '../desk.ts';
import { ProblemNote } from '../shown.tsx';

interface TopUpChoiceProps {
  topUp: AutomaticTopUp;
  /** There is leave to debit. */
  mayChoose: boolean;
  onChanged: (view: DirectDebitView) => void;
}

/** One balance: below what it is topped up by itself, and with how much. */
export function TopUpChoice({ topUp, mayChoose, onChanged }: TopUpChoiceProps) {
  const t = useText();
  const format = useFormat();
  const amount = useAmount();
  const local = useLocal();
  const { permitId, permitNumber, productName, unit, available, thresholdAtMost, options, chosen } = topUp;
  const [optionId, setOptionId] = useState(chosen?.optionId ?? options[0]?.id ?? '');
  const [typed, setTyped] = useState(chosen ? shown(chosen.threshold, unit) : '');
  const [checked, setChecked] = useState(false);
  const choosing = useAct(chooseTopUp);
  const stopping = useAct(stopTopUp);
  const threshold = read(typed, unit);
  const wrong = threshold === null || threshold < 1 || threshold > thresholdAtMost;
  const most = amount({ unit, amount: thresholdAtMost });
  const running = chosen !== null && chosen.stopped === null;

  const set = async () => {
    setChecked(true);
    if (wrong) return;
    const answer = await choosing.perform({ permitId, optionId, threshold });
    if (answer?.ok) onChanged(answer.value);
  };
  const stop = async () => {
    const answer = await stopping.perform(permitId);
    if (answer?.ok) onChanged(answer.value);
  };
  return (
    <form
      className="pw-stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void set();
      }}
    >
      <h3>
        {local(productName)} ({permitNumber})
      </h3>
      <p>
        {t('mandate.balance', { amount: amount({ unit, amount: available }) })} <Standing topUp={topUp} />
      </p>
      {topUp.debitingCents !== null && <p>{t('mandate.underWay', { price: format.money(topUp.debitingCents) })}</p>}
      {choosing.act.state === 'failed' && <ProblemNote problem={choosing.act.problem} />}
      {stopping.act.state === 'failed' && <ProblemNote problem={stopping.act.problem} />}
      {mayChoose && (
        <>
          <TextInput
            short
            label={t(`mandate.below_${unit}`)}
            hint={t('mandate.most', { amount: most })}
            inputMode={unit === 'eurocent' ? 'decimal' : 'numeric'}
            value={typed}
            error={checked && wrong && t('mandate.thresholdWrong', { amount: most })}
            onChange={setTyped}
          />
          <Radios
            label={t('mandate.howMuch')}
            options={options.map(({ id, amount: bring, cents }) => ({
              value: id,
              title: amount({ unit, amount: bring }),
              ...(unit !== 'eurocent' && { end: format.money(cents) }),
            }))}
            chosen={optionId}
            onChoose={setOptionId}
          />
          <p className="pw-row">
            <Button type="submit" look="primary" about={permitNumber} busy={choosing.act.state === 'busy'}>
              {t(running ? 'mandate.change' : 'mandate.set')}
            </Button>
            {running && (
              <Button about={permitNumber} busy={stopping.act.state === 'busy'} onClick={() => void stop()}>
                {t('mandate.stop')}
              </Button>
            )}
          </p>
        </>
      )}
    </form>
  );
}

function Standing({ topUp: { unit, options, chosen } }: { topUp: AutomaticTopUp }) {
  const t = useText();
  const amount = useAmount();
  const named = useSentenceNamed();
  const option = options.find(({ id }) => id === chosen?.optionId);
  if (!chosen || !option) return t('mandate.off');
  if (chosen.stopped) return t('mandate.stopped', { reason: named(`ground.${chosen.stopped}`) ?? '' });
  return t('mandate.on', {
    threshold: amount({ unit, amount: chosen.threshold }),
    amount: amount({ unit, amount: option.amount }),
  });
}

/** Euros are typed with a comma or a point; minutes and actions as whole numbers. Null when it is no number. */
function read(typed: string, unit: AutomaticTopUp['unit']): number | null {
  const text = typed.trim();
  if (unit !== 'eurocent') return /^\d{1,7}$/.test(text) ? Number(text) : null;
  const match = /^(\d{1,5})(?:[.,](\d{1,2}))?$/.exec(text);
  return match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : null;
}

const shown = (amount: number, unit: AutomaticTopUp['unit']): string => {
  if (unit !== 'eurocent') return String(amount);
  const cents = amount % 100;
  return `${Math.floor(amount / 100)}${cents === 0 ? '' : `,${String(cents).padStart(2, '0')}`}`;
};

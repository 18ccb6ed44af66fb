import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { PlateInput, type TypedPlate } from '../../components/plate-input.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { useAct } from '../../data/use-act.ts';
import { ProblemNote } from '../../desk/shown.tsx';
import { useText } from '../../text/text.tsx';
import { useAmount } from '../amount.ts';
import { AmountInput } from '../amount-input.tsx';
import { giveGrant, type Grants } from '../data/grants.ts';
import { usePermit } from '../parking.ts';
import { NO_RAILS, RailFields, readRails } from './guard-rails.tsx';
import { amountOf, NO_AMOUNT } from '../typed-amount.ts';

interface GrantFormProps extends Pick<Grants, 'plate' | 'unit'> {
  onGiven: (email: string) => void;
}

/** Whom to invite, for which plate, with how much; what stays with the owner is shown before it is given (2PARK-091). */
export function GrantForm({ plate: plateRule, unit, onGiven }: GrantFormProps) {
  const t = useText();
  const amount = useAmount();
  const { id: permitId, balances } = usePermit();
  const [email, setEmail] = useState('');
  const [plate, setPlate] = useState<TypedPlate>({ country: 'NL', text: '' });
  const [part, setPart] = useState(NO_AMOUNT);
  const [cap, setCap] = useState(NO_AMOUNT);
  const [rails, setRails] = useState(NO_RAILS);
  const [checked, setChecked] = useState(false);
  const { act, perform } = useAct(giveGrant);

  const own = balances.find((balance) => balance.unit === unit);
  const given = unit === null ? null : amountOf(unit, part);
  const most = unit === null ? null : amountOf(unit, cap);
  const errors = {
    email: /^\S+@\S+\.\S+$/.test(email.trim()) ? undefined : t('parking.grants.emailWrong'),
    plate: plateRule === 'required' && plate.text.trim() === '' ? t('parking.grants.plateMissing') : undefined,
    amount: given === undefined ? t('parking.amount.wrong') : undefined,
    cap: most === undefined ? t('parking.amount.wrong') : undefined,
  };

  const bound = readRails(rails);

  const send = async () => {
    setChecked(true);
    if (Object.values({ ...errors, ...bound.errors }).some((error) => error !== undefined)) return;
    const body = {
      email: email.trim(),
      ...(plate.text.trim() !== '' && { plate: plate.text, country: plate.country }),
      ...(typeof given === 'number' && { amount: given }),
      ...(typeof most === 'number' && { monthlyCap: most }),
      ...bound.body,
    };
    const answer = await perform({ permitId, body });
    if (answer?.ok) onGiven(body.email);
  };
  return (
    <form
      className="pw-stack pw-stack--wide pw-card"
      aria-labelledby="new-grant"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <h2 id="new-grant">{t('parking.grants.new')}</h2>
      {act.state === 'failed' && <ProblemNote problem={act.problem} />}
      <TextInput
        label={t('parking.account.email')}
        type="email"
        autoComplete="off"
        error={checked ? errors.email : undefined}
        value={email}
        onChange={setEmail}
      />
      <PlateInput
        label={t('parking.grants.plate')}
        optional={plateRule === 'free'}
        hint={plateRule === 'free' ? t('parking.grants.plateFree') : t('parking.grants.plateRequired')}
        error={checked ? errors.plate : undefined}
        value={plate}
        onChange={setPlate}
      />
      {unit !== null && (
        <>
          <AmountInput
            unit={unit}
            optional
            label={t(`parking.grants.amount_${unit}`)}
            hint={t('parking.grants.amountHint', { balance: amount({ unit, amount: own?.available ?? 0 }) })}
            error={checked ? errors.amount : undefined}
            value={part}
            onChange={setPart}
          />
          {typeof given === 'number' && own && own.available >= given && (
            <p role="status">
              {t('parking.grants.ownBecomes', { balance: amount({ unit, amount: own.available - given }) })}
            </p>
          )}
          <AmountInput
            unit={unit}
            optional
            label={t('parking.grants.capLabel')}
            hint={t('parking.grants.capHint')}
            error={checked ? errors.cap : undefined}
            value={cap}
            onChange={setCap}
          />
          <p className="pw-small pw-muted">{t('parking.grants.youTopUp')}</p>
        </>
      )}
      <RailFields value={rails} onChange={setRails} errors={checked ? bound.errors : {}} />
      <p>
        <Button type="submit" look="primary" busy={act.state === 'busy'}>
          {t('parking.grants.send')}
        </Button>
      </p>
    </form>
  );
}

import { useState } from 'react';
import type { DirectDebitView } from '../../../api/direct-debit/shapes.ts';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { useAct } from '../../data/use-act.ts';
import { useLanguage, useText } from '../../text/text.tsx';
import { giveMandate } from '../data/direct-debit.ts';
import { AccountFields, isComplete } from '../refunds/account-fields.tsx';
import { ProblemNote } from '../shown.tsx';

interface GiveMandateProps {
  offer: NonNullable<DirectDebitView['offer']>;
  onGiven: (view: DirectDebitView) => void;
}

/** Leave is given with an account, a name and a tick under what is agreed to. */
export function GiveMandate({ offer, onGiven }: GiveMandateProps) {
  const t = useText();
  const { language } = useLanguage();
  const [account, setAccount] = useState({ iban: '', name: '' });
  const [renewals, setRenewals] = useState(true);
  const [agrees, setAgrees] = useState(false);
  const [checked, setChecked] = useState(false);
  const { act, perform } = useAct(giveMandate);
  const give = async () => {
    setChecked(true);
    if (!agrees || !isComplete(account)) return;
    const answer = await perform({ ...account, renewals, language, agrees: true });
    if (answer?.ok) onGiven(answer.value);
  };
  return (
    <form
      className="pw-stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void give();
      }}
    >
      <h2>{t('mandate.give')}</h2>
      {act.state === 'failed' && <ProblemNote problem={act.problem} />}
      <AccountFields account={account} checked={checked} onChange={setAccount} />
      <Choice
        type="checkbox"
        name="renewals"
        value="renewals"
        title={t('mandate.forRenewals')}
        more={t('mandate.forRenewalsHint')}
        checked={renewals}
        onChange={setRenewals}
      />
      <Choice
        type="checkbox"
        name="agrees"
        value="agrees"
        title={t('mandate.agree')}
        more={offer.consent[language]}
        checked={agrees}
        onChange={setAgrees}
      />
      <div role="alert">{checked && !agrees && <p className="pw-field__error">{t('mandate.agreeMissing')}</p>}</div>
      <p>
        <Button type="submit" look="primary" busy={act.state === 'busy'}>
          {t('mandate.give')}
        </Button>
      </p>
    </form>
  );
}

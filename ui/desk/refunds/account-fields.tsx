import type { AccountBody } from '../../../api/refunds/shapes.ts';
import { readIban } from '../../../rules/values/iban.ts';
import { fill } from '../../../rules/sentences.ts';
import { isRefusal } from '../../../rules/values/refusal.ts';
import { TextInput } from '../../components/text-input.tsx';
import { useSentenceNamed, useText } from '../../text/text.tsx';

interface AccountFieldsProps {
  account: AccountBody;
  /** Faults are shown once somebody pressed the button. */
  checked: boolean;
  onChange: (account: AccountBody) => void;
}

/** Where money goes back to; a typing error is found before it is sent. */
export function AccountFields({ account, checked, onChange }: AccountFieldsProps) {
  const t = useText();
  const fault = useIbanFault();
  return (
    <div className="pw-stack">
      <TextInput
        label={t('refunds.iban')}
        hint={t('refunds.ibanHint')}
        value={account.iban}
        maxLength={60}
        autoComplete="off"
        spellCheck={false}
        autoCapitalize="characters"
        error={checked && fault(account.iban)}
        onChange={(iban) => onChange({ ...account, iban })}
      />
      <TextInput
        label={t('refunds.name')}
        value={account.name}
        maxLength={70}
        autoComplete="name"
        error={checked && account.name.trim() === '' && t('refunds.nameMissing')}
        onChange={(name) => onChange({ ...account, name })}
      />
    </div>
  );
}

export const isComplete = ({ iban, name }: AccountBody): boolean => !isRefusal(readIban(iban)) && name.trim() !== '';

/** To the first field that has to be mended, for who cannot see which one turned red. */
export function focusFault(form: HTMLFormElement, { iban }: AccountBody): void {
  const fields = form.querySelectorAll<HTMLInputElement>('input');
  fields[isRefusal(readIban(iban)) ? 0 : 1]?.focus();
}

/** What is wrong with an account number and what to do about it, in the words of the rule. */
function useIbanFault(): (iban: string) => string | false {
  const named = useSentenceNamed();
  return (iban) => {
    const read = readIban(iban);
    if (!isRefusal(read)) return false;
    const [step] = read.steps;
    const values = Object.fromEntries(Object.entries(step?.values ?? {}).map(([name, value]) => [name, String(value)]));
    return [fill(named(`refusal.${read.ground}`) ?? read.ground, values), named(`remedy.${step?.remedy ?? ''}`)]
      .filter(Boolean)
      .join(' ');
  };
}

import { useState, type FormEvent } from 'react';
import { Button } from '../../components/button.tsx';
import { ErrorSummary, type FormError } from '../../components/error-summary.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { saveSettings } from '../../data/me.ts';
import { useAct } from '../../data/use-act.ts';
import { useLanguage, useText } from '../../text/text.tsx';
import { useDisplay } from '../../theme/display.tsx';
import { sendCode, type CodeSent } from '../data/email.ts';
import { useDesk } from '../desk.ts';
import { ProblemNote } from '../shown.tsx';

interface AddressFormProps {
  email: string;
  onChange: (email: string) => void;
  onSent: (sent: CodeSent) => void;
}

export function AddressForm({ email, onChange, onSent }: AddressFormProps) {
  const t = useText();
  const { holder } = useDesk();
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const { act, perform } = useSendCode();
  const invalid = [{ field: 'email', message: t('desk.email.invalid') }];

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const typed = email.trim();
    if (!looksLikeAddress(typed)) return setErrors(invalid);
    setErrors([]);
    const answer = await perform(typed);
    if (answer?.ok) onSent(answer.value);
    else if (answer?.problem.code === 'invalid-request') setErrors(invalid);
  };

  return (
    <form className="pw-stack pw-stack--wide" noValidate onSubmit={(event) => void submit(event)}>
      <h1>{t('desk.email.heading')}</h1>
      <p className="pw-lead">{t(holder.emailVerified ? 'desk.email.leadChange' : 'desk.email.lead')}</p>
      {holder.emailVerified && holder.email !== null && <p>{t('desk.email.now', { email: holder.email })}</p>}
      <ErrorSummary errors={errors} />
      {act.state === 'failed' && act.problem.code !== 'invalid-request' && <ProblemNote problem={act.problem} />}
      <div id="email">
        <TextInput
          label={t('desk.email.field')}
          hint={t('desk.email.example')}
          error={errors[0]?.message}
          type="email"
          autoComplete="email"
          inputMode="email"
          spellCheck={false}
          autoCapitalize="none"
          value={email}
          onChange={onChange}
        />
      </div>
      <p>
        <Button look="primary" type="submit" icon="mail" busy={act.state === 'busy'}>
          {t('desk.email.send')}
        </Button>
      </p>
    </form>
  );
}

/**
 * Sends a code. The first time the language and contrast somebody chose before signing in become theirs, so that this mail and all that
 * follow come in their language.
 */
export function useSendCode() {
  const { me, holder } = useDesk();
  const { language } = useLanguage();
  const { contrast: theme } = useDisplay();
  return useAct(async (email: string, key: string) => {
    const chosen = me.settings.language !== language || me.settings.theme !== theme;
    if (!holder.emailVerified && chosen) {
      const saved = await saveSettings({ language, theme }, `${key}-settings`);
      if (!saved.ok) return saved;
    }
    return sendCode(email, key);
  });
}

/** Only what can never be an address; whether it works the code shows. */
const looksLikeAddress = (typed: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(typed);

import { useState } from 'react';
import { ErrorSummary, type FormError } from '../../components/error-summary.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { useDraft } from '../../data/draft.ts';
import { useText } from '../../text/text.tsx';
import { isTexts } from './drafts.ts';
import { WizardShell } from './wizard-shell.tsx';
import type { WizardStep } from './wizard-step.ts';

const POSTCODE = /^\d{4}\s?[A-Za-z]{2}$/;
const HOUSE_NUMBER = /^[1-9]\d{0,4}$/;

/** The other address of a move: the new home, or the old one for who is registered at the new one already (PEERS-024). */
export function StepSecondAddress({ step }: { step: WizardStep }) {
  const t = useText();
  const { application, answering, answer, next } = step;
  const given = application.answers.secondAddress;
  const begin = { postcode: given?.postcode ?? '', houseNumber: String(given?.houseNumber ?? '') };
  const [typed, change, forget] = useDraft<Record<string, string>>(`application.${application.id}.second-address`, begin, isTexts); // prettier-ignore
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const postcode = (typed['postcode'] ?? '').trim();
  const houseNumber = (typed['houseNumber'] ?? '').trim();
  const errorAt = (field: string) => errors.find((error) => error.field === field)?.message;

  const goOn = async () => {
    const wrong: FormError[] = [];
    if (!POSTCODE.test(postcode)) wrong.push({ field: 'second-postcode', message: t('pages.check.postcodeWrong') });
    if (!HOUSE_NUMBER.test(houseNumber))
      wrong.push({ field: 'second-house-number', message: t('pages.check.houseNumberWrong') });
    setErrors(wrong);
    if (wrong.length > 0) return;
    if (postcode === begin.postcode && houseNumber === begin.houseNumber) return next();
    const answered = await answer({ secondAddress: { postcode, houseNumber: Number(houseNumber) } }, { andGoOn: true });
    if (answered?.ok) forget();
  };

  return (
    <WizardShell
      step={step}
      next={{
        ready: postcode !== '' && houseNumber !== '',
        busy: answering.state === 'busy',
        press: () => void goOn(),
      }}
      problem={answering.state === 'failed' ? answering.problem : null}
    >
      <div className="pw-stack">
        <h1>{t('wizard.secondAddress.heading')}</h1>
        <p>{t('wizard.secondAddress.lead')}</p>
      </div>
      <ErrorSummary errors={errors} />
      <div id="second-postcode">
        <TextInput
          short
          label={t('pages.check.postcode')}
          hint={t('pages.check.postcodeHint')}
          value={typed['postcode'] ?? ''}
          onChange={(value) => change({ ...typed, postcode: value })}
          error={errorAt('second-postcode')}
        />
      </div>
      <div id="second-house-number">
        <TextInput
          short
          label={t('pages.check.houseNumber')}
          hint={t('pages.check.houseNumberHint')}
          inputMode="numeric"
          value={typed['houseNumber'] ?? ''}
          onChange={(value) => change({ ...typed, houseNumber: value })}
          error={errorAt('second-house-number')}
        />
      </div>
    </WizardShell>
  );
}

import { addMonths, type CivilDate } from '../../../rules/values/civil-day.ts';
import { civilDayAt } from '../../../rules/values/format.ts';
import { DateField } from '../../components/date-field.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { now } from '../../data/clock.ts';
import { useDraft } from '../../data/draft.ts';
import { useText } from '../../text/text.tsx';
import { isTexts } from './drafts.ts';
import { WizardShell } from './wizard-shell.tsx';
import type { WizardStep } from './wizard-step.ts';

/** Cards are given for five years; nobody has one that lasts longer than ten. */
const MONTHS_AHEAD = 120;

/** The card of somebody with a disability: its number and its last day (PEERS-030). */
export default function StepCard({ step }: { step: WizardStep }) {
  const t = useText();
  const { application, answering, answer, next } = step;
  const given = application.answers.card;
  const begin = { number: given?.number ?? '', expiresOn: given?.expiresOn ?? '' };
  const [typed, change, forget] = useDraft<Record<string, string>>(`application.${application.id}.card`, begin, isTexts); // prettier-ignore
  const number = (typed['number'] ?? '').trim();
  const expiresOn: CivilDate = typed['expiresOn'] ?? '';
  const today = civilDayAt(now());

  const goOn = async () => {
    if (number === begin.number && expiresOn === begin.expiresOn) return next();
    const answered = await answer({ card: { number, expiresOn } }, { andGoOn: true });
    if (answered?.ok) forget();
  };

  return (
    <WizardShell
      step={step}
      next={{ ready: number !== '' && expiresOn !== '', busy: answering.state === 'busy', press: () => void goOn() }}
      problem={answering.state === 'failed' ? answering.problem : null}
    >
      <div className="pw-stack">
        <h1>{t('wizard.card.heading')}</h1>
        <p>{t('wizard.card.lead')}</p>
      </div>
      <TextInput
        short
        label={t('wizard.card.number')}
        hint={t('wizard.card.numberHint')}
        maxLength={30}
        autoComplete="off"
        value={typed['number'] ?? ''}
        onChange={(value) => change({ ...typed, number: value })}
      />
      <DateField
        label={t('wizard.card.expires')}
        hint={t('wizard.card.expiresHint')}
        value={expiresOn === '' ? null : expiresOn}
        onChange={(date) => change({ ...typed, expiresOn: date ?? '' })}
        today={today}
        first={today}
        last={addMonths(today, MONTHS_AHEAD)}
      />
    </WizardShell>
  );
}

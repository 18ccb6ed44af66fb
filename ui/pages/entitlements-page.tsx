import { useCallback, useState } from 'react';
import { Button, ButtonLink } from '../components/button.tsx';
import { askEntitlements, type Question } from '../data/municipalities.ts';
import { useCall } from '../data/use-call.ts';
import { OpenDeskShell } from '../desk/desk-shell.tsx';
import { Shown } from '../desk/shown.tsx';
import { useMunicipality } from '../municipality-frame.tsx';
import { useText } from '../text/text.tsx';
import { EntitlementsAnswer } from './entitlements-answer.tsx';
import { QuestionForm } from './question-form.tsx';

/** What somebody could get at an address, before signing in, and what would be different (PEERS-026, BEYOND-015). */
export default function EntitlementsPage() {
  const t = useText();
  const { id, name } = useMunicipality();
  const [question, setQuestion] = useState<Question | null>(null);
  const [instead, setInstead] = useState<Question | null>(null);
  const [comparing, setComparing] = useState(false);
  return (
    <OpenDeskShell title={t('pages.check.title')}>
      <div className="pw-stack pw-stack--apart">
        <div className="pw-stack">
          <h1>{t('pages.check.heading', { name })}</h1>
          <p className="pw-lead">{t('pages.check.lead')}</p>
        </div>
        <QuestionForm
          label={t('pages.check.ask')}
          onAsk={(asked) => {
            setQuestion(asked);
            setInstead(null);
            setComparing(false);
          }}
        />
        {question && (
          <section className="pw-stack pw-stack--wide" aria-label={t('pages.check.result')}>
            <Answered question={question} />
            {comparing ? (
              <>
                <h2>{t('pages.check.whatIf')}</h2>
                <QuestionForm
                  label={t('pages.check.compare')}
                  begin={{ ...question, cars: Math.min(5, question.cars + 1) }}
                  onAsk={setInstead}
                />
              </>
            ) : (
              <p>
                <Button onClick={() => setComparing(true)}>{t('pages.check.whatIfButton')}</Button>
              </p>
            )}
          </section>
        )}
        {question && instead && (
          <section className="pw-stack pw-stack--wide" aria-label={t('pages.check.otherResult')}>
            <Answered question={instead} instead />
          </section>
        )}
        {question && (
          <p>
            <ButtonLink look="primary" to={`/${id}/desk`}>
              {t('pages.products.signIn')}
            </ButtonLink>
          </p>
        )}
      </div>
    </OpenDeskShell>
  );
}

function Answered({ question, instead = false }: { question: Question; instead?: boolean }) {
  const t = useText();
  const { id } = useMunicipality();
  const asked = useCall(useCallback((signal: AbortSignal) => askEntitlements(id, question, signal), [id, question]));
  return (
    <div aria-live="polite">
      <Shown asked={asked} loading={t('pages.check.loading')}>
        {(answer) => <EntitlementsAnswer answer={answer} instead={instead} />}
      </Shown>
    </div>
  );
}

import { useState, type FormEvent } from 'react';
import { epoch, SECOND_MS } from '../../../rules/values/moment.ts';
import { Button, Buttons } from '../../components/button.tsx';
import { CodeInput } from '../../components/code-input.tsx';
import { ErrorSummary, type FormError } from '../../components/error-summary.tsx';
import { Fact } from '../../components/note.tsx';
import { useNow } from '../../data/clock.ts';
import type { Problem } from '../../data/problem.ts';
import { useAct } from '../../data/use-act.ts';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useFormat, useText } from '../../text/text.tsx';
import { confirmCode, type CodeSent } from '../data/email.ts';
import { ProblemNote } from '../shown.tsx';
import { useSendCode } from './address-form.tsx';

interface CodeFormProps {
  email: string;
  sent: CodeSent;
  code: string;
  onChange: (code: string) => void;
  onSent: (sent: CodeSent) => void;
  /** Back to the address. */
  onOther: () => void;
  onVerified: () => void;
}

/** What is wrong with the code itself stands beside it; everything else above the form. */
const ABOUT_CODE = ['code-wrong', 'code-expired', 'code-tries-used'];

export function CodeForm({ email, sent, code, onChange, onSent, onOther, onVerified }: CodeFormProps) {
  const t = useText();
  const format = useFormat();
  const about = useCodeProblem();
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const { act, perform } = useAct(confirmCode);
  const problem = act.state === 'failed' && !ABOUT_CODE.includes(act.problem.code) ? act.problem : null;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (code.length < 6) return setErrors([{ field: 'code', message: t('desk.email.sixDigits') }]);
    setErrors([]);
    const answer = await perform(code);
    if (answer?.ok) onVerified();
    else if (answer && ABOUT_CODE.includes(answer.problem.code))
      setErrors([{ field: 'code', message: about(answer.problem) }]);
  };

  return (
    <form className="pw-stack pw-stack--wide" noValidate onSubmit={(event) => void submit(event)}>
      <h1>{t('desk.email.codeHeading')}</h1>
      <div className="pw-stack pw-stack--tight">
        <p className="pw-lead">{t('desk.email.sent', { email: sent.sentTo, time: format.timeInWords(sent.endsAt) })}</p>
        <p className="pw-muted">{t('desk.email.spam')}</p>
      </div>
      <ErrorSummary errors={errors} />
      {problem && <ProblemNote problem={problem} />}
      <div id="code">
        <CodeInput value={code} onChange={onChange} error={errors[0]?.message} />
      </div>
      <Buttons>
        <Button look="primary" type="submit" busy={act.state === 'busy'}>
          {t('desk.email.check')}
        </Button>
      </Buttons>
      <Resend
        email={email}
        sent={sent}
        onSent={(again) => {
          setErrors([]);
          onSent(again);
        }}
      />
      <p>
        <Button look="subtle" onClick={onOther}>
          {t('desk.email.other')}
        </Button>
      </p>
    </form>
  );
}

/** Another code can be asked for after a minute; until then the button says how long. */
function Resend({ email, sent, onSent }: Pick<CodeFormProps, 'email' | 'sent' | 'onSent'>) {
  const t = useText();
  const now = useNow(SECOND_MS);
  const { act, perform } = useSendCode();
  const count = Math.max(0, Math.ceil((epoch(sent.resendAt) - epoch(now)) / SECOND_MS));

  const send = async () => {
    const answer = await perform(email);
    if (answer?.ok) onSent(answer.value);
  };

  return (
    <div className="pw-stack pw-stack--tight">
      {act.state === 'failed' && <ProblemNote problem={act.problem} />}
      <div role="status">{act.state === 'done' && <Fact>{t('desk.email.resent')}</Fact>}</div>
      <p>
        <Button icon="renew" busy={act.state === 'busy'} disabled={count > 0} onClick={() => void send()}>
          {t('desk.email.resend')}
        </Button>
      </p>
      {count > 0 && <p className="pw-small pw-muted">{t('desk.email.resendIn', { count })}</p>}
    </div>
  );
}

function useCodeProblem(): (problem: Problem) => string {
  const t = useText();
  const sentences = useProblemSentences();
  return (problem) => {
    const left = problem.trace?.steps[0]?.values['left'];
    const tries = typeof left === 'number' && left > 0 ? t('desk.email.left', { count: left }) : '';
    return `${sentences(problem).title} ${tries}`.trim();
  };
}

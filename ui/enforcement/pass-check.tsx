import { useState, type FormEvent } from 'react';
import { Button } from '../components/button.tsx';
import { Note } from '../components/note.tsx';
import { ErrorNote } from '../components/states.tsx';
import { TextInput } from '../components/text-input.tsx';
import { useAct } from '../data/use-act.ts';
import { useProblemSentences } from '../text/problem-sentences.ts';
import { useSentenceNamed, useText } from '../text/text.tsx';
import { checkPass } from './data/checks.ts';

/** In a garage: does this pass open the barrier, and if not, why (LOKET-057)? */
export function PassCheck() {
  const t = useText();
  const sentence = useSentenceNamed();
  const sentences = useProblemSentences();
  const [typed, setTyped] = useState('');
  const [missing, setMissing] = useState(false);
  const { act, perform } = useAct(checkPass);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(typed.trim() === '');
    if (typed.trim() !== '') void perform(typed.trim());
  };
  return (
    <section className="pw-stack">
      <h2 className="pw-heading-l">{t('check.pass.title')}</h2>
      <form className="pw-stack" noValidate onSubmit={submit}>
        <TextInput
          short
          label={t('check.pass.number')}
          hint={t('check.pass.hint')}
          error={missing ? t('check.pass.missing') : undefined}
          value={typed}
          onChange={setTyped}
          autoComplete="off"
          maxLength={20}
        />
        <Button type="submit" icon="search" busy={act.state === 'busy'}>
          {t('check.pass.check')}
        </Button>
      </form>
      <div role="status">
        {act.state === 'done' && (
          <Note
            kind={act.value.opens ? 'ok' : 'bad'}
            level="h3"
            title={t(act.value.opens ? 'check.pass.opens' : 'check.pass.refused')}
          >
            {act.value.ground !== null && <p>{sentence(`refusal.${act.value.ground}`) ?? act.value.ground}</p>}
          </Note>
        )}
      </div>
      {act.state === 'failed' && <ErrorNote {...sentences(act.problem)} level="h3" />}
    </section>
  );
}

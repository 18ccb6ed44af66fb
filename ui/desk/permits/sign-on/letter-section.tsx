import { useCallback } from 'react';
import { Button, Buttons } from '../../../components/button.tsx';
import { Note } from '../../../components/note.tsx';
import { useAct } from '../../../data/use-act.ts';
import { useText } from '../../../text/text.tsx';
import { postPin } from '../../data/sign-on.ts';
import { ProblemNote } from '../../shown.tsx';

interface LetterSectionProps {
  permitId: string;
  hasPin: boolean;
  onChanged: () => void;
}

/** For who has no internet: the number in one letter and a PIN in another. Whoever helps them sees no PIN. */
export function LetterSection({ permitId, hasPin, onChanged }: LetterSectionProps) {
  const t = useText();
  const { act, perform } = useAct(useCallback((_: null, key: string) => postPin(permitId, key), [permitId]));
  const post = async () => {
    const answer = await perform(null);
    if (answer?.ok) onChanged();
  };
  return (
    <section className="pw-card pw-stack">
      <h2>{t('desk.signOn.letters.title')}</h2>
      <p>{t('desk.signOn.letters.text')}</p>
      {hasPin && <p>{t('desk.signOn.letters.again')}</p>}
      {act.state === 'failed' && <ProblemNote problem={act.problem} />}
      <div role="status">
        {act.state === 'done' && (
          <Note kind="ok" level="h3" title={t('desk.signOn.letters.done')}>
            <p>{t('desk.signOn.letters.doneText')}</p>
          </Note>
        )}
      </div>
      {act.state !== 'done' && (
        <Buttons>
          <Button look="secondary" icon="mail" busy={act.state === 'busy'} onClick={() => void post()}>
            {t('desk.signOn.letters.send')}
          </Button>
        </Buttons>
      )}
    </section>
  );
}

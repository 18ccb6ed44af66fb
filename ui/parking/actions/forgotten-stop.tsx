import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Note } from '../../components/note.tsx';
import { useSentenceNamed, useText } from '../../text/text.tsx';
import type { Story } from '../data/actions.ts';
import { ForgottenDialog } from './forgotten-dialog.tsx';
import { useMoments } from './use-moments.ts';

interface ForgottenStopProps {
  story: Story;
  timeZone: string;
  onDone: (told: string) => void;
}

/** Forgot to stop: telling when the car left, or what came of that. */
export function ForgottenStop({ story, timeZone, onDone }: ForgottenStopProps) {
  const t = useText();
  const sentence = useSentenceNamed();
  const { at } = useMoments(timeZone);
  const [open, setOpen] = useState(false);
  if (story.forgotten) {
    const { status, leftAt, endedAt, ground } = story.forgotten;
    return (
      <Note
        kind={status === 'forgiven' ? 'ok' : 'info'}
        title={t(`parking.actions.forgotten.status.${status}`, { left: at(leftAt) })}
      >
        {status === 'forgiven' && <p>{t('parking.actions.forgotten.before', { ended: at(endedAt) })}</p>}
        {ground !== null && <p>{sentence(`ground.${ground}`)}</p>}
      </Note>
    );
  }
  if (!story.mayTellForgotten) return null;
  return (
    <div>
      <Button look="subtle" icon="history" onClick={() => setOpen(true)}>
        {t('parking.actions.forgotten.act')}
      </Button>
      {open && (
        <ForgottenDialog
          story={story}
          timeZone={timeZone}
          close={() => setOpen(false)}
          done={(told) => {
            setOpen(false);
            onDone(told);
          }}
        />
      )}
    </div>
  );
}

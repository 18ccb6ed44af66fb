import { useState, type ReactNode } from 'react';
import { Button } from '../components/button.tsx';
import { ConfirmDialog } from '../components/dialog.tsx';
import type { IconName } from '../components/icon.tsx';
import type { Answer } from '../data/http.ts';
import { useAct } from '../data/use-act.ts';
import { ProblemNote } from './shown.tsx';

interface AskFirstProps<Result> {
  /** What the button says, and of what. */
  label: string;
  about: string;
  look?: 'secondary' | 'subtle';
  icon?: IconName;
  question: string;
  send: (id: string, key: string) => Promise<Answer<Result>>;
  id: string;
  onDone: (result: Result) => void | Promise<unknown>;
  /** What follows from yes. */
  children: ReactNode;
}

/** A button for what cannot be undone: it asks first, says what follows, and why it could not be (PORTAL-059, PORTAL-063). */
export function AskFirst<Result>({
  label,
  about,
  look = 'subtle',
  icon,
  question,
  send,
  id,
  onDone,
  children,
}: AskFirstProps<Result>) {
  const [asking, setAsking] = useState(false);
  const { act, perform, reset } = useAct(send);
  const yes = async () => {
    const answer = await perform(id);
    if (!answer?.ok) return;
    setAsking(false);
    await onDone(answer.value);
  };
  return (
    <>
      <Button look={look} about={about} {...(icon && { icon })} onClick={() => setAsking(true)}>
        {label}
      </Button>
      {asking && (
        <ConfirmDialog
          question={question}
          busy={act.state === 'busy'}
          onYes={() => void yes()}
          onNo={() => {
            setAsking(false);
            reset();
          }}
        >
          {act.state === 'failed' && <ProblemNote problem={act.problem} />}
          {children}
        </ConfirmDialog>
      )}
    </>
  );
}

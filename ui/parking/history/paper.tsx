import { useState } from 'react';
import { Button, Buttons } from '../../components/button.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { useAct } from '../../data/use-act.ts';
import { ProblemNote } from '../../desk/shown.tsx';
import { useText } from '../../text/text.tsx';
import type { Story } from '../data/actions.ts';
import { receiptPath, writeNote } from '../data/statements.ts';

/** What somebody keeps of a session: its receipt once it is over, and a note of their own as long as its plate is there (PEERS-019). */
export function SessionPaper({ story }: { story: Pick<Story, 'id' | 'state' | 'plate' | 'note'> }) {
  const t = useText();
  return (
    <section className="pw-stack">
      {story.state === 'ended' && (
        <p>
          <a className="pw-alone" href={receiptPath(story.id)} download>
            {t('statement.receiptOf')}
          </a>
        </p>
      )}
      {story.plate && <OwnNote id={story.id} kept={story.note} />}
    </section>
  );
}

const LONGEST = 200;

function OwnNote({ id, kept }: { id: string; kept: string | null }) {
  const t = useText();
  const [note, setNote] = useState(kept);
  const [typed, setTyped] = useState<string | null>(null);
  const { act, perform } = useAct(writeNote);
  const save = async (words: string) => {
    const answer = await perform({ id, note: words });
    if (!answer?.ok) return;
    setNote(answer.value.note);
    setTyped(null);
  };
  if (typed === null)
    return (
      <div className="pw-stack pw-stack--tight">
        {note !== null && (
          <p role="status">
            {t('statement.noteLabel')}: {note}
          </p>
        )}
        <div>
          <Button look="subtle" onClick={() => setTyped(note ?? '')}>
            {t(note === null ? 'statement.noteAdd' : 'statement.noteChange')}
          </Button>
        </div>
      </div>
    );
  return (
    <form
      className="pw-stack"
      onSubmit={(event) => {
        event.preventDefault();
        void save(typed);
      }}
    >
      {act.state === 'failed' && <ProblemNote problem={act.problem} />}
      <TextInput
        label={t('statement.noteLabel')}
        hint={t('statement.noteHint')}
        value={typed}
        maxLength={LONGEST}
        autoComplete="off"
        optional
        onChange={setTyped}
      />
      <Buttons>
        <Button type="submit" busy={act.state === 'busy'}>
          {t('statement.noteSave')}
        </Button>
        <Button look="subtle" onClick={() => setTyped(null)}>
          {t('common.cancel')}
        </Button>
      </Buttons>
    </form>
  );
}

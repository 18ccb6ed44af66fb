import { useCallback, useState } from 'react';
import type { Note } from '../../api/people/shapes.ts';
import { Button } from '../components/button.tsx';
import { ErrorNote, Loading } from '../components/states.tsx';
import { TextArea } from '../components/text-input.tsx';
import { useAct } from '../data/use-act.ts';
import { useCall } from '../data/use-call.ts';
import { useProblemSentences } from '../text/problem-sentences.ts';
import { useFormat, useText } from '../text/text.tsx';
import { addNote, readNotes, type NotesAt } from './data/people.ts';
import { useStaff } from './staff-frame.tsx';

/** What colleagues wrote down about a case, fetched with it. */
export function CaseNotes({ caseId }: { caseId: string }) {
  const sentences = useProblemSentences();
  const t = useText();
  const at: NotesAt = `/v1/staff/cases/${caseId}/notes`;
  const { call, refresh } = useCall(useCallback((signal: AbortSignal) => readNotes(at, signal), [at]));
  return (
    <section className="pw-card pw-stack">
      <h2 className="pw-heading-l">{t('staff.notes.title')}</h2>
      {call.state === 'loading' && <Loading>{t('staff.notes.title')}</Loading>}
      {call.state === 'failed' && <ErrorNote {...sentences(call.problem)} level="h3" onRetry={() => void refresh()} />}
      {call.state === 'done' && <Notes at={at} notes={call.value.items} onAdded={refresh} permission="review" />}
    </section>
  );
}

interface NotesProps {
  at: NotesAt;
  notes: readonly Note[];
  onAdded: () => Promise<void>;
  permission: 'review' | 'act-for';
}

/** Notes, the newest first, and room for one more. */
export function Notes({ at, notes, onAdded, permission }: NotesProps) {
  const t = useText();
  const format = useFormat();
  const { may } = useStaff();
  return (
    <div className="pw-stack">
      {notes.length === 0 && <p className="pw-muted">{t('staff.notes.none')}</p>}
      {notes.length > 0 && (
        <ul className="pw-stack pw-stack--tight" role="list">
          {notes.map(({ id, body, by, at: moment, caseNumber }) => (
            <li key={id}>
              <p className="pw-notes__body">{body}</p>
              <p className="pw-small pw-muted">
                {[
                  t('staff.notes.line', { name: by, moment: format.moment(moment) }),
                  caseNumber !== null && t('staff.notes.about', { number: caseNumber }),
                ]
                  .filter(Boolean)
                  .join(' ')}
              </p>
            </li>
          ))}
        </ul>
      )}
      {may(permission) && <NewNote at={at} onAdded={onAdded} />}
    </div>
  );
}

function NewNote({ at, onAdded }: { at: NotesAt; onAdded: () => Promise<void> }) {
  const t = useText();
  const sentences = useProblemSentences();
  const [typed, setTyped] = useState('');
  const [fault, setFault] = useState(false);
  const { act, perform } = useAct(useCallback((body: string, key: string) => addNote(at, body, key), [at]));
  const add = async () => {
    const body = typed.trim();
    setFault(body === '');
    if (body === '') return;
    const answer = await perform(body);
    if (!answer?.ok) return;
    setTyped('');
    await onAdded();
  };
  return (
    <form
      className="pw-stack pw-stack--tight"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <TextArea
        label={t('staff.notes.label')}
        hint={t('staff.notes.hint')}
        error={fault ? t('staff.notes.fault') : undefined}
        value={typed}
        onChange={setTyped}
        maxLength={2_000}
      />
      {act.state === 'failed' && <ErrorNote {...sentences(act.problem)} level="h3" />}
      <p>
        <Button type="submit" busy={act.state === 'busy'}>
          {t('staff.notes.add')}
        </Button>
      </p>
    </form>
  );
}

import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import type { TaskView } from '../../../api/review/shapes.ts';
import type { VerdictKind } from '../../../rules/review.ts';
import { Button, ButtonLink, Buttons } from '../../components/button.tsx';
import { Note } from '../../components/note.tsx';
import { ErrorNote } from '../../components/states.tsx';
import { useAct } from '../../data/use-act.ts';
import { focusTitle } from '../../focus-title.ts';
import { useMunicipality } from '../../municipality-frame.tsx';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useText } from '../../text/text.tsx';
import { takeFirst } from '../data/tasks.ts';
import { StaffShell } from '../staff-shell.tsx';
import { consequencesOf } from './consequences.ts';

export interface Outcome {
  /** The case as it was when the decision was made. */
  task: TaskView;
  /** A report of a wrong fine has answers of its own. */
  verdict: VerdictKind | 'answered-fine';
}

/** The decision has been recorded: what it means for the applicant, and on to the next case. */
export function Decided({ outcome: { task, verdict } }: { outcome: Outcome }) {
  const t = useText();
  const sentences = useProblemSentences();
  const navigate = useNavigate();
  const { id } = useMunicipality();
  const { act, perform } = useAct(takeFirst);
  // The page stays at its address, so nothing else moves the focus.
  useEffect(() => focusTitle(), []);
  const next = async () => {
    const taken = await perform(null);
    if (!taken?.ok) return;
    await navigate(taken.value ? `/${id}/staff/tasks/${taken.value.id}` : `/${id}/staff`);
  };
  return (
    <StaffShell title={t('review.caseTitle', { number: task.number })} place="queue">
      <div className="pw-stack pw-stack--wide pw-measure">
        <h1>
          {verdict === 'answered-fine'
            ? t('fineReport.staff.done', { number: task.number })
            : t(`review.decided.${verdict}`, { number: task.number })}
        </h1>
        <Note kind="ok" title={t('review.decided.recorded')}>
          <ul className="pw-bullets">
            {verdict === 'answered-fine' ? (
              <li>{t('fineReport.staff.told')}</li>
            ) : (
              consequencesOf(verdict, task).map((consequence) => (
                <li key={consequence.key}>{t(consequence.key, consequence.values)}</li>
              ))
            )}
          </ul>
        </Note>
        {act.state === 'failed' && <ErrorNote {...sentences(act.problem)} />}
        <Buttons>
          <Button look="primary" busy={act.state === 'busy'} onClick={() => void next()}>
            {t('review.takeNext')}
          </Button>
          <ButtonLink to={`/${id}/staff`}>{t('review.toQueue')}</ButtonLink>
          <ButtonLink to={`/${id}/staff/cases/${task.caseId}`}>{t('review.toCase')}</ButtonLink>
        </Buttons>
      </div>
    </StaffShell>
  );
}

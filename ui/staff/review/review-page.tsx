import { useCallback, useState } from 'react';
import { useParams } from 'react-router';
import type { TaskView } from '../../../api/review/shapes.ts';
import { ButtonLink, Buttons } from '../../components/button.tsx';
import { ErrorNote, Loading } from '../../components/states.tsx';
import { useCall } from '../../data/use-call.ts';
import { useMunicipality } from '../../municipality-frame.tsx';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useText } from '../../text/text.tsx';
import { readTask } from '../data/tasks.ts';
import { Guard } from '../guard.tsx';
import { StaffShell } from '../staff-shell.tsx';
import { Decided, type Outcome } from './decided.tsx';
import { Review } from './review.tsx';

/** One case to decide on (zaak beoordelen). */
export default function ReviewPage() {
  const { id = '' } = useParams();
  // Another case starts afresh: what was shown or decided belongs to the one before.
  return (
    <Guard permission="review" place="queue">
      <ReviewOf key={id} id={id} />
    </Guard>
  );
}

function ReviewOf({ id }: { id: string }) {
  const t = useText();
  const sentences = useProblemSentences();
  const { call, refresh } = useCall(useCallback((signal: AbortSignal) => readTask(id, signal), [id]));
  const [changed, setChanged] = useState<{ since: TaskView; task: TaskView } | null>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);

  if (call.state === 'loading') {
    return (
      <StaffShell title={t('review.title')} place="queue">
        <Loading>{t('review.loading')}</Loading>
      </StaffShell>
    );
  }
  // What an act answered is newer than what was read, until it is read anew.
  const read = call.state === 'done' ? call.value : null;
  const task = changed !== null && changed.since === read ? changed.task : read;
  const problem = call.state === 'failed' ? call.problem : call.problem;

  if (outcome) return <Decided outcome={outcome} />;
  if (problem?.status === 404 || !task) {
    if (problem && problem.status !== 404) {
      const { title, ...rest } = sentences(problem);
      return (
        <StaffShell title={t('review.title')} place="queue">
          <div className="pw-stack pw-stack--wide pw-measure">
            <h1>{title}</h1>
            <ErrorNote title={t('staff.notShown')} {...rest} onRetry={() => void refresh()} />
          </div>
        </StaffShell>
      );
    }
    return <Gone task={task} />;
  }
  return (
    <Review
      task={task}
      onChanged={(next) => read && setChanged({ since: read, task: next })}
      onDecided={setOutcome}
      onAskAnew={refresh}
    />
  );
}

/** Decided by a colleague, or withdrawn by the applicant: there is nothing to judge any more, and the file is still there. */
function Gone({ task }: { task: TaskView | null }) {
  const t = useText();
  const { id } = useMunicipality();
  return (
    <StaffShell title={task ? t('review.caseTitle', { number: task.number }) : t('review.title')} place="queue">
      <div className="pw-stack pw-stack--wide pw-measure">
        <h1>{t('review.gone.title')}</h1>
        <p className="pw-lead">{t('review.gone.text')}</p>
        <Buttons>
          <ButtonLink look="primary" to={`/${id}/staff`}>
            {t('review.toQueue')}
          </ButtonLink>
          <ButtonLink to={task ? `/${id}/staff/cases/${task.caseId}` : `/${id}/staff/cases`}>
            {task ? t('review.toCase') : t('review.toCases')}
          </ButtonLink>
        </Buttons>
      </div>
    </StaffShell>
  );
}

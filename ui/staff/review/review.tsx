import { useCallback, type ReactNode } from 'react';
import type { TaskView } from '../../../api/review/shapes.ts';
import { BottomBar } from '../../components/bottom-bar.tsx';
import { Button } from '../../components/button.tsx';
import { Badge, Note, type BadgeKind } from '../../components/note.tsx';
import { useNow } from '../../data/clock.ts';
import type { Answer } from '../../data/http.ts';
import { useAct } from '../../data/use-act.ts';
import { civilDayAt } from '../../../rules/values/format.ts';
import { useFormat, useLanguage, useText } from '../../text/text.tsx';
import { claimTask, releaseTask } from '../data/tasks.ts';
import { StaffShell } from '../staff-shell.tsx';
import { ActProblem } from './act-problem.tsx';
import type { Outcome } from './decided.tsx';
import { DecisionForm, FORM_ID } from './decision-form.tsx';
import { EarlierDecisions, Filled } from './dossier.tsx';
import { Evidence } from './evidence.tsx';
import { FineAnswerForm } from './fine-answer-form.tsx';
import { FineFacts } from './fine-report.tsx';
import { PersonDisclosure } from './person.tsx';
import { Question } from './question.tsx';
import { ReviewRules } from './rules.tsx';
import { TermStrip } from './term-strip.tsx';

interface ReviewProps {
  task: TaskView;
  /** The case changed by what somebody did here. */
  onChanged: (task: TaskView) => void;
  onDecided: (outcome: Outcome) => void;
  onAskAnew: () => Promise<void>;
}

/** Evidence at the left, rules and the decision at the right. */
export function Review({ task, onChanged, onDecided, onAskAnew }: ReviewProps) {
  const t = useText();
  const { language } = useLanguage();
  const taskId = task.id;
  const answered = useCallback(
    (answer: Answer<TaskView | null> | undefined) => {
      if (answer?.ok && answer.value) onChanged(answer.value);
    },
    [onChanged],
  );
  const claim = useAct(useCallback((_body: null, key: string) => claimTask(taskId, key), [taskId]));
  const release = useAct(useCallback((_body: null, key: string) => releaseTask(taskId, key), [taskId]));
  const failed = [claim, release].find(({ act }) => act.state === 'failed');
  const lookAgain = () => {
    claim.reset();
    release.reset();
    void onAskAnew();
  };
  const mine = task.status === 'open' && task.claimedBy?.me === true;
  return (
    <StaffShell
      title={t('review.caseTitle', { number: task.number })}
      place="queue"
      bottomBar={
        task.status === 'open' && (task.claimedBy === null || mine) ? (
          <Bar task={task}>
            {mine ? (
              <>
                <Button busy={release.act.state === 'busy'} onClick={() => void release.perform(null).then(answered)}>
                  {t('review.release')}
                </Button>
                <Button look="primary" type="submit" form={FORM_ID}>
                  {t('review.decide')}
                </Button>
              </>
            ) : (
              <Button
                look="primary"
                busy={claim.act.state === 'busy'}
                onClick={() => void claim.perform(null).then(answered)}
              >
                {t('review.claim')}
              </Button>
            )}
          </Bar>
        ) : undefined
      }
    >
      <div className="pw-stack pw-stack--wide">
        <h1>
          <Question task={task} />
        </h1>
        {failed?.act.state === 'failed' && (
          <ActProblem
            problem={failed.act.problem}
            onRetry={() => void failed.perform(null).then(answered)}
            onLookAgain={lookAgain}
          />
        )}
        <div className="pw-row">
          <Whose task={task} />
          <span>
            {[task.productName[language], task.areaName].filter(Boolean).join(', ')}
            {' · '}
            {t(`review.applicant.${task.applicant.kind}`, { initials: task.applicant.initials })}
          </span>
        </div>
        {task.fineReport?.reporter !== 'account' && <PersonDisclosure taskId={taskId} />}
        <TermStrip task={task} />
        <div className="pw-cols pw-cols--even">
          <div className="pw-stack pw-stack--apart">
            <Evidence task={task} />
            {task.notice && (
              <Note title={t(`ground.${task.notice.kind}`)}>
                <p>{t(`review.notice.${task.notice.why}`)}</p>
                <p>{t('review.notice.choice')}</p>
              </Note>
            )}
            {task.fineReport ? <FineFacts task={task} report={task.fineReport} /> : <Filled task={task} />}
          </div>
          <div className="pw-stack pw-stack--apart">
            {task.fineReport === null && <ReviewRules task={task} />}
            <EarlierDecisions task={task} />
            {mine && task.fineReport ? (
              <FineAnswerForm
                task={task}
                report={task.fineReport}
                onAnswer={answered}
                onDone={() => onDecided({ task, verdict: 'answered-fine' })}
                onLookAgain={lookAgain}
              />
            ) : mine ? (
              <DecisionForm task={task} onAnswer={answered} onDecided={onDecided} onLookAgain={lookAgain} />
            ) : (
              <NotYours task={task} />
            )}
          </div>
        </div>
      </div>
    </StaffShell>
  );
}

function Bar({ task, children }: { task: TaskView; children: ReactNode }) {
  const t = useText();
  const format = useFormat();
  const today = civilDayAt(useNow());
  return (
    <BottomBar label={t('review.decideBy')} value={format.dayInWords(task.targetOn, today)}>
      {children}
    </BottomBar>
  );
}

function Whose({ task }: { task: TaskView }) {
  const t = useText();
  const [kind, words] = ((): [BadgeKind, string] => {
    if (task.status === 'waiting') return ['off', t('review.whose.applicant')];
    if (task.claimedBy === null) return ['us', t('review.whose.nobody')];
    return task.claimedBy.me
      ? ['you', t('review.whose.you')]
      : ['us', t('review.whose.colleague', { name: task.claimedBy.name })];
  })();
  return <Badge kind={kind}>{words}</Badge>;
}

/** Why there is no decision to make here now. */
function NotYours({ task }: { task: TaskView }) {
  const t = useText();
  const format = useFormat();
  if (task.status === 'waiting') {
    return (
      <Note title={t('review.waiting.title')}>
        <p>{t('review.waiting.text', { since: format.day(task.waitingSince ?? task.openedAt) })}</p>
      </Note>
    );
  }
  return task.claimedBy === null ? (
    <Note title={t('review.free.title')}>
      <p>{t('review.free.text')}</p>
    </Note>
  ) : (
    <Note title={t('review.taken.title', { name: task.claimedBy.name })}>
      <p>{t('review.taken.text')}</p>
    </Note>
  );
}

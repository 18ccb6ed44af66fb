import { useCallback, useEffect, useRef } from 'react';
import type { TaskView } from '../../../api/review/shapes.ts';
import { BottomBar } from '../../components/bottom-bar.tsx';
import { Button } from '../../components/button.tsx';
import { Badge, Note, type BadgeKind } from '../../components/note.tsx';
import { ErrorNote } from '../../components/states.tsx';
import { useNow } from '../../data/clock.ts';
import type { Answer } from '../../data/http.ts';
import type { Problem } from '../../data/problem.ts';
import { useAct } from '../../data/use-act.ts';
import { civilDayAt } from '../../format.ts';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useFormat, useLanguage, useText } from '../../text/text.tsx';
import { claimTask, releaseTask } from '../data/tasks.ts';
import { StaffShell } from '../staff-shell.tsx';
import type { Outcome } from './decided.tsx';
import { DecisionForm, FORM_ID } from './decision-form.tsx';
import { EarlierDecisions, Filled } from './dossier.tsx';
import { Evidence } from './evidence.tsx';
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
  const problem = [claim.act, release.act].map((act) => act.state === 'failed' && act.problem).find(Boolean) || null;
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
        <Conflict problem={problem} onLookAgain={lookAgain} />
        <div className="pw-row">
          <Whose task={task} />
          <span>
            {[task.productName[language], task.areaName].filter(Boolean).join(', ')}
            {' · '}
            {t(`review.applicant.${task.applicant.kind}`, { initials: task.applicant.initials })}
          </span>
        </div>
        <PersonDisclosure taskId={taskId} />
        <TermStrip task={task} />
        <div className="pw-cols pw-cols--even">
          <div className="pw-stack pw-stack--apart">
            <Evidence task={task} />
            <Filled task={task} />
          </div>
          <div className="pw-stack pw-stack--apart">
            <ReviewRules task={task} />
            <EarlierDecisions task={task} />
            {mine ? (
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

function Bar({ task, children }: { task: TaskView; children: React.ReactNode }) {
  const t = useText();
  const format = useFormat();
  const today = civilDayAt(useNow());
  return (
    <BottomBar label={t('review.decideBy')} value={format.dayInWords(task.targetOn, today)}>
      {children}
    </BottomBar>
  );
}

/** A colleague or the applicant was faster: what happened, and the case as it is now. */
function Conflict({ problem, onLookAgain }: { problem: Problem | null; onLookAgain: () => void }) {
  const sentences = useProblemSentences();
  const t = useText();
  const box = useRef<HTMLDivElement>(null);
  // The button that was pressed stands at the bottom of the page, this at the top.
  useEffect(() => {
    if (problem) box.current?.scrollIntoView({ block: 'center' });
  }, [problem]);
  if (!problem) return null;
  return (
    <div ref={box}>
      <ErrorNote {...sentences(problem)} onRetry={onLookAgain} retryLabel={t('common.refresh')} />
    </div>
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

import { useEffect, useRef } from 'react';
import { ErrorNote } from '../../components/states.tsx';
import { outcomeUnknown, type Problem } from '../../data/problem.ts';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useText } from '../../text/text.tsx';
import { isCaseStatus } from '../case-status.ts';

interface ActProblemProps {
  problem: Problem;
  /** The same once more; it never happens twice. */
  onRetry: () => void;
  /** The case as it is now. */
  onLookAgain: () => void;
  level?: 'h2' | 'h3';
}

/** An act that did not come through: the service was away, or a colleague or the applicant was faster (R13). */
export function ActProblem({ problem, onRetry, onLookAgain, level = 'h2' }: ActProblemProps) {
  const t = useText();
  const sentences = useProblemSentences();
  const box = useRef<HTMLDivElement>(null);
  // The button that was pressed stands at the bottom of the screen, this where the case begins.
  useEffect(() => {
    // Browsers differ in what it gives back, and React would take that for a way to clean up.
    void box.current?.scrollIntoView({ block: 'center' });
  }, [problem]);
  const now = problem.trace?.steps.map(({ values }) => values['status']).find((status) => status !== undefined);
  return (
    <div ref={box}>
      {outcomeUnknown(problem) ? (
        <ErrorNote {...sentences(problem)} level={level} onRetry={onRetry} />
      ) : (
        <ErrorNote {...sentences(problem)} level={level} onRetry={onLookAgain} retryLabel={t('common.refresh')}>
          {typeof now === 'string' && isCaseStatus(now) && (
            <p>{t('review.nowStatus', { status: t(`staff.status.${now}`) })}</p>
          )}
        </ErrorNote>
      )}
    </div>
  );
}

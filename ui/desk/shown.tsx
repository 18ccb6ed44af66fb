import type { ReactNode } from 'react';
import { ErrorNote, Loading } from '../components/states.tsx';
import type { Problem } from '../data/problem.ts';
import type { Asked } from '../data/use-call.ts';
import { useProblemSentences } from '../text/problem-sentences.ts';
import { useText } from '../text/text.tsx';

interface ShownProps<T> {
  asked: Asked<T>;
  /** What is being fetched, as a sentence. */
  loading: string;
  children: (value: T) => ReactNode;
}

/** What the service answers: a sentence while it is fetched, why it does not come, or what came, also when it could not be renewed. */
export function Shown<T>({ asked: { call, refresh }, loading, children }: ShownProps<T>) {
  const t = useText();
  switch (call.state) {
    case 'loading':
      return <Loading>{loading}</Loading>;
    case 'failed':
      return <ProblemNote problem={call.problem} onRetry={() => void refresh()} />;
    case 'done':
      return (
        <>
          {call.problem && (
            <ProblemNote problem={call.problem} onRetry={() => void refresh()}>
              <p>{t('desk.old')}</p>
            </ProblemNote>
          )}
          {children(call.value)}
        </>
      );
    default:
      return call satisfies never;
  }
}

/** Why something did not work, and what to do about it. */
export function ProblemNote({
  problem,
  onRetry,
  children,
}: {
  problem: Problem;
  onRetry?: () => void;
  children?: ReactNode;
}) {
  const sentences = useProblemSentences();
  return (
    <ErrorNote {...sentences(problem)} {...(onRetry && { onRetry })}>
      {children}
    </ErrorNote>
  );
}

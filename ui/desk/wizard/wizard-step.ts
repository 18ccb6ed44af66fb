import type { AnswersBody, ApplicationView } from '../../../api/permit-applications/shapes.ts';
import type { Answer } from '../../data/http.ts';
import type { Problem } from '../../data/problem.ts';
import type { Act } from '../../data/use-act.ts';

export type StepId = ApplicationView['steps'][number]['id'];

/** What a step gets from the wizard around it. */
export interface WizardStep {
  id: StepId;
  /** Counted from 1. */
  number: number;
  of: number;
  application: ApplicationView;
  /** Why the last thing somebody pressed could not be done any more. */
  refused: Problem | null;
  /** Address of the application. */
  path: string;
  answering: Act<ApplicationView>;
  /** Sends answers; `andGoOn` leads to the next step when they are taken. */
  answer: (body: AnswersBody, after: { andGoOn: boolean }) => Promise<Answer<ApplicationView> | undefined>;
  /** What came of another act of this step. */
  take: (answer: Answer<ApplicationView> | undefined, andGoOn: boolean) => void;
  /** On to the next step, when there is nothing to send. */
  next: () => void;
  /** Null on the first step. */
  previous: (() => void) | null;
  refresh: () => Promise<void>;
  onOutdated: (problem: Problem) => void;
}

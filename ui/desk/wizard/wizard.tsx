import { lazy, Suspense, type ComponentType } from 'react';
import { Navigate, useNavigate, useParams } from 'react-router';
import type { AnswersBody, ApplicationView } from '../../../api/permit-applications/shapes.ts';
import { Loading } from '../../components/states.tsx';
import type { Answer } from '../../data/http.ts';
import { useAct } from '../../data/use-act.ts';
import { useText } from '../../text/text.tsx';
import { answerSteps } from '../data/applications.ts';
import { useDesk } from '../desk.ts';
import { DeskShell } from '../desk-shell.tsx';
import type { ApplicationPageProps } from './application-page.tsx';
import { isOutdated } from './outdated.ts';
import { StepAmount } from './step-amount.tsx';
import { StepDays } from './step-days.tsx';
import { StepDeclaration } from './step-declaration.tsx';
import { StepDocuments } from './step-documents.tsx';
import { StepPeriod } from './step-period.tsx';
import { StepPlates } from './step-plates.tsx';
import { StepQuestions } from './step-questions.tsx';
import { StepSecondAddress } from './step-second-address.tsx';
import type { StepId, WizardStep } from './wizard-step.ts';

// The map and the calendar are needed in a step or two.
const StepCard = lazy(() => import('./step-card.tsx'));
const StepLocation = lazy(() => import('./step-location.tsx'));
const StepStartDate = lazy(() => import('./step-start-date.tsx'));

const STEPS: Record<StepId, ComponentType<{ step: WizardStep }>> = {
  location: StepLocation,
  'second-address': StepSecondAddress,
  card: StepCard,
  'start-date': StepStartDate,
  period: StepPeriod,
  days: StepDays,
  amount: StepAmount,
  plates: StepPlates,
  documents: StepDocuments,
  questions: StepQuestions,
  declaration: StepDeclaration,
};

/** The steps of an application (PORTAL-030…046). Each has an address of its own, so that the browser's way back is a step back. */
export function Wizard({ application, refused, onChanged, onOutdated, refresh }: ApplicationPageProps) {
  const t = useText();
  const { base, refreshCounts } = useDesk();
  const { step: wanted } = useParams();
  const navigate = useNavigate();
  const { id: applicationId, steps, openStep } = application;
  const path = `${base}/applications/${applicationId}`;
  const { act, perform } = useAct((body: AnswersBody, key: string) => answerSteps(applicationId, body, key));

  const at = steps.findIndex(({ id }) => id === wanted);
  const reachable = steps.findIndex(({ id }) => id === openStep);
  const current = steps[at];
  // A step that does not exist here, or that comes later, leads to the open one.
  if (!current || at > reachable) return <Navigate replace to={`${path}/${openStep}`} />;

  const goTo = (next: ApplicationView, offset: 1 | -1) => {
    const target = next.steps[next.steps.findIndex(({ id }) => id === current.id) + offset];
    // After the last question the case itself is shown, and the way back leads out of the wizard.
    if (next.openStep === null || !target) void navigate(path, { replace: true });
    else void navigate(`${path}/${target.id}`);
  };

  /** What came of it is on the page before it is gone to. */
  const take = (answer: Answer<ApplicationView> | undefined, andGoOn: boolean) => {
    if (answer?.ok) {
      onChanged(answer.value);
      refreshCounts();
      if (andGoOn) goTo(answer.value, 1);
    } else if (answer && isOutdated(answer.problem)) onOutdated(answer.problem);
  };

  const step: WizardStep = {
    id: current.id,
    number: at + 1,
    of: steps.length,
    application,
    refused,
    path,
    answering: act,
    answer: async (body, { andGoOn }) => {
      const answer = await perform(body);
      take(answer, andGoOn);
      return answer;
    },
    take,
    next: () => goTo(application, 1),
    previous: at > 0 ? () => goTo(application, -1) : null,
    refresh,
    onOutdated,
  };
  const Step = STEPS[current.id];
  return (
    <Suspense
      fallback={
        <DeskShell title={t('wizard.title')}>
          <Loading>{t('wizard.loading')}</Loading>
        </DeskShell>
      }
    >
      <Step key={current.id} step={step} />
    </Suspense>
  );
}

import type { CaseView } from '../../../api/audit/shapes.ts';
import { ProcessSteps, type ProcessStep } from '../../components/flow.tsx';
import { useFormat, useText } from '../../text/text.tsx';
import { isCaseStatus } from '../case-status.ts';

const STEPS = ['opened', 'documents', 'declared', 'decided', 'paid', 'issued'] as const;

/** Ended on the way: the case never came to the steps that were still to come. */
const ENDED_EARLY = ['withdrawn', 'lapsed', 'rejected', 'closed-rejected'];

/** Where the case is among the steps of its process. Steps it passes over are left out. */
export function CaseProcess({ found: { process, status, closedAt } }: { found: CaseView }) {
  const t = useText();
  const format = useFormat();
  const steps: ProcessStep[] = process.flatMap(({ id, state, at }) => {
    const known = STEPS.find((step) => step === id);
    if (known === undefined || state === 'skipped') return [];
    const when = state === 'now' ? t('parts.timeline.now') : at === null ? undefined : format.shortDay(at);
    return [{ name: t(`audit.step.${known}`), state, ...(when !== undefined && { when }) }];
  });
  if (isCaseStatus(status) && ENDED_EARLY.includes(status)) {
    steps.push({
      name: t(`staff.status.${status}`),
      state: closedAt === null ? 'now' : 'done',
      ...(closedAt !== null && { when: format.shortDay(closedAt) }),
    });
  }
  return <ProcessSteps steps={steps} />;
}

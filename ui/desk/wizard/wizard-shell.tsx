import { useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { BottomBar } from '../../components/bottom-bar.tsx';
import { Button } from '../../components/button.tsx';
import { Note } from '../../components/note.tsx';
import { StepStrip } from '../../components/strip.tsx';
import type { Problem } from '../../data/problem.ts';
import { useText } from '../../text/text.tsx';
import { useDesk, useLocal } from '../desk.ts';
import { DeskShell } from '../desk-shell.tsx';
import { ProblemNote } from '../shown.tsx';
import { CancelDialog } from './cancel-dialog.tsx';
import { Choices } from './choices.tsx';
import { isOutdated } from './outdated.ts';
import type { WizardStep } from './wizard-step.ts';

interface WizardShellProps {
  step: WizardStep;
  /** The button that goes on; it works once the step is complete. */
  next: { ready: boolean; busy: boolean; press: () => void; label?: string };
  /** Why the last press did not work, when nothing in the step itself says so. */
  problem?: Problem | null;
  /** Choices above the step instead of beside it: the step needs the whole width. */
  wide?: boolean;
  children: ReactNode;
}

/** Choices so far above, the question below, and under it the way back and on (PORTAL-031). */
export function WizardShell({ step, next, problem = null, wide = false, children }: WizardShellProps) {
  const t = useText();
  const local = useLocal();
  const navigate = useNavigate();
  const { base, refreshCounts } = useDesk();
  const [asking, setAsking] = useState(false);
  const { application, refused } = step;
  const shown = problem && !isOutdated(problem) ? problem : null;

  const withdrawn = () => {
    refreshCounts();
    void navigate(`${base}/applications`, { replace: true, state: { withdrawn: local(application.productName) } });
  };

  return (
    <DeskShell
      title={t('wizard.title')}
      subtitle={local(application.productName)}
      start={{ onStop: () => setAsking(true), label: t('wizard.stop') }}
      bottomBar={
        <BottomBar>
          <span className="pw-bottom-bar__back">
            <Button icon="back" disabled={step.previous === null} onClick={() => step.previous?.()}>
              {t('common.previous')}
            </Button>
          </span>
          <Button look="primary" disabled={!next.ready} busy={next.busy} onClick={next.press}>
            {next.label ?? t('common.next')}
          </Button>
        </BottomBar>
      }
    >
      <div className="pw-stack pw-stack--wide">
        <StepStrip step={step.number} of={step.of} name={t(`wizard.step.${step.id}`)} />
        {refused && (
          <ProblemNote problem={refused}>
            <p>{t('wizard.changed.text')}</p>
          </ProblemNote>
        )}
        {shown && <ProblemNote problem={shown} />}
        {wide ? (
          <>
            <Choices application={application} />
            {children}
          </>
        ) : (
          <div className="pw-cols">
            <div className="pw-cols__top">
              <Choices application={application} />
            </div>
            <div className="pw-stack pw-stack--wide">{children}</div>
          </div>
        )}
      </div>
      {asking && <CancelDialog application={application} onNo={() => setAsking(false)} onWithdrawn={withdrawn} />}
    </DeskShell>
  );
}

/** Said by a step that is closed for good. */
export function Locked({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <Note icon="lock" title={title}>
      {children}
    </Note>
  );
}

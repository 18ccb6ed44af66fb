import { useCallback, useState } from 'react';
import { useParams } from 'react-router';
import type { ApplicationView } from '../../../api/permit-applications/shapes.ts';
import type { Problem } from '../../data/problem.ts';
import { useCall } from '../../data/use-call.ts';
import { useText } from '../../text/text.tsx';
import { CasePage } from '../applications/case-page.tsx';
import { readApplication } from '../data/applications.ts';
import { DeskShell } from '../desk-shell.tsx';
import { Shown } from '../shown.tsx';
import { Wizard } from './wizard.tsx';

/** An application: its open step as long as something is asked of the applicant, and how it stands after that. */
export default function ApplicationPage() {
  const { application = '' } = useParams();
  // Another application is another page, with nothing left of the one before.
  return <OneApplication key={application} id={application} />;
}

function OneApplication({ id }: { id: string }) {
  const t = useText();
  const asked = useCall(useCallback((signal: AbortSignal) => readApplication(id, signal), [id]));
  const [changed, setChanged] = useState<ApplicationView | null>(null);
  const [refused, setRefused] = useState<Problem | null>(null);
  const { call, refresh } = asked;

  if (call.state !== 'done') {
    return (
      <DeskShell title={t('wizard.title')}>
        <Shown asked={asked} loading={t('wizard.loading')}>
          {() => null}
        </Shown>
      </DeskShell>
    );
  }
  const application = changed && changed.version >= call.value.version ? changed : call.value;
  const page = {
    application,
    refused,
    onChanged: (next: ApplicationView) => {
      setRefused(null);
      setChanged(next);
    },
    /** What was pressed no longer fits how the case stands: that is shown, and why. */
    onOutdated: (problem: Problem) => {
      setRefused(problem);
      void refresh();
    },
    refresh,
  };
  return application.openStep === null ? <CasePage {...page} /> : <Wizard {...page} />;
}

/** What both views of an application get. */
export interface ApplicationPageProps {
  application: ApplicationView;
  /** Why the last thing somebody pressed could not be done any more. */
  refused: Problem | null;
  onChanged: (application: ApplicationView) => void;
  onOutdated: (problem: Problem) => void;
  refresh: () => Promise<void>;
}

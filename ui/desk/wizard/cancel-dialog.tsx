import { Link } from 'react-router';
import type { ApplicationView } from '../../../api/permit-applications/shapes.ts';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { useAct } from '../../data/use-act.ts';
import { useText } from '../../text/text.tsx';
import { withdraw } from '../data/applications.ts';
import { useDesk } from '../desk.ts';
import { ProblemNote } from '../shown.tsx';

interface CancelDialogProps {
  application: ApplicationView;
  onNo: () => void;
  onWithdrawn: () => void;
}

/** The way out of the wizard: "no" keeps the draft, "yes" takes the application back (PORTAL-032). */
export function CancelDialog({ application, onNo, onWithdrawn }: CancelDialogProps) {
  const t = useText();
  const { base } = useDesk();
  const { act, perform } = useAct(withdraw);
  const yes = async () => {
    const answer = await perform(application.id);
    if (answer?.ok) onWithdrawn();
  };
  return (
    <ConfirmDialog
      question={t('wizard.cancel.question')}
      busy={act.state === 'busy'}
      onYes={() => void yes()}
      onNo={onNo}
    >
      {act.state === 'failed' && <ProblemNote problem={act.problem} />}
      <p>{t('wizard.cancel.text')}</p>
      <p>
        <Link className="pw-alone" to={`${base}/applications`}>
          {t('wizard.cancel.later')}
        </Link>
      </p>
    </ConfirmDialog>
  );
}

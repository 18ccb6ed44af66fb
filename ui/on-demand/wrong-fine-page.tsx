import { Link, useParams } from 'react-router';
import { Icon } from '../components/icon.tsx';
import { FineReports } from '../fine-reports/fine-reports.tsx';
import { useText } from '../text/text.tsx';
import { OnDemandShell } from './on-demand-shell.tsx';
import { useOnDemand } from './on-demand.ts';

/** A fine on a session that should not have been given. */
export default function WrongFinePage() {
  const t = useText();
  const { base } = useOnDemand();
  const { action: id = '' } = useParams();
  return (
    <OnDemandShell title={t('parking.actions.details')}>
      <div className="pw-stack">
        <p>
          <Link className="pw-alone" to={`${base}/sessions/${id}`}>
            <Icon name="back" size={20} />
            {t('fineReport.back')}
          </Link>
        </p>
        <FineReports of={`/v1/parking/actions/${id}`} />
      </div>
    </OnDemandShell>
  );
}

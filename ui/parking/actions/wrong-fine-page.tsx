import { Link, useParams } from 'react-router';
import { Icon } from '../../components/icon.tsx';
import { FineReports } from '../../fine-reports/fine-reports.tsx';
import { useText } from '../../text/text.tsx';
import { ParkingShell } from '../parking-shell.tsx';

/** A fine on a stay that should not have been given. */
export default function WrongFinePage() {
  const t = useText();
  const { action: id = '' } = useParams();
  return (
    <ParkingShell title={t('parking.actions.details')}>
      <div className="pw-stack">
        <p>
          <Link className="pw-alone" to={`/parking/a/${id}`}>
            <Icon name="back" size={20} />
            {t('fineReport.back')}
          </Link>
        </p>
        <FineReports of={`/v1/parking/actions/${id}`} />
      </div>
    </ParkingShell>
  );
}

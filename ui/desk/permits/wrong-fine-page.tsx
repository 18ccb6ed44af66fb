import { Link, useParams } from 'react-router';
import { Icon } from '../../components/icon.tsx';
import { FineReports } from '../../fine-reports/fine-reports.tsx';
import { useText } from '../../text/text.tsx';
import { useDesk } from '../desk.ts';
import { DeskShell } from '../desk-shell.tsx';

/** A fine on a car of this permit that should not have been given. */
export default function WrongFinePage() {
  const t = useText();
  const { base } = useDesk();
  const { permit: id = '' } = useParams();
  return (
    <DeskShell title={t('desk.menu.permits')}>
      <div className="pw-stack">
        <p>
          <Link className="pw-alone" to={`${base}/permits/${id}`}>
            <Icon name="back" size={20} />
            {t('fineReport.back')}
          </Link>
        </p>
        <FineReports of={`/v1/permits/${id}`} />
      </div>
    </DeskShell>
  );
}

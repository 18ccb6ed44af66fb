import { Navigate } from 'react-router';
import { Note } from '../components/note.tsx';
import { useMunicipality } from '../municipality-frame.tsx';
import { useText } from '../text/text.tsx';
import QueuePage from './queue/queue-page.tsx';
import { useStaff } from './staff-frame.tsx';
import { StaffShell } from './staff-shell.tsx';

/** Where everybody of staff starts: at their work. */
export default function StartPage() {
  const { id } = useMunicipality();
  const { may } = useStaff();
  if (may('review')) return <QueuePage />;
  if (may('read-case')) return <Navigate to={`/${id}/staff/cases`} replace />;
  if (may('refunds')) return <Navigate to={`/${id}/staff/refunds`} replace />;
  if (may('operate')) return <Navigate to={`/${id}/staff/releases`} replace />;
  if (may('check')) return <Navigate to={`/${id}/enforcement`} replace />;
  return <OtherRoles />;
}

/** Roles whose screens are not here say what they do instead of leading nowhere. */
function OtherRoles() {
  const t = useText();
  const { name, roles } = useStaff();
  const title = t('staff.welcome.title', { name });
  return (
    <StaffShell title={t('staff.app')} place="queue">
      <div className="pw-stack pw-stack--wide pw-measure">
        <h1>{title}</h1>
        {roles.map((role) => (
          <Note key={role} title={t('staff.welcome.role', { role: t(`staff.role.${role}`) })}>
            <p>{t(`staff.roleWork.${role}`)}</p>
          </Note>
        ))}
        <p>{t('staff.welcome.more')}</p>
      </div>
    </StaffShell>
  );
}

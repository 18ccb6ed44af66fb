import type { ReactNode } from 'react';
import type { StaffPermission } from '../../rules/staff.ts';
import { ButtonLink } from '../components/button.tsx';
import { useMunicipality } from '../municipality-frame.tsx';
import { useText } from '../text/text.tsx';
import { useStaff } from './staff-frame.tsx';
import { StaffShell, type StaffPlace } from './staff-shell.tsx';

/** A page that belongs to some roles. The API refuses the others as well; here they read whose it is. */
export function Guard({
  permission,
  place,
  children,
}: {
  permission: StaffPermission;
  place: StaffPlace;
  children: ReactNode;
}) {
  const t = useText();
  const { id } = useMunicipality();
  const { may } = useStaff();
  if (may(permission)) return children;
  return (
    <StaffShell title={t('problem.not-allowed.title')} place={place}>
      <div className="pw-stack pw-stack--wide pw-measure">
        <h1>{t('staff.guard.title')}</h1>
        <p className="pw-lead">{t('staff.guard.text')}</p>
        <p>
          <ButtonLink look="primary" to={`/${id}/staff`}>
            {t('staff.guard.home')}
          </ButtonLink>
        </p>
      </div>
    </StaffShell>
  );
}

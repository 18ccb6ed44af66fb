import type { ReactNode } from 'react';
import { Shell } from '../components/shell.tsx';
import { useMunicipality } from '../municipality-frame.tsx';
import { useText } from '../text/text.tsx';
import { useStaffFooter } from './staff-footer.ts';

/** The shell before anybody is known: without a menu. */
export function OutsideShell({ title, children }: { title: string; children: ReactNode }) {
  const t = useText();
  const { id, name } = useMunicipality();
  return (
    <Shell brand={{ name: t('staff.app'), place: name, to: `/${id}/staff` }} title={title} footer={useStaffFooter()}>
      {children}
    </Shell>
  );
}

import { useCallback, type ReactNode } from 'react';
import type { MenuEntry, MenuGroup } from '../components/menu.tsx';
import { Shell } from '../components/shell.tsx';
import { ErrorNote } from '../components/states.tsx';
import { forgetDrafts } from '../data/draft.ts';
import { logOut } from '../data/me.ts';
import { forgetOnDevice } from '../data/on-device.ts';
import { useAct } from '../data/use-act.ts';
import { useMunicipality } from '../municipality-frame.tsx';
import { useProblemSentences } from '../text/problem-sentences.ts';
import { useText } from '../text/text.tsx';
import { useStaffFooter } from './staff-footer.ts';
import { useStaff } from './staff-frame.tsx';
import './staff.css';

/** Where a page stands in the menu. */
export type StaffPlace =
  | 'queue'
  | 'announcements'
  | 'bank'
  | 'releases'
  | 'simulator'
  | 'old-system'
  | 'products'
  | 'reports'
  | 'looks'
  | 'hints'
  | 'people'
  | 'cases'
  | 'past'
  | 'checks'
  | 'trail'
  | 'rights'
  | 'retention'
  | 'flagged'
  | 'health'
  | 'relief'
  | 'forgotten'
  | 'outages'
  | 'passes'
  | 'post'
  | 'permit-logins'
  | 'waitlist'
  | 'refunds'
  | 'providers'
  | 'events'
  | 'check'
  | 'settings';

interface StaffShellProps {
  title: string;
  subtitle?: ReactNode;
  place: StaffPlace;
  /** On the street the application has a name of its own. */
  app?: 'desk' | 'check';
  bottomBar?: ReactNode;
  children: ReactNode;
}

/** Every page for staff, with the menu of what somebody's roles allow. */
export function StaffShell({ title, subtitle, place, app = 'desk', bottomBar, children }: StaffShellProps) {
  const t = useText();
  const sentences = useProblemSentences();
  const municipality = useMunicipality();
  const { name, roles, may } = useStaff();
  const { act, leave } = useLeave();
  const at = (path: string) => `/${municipality.id}${path}`;

  const entry = (of: StaffPlace, icon: MenuEntry['icon'], path: string): MenuEntry => ({
    label: t(`staff.menu.${of}`),
    icon,
    to: at(path),
    current: of === place,
  });
  const work: MenuEntry[] = [
    ...(may('review') ? [entry('queue', 'queue', '/staff')] : []),
    ...(may('second-look') ? [entry('looks', 'eye', '/staff/second-looks')] : []),
    ...(may('misuse-hints') ? [entry('hints', 'flag', '/staff/hints')] : []),
    ...(may('act-for') ? [entry('people', 'user', '/staff/people')] : []),
    ...(may('announce') ? [entry('announcements', 'bell', '/staff/announcements')] : []),
    ...(may('read-case') ? [entry('cases', 'list', '/staff/cases')] : []),
    ...(may('audit')
      ? [
          entry('past', 'search', '/staff/past'),
          entry('checks', 'car', '/staff/checks'),
          entry('trail', 'history', '/staff/trail'),
          entry('rights', 'lock', '/staff/rights'),
          entry('retention', 'history', '/staff/retention'),
        ]
      : []),
    ...(may('audit') ? [entry('flagged', 'warn', '/staff/flagged-checks')] : []),
    ...(may('operate') ? [entry('health', 'tick', '/staff/health')] : []),
    ...(may('operate') ? [entry('outages', 'warn', '/staff/outages')] : []),
    ...(may('hand-out') ? [entry('passes', 'mail', '/staff/passes')] : []),
    ...(may('hand-out') ? [entry('post', 'printer', '/staff/post')] : []),
    ...(may('hand-out') ? [entry('waitlist', 'queue', '/staff/waitlist')] : []),
    ...(may('hand-out') && municipality.permitLogin ? [entry('permit-logins', 'lock', '/staff/permit-logins')] : []),
    ...(may('refunds') ? [entry('refunds', 'renew', '/staff/refunds')] : []),
    ...(may('refunds') ? [entry('relief', 'warn', '/staff/relief')] : []),
    ...(may('refunds') ? [entry('forgotten', 'history', '/staff/forgotten-stops')] : []),
    ...(may('refunds') ? [entry('bank', 'wallet', '/staff/bank')] : []),
    ...(may('reports') ? [entry('reports', 'scale', '/staff/reports')] : []),
    ...(may('operate') ? [entry('providers', 'globe', '/staff/providers')] : []),
    ...(may('operate') ? [entry('events', 'mail', '/staff/events')] : []),
    ...(may('operate') ? [entry('releases', 'renew', '/staff/releases')] : []),
    ...(may('operate') ? [entry('simulator', 'scale', '/staff/simulator')] : []),
    ...(may('operate') ? [entry('old-system', 'renew', '/staff/old-system')] : []),
    ...(may('read-products') ? [entry('products', 'list', '/staff/products')] : []),
    ...(may('check') ? [entry('check', 'search', '/enforcement')] : []),
  ];
  const own: MenuEntry[] = [
    entry('settings', 'settings', '/staff/settings'),
    { label: t('staff.menu.leave'), icon: 'leave', onPress: leave },
  ];
  const menu: MenuGroup[] = [
    ...(work.length > 0 ? [{ title: t('staff.menu.work'), entries: work }] : []),
    { title: t('staff.menu.you'), entries: own },
  ];

  return (
    <Shell
      brand={{
        name: t(app === 'check' ? 'check.app' : 'staff.app'),
        place: municipality.name,
        to: at(app === 'check' ? '/enforcement' : '/staff'),
      }}
      title={title}
      subtitle={subtitle}
      start={{ menu }}
      user={{ name: [name, ...roles.map((role) => t(`staff.role.${role}`))].join(', '), to: at('/staff/settings') }}
      footer={useStaffFooter()}
      bottomBar={bottomBar}
    >
      {act.state === 'failed' && <ErrorNote {...sentences(act.problem)} onRetry={leave} />}
      {children}
    </Shell>
  );
}

/** Logging out ends at the identity provider, or the next person at this desk would be signed in without being asked. */
function useLeave() {
  const { act, perform } = useAct(logOut);
  const leave = useCallback(() => {
    void perform(null).then((answer) => {
      if (!answer?.ok) return;
      forgetDrafts();
      void forgetOnDevice().then(() => window.location.assign(answer.value.continueAt));
    });
  }, [perform]);
  return { act, leave };
}

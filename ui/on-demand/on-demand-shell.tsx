import { useContext, type ReactNode } from 'react';
import { useLocation } from 'react-router';
import type { IconName } from '../components/icon.tsx';
import { Shell } from '../components/shell.tsx';
import { useLocal } from '../desk/desk.ts';
import { Help } from '../help.tsx';
import { useMunicipality } from '../municipality-frame.tsx';
import type { TextKey } from '../text/sentences.ts';
import { useText } from '../text/text.tsx';
import { version } from '../version.ts';
import { OnDemandContext } from './on-demand.ts';
import './on-demand.css';

interface OnDemandShellProps {
  title: string;
  bottomBar?: ReactNode;
  children: ReactNode;
}

const PLACES: readonly { path: string; icon: IconName; label: TextKey }[] = [
  { path: '', icon: 'home', label: 'onDemand.title' },
  { path: '/book', icon: 'car', label: 'onDemand.book.title' },
  { path: '/top-up', icon: 'wallet', label: 'onDemand.topUp.title' },
  { path: '/profile', icon: 'user', label: 'onDemand.profile.title' },
];

/** A page of parking on demand: the mark leads to the start page, the own name to signing in and out (POM-006). */
export function OnDemandShell({ title, bottomBar, children }: OnDemandShellProps) {
  const t = useText();
  const local = useLocal();
  const { id, name, contact, onDemand } = useMunicipality();
  const signedIn = useContext(OnDemandContext);
  const { pathname } = useLocation();
  const base = `/${id}/on-demand`;
  const entries = PLACES.map(({ path, icon, label }) => {
    const to = base + path;
    return { label: t(label), icon, to, current: pathname.replace(/\/$/, '') === to };
  });
  const leave = signedIn && { label: t('desk.menu.logOut'), icon: 'leave' as const, onPress: signedIn.logOut };
  return (
    <Shell
      brand={{ name: onDemand ? local(onDemand.name) : t('parking.name'), place: name, to: base }}
      title={title}
      {...(leave && { start: { menu: [{ entries: [...entries, leave] }] } })}
      user={
        signedIn
          ? { name: signedIn.view.holderName || t('onDemand.profile.title'), to: `${base}/profile` }
          : { name: t('onDemand.signIn.title'), to: base }
      }
      footer={{
        help: <Help contact={contact} />,
        accessibility: '/accessibility',
        privacy: '/privacy',
        version: version(),
      }}
      {...(bottomBar !== undefined && { bottomBar })}
    >
      {children}
    </Shell>
  );
}

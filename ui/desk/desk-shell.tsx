import type { ReactNode } from 'react';
import { useLocation } from 'react-router';
import type { Overview } from '../../api/me/shapes.ts';
import { ButtonLink } from '../components/button.tsx';
import type { IconName } from '../components/icon.tsx';
import type { MenuEntry } from '../components/menu.tsx';
import { Note } from '../components/note.tsx';
import { CartLink, Shell, type ShellStart } from '../components/shell.tsx';
import { useOnline } from '../data/use-online.ts';
import { useMunicipality } from '../municipality-frame.tsx';
import { OutageBanner } from '../outage-banner.tsx';
import type { TextKey } from '../text/sentences.ts';
import { useText } from '../text/text.tsx';
import { Help } from '../help.tsx';
import { version } from '../version.ts';
import { ActingNote } from './acting-note.tsx';
import { useDesk } from './desk.ts';
import './desk.css';

/** The places of the desk in the order of the portal manual; a line of the home screen lends its count. */
const PLACES: readonly { path: string; icon: IconName; label: TextKey; line?: keyof Overview }[] = [
  { path: '/cart', icon: 'cart', label: 'desk.menu.cart', line: 'cart' },
  { path: '/applications', icon: 'wait', label: 'desk.menu.applications', line: 'applications' },
  { path: '/products', icon: 'add', label: 'desk.menu.products', line: 'products' },
  { path: '/permits', icon: 'car', label: 'desk.menu.permits', line: 'permits' },
  { path: '/waitlist', icon: 'queue', label: 'desk.menu.waitlist', line: 'waitlist' },
  { path: '/renewals', icon: 'renew', label: 'desk.menu.renewals', line: 'renewals' },
  { path: '/history', icon: 'history', label: 'desk.menu.history', line: 'history' },
  { path: '', icon: 'home', label: 'desk.menu.home' },
  { path: '/settings', icon: 'settings', label: 'desk.menu.settings' },
  { path: '/user', icon: 'user', label: 'desk.menu.user' },
];

interface DeskShellProps {
  title: string;
  subtitle?: ReactNode;
  /** Instead of the menu: the way out of a wizard. */
  start?: ShellStart;
  bottomBar?: ReactNode;
  children: ReactNode;
}

/** A page of the desk for who is signed in. */
export function DeskShell({ start, children, ...rest }: DeskShellProps) {
  const t = useText();
  const { id } = useMunicipality();
  const { base, holder, overview, logOut } = useDesk();
  const { payAtOnce } = useMunicipality();
  const { pathname } = useLocation();
  const here = pathname.replace(/\/$/, '');
  const places = PLACES.filter(({ line }) => !(payAtOnce && line === 'cart'));
  const entries: MenuEntry[] = places.map(({ path, icon, label, line }) => ({
    label: t(label),
    icon,
    to: base + path,
    current: here === base + path,
    ...(line && overview && { count: overview[line].count }),
  }));
  const menu = [{ entries: [...entries, { label: t('desk.menu.logOut'), icon: 'leave' as const, onPress: logOut }] }];
  return (
    <Shell
      {...useBrand()}
      start={start ?? { menu }}
      end={
        overview &&
        !payAtOnce &&
        overview.cart.count > 0 && <CartLink to={`${base}/cart`} count={overview.cart.count} />
      }
      user={{ name: holder.name, to: `${base}/user` }}
      {...rest}
    >
      <ActingNote />
      <BouncedNote />
      <OfflineNote />
      <OutageBanner municipality={id} />
      {children}
    </Shell>
  );
}

/** A page of the desk for anybody. */
export function OpenDeskShell({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Shell {...useBrand()} title={title}>
      <OfflineNote />
      {children}
    </Shell>
  );
}

function useBrand() {
  const t = useText();
  const { id, name, contact } = useMunicipality();
  return {
    brand: { name: t('desk.name'), place: name, to: `/${id}/desk` },
    footer: {
      help: <Help contact={contact} />,
      accessibility: '/accessibility',
      privacy: '/privacy',
      version: version(),
    },
  };
}

/** On every page, until there is an address that works; where it is given, nobody has to be told. */
function BouncedNote() {
  const t = useText();
  const { base, holder } = useDesk();
  const { pathname } = useLocation();
  if (!holder.emailBounced || pathname.startsWith(`${base}/email`)) return null;
  return (
    <div className="pw-desk-offline">
      <Note kind="wait" title={t('desk.bounced.title')}>
        <p>{t('desk.bounced.text', { email: holder.email ?? '' })}</p>
        <p>
          <ButtonLink icon="mail" to={`${base}/email?returnTo=${encodeURIComponent(pathname)}`}>
            {t('desk.bounced.change')}
          </ButtonLink>
        </p>
      </Note>
    </div>
  );
}

function OfflineNote() {
  const t = useText();
  if (useOnline()) return null;
  return (
    <div className="pw-desk-offline">
      <Note kind="wait" icon="offline" title={t('desk.offline.title')} urgent>
        <p>{t('desk.offline.text')}</p>
      </Note>
    </div>
  );
}

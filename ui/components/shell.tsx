import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { useText } from '../text/text.tsx';
import { classes } from './classes.ts';
import { DisplayMenu, LanguageSwitch } from './display-menu.tsx';
import { Icon } from './icon.tsx';
import { Menu, type MenuGroup } from './menu.tsx';
import { Count } from './note.tsx';
import './shell.css';

/** Left in the bar: the menu, or in a wizard the way out of it. */
export type ShellStart = { menu: readonly MenuGroup[] } | { onStop: () => void; label?: string };

export interface ShellProps {
  /** The application and whose it is; the link goes to its start. */
  brand: { name: string; place?: string; to: string };
  /** The chosen menu option; also the title of the window. */
  title: string;
  /** Before the title of the window, where something goes on that one wants to see from elsewhere: the time that is left. */
  ahead?: string;
  /** The product and its place, for instance. */
  subtitle?: ReactNode;
  /** What the pages are about and where that is: stands in the middle of the bar, with the title below it. */
  about?: { name: string; place: string };
  start?: ShellStart;
  /** Right in the bar: the cart, a balance. */
  end?: ReactNode;
  user?: { name: string; to: string };
  footer: FooterProps;
  /** A `BottomBar`. */
  bottomBar?: ReactNode;
  children: ReactNode;
}

/** Every page: skip link, band with brand and tools, bar with menu and title, the page itself, and help in the same place each time. */
export function Shell({
  brand,
  title,
  ahead,
  subtitle,
  about,
  start,
  end,
  user,
  footer,
  bottomBar,
  children,
}: ShellProps) {
  const t = useText();
  return (
    <>
      <title>
        {[ahead, title, brand.place === undefined ? brand.name : `${brand.name} ${brand.place}`]
          .filter(Boolean)
          .join(' · ')}
      </title>
      <a className="utrecht-skip-link utrecht-skip-link--visible-on-focus pw-shell__skip" href="#main">
        {t('shell.skip')}
      </a>
      <header>
        <div className="pw-shell__band pw-on-deep">
          <div className="pw-wrap pw-shell__band-in">
            <Link className="pw-brand" to={brand.to}>
              <Mark />
              <span className="pw-brand__text">
                <span>{brand.name}</span>{' '}
                {brand.place !== undefined && <span className="pw-brand__place">{brand.place}</span>}
              </span>
            </Link>
            <div className="pw-shell__tools">
              <DisplayMenu />
              <LanguageSwitch />
              {user && (
                <Link className="pw-tool" to={user.to}>
                  <Icon name="user" size={20} />
                  <span className="pw-tool__text">{user.name}</span>
                  <span className="pw-said">{t('shell.user')}</span>
                </Link>
              )}
            </div>
          </div>
          <div className="pw-shell__bays" aria-hidden="true" />
        </div>
        <div className="pw-shell__bar">
          <div className="pw-wrap pw-shell__bar-in">
            {start ? <Start start={start} /> : <span />}
            <div className="pw-shell__title">
              {about ? about.name : title}
              {about && (
                <small>
                  {about.place} · {title}
                </small>
              )}
              {subtitle && <small>{subtitle}</small>}
            </div>
            <div className="pw-shell__end">{end}</div>
          </div>
        </div>
      </header>
      <main id="main" tabIndex={-1} className={classes('pw-page', !!bottomBar && 'pw-page--acts')}>
        <div className="pw-wrap">{children}</div>
        {bottomBar}
      </main>
      <Footer {...footer} />
    </>
  );
}

function Start({ start }: { start: ShellStart }) {
  const t = useText();
  const [open, setOpen] = useState(false);
  if ('onStop' in start) {
    return (
      <button type="button" className="pw-bar-button" onClick={start.onStop}>
        <Icon name="back" />
        {start.label ?? t('shell.stop')}
      </button>
    );
  }
  return (
    <>
      <button
        type="button"
        className="pw-bar-button"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(true)}
      >
        <Icon name="menu" />
        {t('shell.menu')}
      </button>
      {open && <Menu groups={start.menu} onClose={() => setOpen(false)} />}
    </>
  );
}

/** The cart at the right of the bar, with how much is in it. */
export function CartLink({ to, count }: { to: string; count: number }) {
  const t = useText();
  return (
    <Link className="pw-bar-button" to={to}>
      <Icon name="cart" />
      <Count>{count}</Count> <span className="pw-said">{t('shell.inCart')}</span>
    </Link>
  );
}

/** A balance at the right of the bar: money, time or actions, already written out. */
export function BarBalance({ children }: { children: ReactNode }) {
  const t = useText();
  return (
    <strong className="pw-small">
      <span className="pw-said">{t('shell.balance')} </span>
      {children}
    </strong>
  );
}

export interface FooterProps {
  /** How to reach a person, in a sentence; the same on every page. */
  help: ReactNode;
  accessibility: string;
  privacy: string;
  /** What a helpdesk asks for. */
  version: string;
}

function Footer({ help, accessibility, privacy, version }: FooterProps) {
  const t = useText();
  return (
    <footer className="pw-foot">
      <div className="pw-wrap pw-row">
        <span>{help}</span>
        <Link to={accessibility}>{t('shell.accessibility')}</Link>
        <Link to={privacy}>{t('shell.privacy')}</Link>
        <Link to="/status">{t('shell.status')}</Link>
        <span className="pw-push pw-muted">{t('shell.version', { version })}</span>
      </div>
    </footer>
  );
}

/** A plate with a P on it. */
function Mark() {
  return (
    <svg className="pw-brand__mark" width="40" height="28" viewBox="0 0 40 28" aria-hidden="true">
      <rect className="pw-brand__plate" x="1" y="1" width="38" height="26" rx="5" strokeWidth="2" />
      <path className="pw-brand__band" d="M12 2v24H6.5a4.5 4.5 0 01-4.5-4.5v-15A4.5 4.5 0 016.5 2z" />
      <path
        className="pw-brand__letter"
        d="M20.5 21.5v-15h6a4.6 4.6 0 010 9.2h-6"
        fill="none"
        strokeWidth="3.2"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
    </svg>
  );
}

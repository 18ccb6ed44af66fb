import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import { Icon, type IconName } from './icon.tsx';
import './note.css';

export type NoteKind = 'info' | 'ok' | 'wait' | 'bad';
type HeadingLevel = 'h2' | 'h3' | 'h4';

const NOTE_ICONS: Record<NoteKind, IconName> = { info: 'info', ok: 'tick', wait: 'hand', bad: 'warn' };

interface NoteProps {
  kind?: NoteKind;
  title: ReactNode;
  level?: HeadingLevel;
  icon?: IconName;
  /** Appears after something somebody did: it is read out at once. */
  urgent?: boolean;
  children?: ReactNode;
}

/** Says what happened, what it means and what to do. */
export function Note({ kind = 'info', title, level: Heading = 'h2', icon, urgent = false, children }: NoteProps) {
  return (
    <div className={classes('pw-note', `pw-note--${kind}`)} {...(urgent && { role: 'alert' })}>
      <Icon name={icon ?? NOTE_ICONS[kind]} />
      <div className="pw-stack pw-stack--tight">
        <Heading className="pw-heading-l">{title}</Heading>
        {children}
      </div>
    </div>
  );
}

export type FactKind = 'ok' | 'wait' | 'bad' | 'info';

const FACT_ICONS: Record<FactKind, IconName> = { ok: 'tick', wait: 'hand', bad: 'cross', info: 'info' };

/** One sentence with an icon and no box: what a register said, since when something is visible. */
export function Fact({ kind = 'ok', icon, children }: { kind?: FactKind; icon?: IconName; children: ReactNode }) {
  return (
    <p className={classes('pw-fact', `pw-fact--${kind}`)}>
      <Icon name={icon ?? FACT_ICONS[kind]} size={20} />
      <span>{children}</span>
    </p>
  );
}

/** Who is to act: nobody (in force, refused, over), you, or somebody else. */
export type BadgeKind = 'ok' | 'you' | 'us' | 'bad' | 'off';

const BADGE_ICONS: Record<BadgeKind, IconName> = { ok: 'tick', you: 'hand', us: 'wait', bad: 'cross', off: 'minus' };
const BADGE_LOOKS: Record<BadgeKind, string> = {
  ok: 'success',
  you: 'warning',
  us: 'neutral',
  bad: 'danger',
  off: 'inactive',
};

/** A status: icon, word and border, so that it does without colour. */
export function Badge({ kind, children }: { kind: BadgeKind; children: ReactNode }) {
  return (
    <span
      className={classes(
        'utrecht-status-badge',
        `utrecht-status-badge--${BADGE_LOOKS[kind]}`,
        'pw-badge',
        `pw-badge--${kind}`,
      )}
    >
      <Icon name={BADGE_ICONS[kind]} size={16} />
      {children}
    </span>
  );
}

/** How many, in a pill. */
export function Count({ children }: { children: ReactNode }) {
  return <span className="pw-count">{children}</span>;
}

import type { ReactNode } from 'react';
import { useText } from '../text/text.tsx';
import { Button } from './button.tsx';
import { Icon, type IconName } from './icon.tsx';
import { Note } from './note.tsx';
import './states.css';

/** Nothing here yet: what that means, and the next act. */
export function Empty({
  title,
  icon,
  picture,
  level: Heading = 'h2',
  children,
}: {
  title: string;
  icon?: IconName;
  /** Instead of an icon, such as a quiet plate. */
  picture?: ReactNode;
  level?: 'h2' | 'h3' | 'h4';
  children?: ReactNode;
}) {
  return (
    <div className="pw-empty">
      {picture ?? (icon && <Icon name={icon} size={40} />)}
      <Heading className="pw-heading-l">{title}</Heading>
      {children}
    </div>
  );
}

/** What is being fetched, as a sentence; the grey lines say where it will stand, and do not move. */
export function Loading({ children }: { children: ReactNode }) {
  return (
    <div className="pw-loading pw-card" role="status">
      <p>
        <strong>{children}</strong>
      </p>
      <div className="pw-loading__line pw-loading__line--head" />
      <div className="pw-loading__line" />
      <div className="pw-loading__line pw-loading__line--short" />
    </div>
  );
}

/** A long task on its way: how far, and that nobody has to wait for it. */
export function Progress({
  label,
  done,
  of,
  children,
}: {
  label: string;
  done: number;
  of: number;
  children?: ReactNode;
}) {
  const t = useText();
  const text = t('parts.progress', { done, of, count: of });
  return (
    <div className="pw-stack pw-stack--tight">
      <p>
        <strong>{label}</strong> <span className="pw-muted">{text}</span>
      </p>
      <div
        className="pw-progress"
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={of}
        aria-valuenow={done}
        aria-valuetext={text}
      >
        <div className="pw-progress__done" style={{ inlineSize: `${(100 * done) / of}%` }} />
      </div>
      {children}
    </div>
  );
}

interface ErrorNoteProps {
  title: string;
  /** What to do about it. */
  advice?: string | null;
  /** What a helpdesk looks up. */
  reference?: string | null;
  onRetry?: () => void;
  retryLabel?: string;
  level?: 'h2' | 'h3' | 'h4';
  /** More to do: another button, a proposal. */
  children?: ReactNode;
}

/** Something went wrong: what, what to do next, and the reference to mention. */
export function ErrorNote({ title, advice, reference, onRetry, retryLabel, level = 'h2', children }: ErrorNoteProps) {
  const t = useText();
  return (
    <Note kind="bad" title={title} level={level} urgent>
      {advice && <p>{advice}</p>}
      {children}
      {onRetry && (
        <p>
          <Button icon="renew" onClick={onRetry}>
            {retryLabel ?? t('common.retry')}
          </Button>
        </p>
      )}
      {reference && <p className="pw-small">{t('parts.problem.reference', { reference })}</p>}
    </Note>
  );
}

/** Without a connection nothing was registered, and that must not be overlooked. */
export function OfflineStamp({
  title,
  picture,
  children,
}: {
  title?: string;
  picture?: ReactNode;
  children: ReactNode;
}) {
  const t = useText();
  return (
    <div className="pw-stamp" role="alert">
      <Icon name="offline" size={40} />
      <strong className="pw-stamp__word">{title ?? t('parts.offline.stamp')}</strong>
      {picture}
      <div className="pw-stamp__text">{children}</div>
    </div>
  );
}

import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { RuleStep } from '../../rules/values/refusal.ts';
import { useText } from '../text/text.tsx';
import { classes } from './classes.ts';
import { Icon, type IconName } from './icon.tsx';
import './lists.css';

/** Lines of a start page: where one can go, and what waits there. */
export function Lines({ children }: { children: ReactNode }) {
  // Without the role one screen reader forgets that a list without bullets is a list, and how long it is.
  return (
    <ul className="pw-lines" role="list">
      {children}
    </ul>
  );
}

interface LineProps {
  to: string;
  icon: IconName;
  name: string;
  /** What is there, or what is waiting; when it waits for you the words say so too. */
  hint?: ReactNode;
  count?: number;
  /** Waits for the reader: the count is yellow. */
  waits?: boolean;
}

export function Line({ to, icon, name, hint, count, waits = false }: LineProps) {
  return (
    <li>
      <Link to={to} className={classes('pw-line', waits && 'pw-line--waits')}>
        <Icon name={icon} size={28} />
        <span>
          <span className="pw-line__name">{name}</span> {hint && <span className="pw-line__hint">{hint}</span>}
        </span>{' '}
        <span className="pw-line__count">{count}</span>
        <Icon name="next" size={20} />
      </Link>
    </li>
  );
}

export interface Description {
  term: ReactNode;
  value: ReactNode;
}

/** Terms and what they are. `thin` in a card beside something more important. */
export function DescriptionList({ items, thin = false }: { items: readonly Description[]; thin?: boolean }) {
  return (
    <dl className={classes('pw-dl', thin && 'pw-dl--thin')}>
      {items.map(({ term, value }, at) => (
        <div key={at}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const RULE_ICONS: Record<RuleStep['outcome'], IconName> = { met: 'tick', 'staff-decides': 'hand', 'not-met': 'cross' };

/** Rules and how they came out, each with the values it saw. */
export function RuleList({ children }: { children: ReactNode }) {
  return <ol className="pw-rules">{children}</ol>;
}

export function RuleRow({
  outcome,
  title,
  children,
}: {
  outcome: RuleStep['outcome'];
  title: ReactNode;
  children?: ReactNode;
}) {
  const t = useText();
  return (
    <li className={`pw-rule pw-rule--${outcome}`}>
      <Icon name={RULE_ICONS[outcome]} size={22} />
      <div>
        <strong>{title}</strong> <span className="pw-said">{t(`outcome.${outcome}`)}</span>
        {children && <div className="pw-small pw-muted">{children}</div>}
      </div>
    </li>
  );
}

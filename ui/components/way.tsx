import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Icon, type IconName } from './icon.tsx';
import './way.css';

interface WayProps {
  icon: IconName;
  name: string;
  hint?: ReactNode;
  to: string;
  /** Leaves the pages of this site, such as for signing in. */
  away?: boolean;
  onPress?: () => void;
}

/** One of a few ways to go, as large as the choice is important: how to sign in, which municipality. */
export function Way({ icon, name, hint, to, away = false, onPress }: WayProps) {
  const inside = (
    <>
      <Icon name={icon} size={28} />
      <span>
        <span className="pw-way__name">{name}</span> {hint && <span className="pw-way__hint">{hint}</span>}
      </span>
      <Icon name="next" size={20} />
    </>
  );
  return away ? (
    <a className="pw-way" href={to} onClick={onPress}>
      {inside}
    </a>
  ) : (
    <Link className="pw-way" to={to} onClick={onPress}>
      {inside}
    </Link>
  );
}

import { Button as UtrechtButton } from '@utrecht/button-react';
import type { ComponentProps, ReactNode } from 'react';
import { Link } from 'react-router';
import { classes } from './classes.ts';
import { Icon, type IconName } from './icon.tsx';
import './button.css';

/** Primary once per view, for what most people come to do; subtle for what is seldom wanted. */
export type Look = 'primary' | 'secondary' | 'subtle';

const LOOKS = {
  primary: 'primary-action-button',
  secondary: 'secondary-action-button',
  subtle: 'subtle-button',
} as const;
const LINK_LOOKS = {
  primary: 'utrecht-button--primary-action',
  secondary: 'utrecht-button--secondary-action',
  subtle: 'utrecht-button--subtle',
};

interface Face {
  look?: Look;
  icon?: IconName;
  children: ReactNode;
  /** What the button is about, for people who hear it without seeing what stands beside it: "Verwijder *318-ND-6*". */
  about?: string;
}

type ButtonProps = Face & Omit<ComponentProps<typeof UtrechtButton>, 'appearance' | 'icon' | 'label' | 'children'>;

export function Button({ look = 'secondary', icon, about, children, ...rest }: ButtonProps) {
  return (
    <UtrechtButton appearance={LOOKS[look]} {...rest}>
      <Inside icon={icon} about={about}>
        {children}
      </Inside>
    </UtrechtButton>
  );
}

/**
 * A link that looks like a button, where the main act of a view is going somewhere. `leaves` when the address is not a page of ours, such
 * as signing in.
 */
export function ButtonLink({
  look = 'secondary',
  icon,
  about,
  children,
  to,
  leaves = false,
}: Face & { to: string; leaves?: boolean }) {
  return (
    <Link to={to} reloadDocument={leaves} className={classes('utrecht-button', LINK_LOOKS[look], 'pw-button-link')}>
      <Inside icon={icon} about={about}>
        {children}
      </Inside>
    </Link>
  );
}

/** Buttons beside each other; `wide` makes each fill the line on a phone. */
export function Buttons({ wide = false, children }: { wide?: boolean; children: ReactNode }) {
  return <div className={classes('pw-buttons', wide && 'pw-buttons--wide')}>{children}</div>;
}

function Inside({
  icon,
  about,
  children,
}: {
  icon: IconName | undefined;
  about: string | undefined;
  children: ReactNode;
}) {
  return (
    <>
      {icon && <Icon name={icon} size={20} />}
      <span>
        {children}
        {about !== undefined && <span className="pw-said"> {about}</span>}
      </span>
    </>
  );
}

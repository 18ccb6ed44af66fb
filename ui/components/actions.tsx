import type { ReactNode } from 'react';
import { useId } from 'react';
import { useText } from '../text/text.tsx';
import { classes } from './classes.ts';
import { useDisclosure } from './disclosure.tsx';
import { Button } from './button.tsx';
import './actions.css';

/** What can be done here: buttons on a wide screen, on a phone behind one button. */
export function Actions({ label, children }: { label?: string; children: ReactNode }) {
  const t = useText();
  const id = useId();
  const { open, toggle, around } = useDisclosure();
  return (
    <div ref={around} className={classes('pw-actions', open && 'pw-actions--open')}>
      <div className="pw-actions__opener">
        <Button icon="list" aria-expanded={open} aria-controls={id} onClick={toggle}>
          {label ?? t('shell.actions')}
        </Button>
      </div>
      <div id={id} className="pw-actions__list">
        {children}
      </div>
    </div>
  );
}

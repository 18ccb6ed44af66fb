import { useId, type ReactNode } from 'react';
import { useText } from '../text/text.tsx';
import { classes } from './classes.ts';
import { Icon } from './icon.tsx';
import './field.css';

export interface FieldFace {
  label: ReactNode;
  hint?: ReactNode;
  /** What is wrong and how to put it right, with an example. */
  error?: ReactNode;
  optional?: boolean | undefined;
}

/** What ties a control to its label, hint and error. */
export interface FieldAria {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
}

/** Label, hint, error and one control, in that order: who reads down knows everything before typing. */
export function Field({
  label,
  hint,
  error,
  optional,
  children,
}: FieldFace & { children: (aria: FieldAria) => ReactNode }) {
  const id = useId();
  return (
    <div className={classes('pw-field', !!error && 'pw-field--bad')}>
      <label className="pw-field__label" htmlFor={id}>
        {label}
        <Optional when={optional} />
      </label>
      <Told id={id} hint={hint} error={error} />
      {children({ id, 'aria-describedby': describedBy(id, hint, error), 'aria-invalid': error ? true : undefined })}
    </div>
  );
}

/** The same for a group of controls: radios, checkboxes, parts of a date. */
export function FieldGroup({
  label,
  hint,
  error,
  optional,
  heading = false,
  children,
}: FieldFace & {
  /** The question is the title of the page. */
  heading?: boolean;
  children: ReactNode;
}) {
  const id = useId();
  const text = (
    <>
      {label}
      <Optional when={optional} />
    </>
  );
  return (
    <fieldset
      className={classes('pw-field', !!error && 'pw-field--bad')}
      aria-describedby={describedBy(id, hint, error)}
      aria-invalid={error ? true : undefined}
    >
      <legend className={heading ? 'pw-field__heading' : 'pw-field__label'}>{heading ? <h1>{text}</h1> : text}</legend>
      <Told id={id} hint={hint} error={error} />
      {children}
    </fieldset>
  );
}

function Told({ id, hint, error }: { id: string; hint: ReactNode; error: ReactNode }) {
  const t = useText();
  return (
    <>
      {hint && (
        <div className="pw-field__hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      {error && (
        <div className="pw-field__error" id={`${id}-error`}>
          <Icon name="warn" size={18} />
          <span>
            <span className="pw-said">{t('parts.field.error')} </span>
            {error}
          </span>
        </div>
      )}
    </>
  );
}

function Optional({ when }: { when: boolean | undefined }) {
  const t = useText();
  return when ? <span className="pw-field__optional"> ({t('common.optional')})</span> : null;
}

function describedBy(id: string, hint: ReactNode, error: ReactNode): string | undefined {
  return [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
}

import type { ComponentProps } from 'react';
import { classes } from './classes.ts';
import { Field, type FieldFace } from './field.tsx';

type Own<Control extends 'input' | 'select' | 'textarea'> = FieldFace &
  Omit<ComponentProps<Control>, keyof FieldFace | 'id' | 'className' | 'onChange' | 'value'> & {
    value: string;
    onChange: (value: string) => void;
  };

/** One line of text. `short` for what is never long: an amount, a time, a postcode. */
export function TextInput({
  label,
  hint,
  error,
  optional,
  short = false,
  onChange,
  ...rest
}: Own<'input'> & { short?: boolean }) {
  return (
    <Field {...{ label, hint, error, optional }}>
      {(aria) => (
        <input
          type="text"
          {...rest}
          {...aria}
          className={classes('pw-input', short && 'pw-input--short')}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

export function TextArea({ label, hint, error, optional, onChange, rows = 3, ...rest }: Own<'textarea'>) {
  return (
    <Field {...{ label, hint, error, optional }}>
      {(aria) => (
        <textarea
          {...rest}
          {...aria}
          rows={rows}
          className="pw-input"
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

export interface Option {
  value: string;
  text: string;
}

export function Select({
  label,
  hint,
  error,
  optional,
  onChange,
  options,
  ...rest
}: Own<'select'> & { options: readonly Option[] }) {
  return (
    <Field {...{ label, hint, error, optional }}>
      {(aria) => (
        <select {...rest} {...aria} className="pw-input" onChange={(event) => onChange(event.target.value)}>
          {options.map(({ value, text }) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

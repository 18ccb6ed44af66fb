import { useState, type ComponentProps } from 'react';
import { useText } from '../text/text.tsx';
import { classes } from './classes.ts';
import { Field, type FieldFace } from './field.tsx';
import { Icon } from './icon.tsx';
import './password-input.css';

type PasswordInputProps = FieldFace &
  Omit<ComponentProps<'input'>, keyof FieldFace | 'id' | 'type' | 'className' | 'onChange' | 'value'> & {
    value: string;
    onChange: (value: string) => void;
    short?: boolean;
  };

/** A password or a PIN: dots, until its owner presses the button beside it and reads what was typed. */
export function PasswordInput({ label, hint, error, optional, short = false, onChange, ...rest }: PasswordInputProps) {
  const t = useText();
  const [shown, setShown] = useState(false);
  return (
    <Field {...{ label, hint, error, optional }}>
      {(aria) => (
        <div className="pw-secret">
          <input
            spellCheck={false}
            autoCapitalize="none"
            {...rest}
            {...aria}
            type={shown ? 'text' : 'password'}
            className={classes('pw-input', short && 'pw-input--short')}
            onChange={(event) => onChange(event.target.value)}
          />
          <button
            type="button"
            className="pw-chip"
            aria-pressed={shown}
            aria-controls={aria.id}
            onClick={() => setShown(!shown)}
          >
            <Icon name="eye" size={20} />
            <span>
              {t('parts.password.show')}
              <span className="pw-said"> {label}</span>
            </span>
          </button>
        </div>
      )}
    </Field>
  );
}

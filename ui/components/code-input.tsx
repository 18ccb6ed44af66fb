import { useText } from '../text/text.tsx';
import { Field, type FieldFace } from './field.tsx';

const LENGTH = 6;

interface CodeInputProps extends Partial<FieldFace> {
  /** Digits only, at most six. */
  value: string;
  onChange: (digits: string) => void;
}

/** A code from a message: one field, so that pasting, autofill and correcting work as everywhere else. */
export function CodeInput({ label, hint, error, value, onChange }: CodeInputProps) {
  const t = useText();
  return (
    <Field label={label ?? t('parts.code.label')} hint={hint ?? t('parts.code.hint')} error={error}>
      {(aria) => (
        <input
          {...aria}
          className="pw-input pw-input--code"
          type="text"
          inputMode="numeric"
          autoComplete="one-time-code"
          value={value}
          onChange={(event) => onChange(event.target.value.replace(/\D/g, '').slice(0, LENGTH))}
        />
      )}
    </Field>
  );
}

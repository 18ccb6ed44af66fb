import { useId } from 'react';
import { Field, FieldGroup } from '../components/field.tsx';
import { TextInput } from '../components/text-input.tsx';
import { useText } from '../text/text.tsx';
import type { Unit } from './data/permits.ts';
import { type TypedAmount } from './typed-amount.ts';

interface AmountInputProps {
  unit: Unit;
  label: string;
  hint?: string;
  error?: string | undefined;
  optional?: boolean;
  value: TypedAmount;
  onChange: (value: TypedAmount) => void;
}

/** An amount as people write it: euros with a comma, hours and minutes apart, a number of actions (2PARK-108). */
export function AmountInput({ unit, label, hint, error, optional, value, onChange }: AmountInputProps) {
  const t = useText();
  const id = useId();
  if (unit === 'minute') {
    return (
      <FieldGroup {...{ label, hint, error, optional }}>
        <div className="pw-row">
          <TextInput
            short
            label={t('parking.amount.hours')}
            inputMode="numeric"
            autoComplete="off"
            value={value.whole}
            onChange={(whole) => onChange({ ...value, whole })}
          />
          <TextInput
            short
            label={t('parking.amount.minutes')}
            inputMode="numeric"
            autoComplete="off"
            value={value.rest}
            onChange={(rest) => onChange({ ...value, rest })}
          />
        </div>
      </FieldGroup>
    );
  }
  return (
    <Field {...{ label, hint, error, optional }}>
      {(aria) => (
        <input
          type="text"
          name={id}
          inputMode={unit === 'eurocent' ? 'decimal' : 'numeric'}
          autoComplete="off"
          className="pw-input pw-input--short"
          {...aria}
          value={value.whole}
          onChange={(event) => onChange({ ...value, whole: event.target.value })}
        />
      )}
    </Field>
  );
}

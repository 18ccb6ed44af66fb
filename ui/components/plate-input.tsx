import { useId, useState, type ReactNode } from 'react';
import { COUNTRIES, isPlate, plateKey, readPlate, type CountryCode } from '../../rules/values/plate.ts';
import { useText } from '../text/text.tsx';
import { classes } from './classes.ts';
import { Field, type FieldFace } from './field.tsx';
import { Fact } from './note.tsx';
import { face } from './plate.tsx';
import { countryName, spoken } from './plate-words.ts';
import './plate.css';

/** What somebody filled in; `text` as they wrote it, in any spelling. */
export interface TypedPlate {
  country: CountryCode;
  text: string;
}

interface PlateInputProps extends Partial<FieldFace> {
  value: TypedPlate;
  onChange: (value: TypedPlate) => void;
  /** Asks whether this is right (a likely typing error), and never stands in the way. */
  question?: ReactNode;
  /** For a page or dialog that asks for a plate and nothing else. */
  autoFocus?: boolean;
}

/** The neighbours come first, the others by name. */
const NEAR = 6;

/**
 * A plate to fill in, drawn as one. Dashes, spaces and small letters are all right: leaving the field writes the plate as it is written in
 * its country.
 */
export function PlateInput({ label, hint, error, optional, value, onChange, question, autoFocus }: PlateInputProps) {
  const t = useText();
  const heard = useId();
  const [typing, setTyping] = useState(false);
  const read = readPlate(value.text, value.country);
  const shown = !typing && isPlate(read) ? read.display : value.text;
  const named = COUNTRIES.map((code) => ({ code, name: countryName(t, code) }));
  const [near, far] = [named.slice(0, NEAR), named.slice(NEAR).sort((a, b) => a.name.localeCompare(b.name))];
  return (
    <Field label={label ?? t('parts.plate.label')} hint={hint} error={error} optional={optional}>
      {(aria) => (
        <>
          <div
            className={classes(
              'pw-plate-input',
              plateKey(value.text) !== '' && 'pw-plate-input--filled',
              `pw-plate-input--${face(value.country)}`,
            )}
          >
            <span className="pw-plate-input__band">
              <span className="pw-plate-input__sign" aria-hidden="true" translate="no">
                {value.country}
              </span>
              <select
                className="pw-plate-input__country"
                aria-label={t('parts.plate.country')}
                value={value.country}
                onChange={(event) => onChange({ ...value, country: event.target.value })}
              >
                {[...near, ...far].map(({ code, name }) => (
                  <option key={code} value={code}>
                    {name}
                  </option>
                ))}
              </select>
            </span>
            <input
              {...aria}
              aria-describedby={classes(aria['aria-describedby'], isPlate(read) && heard)}
              className="pw-plate-input__chars"
              type="text"
              value={shown}
              autoComplete="off"
              autoCapitalize="characters"
              autoCorrect="off"
              spellCheck={false}
              translate="no"
              maxLength={16}
              autoFocus={autoFocus}
              data-first-focus={autoFocus}
              onFocus={() => setTyping(true)}
              onBlur={() => setTyping(false)}
              onChange={(event) => onChange({ ...value, text: event.target.value })}
            />
          </div>
          {isPlate(read) && (
            <span id={heard} className="pw-said">
              {t('parts.plate.spoken', { country: countryName(t, value.country), characters: spoken(read.display) })}
            </span>
          )}
          <div role="status">{question && <Fact kind="wait">{question}</Fact>}</div>
        </>
      )}
    </Field>
  );
}

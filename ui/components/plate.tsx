import type { CountryCode } from '../../rules/values/plate.ts';
import { useText } from '../text/text.tsx';
import { classes } from './classes.ts';
import { countryName, spoken } from './plate-words.ts';
import './plate.css';

interface PlateProps {
  /** As people write it: `T-17-KRV`. */
  value: string;
  country: CountryCode;
  size?: 's' | 'm' | 'l' | 'xl';
  /** Does not count now: drawn without yellow. */
  quiet?: boolean;
}

/** A plate is read out character by character, and drawn as a plate for the eye. Yellow says that it counts now. */
export function Plate({ value, country, size = 'm', quiet = false }: PlateProps) {
  const t = useText();
  return (
    <span
      className={classes('pw-plate', `pw-plate--${face(country)}`, `pw-plate--${size}`, quiet && 'pw-plate--quiet')}
    >
      <span className="pw-said">
        {t('parts.plate.spoken', { country: countryName(t, country), characters: spoken(value) })}
      </span>
      <span className="pw-plate__band" aria-hidden="true" translate="no">
        {country}
      </span>
      <span className="pw-plate__chars" aria-hidden="true" translate="no">
        {value}
      </span>
    </span>
  );
}

/** An erased plate is a sentence, never an empty plate. */
export function ErasedPlate({ day }: { day: string }) {
  const t = useText();
  return <span className="pw-small pw-muted">{t('parts.plate.erased', { day })}</span>;
}

export function face(country: CountryCode): 'nl' | 'be' | 'other' {
  if (country === 'NL') return 'nl';
  return country === 'B' ? 'be' : 'other';
}

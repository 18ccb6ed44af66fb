import { useState } from 'react';
import { useLanguage, useText } from '../text/text.tsx';
import type { FieldFace } from './field.tsx';
import { TextInput } from './text-input.tsx';
import { readTime } from './typed-time.ts';

interface TimeFieldProps extends FieldFace {
  /** `HH:MM`. */
  value: string | null;
  onChange: (time: string | null) => void;
}

/** A time of day. Not the browser's own field: that follows the language of the browser and says 10:30 PM. */
export function TimeField({ label, hint, error, optional, value, onChange }: TimeFieldProps) {
  const t = useText();
  const { language } = useLanguage();
  const [typed, setTyped] = useState<string | null>(null);
  const [left, setLeft] = useState(false);
  // A time set from elsewhere, such as by a chip, wins from what was typed before.
  const written = value === null ? '' : value.replace(':', language === 'nl' ? '.' : ':');
  const unreadable = left && typed !== null && typed.trim() !== '' && readTime(typed) === undefined;
  return (
    <TextInput
      {...{ label, optional }}
      hint={hint ?? t('parts.time.hint')}
      error={error ?? (unreadable ? t('parts.time.unreadable') : undefined)}
      short
      inputMode="numeric"
      autoComplete="off"
      value={value === null || (typed !== null && readTime(typed) === value) ? (typed ?? '') : written}
      onChange={(text) => {
        setTyped(text);
        setLeft(false);
        onChange(readTime(text) ?? null);
      }}
      onBlur={() => {
        setLeft(true);
        if (value !== null) setTyped(null);
      }}
    />
  );
}

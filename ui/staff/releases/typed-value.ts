import type { ReleaseValue } from '../../../api/releases/shapes.ts';

type Value = ReleaseValue['value'];

/** A value as it is typed: euros with a comma, numbers whole, days with commas between. */
export function typedOf(unit: ReleaseValue['unit'], value: Value): string {
  if (value === null) return '';
  return unit === 'cents' ? (Number(value) / 100).toFixed(2).replace('.', ',') : String(value);
}

/** What was typed, as the release holds it; undefined when it cannot be read. */
export function readTyped(
  { unit, mayBeEmpty }: Pick<ReleaseValue, 'unit' | 'mayBeEmpty'>,
  typed: string,
): Value | undefined {
  const text = typed.trim();
  if (text === '') return mayBeEmpty ? null : undefined;
  switch (unit) {
    case 'cents': {
      const [, euros, cents = ''] = /^(\d{1,6})(?:[.,](\d{1,2}))?$/.exec(text) ?? [];
      return euros === undefined ? undefined : Number(euros) * 100 + Number(cents.padEnd(2, '0'));
    }
    case 'euros':
      return /^\d{1,4}([.,]\d{1,8})?$/.test(text) ? text.replace(',', '.') : undefined;
    case 'dates':
      return text;
    default:
      return /^\d{1,7}$/.test(text) ? Number(text) : undefined;
  }
}

export const EXAMPLES: Partial<Record<ReleaseValue['unit'], string>> = { cents: '12,50', euros: '0,05' };

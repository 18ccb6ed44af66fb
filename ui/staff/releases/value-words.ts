import type { ReleaseDifference } from '../../../api/releases/shapes.ts';
import type { Formats } from '../../../rules/values/format.ts';
import type { Language } from '../../../rules/values/language.ts';
import { periodOf } from '../../../rules/values/period.ts';
import type { Say } from '../../text/sentences.ts';

type Place = Pick<ReleaseDifference, 'subject' | 'name' | 'areaName' | 'field' | 'detail' | 'path'>;

interface Speech {
  t: Say;
  format: Formats;
  language: Language;
  named: (name: string) => string | undefined;
}

/** What a value is about: `Bewonersvergunning, Kadekwartier`. */
export function subjectWords({ subject, name, areaName }: Place, { t, language }: Speech): string {
  const what = t(`staff.releases.subject.${subject}`);
  const own = name?.[language];
  const first = subject === 'product' && own !== undefined ? own : [what, own].filter(Boolean).join(' ');
  return [first, areaName].filter(Boolean).join(', ');
}

/** Which of its values: `Prijs, 12 maanden`. One without words of its own is told by its place in the file. */
export function fieldWords({ field, detail, path }: Place, { t, named }: Speech): string {
  const word = field === null ? undefined : named(`staff.releases.field.${field}`);
  if (word === undefined) return path.slice(path[0] === 'tariffs' ? 3 : 2).join(' › ') || path.join(' › ');
  if (detail === null) return word;
  const period = periodOf(detail);
  if (period) return `${word}, ${t(`desk.period.${period.unit}`, { count: period.count })}`;
  return `${word} ${detail}`;
}

/** A value as people write it. */
export function valueWords(
  unit: ReleaseDifference['unit'],
  value: ReleaseDifference['before'],
  { t, format }: Pick<Speech, 't' | 'format'>,
): string {
  if (value === null || value === '') return t('staff.releases.change.none');
  switch (unit) {
    case 'cents':
      return format.money(Number(value));
    case 'euros':
      return `€ ${String(value)}`;
    case 'count':
      return format.number(Number(value));
    case 'days':
      return t('staff.releases.change.days', { count: Number(value) });
    case 'minutes':
      return format.duration(Number(value));
    case 'percent':
      return t('staff.releases.change.percent', { value: format.decimal(Number(value)) });
    case 'yes-no':
      return t(value === true ? 'staff.releases.change.yes' : 'staff.releases.change.no');
    case 'shape':
      return t('staff.releases.change.shape');
    default:
      return typeof value === 'boolean'
        ? t(value ? 'staff.releases.change.yes' : 'staff.releases.change.no')
        : String(value);
  }
}

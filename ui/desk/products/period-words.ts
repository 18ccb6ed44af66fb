import type { Say } from '../../text/sentences.ts';

/** `12 maanden`, `1 dag`. */
export function periodWords(t: Say, { months, days }: { months: number; days: number }): string {
  const parts = [
    months > 0 && t('desk.period.months', { count: months }),
    days > 0 && t('desk.period.days', { count: days }),
  ];
  return parts.filter(Boolean).join(', ');
}

/** The sign of a zone, where it is one: a letter says something beside a name, a word repeats it. */
export function zoneSign(t: Say, areaId: string): string | null {
  return areaId.length <= 2 ? t('desk.zone', { id: areaId }) : null;
}

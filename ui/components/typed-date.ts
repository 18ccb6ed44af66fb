import { isCivilDate, type CivilDate } from '../../rules/values/civil-day.ts';

/** First letters of the months, in both languages. */
const MONTHS = [
  /^jan/,
  /^feb/,
  /^(mrt|maa|mar)/,
  /^apr/,
  /^(mei|may)/,
  /^jun/,
  /^jul/,
  /^aug/,
  /^sep/,
  /^(okt|oct)/,
  /^nov/,
  /^dec/,
];

/**
 * The day somebody wrote: `20-11-2026`, `20/11/26`, `20.11`, `20 november 2026`, `2026-11-20`. Without a year it is the first such day from
 * `today` on. Undefined when it is no day at all.
 */
export function readDate(text: string, today: CivilDate): CivilDate | undefined {
  const written = text.trim().toLowerCase();
  if (isCivilDate(written)) return written;
  const parts = /^(?:[a-z]+[ ,]+)?(\d{1,2})[ ./-]+(\d{1,2}|[a-z]+\.?)(?:[ ./-]+(\d{4}|\d{2}))?\.?$/.exec(written);
  const [, day = '', monthText = '', year] = parts ?? [];
  const month = /^\d/.test(monthText) ? Number(monthText) : MONTHS.findIndex((name) => name.test(monthText)) + 1;
  if (year !== undefined) return exists(Number(year.length === 2 ? `20${year}` : year), month, Number(day));
  const thisYear = Number(today.slice(0, 4));
  // 29 February may be up to eight years away.
  for (let ahead = 0; ahead <= 8; ahead += 1) {
    const date = exists(thisYear + ahead, month, Number(day));
    if (date !== undefined && date >= today) return date;
  }
  return undefined;
}

function exists(year: number, month: number, day: number): CivilDate | undefined {
  const date = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
  return isCivilDate(date) ? date : undefined;
}

const two = (n: number): string => String(n).padStart(2, '0');

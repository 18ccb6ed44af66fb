import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { OpenDataFault, stayOf, tariffOf } from '../../rules/parking/open-data.ts';
import { priceOfStay, type Price } from '../../rules/parking/price.ts';
import { isCivilDate } from '../../rules/values/civil-day.ts';

const rows = z.array(z.record(z.string(), z.unknown()));
const zone = z.string().refine((name) => Intl.supportedValuesOf('timeZone').includes(name), 'is no time zone');

const Question = z.object({
  timezone: zone,
  areaManagerId: z.string(),
  areaId: z.string(),
  usageId: z.string(),
  holidays: z.array(z.string().refine(isCivilDate, 'is no day, YYYY-MM-DD')),
  dayMaximumCents: z.number().int().min(0).optional(),
  regelingen: rows,
  gebiedRegelingen: rows,
  tijdvakken: rows,
  tariefberekeningen: rows,
  tariefdelen: rows,
  stay: z.object({ start: z.string(), end: z.string() }),
});

/** Prices one question about open data, or several at once. Throws `z.ZodError`, `OpenDataFault` or `SyntaxError`. */
export function priceOf(text: string): Price | Price[] {
  const asked: unknown = JSON.parse(text);
  const price = (question: z.infer<typeof Question>) => priceOfStay(stayOf(question), tariffOf(question));
  return Array.isArray(asked) ? z.array(Question).parse(asked).map(price) : price(Question.parse(asked));
}

/** `npm run --silent price -- <file.json>`: what a stay costs, from rows of the national open data (docs/parking-tariffs.md). */
export function main([file]: string[]): number {
  if (file === undefined) {
    process.stderr.write('Give the file with the question: npm run --silent price -- question.json\n');
    return 1;
  }
  try {
    process.stdout.write(`${JSON.stringify(priceOf(readFileSync(file, 'utf8')), null, 2)}\n`);
    return 0;
  } catch (error) {
    process.stderr.write(`${faultsOf(error).join('\n')}\n`);
    return 1;
  }
}

function faultsOf(error: unknown): string[] {
  if (error instanceof z.ZodError) return error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  if (error instanceof OpenDataFault) return [error.message];
  return [`The question cannot be read: ${(error as Error).message}`];
}

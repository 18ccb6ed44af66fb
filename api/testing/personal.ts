import { logsOf } from './logs.ts';
import { type System } from './stack.ts';

/** Numbers and streets the registers of the practice environment know its people by; none of them exists. */
const NUMBERS = [/\b9999\d{5}\b/, /\b9000(1231|4562|7893)\b/, /\b(88041799877|71092399761)\b/];
const HOMES =
  /\b(Kadeplein|Singelstraat|Buitenweg|Stationsweg|Oefen(straat|lei|singel)|Proef(weg|straat)|Marktplein (5|18))\b/;
const POSTCODES = /\b(430[1-9]|749[0-2]|949[01]) ?S[AB]\b/;
const ADDRESSES = /[\w.+-]+@inwoner\.example/;
/** Sidecodes of Dutch plates with a letter and a digit beside each other: ids and hashes have no dashes in these places. */
const PLATES = /\b([B-Z]-\d{2,3}-[B-Z]{2,3}|\d{1,2}-[B-Z]{2}-\d{3}|\d{3}-[B-Z]{2}-\d)\b/;

/** What in a text tells who somebody is or which car is theirs; `more` are words of a case, such as its plate and file names. */
export async function personalIn(text: string, { sandbox }: System, more: string[] = []): Promise<string[]> {
  const people = (await sandbox.personas()).filter(({ means }) => means !== 'staff');
  const words = [
    ...people.map(({ name }) => name),
    ...people.flatMap(({ plates }) => plates.flatMap(spellings)),
    ...more.flatMap(spellings),
  ];
  const patterns = [...NUMBERS, HOMES, POSTCODES, ADDRESSES, PLATES];
  return [
    ...words.filter((word) => text.includes(word)),
    ...patterns.flatMap((pattern) => new RegExp(pattern, 'u').exec(text)?.[0] ?? []),
  ];
}

const spellings = (word: string): string[] => [...new Set([word, word.replaceAll('-', '')])];

/** Lines that tell something personal, by the log they are in; short, for a test to show. */
export async function personalLines(system: System, more: string[] = []): Promise<string[]> {
  const found: string[] = [];
  for (const [name, log] of Object.entries(logsOf(system))) {
    const personal = await personalIn(log, system, more);
    for (const word of personal)
      found.push(`${name}: ${word} in ${log.split('\n').find((line) => line.includes(word))}`);
  }
  return found;
}

import { COUNTRIES, isPlate, plateKey, readPlate } from '../../rules/values/plate.ts';

export interface ListedPlate {
  plate: string;
  country: string;
  /** As it is written in its country. */
  display: string;
}

/**
 * Reads a list of plates as people paste it and scan cars write it: one a line, with the sign of its country after it where that is not
 * the Netherlands (`1-ABC-123;B`). Further columns, headings and repetitions are passed over.
 */
export function platesIn(text: string): ListedPlate[] {
  const found = new Map<string, ListedPlate>();
  for (const line of text.split(/\r?\n/)) {
    const [first = '', second = ''] = line.split(/[;,\t]/).map((cell) => cell.trim().replace(/^"|"$/g, ''));
    const sign = second.toUpperCase();
    const country = (COUNTRIES as readonly string[]).includes(sign) ? sign : 'NL';
    const plate = plateKey(first);
    // A plate has a digit; a heading such as "Kenteken" has none.
    if (!/\d/.test(plate) || plate.length > LONGEST) continue;
    const read = readPlate(first, country);
    found.set(`${country} ${plate}`, { plate, country, display: isPlate(read) ? read.display : first.toUpperCase() });
  }
  return [...found.values()];
}

const LONGEST = 10;

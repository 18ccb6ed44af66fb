import { randomInt } from 'node:crypto';

const LETTERS = 'BDFGHJKLNPRSTVXZ';
const letters = (count: number) => Array.from({ length: count }, () => LETTERS[randomInt(LETTERS.length)]).join('');
const digits = (count: number) => Array.from({ length: count }, () => randomInt(10)).join('');

/** Plates nobody else in this run has, as people write them: so that journeys may be gone through again on the same data. */
export const dutchPlate = (): string => `${letters(1)}-${digits(3)}-${letters(2)}`;
export const belgianPlate = (): string => `1-${letters(3)}-${digits(3)}`;

import { randomInt } from 'node:crypto';

const LETTERS = 'BDFGHJKLNPRSTVXZ';
const letter = () => LETTERS[randomInt(LETTERS.length)]!;
const digit = () => String(randomInt(10));

/** A Dutch plate nobody else in this run has, as people write it: `X-417-DK`. */
export const freshPlate = (): string => `${letter()}-${digit()}${digit()}${digit()}-${letter()}${letter()}`;

export const dutch = (plate: string = freshPlate()) => ({ plate, country: 'NL' });

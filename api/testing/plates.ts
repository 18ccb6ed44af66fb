import { randomInt } from 'node:crypto';

const LETTERS = 'BDFGHJKLNPRSTVXZ';
const SHAPES = ['X-999-XX', 'X-99-XXX', 'XX-999-X', 'XXX-99-X', '99-XXX-9', 'XX-99-XX'];

/**
 * A Dutch plate nobody else in this run has, as people write it: `X-417-DK`. Its last letter follows from the rest, so that no two of
 * them differ by one character: an officer would be asked to look again.
 */
export function freshPlate(): string {
  const shape = SHAPES[randomInt(SHAPES.length)]!;
  const last = shape.lastIndexOf('X');
  let sum = 0;
  const drawn = [...shape].map((sign, at) => {
    if (sign === '-' || at === last) return sign;
    const value = randomInt(sign === 'X' ? LETTERS.length : 10);
    sum += value;
    return sign === 'X' ? LETTERS[value]! : String(value);
  });
  drawn[last] = LETTERS[sum % LETTERS.length]!;
  return drawn.join('');
}

export const dutch = (plate: string = freshPlate()) => ({ plate, country: 'NL' });

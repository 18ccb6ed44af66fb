import type { Unit } from './data/permits.ts';

/** What somebody typed: euros, hours or a number, and minutes apart. */
export interface TypedAmount {
  whole: string;
  rest: string;
}

export const NO_AMOUNT: TypedAmount = { whole: '', rest: '' };

/** In cents, minutes or actions; null when nothing was typed, undefined when it is no amount above nothing. */
export function amountOf(unit: Unit, { whole, rest }: TypedAmount): number | null | undefined {
  const [first, second] = [whole.trim(), rest.trim()];
  if (first === '' && second === '') return null;
  switch (unit) {
    case 'eurocent': {
      const euros = /^€?\s*(\d{1,6})(?:[.,](\d{1,2}))?$/.exec(first);
      return euros ? above(Number(euros[1]) * 100 + Number((euros[2] ?? '').padEnd(2, '0'))) : undefined;
    }
    case 'minute':
      return /^\d{0,5}$/.test(first) && /^\d{0,3}$/.test(second)
        ? above(Number(first) * 60 + Number(second))
        : undefined;
    case 'action':
      return /^\d{1,6}$/.test(first) ? above(Number(first)) : undefined;
    default:
      return unit satisfies never;
  }
}

const above = (amount: number): number | undefined => (amount > 0 ? amount : undefined);

/** An amount as it would be typed. */
export function typed(unit: Unit, amount: number): TypedAmount {
  switch (unit) {
    case 'eurocent':
      return { whole: (amount / 100).toFixed(2).replace('.', ','), rest: '' };
    case 'minute':
      return { whole: String(Math.floor(amount / 60)), rest: String(amount % 60) };
    case 'action':
      return { whole: String(amount), rest: '' };
    default:
      return unit satisfies never;
  }
}

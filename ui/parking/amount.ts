import { useFormat, useText } from '../text/text.tsx';
import type { Unit } from './data/permits.ts';

const MINUS = '\u2212\u00a0';

/** An amount as people write it, in whatever unit a balance is kept: € 9,45, 3 u 45 min, 12 acties (2PARK-032). */
export function useAmount(): (amount: { unit: Unit; amount: number }) => string {
  const t = useText();
  const format = useFormat();
  return ({ unit, amount }) => {
    const sign = amount < 0 ? MINUS : '';
    switch (unit) {
      case 'eurocent':
        return format.money(amount);
      case 'minute':
        return sign + format.duration(Math.abs(amount));
      case 'action':
        return sign + t('parking.unit.actions', { count: Math.abs(amount) });
      default:
        return unit satisfies never;
    }
  };
}

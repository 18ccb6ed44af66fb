import { useLanguage } from '../../text/text.tsx';
import { useAmount } from '../amount.ts';
import type { Unit } from '../data/permits.ts';

interface Amount {
  unit: Unit;
  amount: number;
}

/** Amounts of several balances in one breath: “€ 3,15 en 2 u”; null when there is nothing to say. */
export function useAmounts(): (amounts: readonly Amount[]) => string | null {
  const amount = useAmount();
  const { language } = useLanguage();
  return (amounts) => {
    const said = amounts.filter((one) => one.amount !== 0).map(amount);
    return said.length === 0 ? null : new Intl.ListFormat(language, { type: 'conjunction' }).format(said);
  };
}

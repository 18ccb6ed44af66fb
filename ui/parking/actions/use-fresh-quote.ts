import { useEffect, useEffectEvent } from 'react';
import { epoch } from '../../../rules/values/moment.ts';
import type { QuoteView } from '../../../api/parking/shapes.ts';
import { now } from '../../data/clock.ts';

/** Asked so long before a quote is no longer kept to, that what is on the screen can always be booked. */
const BEFORE_MS = 10_000;
const SOONEST_MS = 5_000;

/** Asks the price anew before it lapses, while somebody looks at the page. */
export function useFreshQuote(quote: QuoteView | null, again: () => void): void {
  const renew = useEffectEvent(() => {
    if (document.visibilityState === 'visible') again();
  });
  const endsAt = quote?.quoteEndsAt ?? null;
  useEffect(() => {
    if (endsAt === null) return undefined;
    const left = epoch(endsAt) - epoch(now());
    const timer = window.setTimeout(() => renew(), Math.max(left - BEFORE_MS, SOONEST_MS));
    // Who comes back to the page after a while finds a price that still holds.
    const back = () => {
      if (epoch(endsAt) - epoch(now()) < BEFORE_MS) renew();
    };
    document.addEventListener('visibilitychange', back);
    return () => {
      window.clearTimeout(timer);
      document.removeEventListener('visibilitychange', back);
    };
  }, [endsAt]);
}

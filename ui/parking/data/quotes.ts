import type { z } from 'zod';
import type { QuoteView, StayBody } from '../../../api/parking/shapes.ts';
import { call, type Answer } from '../../data/http.ts';
import type { Problem } from '../../data/problem.ts';

export type Stay = z.infer<typeof StayBody>;

/** What a stay costs and whether it may be; nothing is booked. */
export function askQuote(stay: Stay, signal: AbortSignal): Promise<Answer<QuoteView>> {
  return call<QuoteView>('/v1/parking/quotes', { method: 'POST', body: stay, signal });
}

/** What would be possible instead of what was refused (2PARK-058); null where there is nothing. */
export function proposalIn({ proposal }: Problem): QuoteView | null {
  const isQuote =
    typeof proposal === 'object' &&
    proposal !== null &&
    'quoteId' in proposal &&
    'endsAt' in proposal &&
    'lines' in proposal;
  // The shape is that of the call it belongs to; the API's own tests keep it to that.
  return isQuote ? (proposal as QuoteView) : null;
}

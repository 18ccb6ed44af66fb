import { useDraft } from '../data/draft.ts';
import type { TypedStay } from '../parking/actions/typed-stay.ts';

/** What somebody is booking, kept in the tab while they top up (POM-021). */
export interface BookingDraft {
  purpose: 'self' | 'visitors';
  typed: TypedStay;
}

const NAME = 'on-demand-booking';

const isDraft = (value: unknown): value is BookingDraft | null =>
  value === null || (typeof value === 'object' && 'purpose' in value && 'typed' in value);

export const useBookingDraft = () => useDraft<BookingDraft | null>(NAME, null, isDraft);

export function hasBookingDraft(): boolean {
  try {
    return window.sessionStorage.getItem(`parkwerk.draft.${NAME}`) !== null;
  } catch (error) {
    // A browser may refuse storage; then there is nothing to go back to.
    if (error instanceof DOMException) return false;
    throw error;
  }
}

/** Cases of citizens and staff: everything somebody waits for on a screen. */
export const CASES = 'cases';

/** Parking actions: many at once, all of a day ending in the same minute, and nobody waits for one. */
export const PARKING = 'parking';

/** Calls to parties outside that may be slow or away, so that a dead register never delays a case. */
export const SLOW = 'slow';

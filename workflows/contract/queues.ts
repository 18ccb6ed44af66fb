/** Cases of citizens and staff: everything somebody waits for on a screen. */
export const CASES = 'cases';

/** Calls to parties outside that may be slow or away, so that a dead register never delays a case. */
export const SLOW = 'slow';

/** Why nothing runs, and what the person at the terminal can do about it; printed without a stack. */
export class CannotStart extends Error {}

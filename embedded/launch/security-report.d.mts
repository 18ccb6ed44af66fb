/** A line of the standard, in our own words, and how it stands here. */
export interface AsvsLine {
  id: string;
  what: string;
  status: 'met' | 'partly' | 'open' | 'not-applicable';
  /** Code and tests that show it. */
  by?: string[];
  /** What is missing, or why it does not apply. */
  because?: string;
}

export interface AsvsList {
  standard: string;
  chapters: string[];
  lines: AsvsLine[];
}

export function compose(list: AsvsList): string;
export function securityReport(): number;

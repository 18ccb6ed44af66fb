/** What one look at a page found in one theme. */
export interface Look {
  path: string;
  language: string;
  theme: string;
  /** How many rules had something to say about the page. */
  rules: number;
  barriers: number;
}

export interface AccessibilityReport {
  version: string;
  madeOn: string;
  axe: string;
  pages: { page: string; languages: string[]; rules: number; barriers: Record<string, number> }[];
}

export function compose(
  looks: readonly Look[],
  about: Pick<AccessibilityReport, 'version' | 'axe' | 'madeOn'>,
): AccessibilityReport;

export function nameOf(path: string): string;

export function report(journeys: (args: string[], env: Record<string, string>) => Promise<number>): Promise<number>;

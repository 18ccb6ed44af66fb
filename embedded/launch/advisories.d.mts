export interface Advisory {
  id: string;
  name: string;
  title: string;
  severity: string;
  range: string;
  url: string;
}
export interface AdvisoryException {
  id: string;
  /** Why it does not reach us. */
  because: string;
  /** The day until which that was looked at. */
  until: string;
}
export function advisories(): Promise<number>;
export function advisoriesIn(report: unknown): Advisory[];
export function faultsOfAdvisories(
  found: readonly Advisory[],
  exceptions: readonly AdvisoryException[],
  today: string,
): string[];

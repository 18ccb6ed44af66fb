export interface LicenceRules {
  /** Licences that may be used, and what they ask. */
  allowed: Record<string, string>;
  /** Of packages that do not say it where npm looks; a `*` at the end stands for anything. */
  stated: Record<string, { is: string; because: string }>;
}

export type Locked = Record<string, { license?: string; link?: boolean }>;

export function packageAt(path: string): string;
export function licenceOf(name: string, declared: unknown, rules: Pick<LicenceRules, 'stated'>): string | undefined;
export function isAllowed(licence: string, rules: Pick<LicenceRules, 'allowed'>): boolean;
export function faultsOfLicences(packages: Locked, rules: LicenceRules): string[];

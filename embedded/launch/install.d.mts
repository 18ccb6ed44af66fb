type Packages = Record<string, { version?: string; optional?: boolean; link?: boolean }>;

/** Whether everything wanted is there in its version; what is optional may be missing. */
export function isInstalled(wanted: Packages, installed: Packages | undefined): boolean;

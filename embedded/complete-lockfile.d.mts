interface Locked {
  version?: string;
  resolved?: string;
  dev?: boolean;
  optionalDependencies?: Record<string, string>;
}

interface Lockfile {
  packages: Record<string, Locked>;
}

export function missingEdges(lockfile: Lockfile): { path: string; name: string; version: string; dev: boolean }[];
export function complete(lockfile: Lockfile): Lockfile;

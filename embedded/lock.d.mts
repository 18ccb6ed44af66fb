import type { ProcessIdentity } from './process-identity.mjs';

export type LockAttempt = { taken: true; release: () => void } | { taken: false; holder: ProcessIdentity };

/**
 * A file that at most one live process holds. It names its holder by pid and start time, so that a lock left behind by a killed
 * process counts as free, also when the pid belongs to somebody else by now.
 */
export function tryLock(path: string): LockAttempt;

/** Takes the lock, waiting as long as another process has it, and telling now and then who does. */
export function waitForLock(path: string, tell: (holder: ProcessIdentity) => void): Promise<{ release: () => void }>;

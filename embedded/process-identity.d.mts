/** A pid is handed out again after a while; together with the moment it started it means one process for ever. */
export interface ProcessIdentity {
  pid: number;
  started: string;
}

/** Undefined when no such process runs, or when it is dead and only waits for its parent to notice. */
export function identify(pid: number): ProcessIdentity | undefined;

export function isRunning(identity: ProcessIdentity): boolean;

/** Arguments joined by spaces; empty when the process is gone. */
export function commandLine(pid: number): string;

/** False when the process is gone: a pid that meanwhile belongs to another one is left alone. */
export function signal(identity: ProcessIdentity, name: NodeJS.Signals): boolean;

/** Processes that are not our children send no exit event, so this one has to look. */
export function gone(identity: ProcessIdentity, withinMs: number): Promise<boolean>;

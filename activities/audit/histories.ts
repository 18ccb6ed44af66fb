import { type Instant } from '../../rules/values/moment.ts';

/** One run of a process as the engine keeps it; `json` as the engine's own tools read and write it. */
export interface EngineRun {
  workflowId: string;
  runId: string;
  type: string;
  status: string;
  began: Instant;
  ended: Instant | null;
  json: string;
}

export interface RunName {
  workflowId: string;
  runId: string;
}

/** What the workflow engine remembers. */
export interface Engine {
  /** The latest run of a process; `unknown` once the engine has forgotten it. */
  read(workflowId: string, runId?: string): Promise<EngineRun | 'unknown'>;
  /** Runs of processes that live for years and went on in a new one, since this moment. */
  continuedSince(since: Instant): AsyncIterable<RunName>;
}

export interface ToReplay {
  workflowId: string;
  json: string;
}

/** Plays recorded histories again on the processes as they are built today; gives what went wrong, in the order asked, null where nothing did. */
export type Replay = (histories: readonly ToReplay[]) => Promise<(string | null)[]>;

interface RecordedEvent {
  eventId: string;
  eventTime: string;
  eventType: string;
  [attributes: string]: unknown;
}

/** The events of a kept history. */
export const eventsOf = (json: string): RecordedEvent[] =>
  (JSON.parse(json) as { events?: RecordedEvent[] }).events ?? [];

/** The builds whose workers ran it, in order of first appearance: each is named with a hash of the workflow code, or as it was deployed. */
export function buildsOf(json: string): string[] {
  const builds = new Set<string>();
  for (const event of eventsOf(json)) {
    const { workerVersion } = (event['workflowTaskCompletedEventAttributes'] ?? {}) as {
      workerVersion?: { buildId?: string };
    };
    if (workerVersion?.buildId) builds.add(workerVersion.buildId);
  }
  return [...builds];
}

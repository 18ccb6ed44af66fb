import { type DataSource } from 'typeorm';
import { type Clock } from '../activities/clock.ts';
import { type Replica } from '../activities/db/replica.ts';
import { type Settings } from '../activities/config.ts';
import { type Deps } from '../activities/ports.ts';
import { type Client } from '@temporalio/client';
import type { Redis } from 'ioredis';
import { type AccountSessions } from './http/account-sessions.ts';
import { type ApiMetrics } from './http/measure.ts';
import { type Sessions } from './http/sessions.ts';
import { type PerMinute } from './http/per-minute.ts';
import { type Processes } from './processes.ts';

/** What routes work with. */
export interface Api {
  settings: Settings;
  deps: Deps;
  /** What officers' questions are asked with: connections of their own, and a copy of the books where there is one. */
  street: Pick<Deps, 'pool' | 'clock'> & { replica?: Replica };
  orm: DataSource;
  clock: Clock;
  processes: Processes;
  sessions: Sessions;
  /** Of the parking app. */
  accounts: AccountSessions;
  /** The workflow engine itself, for health and for histories. */
  temporal: Client;
  metrics: ApiMetrics;
  /** What limits against floods are counted with. */
  perMinute: PerMinute;
  /** Where one stands beside the system. */
  redis: Redis | undefined;
}

import { temporalCli } from '../temporal.ts';
import { say } from './say.ts';

/** Jest global set-up where each test file starts a system of its own: making the engine takes minutes the first time, here, where it is seen. */
export default async function engine(): Promise<void> {
  if (!process.env.TEMPORAL_ADDRESS) await temporalCli(process.env, say);
}

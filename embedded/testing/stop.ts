import { stopServices } from './services.ts';

/** Jest global tear-down: ends what the set-ups started, however the tests went. */
export default async function stop(): Promise<void> {
  await stopServices();
}

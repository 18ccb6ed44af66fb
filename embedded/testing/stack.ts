import { startDatabase } from './database.ts';
import { orStopServices } from './services.ts';

export default async function stack(): Promise<void> {
  await orStopServices(startDatabase());
}

import { freePorts } from '../ports.ts';
import { startTemporaryPostgres } from '../postgres.ts';
import { orStopServices, services } from './services.ts';

/** Jest global set-up: one PostgreSQL for the run, in TEST_DATABASE_URL. One that is given there already is used instead. */
export default async function database(): Promise<void> {
  await orStopServices(startDatabase());
}

export async function startDatabase(): Promise<void> {
  if (process.env.TEST_DATABASE_URL) return;
  const { once, tell } = await services();
  const [port = 0] = await freePorts(1);
  const { url } = await once('PostgreSQL', (folder) => startTemporaryPostgres(folder, port));
  tell('TEST_DATABASE_URL', url);
}

import { importReleases, MunicipalDataError, readFolders } from '../municipalities/import.ts';
import { ConfigurationError, readConfig } from '../config.ts';
import { openDataSource } from './data-source.ts';
import { takeNewMasterKey } from './master-key.ts';
import { openPool } from './pool.ts';

const LOCK = 4_218_750; // one migration at a time, whoever starts it

/** Brings the schema up to date and municipal data that changed into force; one process does it, before anything serves. */
async function migrate(): Promise<void> {
  const settings = readConfig(process.env);
  const contents = readFolders(settings.PARKWERK_RELEASES);
  const url = named(settings.DATABASE_URL);
  const orm = await openDataSource(url, 2);
  const pool = openPool(url, 2, (error) => console.error(error.message));
  const lock = orm.createQueryRunner();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [LOCK]);
    const done = await orm.runMigrations({ transaction: 'each' });
    if (await takeNewMasterKey(pool, settings)) console.log('every keyed hash is under the new master key');
    if (settings.SANDBOX_URL) await orm.query('INSERT INTO business_clock (id) VALUES (1) ON CONFLICT DO NOTHING');
    const [{ offset_ms: offset } = { offset_ms: '0' }] = await orm.query<{ offset_ms: string }[]>(
      'SELECT offset_ms FROM business_clock',
    );
    const imported = await importReleases(pool, contents, new Date(Date.now() + Number(offset)).toISOString());
    console.log(`${done.length} migrations, ${imported} releases of municipal data`);
  } finally {
    // The lock goes with its connection.
    await Promise.all([lock.release(), pool.end()]);
    await orm.destroy();
  }
}

/** So that the connections of this program are known from those of others. */
function named(address: string): string {
  const url = new URL(address);
  url.searchParams.set('application_name', 'parkwerk migrate');
  return url.href;
}

migrate().catch((error: unknown) => {
  const told = error instanceof ConfigurationError || error instanceof MunicipalDataError;
  console.error(told ? error.message : error);
  process.exitCode = 1;
});

import { importReleases, MunicipalDataError, readFolders } from '../municipalities/import.ts';
import { ConfigurationError, readConfig } from '../config.ts';
import { openDataSource } from './data-source.ts';
import { openPool } from './pool.ts';

const LOCK = 4_218_750; // one migration at a time, whoever starts it

/** Brings the schema up to date and municipal data that changed into force; one process does it, before anything serves. */
async function migrate(): Promise<void> {
  const settings = readConfig(process.env);
  const contents = readFolders(settings.PARKWERK_RELEASES);
  const orm = await openDataSource(settings.DATABASE_URL, 2);
  try {
    const lock = orm.createQueryRunner();
    await lock.query('SELECT pg_advisory_lock($1)', [LOCK]);
    const done = await orm.runMigrations({ transaction: 'each' });
    if (settings.SANDBOX_URL) await orm.query('INSERT INTO business_clock (id) VALUES (1) ON CONFLICT DO NOTHING');
    const pool = openPool(settings.DATABASE_URL, 2, (error) => console.error(error.message));
    const [{ offset_ms: offset } = { offset_ms: '0' }] = await orm.query<{ offset_ms: string }[]>(
      'SELECT offset_ms FROM business_clock',
    );
    const imported = await importReleases(pool, contents, new Date(Date.now() + Number(offset)).toISOString());
    await pool.end();
    await lock.query('SELECT pg_advisory_unlock($1)', [LOCK]);
    await lock.release();
    console.log(`${done.length} migrations, ${imported} releases of municipal data`);
  } finally {
    await orm.destroy();
  }
}

migrate().catch((error: unknown) => {
  const told = error instanceof ConfigurationError || error instanceof MunicipalDataError;
  console.error(told ? error.message : error);
  process.exitCode = 1;
});

import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { backUp } from '../backup.ts';
import { openLog } from '../log-file.ts';
import { freePorts } from '../ports.ts';
import { postgresPrograms } from '../postgres-binaries.ts';
import { startPostgres, type Postgres } from '../postgres.ts';

/** A server of its own in `folder`, with a database `parkwerk`, and a second one that follows it. */
export async function startFollowed(folder: string): Promise<{ books: Postgres; standby: Postgres }> {
  const [port = 0, other = 0] = await freePorts(2);
  const options = { password: 'test', database: 'parkwerk' };
  const dataDir = join(folder, 'books', 'postgres');
  const books = await startPostgres({ ...options, dataDir, port, log: openLog(join(folder, 'books.log')) });
  const copy = await backUp({ databaseUrl: books.url, postgres: dataDir, to: join(folder, 'backup') });
  const followed = join(folder, 'standby', 'postgres');
  cpSync(join(copy.folder, 'postgres'), followed, { recursive: true });
  writeFileSync(join(followed, 'standby.signal'), ''); // to be found is all it is for
  postgresPrograms().own(followed);
  const standby = await startPostgres({
    ...options,
    dataDir: followed,
    port: other,
    log: openLog(join(folder, 'standby.log')),
    more: { primary_conninfo: `host=127.0.0.1 port=${port} user=parkwerk password=test`, hot_standby: 'on' },
  });
  return { books, standby };
}

import { join } from 'node:path';
import { openLog } from '../log-file.ts';
import { freePorts } from '../ports.ts';
import { startPostgres } from '../postgres.ts';

/** `node --import typescript.mjs postgres.ts <folder>`: starts and stops PostgreSQL as the user who runs this. */
const [, , folder = ''] = process.argv;
const [port = 0] = await freePorts(1);
const place = { dataDir: join(folder, 'postgres'), port, password: 'test', database: 'parkwerk', durable: false };
const postgres = await startPostgres({ ...place, log: openLog(join(folder, 'postgres.log')) });
await postgres.stop();
console.log(`ran as user ${process.getuid?.()}`);

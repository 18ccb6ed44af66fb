import { ConfigurationError, readKeysAndDatabase } from '../config.ts';
import { openVault } from './master-key.ts';
import { openPool } from './pool.ts';
import { reseal } from './reseal.ts';

/** `npm run reseal`: after a change of the master key, beside programs at work; says when the one before it may go. */
async function main(): Promise<number> {
  try {
    const { databaseUrl, ...keys } = readKeysAndDatabase(process.env);
    const pool = openPool(databaseUrl, 2, (error) => process.stderr.write(`${error.message}\n`));
    try {
      const { columns, unreadable } = await reseal(pool, await openVault(pool, keys));
      for (const { table, column, values } of columns) say(`${table}.${column}: ${values} sealed anew`);
      if (unreadable > 0)
        say(
          `${unreadable} values open with neither key: give the key they were sealed with as PARKWERK_MASTER_KEY_PREVIOUS.`,
        );
      else if (columns.length > 0) say('Run it once more: programs were at work meanwhile.');
      else say('Everything is sealed with the master key of now: PARKWERK_MASTER_KEY_PREVIOUS may go.');
      return unreadable > 0 ? 1 : 0;
    } finally {
      await pool.end();
    }
  } catch (error) {
    const unreachable = (error as NodeJS.ErrnoException).code === 'ECONNREFUSED';
    if (!unreachable && !(error instanceof ConfigurationError)) throw error;
    const why = unreachable ? 'The books cannot be reached: start Parkwerk first.' : (error as Error).message;
    process.stderr.write(`${why}\n`);
    return 1;
  }
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

process.exitCode = await main();

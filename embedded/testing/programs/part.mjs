/**
 * Stands for a part of the system in tests of the supervisor: says that it is ready, notes every start and stop in the data folder's
 * journal, and ends when asked or when the supervisor is gone.
 */
import { appendFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export function part(name, { close = () => undefined } = {}) {
  const journal = join(dirname(process.env.PARKWERK_MASTER_KEY_FILE), 'journal');
  const note = (what) => appendFileSync(journal, `${name} ${what}\n`);
  note('started');
  const end = (why) => {
    note(why);
    close();
    process.exit(0);
  };
  process.once('SIGTERM', () => end('stopped'));
  process.once('disconnect', () => end('abandoned'));
  return () => process.send({ ready: true });
}

import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { backUp, restore } from './backup.ts';
import { CannotStart } from './cannot-start.ts';
import { readNote } from './data-folder.ts';

const USAGE = {
  backup: 'npm run backup -- --to FOLDER',
  restore: 'npm run restore -- --from FOLDER [--at 2027-03-01T09:30:00Z] --data FOLDER',
};

/** `npm run backup` beside a copy that runs, `npm run restore` where none does; resolves with the exit code. */
export async function main([verb, ...args]: string[], env: NodeJS.ProcessEnv): Promise<number> {
  process.umask(0o077); // what it writes is everything there is
  try {
    if (verb === 'backup') await backup(args, env);
    else await bringBack(args);
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

async function backup(args: string[], env: NodeJS.ProcessEnv): Promise<void> {
  const { to } = parseArgs({ args, options: { to: { type: 'string' } } }).values;
  if (to === undefined) throw new CannotStart(USAGE.backup);
  const dataDir = resolve(env.PARKWERK_DATA || '.parkwerk');
  const note = readNote(dataDir);
  if (!note?.parts['postgres'])
    throw new CannotStart(`No database runs in ${dataDir}: start it first, or give its folder as PARKWERK_DATA.`);
  const copy = await backUp({ databaseUrl: note.databaseUrl, postgres: join(dataDir, 'postgres'), to });
  say(`Copied to ${copy.folder}. Every moment from ${copy.until} on can be given back, and until a minute ago.`);
  say('The keys are not in it: keep master.key and secrets.json of this copy in another place.');
}

async function bringBack(args: string[]): Promise<void> {
  const text = { type: 'string' } as const;
  const { from, at, data } = parseArgs({ args, options: { from: text, at: text, data: text } }).values;
  if (from === undefined || data === undefined) throw new CannotStart(USAGE.restore);
  await restore({ from, at, data });
  say(`${data} holds the database as it was ${at === undefined ? 'last archived' : `at ${at}`}.`);
  say(`Put master.key and secrets.json of the copy it comes from beside it, then: PARKWERK_DATA=${data} npm start`);
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

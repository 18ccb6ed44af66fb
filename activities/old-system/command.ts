import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Fault } from '../../rules/old-system/format.ts';
import { type Difference } from '../../rules/old-system/judge.ts';
import { plusMs } from '../../rules/values/moment.ts';
import { ConfigurationError, readKeysAndDatabase } from '../config.ts';
import { openPool } from '../db/pool.ts';
import { clockOffsetMs } from '../db/stores/outbox.ts';
import { openVault } from '../db/master-key.ts';
import { storedReleases } from '../municipalities/releases.ts';
import { loadTexts, type Say } from '../texts.ts';
import { bringOver, type BroughtOver } from './run.ts';

const USAGE = `Say which municipality, and in which folder the files are:

  npm run bring-over -- --municipality deventer --folder ./export [--for-real] [--json report.json]

Without --for-real everything is read and judged and nothing comes over. The files are explained in docs/old-systems.md.
`;

/**
 * `npm run bring-over`: takes over permits, balances, favourites and places in line from the system a municipality had before. Tells the
 * difference between what was given and what is here, and where each row stands that did not come.
 */
export async function main(args: string[], env = process.env): Promise<number> {
  const asked = argumentsIn(args);
  if (typeof asked === 'string') {
    process.stderr.write(asked);
    return 1;
  }
  const { municipality: municipalityId, folder, forReal, json } = asked;
  const say = loadTexts(new URL('../../text/', import.meta.url)).withoutMunicipality('en');
  try {
    const texts = readTexts(folder);
    const brought = await bring({ municipalityId, texts, forReal }, env);
    process.stdout.write(linesOf(brought, forReal, say).join('\n') + '\n');
    if (json !== undefined) writeFileSync(json, `${JSON.stringify(brought, null, 2)}\n`);
    return brought.outcome === 'faults' ? 1 : 0;
  } catch (error) {
    const { code, message, path = folder } = error as NodeJS.ErrnoException;
    const why =
      code === 'ECONNREFUSED'
        ? 'The books cannot be reached: start Parkwerk first.'
        : code === 'ENOENT' || code === 'ENOTDIR'
          ? `There is no ${path}.`
          : error instanceof ConfigurationError
            ? `${message}\nBeside a running \`npm start\` they are found by themselves; PARKWERK_DATA says which copy, if not the one here.`
            : error instanceof NoMunicipality
              ? message
              : undefined;
    if (why === undefined) throw error;
    process.stderr.write(`${why}\n`);
    return 1;
  }
}

function argumentsIn(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        municipality: { type: 'string' },
        folder: { type: 'string' },
        'for-real': { type: 'boolean', default: false },
        json: { type: 'string' },
      },
    });
    const { municipality, folder, 'for-real': forReal, json } = values;
    return municipality === undefined || folder === undefined ? USAGE : { municipality, folder, forReal, json };
  } catch (error) {
    if (error instanceof TypeError) return `${error.message.split('. ')[0]}.\n\n${USAGE}`; // an option there is not
    throw error;
  }
}

export function readTexts(folder: string): Record<string, string> {
  const names = readdirSync(folder).filter((name) => name.toLowerCase().endsWith('.csv'));
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

class NoMunicipality extends Error {}

/** On the books these settings lead to, as of the business clock there. */
export async function bring(asked: Parameters<typeof bringOver>[1], env: NodeJS.ProcessEnv): Promise<BroughtOver> {
  const { databaseUrl, ...keys } = readKeysAndDatabase(env);
  const pool = openPool(databaseUrl, 2, (error) => process.stderr.write(`${error.message}\n`));
  try {
    const { rows } = await pool.query<{ id: string }>('SELECT DISTINCT municipality_id AS id FROM release ORDER BY id');
    const known = rows.map(({ id }) => id);
    if (!known.includes(asked.municipalityId))
      throw new NoMunicipality(`There is no municipality ${asked.municipalityId}; there are ${known.join(', ')}.`);
    const at = plusMs(new Date().toISOString(), await clockOffsetMs(pool));
    return await bringOver({ pool, vault: await openVault(pool, keys), releases: storedReleases(pool) }, asked, at);
  } finally {
    await pool.end();
  }
}

export function linesOf(brought: BroughtOver, forReal: boolean, say: Say): string[] {
  if (brought.outcome === 'faults')
    return ['Nothing can be read:', ...brought.faults.map((fault) => `  ${placed(fault, say)}`)];
  const { report, runId } = brought;
  return [
    forReal
      ? `Run ${runId}: this is what came over.`
      : `Run ${runId}: a try. Nothing came over; with --for-real this would.`,
    ...table(report, forReal),
    ...(report.faults.length === 0 ? ['Every row came over.'] : ['What does not come over:']),
    ...report.faults.map((fault) => `  ${placed(fault, say)}`),
  ];
}

const placed = ({ file, line, column, code, values }: Fault, say: Say): string => {
  const words = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
  const where = column === null ? '' : ` (${column})`;
  return `${file}:${line}${where} ${say(`oldSystem.fault.${code}`, words)} ${say(`oldSystem.mend.${code}`, words)}`;
};

function table({ kinds, sums }: Difference, forReal: boolean): string[] {
  const used = Object.entries(sums).filter(([, { read }]) => read > 0);
  return [...Object.entries(kinds), ...used].map(
    ([what, { read, came, before, refused }]) =>
      `  ${what.padEnd(10)} ${read} read = ${came} ${forReal ? 'now' : 'would come'} + ${before} before + ${refused} not`,
  );
}

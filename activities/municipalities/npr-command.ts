import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chooseNational, type LeftAside, type NationalChoice } from '../../rules/parking/national-data.ts';
import { civilDateOf } from '../../rules/values/civil-day.ts';
import { type Area } from '../../rules/municipalities/areas.ts';
import { readNationalFiles, UnreadableFile, type NationalFiles } from './national-files.ts';
import { readFolder } from './read-folder.ts';

const USAGE = `Give the folder with the downloaded files: npm run import:npr -- <folder>
They are the tables “gebied”, “geometrie gebied”, “gebied regeling”, “regeling”, “tijdvak”, “tariefberekening” and “tariefdeel” of the
open data of the national parking register (opendata.rdw.nl), as JSON or CSV.
`;

/**
 * `npm run import:npr -- <folder>`: takes areas and tariffs of the national register over into the folders of the municipalities they are
 * of. The next start makes that a new release; the report says what could not be used.
 */
export function main(
  [folder]: string[],
  root = process.env['PARKWERK_RELEASES'] ?? 'municipalities',
  now = new Date(),
): number {
  const say = (line: string) => process.stdout.write(`${line}\n`);
  if (folder === undefined) {
    process.stderr.write(USAGE);
    return 1;
  }
  let files: NationalFiles;
  try {
    files = readNationalFiles(folder);
  } catch (error) {
    if (!(error instanceof UnreadableFile) && (error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    process.stderr.write(`${(error as Error).message}\n`);
    return 1;
  }
  if (files.unknown.length > 0) say(`Not a table of areas or tariffs, left aside: ${files.unknown.join(', ')}`);
  if (files.missing.length > 0) {
    process.stderr.write(`These tables are missing: ${files.missing.join(', ')}\n`);
    return 1;
  }

  let taken = 0;
  for (const { name } of readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    const outcome = takeOver(join(root, name), files, now);
    if (outcome.kind === 'nothing') continue;
    if (outcome.kind === 'faults') {
      process.stderr.write(
        `${name}: nothing is taken over.\n${outcome.faults.map((fault) => `  - ${fault}\n`).join('')}`,
      );
      return 1;
    }
    taken += 1;
    report(name, outcome, say);
  }
  if (taken === 0) {
    process.stderr.write(
      'No municipality here has the area manager of these rows (areaManagerId in municipality.yaml).\n',
    );
    return 1;
  }
  say('The next start, or npm run migrate, makes this a new release.');
  return 0;
}

type TakenOver =
  | { kind: 'nothing' }
  | { kind: 'faults'; faults: string[] }
  | { kind: 'taken'; choice: NationalChoice; added: number; redrawn: number; ownRegulations: string[] };

/** All or nothing: when what comes out has faults, the folder is as it was. */
function takeOver(folder: string, { data }: NationalFiles, now: Date): TakenOver {
  const before = readFolder(folder);
  if (before.outcome === 'faults') return { kind: 'faults', faults: before.faults.map(placed) };
  const { municipality, areas, tariffs } = before.content;
  const day = civilDateOf(now.toISOString(), municipality.timeZone);
  const choice = chooseNational(data, municipality.areaManagerId, day);
  if (choice.areas.length === 0 && choice.tariffs.gebiedRegelingen.length === 0) return { kind: 'nothing' };

  const areasFile = join(folder, 'areas.geojson');
  const tariffsFile = join(folder, 'national-tariffs.json');
  const earlier = { areas: readFileSync(areasFile, 'utf8'), tariffs: before.content.national ?? null };
  const known = new Set(areas.map(({ registerId }) => registerId));
  writeFileSync(areasFile, withAreas(earlier.areas, choice.areas));
  writeFileSync(tariffsFile, asJson(choice.tariffs));
  const after = readFolder(folder);
  if (after.outcome === 'faults') {
    writeFileSync(areasFile, earlier.areas);
    if (earlier.tariffs) writeFileSync(tariffsFile, asJson(earlier.tariffs));
    else rmSync(tariffsFile);
    return { kind: 'faults', faults: after.faults.map(placed) };
  }
  const redrawn = choice.areas.filter(({ registerId }) => known.has(registerId)).length;
  const ownRegulations = tariffs.regulations.map(({ id }) => id);
  return { kind: 'taken', choice, added: choice.areas.length - redrawn, redrawn, ownRegulations };
}

const placed = ({ file, line, message }: { file: string; line: number; message: string }) =>
  `${file}:${line} ${message}`;
const asJson = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

interface Feature {
  type: 'Feature';
  properties: Record<string, unknown>;
  geometry: { type: string; coordinates: unknown };
}

/** An area that is known by its number keeps its id and name, and gets the new drawing; ids of new ones are made unique. */
function withAreas(geojson: string, areas: readonly Area[]): string {
  const file = JSON.parse(geojson) as { type: string; features: Feature[] };
  const ids = new Set(file.features.map(({ properties }) => properties['id']));
  for (const { id, name, kind, registerId, polygons } of areas) {
    const geometry = { type: 'MultiPolygon', coordinates: polygons };
    const known = file.features.find(({ properties }) => properties['registerId'] === registerId);
    if (known) {
      known.geometry = geometry;
      continue;
    }
    let unique = id;
    for (let again = 2; ids.has(unique); again += 1) unique = `${id}-${again}`;
    ids.add(unique);
    file.features.push({ type: 'Feature', properties: { kind, id: unique, name, registerId }, geometry });
  }
  return `{\n  "type": "FeatureCollection",\n  "features": [\n${file.features.map((feature) => `    ${JSON.stringify(feature)}`).join(',\n')}\n  ]\n}\n`;
}

const REASONS: Record<LeftAside['reason'], string> = {
  over: 'are over',
  'not-linked': 'hold nowhere in these areas',
  unreadable: 'cannot be read',
  'no-geometry': 'have no drawing',
  'special-day': 'are of special days, which only holidays follow',
};

function report(
  name: string,
  { choice, added, redrawn, ownRegulations }: Extract<TakenOver, { kind: 'taken' }>,
  say: (line: string) => void,
): void {
  const { regelingen, gebiedRegelingen, tijdvakken, tariefdelen } = choice.tariffs;
  say(`${name}: ${added} areas added, ${redrawn} drawn anew`);
  say(
    `  ${regelingen.length} regulations in ${gebiedRegelingen.length} links, ${tijdvakken.length} time frames, ${tariefdelen.length} fare parts`,
  );
  if (ownRegulations.length > 0) say(`  regulations in tariffs.yaml go first: ${ownRegulations.join(', ')}`);
  for (const { table, reason, count, example } of choice.leftAside)
    say(`  ${table}: ${count} ${REASONS[reason]} (${example})`);
}

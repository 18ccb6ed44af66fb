import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './root.ts';

/** A row of the catalogue, and the titles of the tests that carry its id. */
export interface Feature {
  id: string;
  line: string;
  tests: string[];
}

const ID = String.raw`[A-Z0-9]+-\d{3}`;
const ROW = new RegExp(String.raw`^\|\s*(${ID})\s*\|(.*)\|\s*$`, 'gm');
/** A title is a string that holds ids in square brackets: `'is valid straight after payment [PORTAL-002, LOKET-001]'`. */
const TITLE = new RegExp(
  String.raw`(['"\`])((?:\\.|(?!\1)[^\\\n])*\[${ID}(?:,\s*${ID})*\](?:\\.|(?!\1)[^\\\n])*)\1`,
  'g',
);
const BRACKETED = new RegExp(String.raw`\[(${ID}(?:,\s*${ID})*)\]`, 'g');

export function readFeatures(catalogue: string, tests: { file: string; text: string }[]): Feature[] {
  const titles = tests.flatMap(({ file, text }) =>
    [...text.matchAll(TITLE)].map(([, , title = '']) => ({ file, title })),
  );
  const carrying = new Map<string, string[]>();
  for (const { file, title } of titles) {
    for (const id of idsIn(title)) carrying.set(id, [...(carrying.get(id) ?? []), `${file}: ${title}`]);
  }
  return [...catalogue.matchAll(ROW)].map(([, id = '', line = '']) => ({
    id,
    line: line.trim(),
    tests: carrying.get(id) ?? [],
  }));
}

/** Ids in titles that the catalogue does not know: a slip of the pen, or a row that was forgotten. */
export function unknownIds(features: Feature[], tests: { text: string }[]): string[] {
  const known = new Set(features.map(({ id }) => id));
  const used = tests.flatMap(({ text }) => [...text.matchAll(TITLE)].flatMap(([, , title = '']) => idsIn(title)));
  return [...new Set(used)].filter((id) => !known.has(id)).sort();
}

export function report(features: Feature[], { missingOnly }: { missingOnly: boolean }): string {
  const missing = features.filter(({ tests }) => tests.length === 0);
  const lines = missingOnly
    ? missing.map(({ id, line }) => `${id}  ${line}`)
    : features.flatMap(({ id, line, tests }) => [
        `${id}  ${line}`,
        ...(tests.length ? tests : ['no test']).map((test) => `    ${test}`),
      ]);
  return [
    ...lines,
    '',
    `${features.length} features, ${features.length - missing.length} with a test, ${missing.length} without`,
  ].join('\n');
}

function idsIn(title: string): string[] {
  return [...title.matchAll(BRACKETED)].flatMap(([, ids = '']) => ids.split(/,\s*/));
}

/** The catalogue and every test of the project. */
export function readProject(root: string): { catalogue: string; tests: { file: string; text: string }[] } {
  const catalogue = join(root, 'docs', 'features.md');
  const folders = readdirSync(root, { withFileTypes: true }).filter(
    (entry) =>
      entry.isDirectory() && !['node_modules', 'dist', 'coverage'].includes(entry.name) && !entry.name.startsWith('.'),
  );
  const files = folders.flatMap(({ name }) =>
    readdirSync(join(root, name), { recursive: true, encoding: 'utf8' }).map((file) => join(name, file)),
  );
  const tests = files.filter((file) => /\.(test\.tsx?|e2e\.ts)$/.test(file)).sort();
  return {
    catalogue: existsSync(catalogue) ? readFileSync(catalogue, 'utf8') : '',
    tests: tests.map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') })),
  };
}

/** `npm run features [-- --missing]`: which feature is shown by which test. */
export function main(args: string[]): number {
  const { catalogue, tests } = readProject(projectRoot());
  const features = readFeatures(catalogue, tests);
  console.log(report(features, { missingOnly: args.includes('--missing') }));
  const unknown = unknownIds(features, tests);
  if (unknown.length > 0) console.error(`Tests name features that docs/features.md does not: ${unknown.join(', ')}.`);
  return unknown.length > 0 ? 1 : 0;
}

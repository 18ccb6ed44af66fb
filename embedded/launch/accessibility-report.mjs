import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hindrance, ROOT, tell } from './tell.mjs';

const REPORT = join(ROOT, 'ui', 'pages', 'accessibility-report.json');

/**
 * `npm run accessibility-report`: walks the journeys that look for barriers and writes what they found where the page about accessibility
 * shows it. Nothing is written when a journey did not get to its end: a page nobody looked at would be missing from it.
 */
export async function report(journeys) {
  const looks = join(tmpdir(), `parkwerk-looks-${process.pid}.ndjson`);
  try {
    const code = await journeys(['--testPathPatterns=-axe'], { ACCESSIBILITY_LOOKS: looks });
    if (code !== 0) throw new Hindrance('The journeys did not all succeed, so there is no report: see above.');
    if (!existsSync(looks)) throw new Hindrance('The journeys looked at no page.');
    const lines = readFileSync(looks, 'utf8').trim().split('\n');
    const { version } = readJson('package.json');
    const axe = readJson('node_modules/axe-core/package.json').version;
    const made = compose(
      lines.map((line) => JSON.parse(line)),
      { version, axe, madeOn: new Date().toISOString().slice(0, 10) },
    );
    writeFileSync(REPORT, `${JSON.stringify(made, null, 2)}\n`);
    tell(`${made.pages.length} pages are in ui/pages/accessibility-report.json.`);
    return 0;
  } finally {
    rmSync(looks, { force: true });
  }
}

const readJson = (path) => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));

/** One row per page: in which languages it was looked at, and the most barriers a look found in each theme. */
export function compose(looks, { version, axe, madeOn }) {
  const pages = new Map();
  for (const { path, language, theme, rules, barriers } of looks) {
    const page = nameOf(path);
    const row = pages.get(page) ?? { page, languages: [], rules: 0, barriers: {} };
    pages.set(page, row);
    if (!row.languages.includes(language)) row.languages.push(language);
    row.rules = Math.max(row.rules, rules);
    row.barriers[theme] = Math.max(row.barriers[theme] ?? 0, barriers);
  }
  const rows = [...pages.values()].map((row) => ({ ...row, languages: row.languages.sort() }));
  return { version, madeOn, axe, pages: rows.sort((a, b) => (a.page < b.page ? -1 : 1)) };
}

/** An address without what is of one person or case. */
export const nameOf = (path) =>
  path
    .replace(/[?#].*$/, '')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, ':id')
    .replace(/(.)\/$/, '$1');

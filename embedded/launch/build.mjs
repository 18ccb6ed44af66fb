import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { waitForLock } from '../lock.mjs';
import { Hindrance, ROOT, run, tell, telling } from './tell.mjs';

const CODE = ['rules', 'workflows', 'activities', 'api', 'worker', 'sandbox', 'embedded', 'bench'];
const DATA = ['municipalities', 'text'];
const SETTINGS = ['package-lock.json', 'tsconfig.json'];
const DIST = join(ROOT, 'dist');

const isCode = (file) => extname(file) === '.ts';
const isData = (file) => !['.ts', '.tsx', '.mts', '.md'].includes(extname(file));

/** What is built, from what. A step is due when one of its sources has changed, come or gone, or its result is missing. */
const STEPS = [
  {
    name: 'program',
    from: [...CODE, ...SETTINGS, 'tsconfig.build.json'],
    of: isCode,
    missing: someNotCompiled,
    make: compile,
  },
  { name: 'data', from: [...CODE, ...DATA], of: isData, missing: someNotCopied, make: copyData },
  {
    name: 'workflows',
    from: ['workflows', 'rules', ...SETTINGS],
    of: isCode,
    missing: noBundle,
    make: bundleWorkflows,
  },
  { name: 'pages', from: ['ui', 'rules', 'text', ...SETTINGS], of: () => true, missing: noPages, make: buildPages },
];

/** Brings `dist/` up to date with the sources. Two copies started at once on one checkout take turns. */
export async function build() {
  const lock = await waitForLock(join(DIST, 'lock'), ({ pid }) =>
    tell(`Waiting for process ${pid}, which is building …`),
  );
  try {
    const stamps = readStamps();
    const due = new Map();
    for (const step of STEPS) {
      const sources = step.from.flatMap(sourcesIn).filter(step.of);
      const stamp = fingerprint(sources);
      if (stamps[step.name] !== stamp || step.missing(sources)) due.set(step.name, { ...step, sources, stamp });
    }
    if (due.size > 0) await telling('Building', perform(due, stamps));
  } finally {
    lock.release();
  }
}

async function perform(due, stamps) {
  const one = async (name) => {
    if (!due.has(name)) return;
    const { make, sources, stamp } = due.get(name);
    await make(sources);
    stamps[name] = stamp;
    writeFileSync(join(DIST, 'stamps.json.new'), JSON.stringify(stamps));
    renameSync(join(DIST, 'stamps.json.new'), join(DIST, 'stamps.json'));
  };
  const server = async () => {
    await one('program');
    await one('data');
    await one('workflows'); // by a program of ours, so after it
  };
  // Both to their end: a failure of one must not leave the other writing behind our back.
  const results = await Promise.allSettled([server(), one('pages')]);
  const failed = results.find(({ status }) => status === 'rejected');
  if (failed) throw failed.reason;
}

function readStamps() {
  const file = join(DIST, 'stamps.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

/** Everything below a folder but the tests, which change most and are never built. */
function sourcesIn(path) {
  return walk(path).filter((file) => !/\.(test|e2e)\.tsx?$/.test(file));
}

function walk(path) {
  if (!existsSync(join(ROOT, path))) return [];
  if (extname(path)) return [path];
  const entries = readdirSync(join(ROOT, path), { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(ROOT.length));
}

/** Over names and contents, not over times: those change with every checkout. */
export function fingerprint(sources, read = (file) => readFileSync(join(ROOT, file))) {
  const hash = createHash('sha256');
  for (const file of [...sources].sort())
    hash.update(`${file}\0`).update(createHash('sha256').update(read(file)).digest());
  return hash.digest('hex');
}

const compiled = (file) => file.replace(/\.ts$/, '.js');

function someNotCompiled(sources) {
  return sources.some((file) => !existsSync(join(DIST, compiled(file))));
}

async function compile(sources) {
  // The compiler remembers what it wrote and would not write again what has since been removed.
  if (someNotCompiled(sources)) rmSync(join(DIST, '.tsbuildinfo'), { force: true });
  // What was compiled from a source that is gone would still be found: a migration, for one, by its folder.
  const expected = new Set(sources.map(compiled));
  for (const file of CODE.flatMap((folder) => walk(join('dist', folder)))) {
    const source = file.slice('dist/'.length).replace(/\.map$/, '');
    if (source.endsWith('.js') && !expected.has(source)) rmSync(join(ROOT, file));
  }
  await node('The program does not compile', 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json');
}

function someNotCopied(sources) {
  return sources.some((file) => !existsSync(join(DIST, file)));
}

function copyData(sources) {
  for (const folder of DATA) rmSync(join(DIST, folder), { recursive: true, force: true });
  for (const file of sources) cpSync(join(ROOT, file), join(DIST, file));
}

function noBundle(sources) {
  return sources.some((file) => file.startsWith('workflows/')) && !existsSync(join(DIST, 'workflow-bundle.js'));
}

async function bundleWorkflows() {
  await node('The workflows do not bundle', 'dist/embedded/bundle-workflows.js', 'dist/workflow-bundle.js');
}

function noPages(sources) {
  return sources.includes('ui/index.html') && !existsSync(join(DIST, 'ui', 'index.html'));
}

async function buildPages(sources) {
  if (!sources.includes('ui/index.html')) return;
  await node(
    'The pages do not build',
    'node_modules/vite/bin/vite.js',
    'build',
    '--config',
    'ui/vite.config.ts',
    '--logLevel',
    'warn',
  );
}

async function node(failure, ...args) {
  mkdirSync(DIST, { recursive: true });
  // What comes out is the same whoever builds it: in a run of tests the pages would be made for people who look for faults in them.
  const env = { ...process.env, NODE_ENV: 'production' };
  if ((await run(process.execPath, args, { output: 'stderr', env })) !== 0)
    throw new Hindrance(`${failure}; why is above.`);
}

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { waitForLock } from '../lock.mjs';
import { report } from './accessibility-report.mjs';
import { advisories } from './advisories.mjs';
import { build } from './build.mjs';
import { install } from './install.mjs';
import { sbom } from './sbom.mjs';
import { securityReport } from './security-report.mjs';
import { Hindrance, ROOT, run, tell } from './tell.mjs';

/** Projects that need more than the machine has by itself; each has a command of its own. */
const APART = ['e2e', 'services', 'film'];
const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome'];

/** What can be asked for. The tests build what they need themselves, so that most of them run on code that does not build yet. */
const VERBS = {
  start: { built: true, perform: () => start() },
  'start:cluster': { built: true, perform: () => start(true) },
  build: { built: true, perform: () => 0 },
  test: { perform: test },
  e2e: { perform: (args) => onTopology(args, journeys) },
  services: { built: true, perform: (args) => jest(['--runInBand', ...args, '--selectProjects', 'services']) },
  film: { perform: (args) => journeys(args, {}, 'film') },
  'accessibility-report': { perform: () => report(journeys) },
  'security-report': { perform: () => securityReport() },
  advisories: { perform: () => advisories() },
  sbom: { perform: () => sbom() },
  bench: { built: true, perform: (args) => onTopology(args, program('bench/main.js')) },
  chaos: { built: true, perform: (args) => onTopology(args, program('bench/chaos/main.js')) },
  features: { built: true, perform: (args) => answer('embedded/features.js', args) },
  backup: { built: true, perform: (args) => answer('embedded/backup-command.js', ['backup', ...args], process.env) },
  restore: { built: true, perform: (args) => answer('embedded/backup-command.js', ['restore', ...args], process.env) },
  'bring-over': { built: true, perform: (args) => answer('activities/old-system/command.js', args, ofThisCopy()) },
  reseal: { built: true, perform: (args) => program('activities/db/reseal-command.js')(args, ofThisCopy()) },
  'import:npr': { built: true, perform: (args) => answer('activities/municipalities/npr-command.js', args) },
  'verify-dossier': { built: true, perform: (args) => answer('activities/audit/verify-command.js', args) },
  diagrams: { built: true, perform: () => answer('worker/diagrams/command.js', []) },
  'privacy-report': { built: true, perform: () => answer('activities/privacy/report-command.js', []) },
  price: { built: true, perform: (args) => answer('activities/municipalities/price-command.js', args) },
};

/** Resolves with the exit code. */
export async function perform([verb, ...args]) {
  try {
    const wanted = Object.hasOwn(VERBS, verb ?? '') ? VERBS[verb] : undefined;
    if (!wanted) throw new Hindrance(`Say what to do: node embedded/launch.mjs ${Object.keys(VERBS).join('|')}.`);
    await installInTurn();
    if (wanted.built) await build();
    return await wanted.perform(args);
  } catch (error) {
    if (!(error instanceof Hindrance)) throw error;
    tell(error.message);
    return 1;
  }
}

/** Two copies started at once on a fresh checkout must not install into the same folder together. */
async function installInTurn() {
  const lock = await waitForLock(join(ROOT, '.parkwerk-install.lock'), ({ pid }) =>
    tell(`Waiting for process ${pid}, which is installing packages …`),
  );
  try {
    await install();
  } finally {
    lock.release();
  }
}

/** In this very process, so that whoever signals it reaches the supervisor; it ends the process itself. */
async function start(cluster = false) {
  const { main } = await import(pathToFileURL(join(ROOT, 'dist', 'embedded', 'main.js')).href);
  await main(process.env, undefined, cluster);
  return 0;
}

/** A program that reads, answers and is done. */
async function answer(file, args, ...more) {
  const { main } = await import(pathToFileURL(join(ROOT, 'dist', file)).href);
  return main(args, ...more);
}

/** Where the books are: as the environment says, else those of the copy that runs here, which are known while it does. */
function ofThisCopy() {
  const folder = resolve(process.env.PARKWERK_DATA || '.parkwerk');
  const note = join(folder, 'running.json');
  if (process.env.DATABASE_URL || !existsSync(note)) return process.env;
  const { databaseUrl } = JSON.parse(readFileSync(note, 'utf8'));
  return { PARKWERK_MASTER_KEY_FILE: join(folder, 'master.key'), ...process.env, DATABASE_URL: databaseUrl };
}

async function test(args) {
  const { default: config } = await import(pathToFileURL(join(ROOT, 'jest.config.js')).href);
  const projects = config.projects.map(({ displayName }) => displayName).filter((name) => !APART.includes(name));
  const chosen = args.includes('--selectProjects') ? [] : ['--selectProjects', ...projects];
  return jest([...args, ...chosen]);
}

function journeys(args, env = {}, project = 'e2e') {
  const path = process.env.CHROMIUM_PATH || BROWSERS.map(onPath).find(Boolean);
  if (!path || !existsSync(path)) {
    throw new Hindrance(
      'The journeys need a browser: install Chromium (Debian: apt-get install chromium) or give CHROMIUM_PATH.',
    );
  }
  return jest(['--runInBand', ...args, '--selectProjects', project], { ...env, CHROMIUM_PATH: path });
}

function jest(args, env = {}) {
  // One process per core, but two at least: database tests mostly wait.
  const workers = args.some((arg) => /^(-i|-w|--runInBand|--maxWorkers)/.test(arg))
    ? []
    : [`--maxWorkers=${Math.max(2, availableParallelism() - 1)}`];
  const node = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js'];
  return run(process.execPath, [...node, ...workers, ...args], { env: { ...process.env, ...env } });
}

const program = (file) => (args, env) => {
  if (!existsSync(join(ROOT, 'dist', file)))
    throw new Hindrance(`dist/${file} is missing: see what \`npm run build\` says.`);
  return run(process.execPath, [join('dist', file), ...args], { env: { ...process.env, ...env } });
};

/**
 * With `--cluster`: on the topology of production instead of that of `npm start`. Its certificate is made first, because Node.js reads
 * whom it believes when it starts.
 */
async function onTopology(args, go) {
  if (!args.includes('--cluster')) return go(args, {});
  await build();
  const { ownCertificate } = await import(pathToFileURL(join(ROOT, 'dist', 'embedded', 'certificate.js')).href);
  const folder = mkdtempSync(join(tmpdir(), 'parkwerk-tls-'));
  try {
    const { certFile } = await ownCertificate(join(folder, 'tls'), process.env);
    const others = args.filter((arg) => arg !== '--cluster');
    return await go(others, { PARKWERK_TLS: join(folder, 'tls'), NODE_EXTRA_CA_CERTS: certFile });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function onPath(name) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

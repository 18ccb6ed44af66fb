import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Hindrance, ROOT, run, telling } from './tell.mjs';

const MODULES = join(ROOT, 'node_modules');
const LOCKFILE = join(ROOT, 'package-lock.json');
/** Holds the fingerprint of the lockfile that was last found installed; it goes when node_modules goes. */
const STAMP = join(MODULES, '.parkwerk-installed');

/** Installs exactly what the lockfile names, unless that is there. */
export async function install() {
  const wanted = createHash('sha256').update(readFileSync(LOCKFILE)).digest('hex');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return;
  const { packages } = JSON.parse(readFileSync(LOCKFILE, 'utf8'));
  if (!isInstalled(packages, installedPackages())) await telling('Installing packages with `npm ci`', npmCi());
  writeFileSync(STAMP, wanted);
}

function installedPackages() {
  const note = join(MODULES, '.package-lock.json');
  return existsSync(note) ? JSON.parse(readFileSync(note, 'utf8')).packages : undefined;
}

/** What is optional may be missing: it is for other platforms. */
export function isInstalled(wanted, installed) {
  if (!installed) return false;
  return Object.entries(wanted).every(
    ([path, { version, optional, link }]) =>
      path === '' || link || installed[path]?.version === version || (optional && !installed[path]),
  );
}

async function npmCi() {
  // Under npm its own path is known; otherwise the one on PATH is used.
  const [program, ...args] = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
  let code;
  try {
    code = await run(program, [...args, 'ci', '--no-audit', '--no-fund', '--include=dev'], { output: 'stderr' });
  } catch (error) {
    if (error.code === 'ENOENT')
      throw new Hindrance('npm is not on PATH; it comes with Node.js: see https://nodejs.org.');
    throw error;
  }
  if (code !== 0) throw new Hindrance('Installing the packages failed; what npm said is above.');
}

/**
 * `node embedded/complete-lockfile.mjs`, after every change of packages: npm leaves other platforms' optional packages out of the
 * lockfile, and then `npm ci` refuses it on a fresh checkout. This adds an entry for each that is missing.
 */
import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const PROCESSORS = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];

/** Optional dependencies that the lockfile names and does not list. */
export function missingEdges({ packages }) {
  return Object.entries(packages).flatMap(([path, { optionalDependencies = {}, dev = false }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !resolves(packages, path, name))
      .map(([name, version]) => ({ path, name, version, dev })),
  );
}

/** The lockfile with an entry for each of them, in npm's own order. */
export function complete(lockfile) {
  const added = missingEdges(lockfile).map((edge) => [`node_modules/${edge.name}`, stub(edge)]);
  const [root, ...others] = [...Object.entries(lockfile.packages), ...added];
  return { ...lockfile, packages: Object.fromEntries([root, ...others.sort(([a], [b]) => a.localeCompare(b, 'en'))]) };
}

/** A package is found in the node_modules of whoever asks, or of a folder above. */
function resolves(packages, path, name) {
  for (let from = path; ; from = from.slice(0, Math.max(0, from.lastIndexOf('node_modules/') - 1))) {
    if (packages[`${from ? `${from}/` : ''}node_modules/${name}`]) return true;
    if (from === '') return false;
  }
}

/** What such a package runs on is in its name: `@swc/core-linux-arm-gnueabihf`. */
function stub({ name, version, dev }) {
  const words = name.split(/[-/]/);
  const processors = words.filter((word) => PROCESSORS.includes(word));
  const systems = words.filter((word) => SYSTEMS.includes(word));
  const musl = words.some((word) => word.startsWith('musl'));
  return {
    version,
    ...(processors.length > 0 && { cpu: processors }),
    ...(musl && { libc: ['musl'] }),
    ...(dev && { dev }),
    optional: true,
    ...(systems.length > 0 && { os: systems }),
  };
}

if (realpathSync(process.argv[1] ?? '.') === realpathSync(fileURLToPath(import.meta.url))) {
  const file = fileURLToPath(new URL('../package-lock.json', import.meta.url));
  const lockfile = JSON.parse(readFileSync(file, 'utf8'));
  const added = missingEdges(lockfile).length;
  if (added > 0) writeFileSync(file, `${JSON.stringify(complete(lockfile), null, 2)}\n`);
  console.log(added > 0 ? `Added ${added} packages for other platforms.` : 'Nothing is missing.');
}

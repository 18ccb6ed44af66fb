import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { faultsOfLicences, licenceOf } from './licences.mjs';
import { Hindrance, ROOT, tell } from './tell.mjs';

const FILE = join('dist', 'sbom.cdx.json');
const readJson = (path) => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));

/** `npm run sbom`: every package of the lockfile as a CycloneDX list, each with its licence; fails where one may not be used. */
export async function sbom() {
  const rules = readJson('docs/security/licences.json');
  const faults = faultsOfLicences(readJson('package-lock.json').packages, rules);
  if (faults.length > 0) throw new Hindrance(faults.join('\n'));
  const made = withLicences(JSON.parse(await npmSbom()), rules, readJson('package.json'));
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  writeFileSync(join(ROOT, FILE), `${JSON.stringify(made, null, 2)}\n`);
  tell(`${made.components.length} packages are in ${FILE}; all may be used.`);
  return 0;
}

/** npm writes what the lockfile says; it calls the project by its folder, and knows no licence that stands elsewhere. */
export function withLicences(bom, rules, { name, version, license }) {
  const ours = {
    ...bom.metadata.component,
    type: 'application',
    name,
    version,
    licenses: [{ license: { id: license } }],
  };
  const components = bom.components.map((component) => {
    if (component.licenses?.length > 0) return component;
    const whole = component.group ? `${component.group}/${component.name}` : component.name;
    const expression = licenceOf(whole, undefined, rules);
    return expression === undefined ? component : { ...component, licenses: [{ expression }] };
  });
  return { ...bom, metadata: { ...bom.metadata, component: ours }, components };
}

async function npmSbom() {
  const [program, ...args] = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const asked = ['sbom', '--sbom-format=cyclonedx', '--sbom-type=application', '--package-lock-only'];
  const { stdout } = await promisify(execFile)(program, [...args, ...asked], {
    cwd: ROOT,
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultsOfLicences, isAllowed, type LicenceRules, type Locked } from './launch/licences.mjs';
import { withLicences } from './launch/sbom.mjs';
import { projectRoot } from './root.ts';

const read = (path: string): unknown => JSON.parse(readFileSync(join(projectRoot(), path), 'utf8'));
const rules = read('docs/security/licences.json') as LicenceRules;

describe('the packages this stands on', () => {
  it('are each licensed in a way that goes with ours', () => {
    const { packages } = read('package-lock.json') as { packages: Locked };
    expect(Object.keys(packages).length).toBeGreaterThan(500);
    expect(faultsOfLicences(packages, rules)).toEqual([]);
  });

  it('are named when their licence is not known, not allowed, or stated for nothing', () => {
    const packages: Locked = {
      '': {},
      'node_modules/a': { license: 'MIT' },
      'node_modules/a/node_modules/@b/c': { license: 'AGPL-3.0-only' },
      'node_modules/d': {},
      'node_modules/@e/linux-x64': {},
    };
    const stated = { '@e/*': { is: 'MIT', because: 'x' }, f: { is: 'MIT', because: 'x' } };
    expect(faultsOfLicences(packages, { allowed: { MIT: 'x' }, stated })).toEqual([
      '@b/c is licensed under AGPL-3.0-only, which is not allowed',
      'd says nothing of its licence',
      'f is not among the packages any more',
    ]);
  });

  it('may give a choice, of which one is enough, or more than one licence, which all count', () => {
    const allowed = { MIT: 'x', Zlib: 'x' };
    expect(isAllowed('(GPL-3.0-only OR MIT)', { allowed })).toBe(true);
    expect(isAllowed('(MIT AND Zlib)', { allowed })).toBe(true);
    expect(isAllowed('MIT AND GPL-3.0-only', { allowed })).toBe(false);
  });
});

describe('the list of them', () => {
  it('calls the project by its name, and gives the licences that stand elsewhere', () => {
    const bom = {
      metadata: { component: { name: 'folder', version: '0' } },
      components: [
        { name: 'core-darwin-x64', group: '@swc', version: '1.0.0' },
        { name: 'busboy', version: '1.6.0', licenses: [] },
        { name: 'pg', version: '8.0.0', licenses: [{ license: { id: 'MIT' } }] },
      ],
    };
    const made = withLicences(bom, rules, { name: 'parkwerk', version: '0.1.0', license: 'EUPL-1.2' });
    expect(made.metadata.component).toEqual({
      type: 'application',
      name: 'parkwerk',
      version: '0.1.0',
      licenses: [{ license: { id: 'EUPL-1.2' } }],
    });
    expect(made.components.map(({ licenses }) => licenses)).toEqual([
      [{ expression: 'Apache-2.0 AND MIT' }],
      [{ expression: 'MIT' }],
      [{ license: { id: 'MIT' } }],
    ]);
  });
});

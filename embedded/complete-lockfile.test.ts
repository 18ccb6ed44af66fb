import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { complete, missingEdges } from './complete-lockfile.mjs';
import { projectRoot } from './root.ts';

const lockfile = JSON.parse(readFileSync(join(projectRoot(), 'package-lock.json'), 'utf8')) as Parameters<
  typeof complete
>[0];

describe('the lockfile', () => {
  it('lists every optional package, or `npm ci` refuses it elsewhere; mend it with `node embedded/complete-lockfile.mjs`', () => {
    expect(missingEdges(lockfile)).toEqual([]);
  });

  it('names no registry: each municipality may use its own', () => {
    expect(Object.values(lockfile.packages).filter(({ resolved }) => resolved?.startsWith('http'))).toEqual([]);
  });
});

describe('completing a lockfile', () => {
  const incomplete = {
    packages: {
      '': { version: '1.0.0' },
      'node_modules/a': {
        dev: true,
        version: '1.0.0',
        optionalDependencies: { '@z/a-linux-arm64-musl': '1.0.0', nested: '1.0.0' },
      },
      'node_modules/a/node_modules/nested': { version: '1.0.0' },
      'node_modules/b': { version: '1.0.0' },
    },
  };

  it('adds what is found nowhere on the way up, with the platform its name tells', () => {
    const { packages } = complete(incomplete);
    expect(packages['node_modules/@z/a-linux-arm64-musl']).toEqual({
      version: '1.0.0',
      cpu: ['arm64'],
      os: ['linux'],
      libc: ['musl'],
      dev: true,
      optional: true,
    });
    expect(Object.keys(packages)).toHaveLength(5);
    expect(missingEdges({ packages })).toEqual([]);
  });
});

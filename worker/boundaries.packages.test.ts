import { readText } from './testing/files.ts';

interface Manifest {
  type: string;
  license: string;
  scripts: Record<string, string>;
  dependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}
interface Lockfile {
  packages: Record<string, { version: string; dev?: boolean }>;
}

const manifest = JSON.parse(readText('package.json')) as Manifest;
const lockfile = JSON.parse(readText('package-lock.json')) as Lockfile;
const all = { ...manifest.dependencies, ...manifest.optionalDependencies, ...manifest.devDependencies };

describe('package.json', () => {
  it('names one version of each package, so that every machine runs the same code', () => {
    expect(Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
    const locked = Object.entries(all).filter(([name, version]) => {
      const installed = lockfile.packages[`node_modules/${name}`];
      return installed !== undefined && installed.version !== version;
    });
    expect(locked).toEqual([]);
  });

  it('is that of one free program of ECMAScript modules, started and tested by one command each', () => {
    expect(manifest).toMatchObject({ type: 'module', license: 'EUPL-1.2' });
    const commands = [
      'start',
      'test',
      'check',
      'lint',
      'types',
      'format',
      'borders',
      'build',
      'migrate',
      'e2e',
      'bench',
    ];
    expect(commands.filter((name) => !(name in manifest.scripts))).toEqual([]);
  });

  it('knows each package once: needed to run, or for development alone', () => {
    const twice = Object.keys(manifest.dependencies).filter((name) => name in manifest.devDependencies);
    expect(twice).toEqual([]);
  });
});

/** With more than one copy, a recorded history cannot be read: "type must be a Type". The transport's own old copy does no harm. */
describe('protobufjs', () => {
  const copies = Object.entries(lockfile.packages).filter(([path]) => path.endsWith('node_modules/protobufjs'));

  it('is there once, in its eighth version, for everything of Temporal', () => {
    expect(lockfile.packages['node_modules/protobufjs']?.version).toMatch(/^8\./);
    expect(copies.map(([path]) => path).filter((path) => !path.includes('@grpc/'))).toEqual([
      'node_modules/protobufjs',
    ]);
  });

  it('is installed as it is locked', () => {
    const installed = JSON.parse(readText('node_modules/protobufjs/package.json')) as { version: string };
    expect(installed.version).toBe(lockfile.packages['node_modules/protobufjs']?.version);
  });
});

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fingerprint } from './launch/build.mjs';
import { isInstalled } from './launch/install.mjs';
import { projectRoot } from './root.ts';

function launch(nodeArgs: string[], args: string[]) {
  return spawnSync(process.execPath, [...nodeArgs, join(projectRoot(), 'embedded', 'launch.mjs'), ...args], {
    encoding: 'utf8',
  });
}

describe('the launcher', () => {
  it('says in one sentence that Node.js is too old', () => {
    const old = `data:text/javascript,Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.4' } })`;
    const { status, stderr } = launch(['--import', old], ['start']);
    expect(stderr).toMatch(/^Parkwerk needs Node\.js 20\.19 or newer, and this is 18\.20\.4: .*\n$/);
    expect(status).toBe(1);
  });

  it('says what it can do when asked for something else', () => {
    const { status, stderr } = launch([], ['fly']);
    expect(stderr).toMatch(/^Say what to do: .*start\|start:cluster\|build\|test\|e2e.*\n$/);
    expect(status).toBe(1);
  });
});

describe('what is installed', () => {
  const wanted = {
    '': {},
    'node_modules/express': { version: '5.3.0' },
    'node_modules/@swc/core-darwin-arm64': { version: '1.16.22', optional: true },
  };

  it('is enough when everything but other platforms’ packages is there in its version', () => {
    expect(isInstalled(wanted, { 'node_modules/express': { version: '5.3.0' } })).toBe(true);
  });

  it.each([
    ['nothing was ever installed', undefined],
    ['a package is missing', {}],
    ['a package has another version', { 'node_modules/express': { version: '5.2.0' } }],
  ])('is not when %s', (_, installed) => {
    expect(isInstalled(wanted, installed)).toBe(false);
  });
});

describe('the fingerprint of sources', () => {
  const text = { 'a.ts': 'one', 'b.ts': 'two' };
  const of = (files: Record<string, string>) => fingerprint(Object.keys(files), (file) => files[file] ?? '');

  it('does not depend on the order in which they are found', () => {
    expect(of({ 'b.ts': 'two', 'a.ts': 'one' })).toBe(of(text));
  });

  it.each([
    ['one changes', { 'a.ts': 'one', 'b.ts': 'three' }],
    ['one comes', { ...text, 'c.ts': '' }],
    ['one goes', { 'a.ts': 'one' }],
    ['one is renamed', { 'a.ts': 'one', 'c.ts': 'two' }],
    ['text moves from one to the next', { 'a.ts': 'onet', 'b.ts': 'wo' }],
  ])('changes when %s', (_, changed) => {
    expect(of(changed)).not.toBe(of(text));
  });
});

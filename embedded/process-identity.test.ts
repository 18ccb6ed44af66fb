import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { commandLine, gone, identify, isRunning, signal } from './process-identity.mjs';

const wait = ['-e', 'setInterval(() => {}, 60_000)'];

describe('the identity of a process', () => {
  it('is the same each time one asks, for as long as it runs', () => {
    const own = identify(process.pid);
    expect(own).toEqual(identify(process.pid));
    expect(own && isRunning(own)).toBe(true);
  });

  it('ends with the process, and signals to it then reach nobody', async () => {
    const child = spawn(process.execPath, wait);
    await once(child, 'spawn');
    const identity = identify(child.pid!)!;
    expect(signal(identity, 'SIGKILL')).toBe(true);
    expect(await gone(identity, 5_000)).toBe(true);
    expect(identify(child.pid!)).toBeUndefined();
    expect(signal(identity, 'SIGTERM')).toBe(false);
  });

  it('is not that of another process which got the same number later', () => {
    const earlier = { pid: process.pid, started: 'at another time' };
    expect(isRunning(earlier)).toBe(false);
    expect(signal(earlier, 'SIGKILL')).toBe(false);
  });

  it('comes with the command line, by which people know it', async () => {
    const child = spawn(process.execPath, [...wait, 'a-word-of-ours']);
    await once(child, 'spawn');
    expect(commandLine(child.pid!)).toContain('a-word-of-ours');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(commandLine(child.pid!)).toBe('');
  });
});

import { keep, type KeepOptions } from './keep.ts';
import { identify } from './process-identity.mjs';
import { launch, type Running } from './running.ts';

type Start = KeepOptions['start'];

const program =
  (code: string): Start =>
  async (spawned) =>
    spawned(await launch(process.execPath, ['-e', code], { stdio: 'ignore' }));

const endless = program('setInterval(() => {}, 60_000)');
const failing = program('process.exit(3)');

function keeping(start: Start) {
  const said: string[] = [];
  let giveUp: (why: string) => void;
  const givenUp = new Promise<string>((resolve) => (giveUp = resolve));
  const { kept, ready } = keep({
    name: 'Worker',
    start,
    say: (line) => said.push(line),
    onGivenUp: (why) => giveUp(why),
    pauseMs: 1,
  });
  return { kept, ready, said, givenUp };
}

describe('keeping a part alive', () => {
  it('starts it again after it was killed, and says so', async () => {
    const { kept, ready, said } = keeping(endless);
    await ready;
    const before = kept.pid();
    const again = kept.restarted();
    kept.kill('SIGKILL');
    await again;
    expect(kept.pid()).not.toBe(before);
    expect(said).toEqual(['Worker ended by SIGKILL; starting it again.']);
    await kept.stop(1_000);
    expect(identify(kept.pid())).toBeUndefined();
  });

  it('gives up after five failures within a minute, with the reason of the last', async () => {
    const { ready, givenUp, said } = keeping(failing);
    await ready;
    expect(await givenUp).toBe('Worker keeps failing (ended with code 3).');
    expect(said).toHaveLength(4);
  });

  it('counts a start that fails like any other failure', async () => {
    let starts = 0;
    const start: Start = (spawned) =>
      starts++ === 0 ? endless(spawned) : Promise.reject(new Error('is not ready after 60 s'));
    const { kept, ready, givenUp } = keeping(start);
    await ready;
    kept.kill('SIGKILL');
    expect(await givenUp).toBe('Worker keeps failing (is not ready after 60 s).');
    expect(starts).toBe(5);
  });

  it('reports a first start that fails to whoever asked for it, and tries no other', async () => {
    const { kept, ready, said } = keeping(() => Promise.reject(new Error('no such program')));
    await expect(ready).rejects.toThrow('no such program');
    await kept.stop(1_000);
    expect(said).toEqual([]);
  });

  it('ends a process that appears while it is being stopped', async () => {
    let late: Running | undefined;
    let arrive = (): void => undefined;
    const { kept, ready } = keeping(async (spawned) => {
      await new Promise<void>((resolve) => (arrive = resolve));
      await endless((running) => spawned((late = running)));
    });
    const stopped = kept.stop(1_000);
    arrive();
    await Promise.all([ready, stopped]);
    expect(await late?.exited).toBe('ended by SIGTERM');
  });
});

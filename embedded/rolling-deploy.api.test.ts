import { jest } from '@jest/globals';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { answer, begin, fillInUntil, read, withdraw } from '../api/testing/cases.ts';
import { type Browser } from '../api/testing/browser.ts';
import { eventually } from '../api/testing/eventually.ts';
import { readHistories } from '../api/testing/histories.ts';
import { citizen } from '../api/testing/people.ts';
import { dutch } from '../api/testing/plates.ts';
import { ownSystem } from '../api/testing/stack.ts';
import { healthy } from './health.ts';
import { openLog } from './log-file.ts';
import { builtPrograms, startProgram } from './parts.ts';
import { projectRoot } from './root.ts';
import type { Running } from './running.ts';
import { run } from './temporal.ts';
import { settingsBeside } from './testing/beside.ts';
import { temporaryFolder } from './testing/folder.ts';

jest.setTimeout(240_000);

const folder = temporaryFolder();
const buildFile = join(folder.path, 'build');
const worker = join(projectRoot(), 'embedded', 'testing', 'programs', 'built-worker.mjs');
const log = openLog(join(folder.path, 'beside.log'));
let system: Awaited<ReturnType<typeof ownSystem>>;
let beside: Running | undefined;

beforeAll(async () => {
  writeFileSync(buildFile, 'a');
  system = await ownSystem('rolling', { TEST_BUILD_FILE: buildFile }, { programs: { ...builtPrograms(), worker } });
  await makeCurrent('a');
});
afterAll(async () => {
  await beside?.stop();
  await system.stop();
  log.close();
  folder.remove();
});

function makeCurrent(build: string, ...more: string[]): Promise<string> {
  const command = join(projectRoot(), 'dist', 'worker', 'deploy-current.js');
  const env = { TEMPORAL_ADDRESS: system.stack.temporalAddress };
  return run(process.execPath, [command, '--build', build, ...more], env, folder.path);
}

/** One more worker, of the build that is next. */
async function startBeside(): Promise<void> {
  const env = { ...settingsBeside(system.stack, system.dataDir), TEST_BUILD_FILE: buildFile };
  const spawned = (running: Running): void => void (beside = running);
  await startProgram({ program: 'worker', file: worker, env, log, say: () => undefined, spawned });
}

interface Event {
  workflowTaskCompletedEventAttributes?: { deploymentVersion?: { buildId: string } };
}

/** The builds that did the steps of a case, in order. */
async function buildsOf(id: string): Promise<(string | undefined)[]> {
  const histories = await readHistories(system.stack.temporalAddress);
  const { json } = histories.find(({ workflowId }) => workflowId.includes(id))!;
  const { events } = JSON.parse(json) as { events: Event[] };
  const did = events.flatMap(
    ({ workflowTaskCompletedEventAttributes: task }) => task?.deploymentVersion?.buildId ?? [],
  );
  return did.filter((build, at) => build !== did[at - 1]);
}

const applicant = (): Promise<Browser> => citizen(system, 'sanne', 'sanne@inwoner.example');

describe('a new version put beside the one that runs', () => {
  it('takes over the cases under way when it is made current, and not one answer given meanwhile is lost', async () => {
    const sanne = await applicant();
    const application = await fillInUntil(sanne, await begin(sanne, 'resident'), 'plates');
    writeFileSync(buildFile, 'b');
    await startBeside();

    let over = false;
    let last = '';
    const answerOnce = async (): Promise<void> => {
      const plate = dutch();
      await answer(sanne, application, { plates: [plate] }); // throws when it is not acknowledged
      last = plate.plate;
    };
    await answerOnce();
    expect(await buildsOf(application.id)).toEqual(['a']);
    const answering = (async () => {
      while (!over) await answerOnce();
    })();
    await makeCurrent('b');
    const back = system.stack.restartOf('worker');
    system.stack.kill('worker', 'SIGTERM');
    await back;
    over = true;
    await answering;

    expect(JSON.stringify(await read(sanne, application))).toContain(last);
    expect((await withdraw(sanne, application)).status).toBe('withdrawn');
    expect(await buildsOf(application.id)).toEqual(['a', 'b']);
  });

  it('is refused while none of its workers is there', async () => {
    const unknown = makeCurrent('never-started', '--within', '1');
    await expect(unknown).rejects.toThrow('never-started');
  });

  it('answers first what it is being asked when it is told to end', async () => {
    const sanne = await applicant();
    const application = await fillInUntil(sanne, await begin(sanne, 'resident'), 'plates');
    const { plate, country } = dutch();
    const asked = request(new URL(`/v1/applications/${application.id}/answers`, system.url), {
      method: 'PATCH',
      headers: { ...sanne.identity(), 'content-type': 'application/json', expect: '100-continue' },
    });
    asked.flushHeaders();
    await once(asked, 'continue'); // it is in the hands of the API
    const back = system.stack.restartOf('api');
    system.stack.kill('api', 'SIGTERM');
    await eventually('the API takes nothing new', () => reachable().then((there) => !there));
    asked.end(JSON.stringify({ plates: [{ plate, country }] }));
    const [answered] = (await once(asked, 'response')) as [IncomingMessage];
    answered.resume();
    expect(answered.statusCode).toBe(200);
    await back;
    await healthy(system.url);
    expect(JSON.stringify(await read(sanne, application))).toContain(plate);
  });
});

/** Whether anybody new is let in. */
function reachable(): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(system.url).port), '127.0.0.1');
    socket.once('connect', () => resolve(socket.destroy() !== undefined));
    socket.once('error', () => resolve(false));
  });
}

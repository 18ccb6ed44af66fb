import { jest } from '@jest/globals';
import { type Browser } from '../api/testing/browser.ts';
import { permitInForce } from '../api/testing/cases.ts';
import { eventually } from '../api/testing/eventually.ts';
import { addressOf, citizen } from '../api/testing/people.ts';
import { ownSystem } from '../api/testing/stack.ts';
import { freePorts } from '../embedded/ports.ts';
import { type Running } from '../embedded/running.ts';
import { temporaryFolder } from '../embedded/testing/folder.ts';
import { startRedis } from '../embedded/testing/system-services.ts';

jest.setTimeout(180_000);

const folder = temporaryFolder();
let port: number;
let redis: Running;
let system: Awaited<ReturnType<typeof ownSystem>>;
let bakkerij: Browser;
beforeAll(async () => {
  [port = 0] = await freePorts(1);
  redis = await startRedis(folder.path, port);
  system = await ownSystem('queues', { REDIS_URL: `redis://127.0.0.1:${port}` });
  bakkerij = await citizen(system, 'bakkerij');
});
afterAll(async () => {
  await Promise.all([system.stop(), redis.stop()]);
  folder.remove();
});

const mailsAbout = async (number: string) =>
  (await system.sandbox.mailsTo(addressOf('bakkerij'))).filter(({ subject }) => subject.includes(number));

/** Comes as often as it may be sent again after a doubt; whoever reads it has it once, for it carries the same id. */
const oneMailAbout = async (number: string) => {
  const mails = await eventually(`mail about ${number}`, () => mailsAbout(number), ({ length }) => length > 0, 60_000);
  expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(1);
}; // prettier-ignore

/** Where a queue on PostgreSQL keeps its work, if there is one. */
const inTheDatabase = () => system.rows(`SELECT FROM pg_namespace WHERE nspname = 'bullmq'`);
const undelivered = async (number: string) => {
  const [row] = await system.rows<{ mails: number }>(
    `SELECT count(*)::int AS mails FROM outbox WHERE kind = 'send-mail'
      AND payload->>'messageId' IN (SELECT m.id::text FROM message m JOIN permit p ON p.holder_id = m.holder_id WHERE p.number = '${number}')`,
  );
  return row!.mails;
};

describe('work that waits in a Redis beside the system', () => {
  it('is done, once, and none of it lies in the database', async () => {
    const { number } = await permitInForce(bakkerij, system.sandbox, 'business');
    await oneMailAbout(number);
    expect(await inTheDatabase()).toEqual([]);
  });

  it.each([
    ['killed', 'SIGKILL'],
    ['hanging', 'SIGSTOP'],
  ] as const)(
    'waits in the outbox while it is %s: processes go on, and afterwards it is done',
    async (_how, signal) => {
      const gone = redis;
      gone.child.kill(signal);
      if (signal === 'SIGKILL') await gone.exited;
      const { number } = await permitInForce(bakkerij, system.sandbox, 'business');
      expect(await mailsAbout(number)).toEqual([]);
      expect(await undelivered(number)).toBeGreaterThan(0);

      // Neither does it hold up a worker that is told to stop, or one that begins.
      const another = system.stack.restartOf('worker');
      system.stack.kill('worker', 'SIGTERM');
      await another;
      const next = await permitInForce(bakkerij, system.sandbox, 'business');
      expect(await mailsAbout(next.number)).toEqual([]);

      if (signal === 'SIGKILL') redis = await startRedis(folder.path, port);
      else gone.child.kill('SIGCONT');
      await oneMailAbout(number);
      await oneMailAbout(next.number);
    },
  );
});

import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { measureAudit } from './audit.ts';
import { measureCases } from './cases.ts';
import { measureHome } from './home.ts';
import { forMachines, isBroken, median, percentile, table, type Figure } from './figures.ts';
import { measureParking } from './parking.ts';
import { measureSeason } from './season.ts';
import { measurePlateChecks } from './plate-check.ts';
import { measureScale } from './scale.ts';
import { cpuByPart, memoryByPart } from './processes.ts';
import { emptyNodeMs, startStack, type RunningStack, type Stack, type Stopped } from './stack.ts';

const STARTS = 3;
/** How long nobody asks anything before memory counts as memory at rest. */
const REST_MS = 15_000;

const tell = (line: string): boolean => process.stderr.write(`${line}\n`);

/** Starts the whole system on data of its own, measures it, and says what was measured. What was missed is told. */
async function bench(dataDir: string, started: Stack[]): Promise<Figure[]> {
  const start = async (): Promise<RunningStack & Pick<Stack, 'stop'>> => {
    const begun = await startStack(dataDir);
    started.unshift(begun);
    return { ...(await begun.ready), stop: begun.stop };
  };
  tell('Starting on an empty data folder …');
  const first = await start();
  tell('Checking plates …');
  const checks = await withCpu('plate checks', first, measurePlateChecks);
  tell('Applying, declaring and paying …');
  const cases = await withCpu('applications', first, measureCases);
  const afterLoad = memoryByPart(first.pid, dataDir);
  const stopped = [await first.stop()];

  const readyMs: number[] = [];
  const nodeMs: number[] = [];
  let atRest = new Map<string, number>();
  for (let round = 1; round <= STARTS; round += 1) {
    tell(`Starting again, ${round} of ${STARTS} …`);
    nodeMs.push(await emptyNodeMs());
    const stack = await start();
    readyMs.push(stack.readyMs);
    if (round === STARTS) {
      tell('Resting …');
      await pause(REST_MS);
      atRest = memoryByPart(stack.pid, dataDir);
    }
    stopped.push(await stack.stop());
  }
  return [
    ...checks,
    ...cases,
    ...starting(first.readyMs, readyMs, nodeMs),
    ...stopping(stopped),
    ...memory(atRest, afterLoad),
  ];
}

/** What was measured, and what each part took of the processors meanwhile. */
async function withCpu(
  what: string,
  stack: RunningStack,
  measure: (stack: RunningStack) => Promise<Figure[]>,
): Promise<Figure[]> {
  const before = cpuByPart(stack.pid, stack.dataDir);
  const figures = await measure(stack);
  const taken = [...cpuByPart(stack.pid, stack.dataDir)].map(([part, ms]): Figure => {
    return { name: `CPU during ${what}: ${part}`, unit: 's', value: (ms - (before.get(part) ?? 0)) / 1_000 };
  });
  return [...figures, ...taken.filter(({ value }) => value > 0)];
}

/** Parking actions alone: a day of them takes longer than everything else together. */
async function benchParking(dataDir: string, started: Stack[]): Promise<Figure[]> {
  const begun = await startStack(dataDir);
  started.unshift(begun);
  tell('Parking, up to the end of a day …');
  return withCpu('parking', await begun.ready, measureParking);
}

/** A renewal season alone: its mails take longer than everything else together. */
async function benchSeason(dataDir: string, started: Stack[]): Promise<Figure[]> {
  const begun = await startStack(dataDir);
  started.unshift(begun);
  const stack = await begun.ready;
  tell(`Preparing, mailing and starting ${values.permits} renewals …`);
  return withCpu('the season', stack, (running) => measureSeason(running, Number(values.permits)));
}

/** What the auditor asks, alone: a million events are filled in first. */
async function benchAudit(dataDir: string, started: Stack[]): Promise<Figure[]> {
  const begun = await startStack(dataDir);
  started.unshift(begun);
  const stack = await begun.ready;
  tell('Filling in a million events, and looking for some …');
  return withCpu('auditing', stack, measureAudit);
}

/** The home page of a holder with many cases, alone. */
async function benchHome(dataDir: string, started: Stack[]): Promise<Figure[]> {
  const begun = await startStack(dataDir);
  started.unshift(begun);
  const stack = await begun.ready;
  tell('Opening the home page of somebody with forty cases …');
  return withCpu('opening home pages', stack, measureHome);
}

/** A city after a year, alone: millions of rows are filled in first, which takes a while and some gigabytes. */
async function benchScale(dataDir: string, started: Stack[]): Promise<Figure[]> {
  const begun = await startStack(dataDir);
  started.unshift(begun);
  return measureScale(await begun.ready, Number(values.rows));
}

function starting(emptyMs: number, readyMs: number[], nodeMs: number[]): Figure[] {
  const baseline = { what: 'a Node.js that does nothing', value: median(nodeMs) / 1_000 };
  const seconds = readyMs.map((ms) => ms / 1_000);
  return [
    { name: 'npm start until ready, empty data folder', unit: 's', value: emptyMs / 1_000, baseline },
    {
      name: 'npm start until ready, data there',
      unit: 's',
      value: median(seconds),
      p95: percentile(seconds, 0.95),
      target: { bound: 10 },
      baseline,
    },
  ];
}

function stopping(stopped: Stopped[]): Figure[] {
  const seconds = stopped.map(({ ms }) => ms / 1_000);
  const left = stopped.reduce((sum, { left }) => sum + left, 0);
  const name = `SIGTERM until gone, ${left === 0 ? 'no process left' : `${left} PROCESSES LEFT`}`;
  return [
    { name, unit: 's', value: median(seconds), p95: percentile(seconds, 0.95), target: { bound: 10, of: 'p95' } },
  ];
}

function memory(atRest: Map<string, number>, afterLoad: Map<string, number>): Figure[] {
  const sum = (parts: Map<string, number>): number => [...parts.values()].reduce((total, part) => total + part, 0);
  return [
    { name: 'memory at rest', unit: 'MiB', value: sum(atRest), target: { bound: 1_536 } },
    ...[...atRest].map(([part, value]): Figure => ({ name: `memory at rest: ${part}`, unit: 'MiB', value })),
    { name: 'memory right after the load above', unit: 'MiB', value: sum(afterLoad) },
    ...[...afterLoad].map(([part, value]): Figure => ({ name: `memory after load: ${part}`, unit: 'MiB', value })),
  ];
}

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    parking: { type: 'boolean', default: false },
    season: { type: 'boolean', default: false },
    audit: { type: 'boolean', default: false },
    home: { type: 'boolean', default: false },
    scale: { type: 'boolean', default: false },
    permits: { type: 'string', default: '20000' },
    rows: { type: 'string', default: '20000000' },
  },
});
for (const name of ['permits', 'rows'] as const)
  if (!/^[1-9]\d*$/.test(values[name])) throw new Error(`--${name} is a number, such as 1000`);
const folder = mkdtempSync(join(tmpdir(), 'parkwerk-bench-'));
chmodSync(folder, 0o755); // PostgreSQL may have to run as another user than ours
const started: Stack[] = [];
const clearUp = async (): Promise<void> => {
  await started[0]?.stop();
  rmSync(folder, { recursive: true, force: true });
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => void clearUp().then(() => process.exit(1)));

const [load = 0] = loadavg();
try {
  const alone = [
    values.audit && benchAudit,
    values.home && benchHome,
    values.scale && benchScale,
    values.season && benchSeason,
    values.parking && benchParking,
  ].find((one) => one !== false);
  const measure = alone ?? bench;
  const figures = await measure(join(folder, 'data'), started);
  console.log(table(figures));
  console.log(
    `This machine: ${availableParallelism()} cores, ${load.toFixed(1)} busy before this began. Above 0.5, times say little.`,
  );
  if (values.json !== undefined) {
    writeFileSync(values.json, `${JSON.stringify(forMachines(figures), null, 2)}\n`);
    if (figures.some(isBroken)) process.exitCode = 1;
  }
} finally {
  await clearUp();
}

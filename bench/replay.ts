import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import pg from 'pg';
import { answerStep, applicant, begin, checkOut, declare } from './applications.ts';
import { type Figure } from './figures.ts';
import { cpuOfParts } from './processes.ts';
import type { RunningStack } from './stack.ts';
import { until, Visitor } from './visitor.ts';

const CASES = 8;
const ROUNDS = 15;
/** Loading the program and its first replays are not what the others cost. */
const WARM_UP = 2;

const unpack = promisify(gunzip);

/**
 * Cases from their first step to a permit that counts, then replayed by an auditor as often as many cases would be: every history read from
 * the archive, played on the processes of today, and every decision computed again. Processor time of the worker and of what it starts.
 */
export async function measureReplays(stack: RunningStack): Promise<Figure> {
  const { url, databaseUrl, pid, dataDir } = stack;
  const business = await applicant(url);
  const cases: string[] = [];
  for (let index = 0; index < CASES; index += 1) cases.push(await issued(business, index));
  const auditor = await Visitor.signIn(url, 'auditor', 'staff');
  const database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  try {
    const kept = await until('the histories are kept', () => keptOf(database), 1_000, 60_000);
    const cpu = (): number => cpuOfParts(pid, dataDir, ['worker']);
    await rounds(auditor, cases, WARM_UP);
    const before = cpu();
    const replayed = await rounds(auditor, cases, ROUNDS);
    const spent = (cpu() - before) / 1_000;
    return {
      name: 'histories of cases replayed, per second of processor time',
      unit: '/s',
      value: replayed / spent,
      isCpu: true,
      target: { bound: 30 },
      baseline: { what: 'the same histories unpacked and parsed, and nothing else', value: await bare(kept) },
    };
  } finally {
    await database.end();
  }
}

async function issued(business: Visitor, index: number): Promise<string> {
  const plate = `R-${String(index + 1).padStart(3, '0')}-PL`;
  let application = await begin(business);
  while (application.openStep !== 'declaration') application = await answerStep(business, application, plate);
  const { id } = await declare(business, application).then(async (declared) => {
    const payment = await checkOut(business, declared);
    await business.ask('POST', `/sandbox/payments/${payment.id}/outcome`, { status: 'paid', webhook: 'now' });
    return declared;
  });
  await until('the permit is there', async () => {
    const { status } = await business.ask<{ status: string }>('GET', `/v1/applications/${id}`);
    return status === 'issued' ? true : undefined;
  });
  return id;
}

async function keptOf(database: pg.Client): Promise<Buffer[] | undefined> {
  const { rows } = await database.query<{ type: string; content: Buffer }>('SELECT type, content FROM process_history');
  const applications = rows.filter(({ type }) => type === 'permitApplication');
  return applications.length >= CASES ? rows.map(({ content }) => content) : undefined;
}

interface Check {
  id: string;
  result: { processes: { outcome: string }[] } | null;
}

/** How many histories were replayed, each with the outcome it had. */
async function rounds(auditor: Visitor, cases: readonly string[], count: number): Promise<number> {
  let replayed = 0;
  for (let round = 0; round < count; round += 1) {
    const asked = await Promise.all(
      cases.map(async (id) => ({ id, check: await auditor.ask<Check>('POST', `/v1/staff/cases/${id}/_replay`) })),
    );
    for (const { id, check } of asked) {
      const { processes } = await until('the replay is done', async () => {
        const { result } = await auditor.ask<Check>('GET', `/v1/staff/cases/${id}/checks/${check.id}`);
        return result ?? undefined;
      });
      if (processes.some(({ outcome }) => outcome !== 'same')) throw new Error(`a case is not what it was: ${id}`);
      replayed += processes.length;
    }
  }
  return replayed;
}

/** The least that reading a history takes, in histories per second of processor time. */
async function bare(kept: readonly Buffer[]): Promise<number> {
  const read = async (): Promise<void> => {
    for (const content of kept) JSON.parse((await unpack(content)).toString('utf8'));
  };
  for (let turn = 0; turn < WARM_UP; turn += 1) await read();
  const before = process.cpuUsage();
  for (let turn = 0; turn < ROUNDS; turn += 1) await read();
  const { user, system } = process.cpuUsage(before);
  return (kept.length * ROUNDS) / ((user + system) / 1_000_000);
}

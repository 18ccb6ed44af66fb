import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { applicant, verifyEmail } from '../applications.ts';
import { startStack, type RunningStack } from '../stack.ts';
import { parker, permitsOf } from '../town.ts';
import { Visitor } from '../visitor.ts';
import { atRest, count, platesAfterThirteenWeeks, type Outcome } from './count.ts';
import { applyAndPay, applyAndWait, review, type Told } from './desk.ts';
import { disturbUntil } from './disturbances.ts';
import { Insistent } from './insistent.ts';
import { Parker } from './parkers.ts';

const CLIENTS = 50;
const ACCOUNTS = 5;
const PERMITS_EACH = 8;
/** Little enough that clients compete for the last euro. */
const PURSE_CENTS = 3_000;

const tell = (line: string): boolean => process.stderr.write(`${line}\n`);

/** Numbers that come in the same order for the same seed (mulberry32). */
function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** People park, apply, pay, check and decide while parts of the system and parties outside fail in turn; then everything is counted. */
async function chaos(stack: RunningStack, seed: number, minutes: number): Promise<Outcome> {
  const random = numbersFrom(seed);
  const own = (): (() => number) => numbersFrom(random() * 2 ** 32);
  const database = new pg.Pool({ connectionString: stack.databaseUrl, max: 2 });
  database.on('error', () => undefined); // it is killed as well; the next question gets a new connection
  try {
    const parkers = await people(stack, own);
    const atDesk = await desk(stack.url);
    const told: Told = { declared: [], paid: [], decided: [] };
    const end = Date.now() + minutes * 60_000;
    tell(`${CLIENTS} who park, two who apply, a clerk and an officer, ${minutes} minutes, seed ${seed} …`);
    const busy = [
      ...parkers.map((one) => one.parkUntil(end)),
      applyAndPay(atDesk.business, newPlates(), told, own(), end),
      applyAndWait(atDesk.driver, LEASED, told, end),
      review(atDesk.clerk, told, own(), end),
    ];
    const kills = await disturbUntil(end, stack, own(), tell);
    await Promise.all(busy);
    tell(`${kills} kills; waiting until everything is at rest …`);
    const stuckWorkflows = await atRest(stack, database, tell);
    const found = await count(stack, database, parkers, told, tell);
    tell('Everything is counted; a quarter of a year goes by …');
    const platesTooOld = await platesAfterThirteenWeeks(stack, database);
    const { acknowledged, lost, doubled, ledgerDifference, rightDifference, ...mails } = found;
    const { mailsLost, mailsDoubled, mailsRepeated } = mails;
    const books = { acknowledged, lost, doubled, ledgerDifference, rightDifference, stuckWorkflows };
    return { ...books, mailsLost, mailsDoubled, platesTooOld, mailsRepeated, kills };
  } finally {
    await database.end();
  }
}

async function people(stack: RunningStack, own: () => () => number): Promise<Parker[]> {
  const officer = new Insistent(await Visitor.signIn(stack.url, 'officer', 'staff'));
  const connection = new pg.Client({ connectionString: stack.databaseUrl });
  connection.on('error', () => undefined); // when this fails for another reason, that one is told
  await connection.connect();
  const parkers: Parker[] = [];
  for (let index = 0; index < ACCOUNTS; index += 1) {
    const email = `chaos-${index}@inwoner.example`;
    const account = new Insistent(await parker(stack.url, email));
    const permits = await permitsOf(connection, email, PERMITS_EACH, PURSE_CENTS);
    for (let number = 0; number < CLIENTS / ACCOUNTS; number += 1)
      parkers.push(new Parker({ account, officer, permits, random: own() }));
  }
  await connection.end();
  return parkers;
}

/** A lease car the register knows, which staff have to look at. */
const LEASED = '627-HX-3';

async function desk(url: string): Promise<{ business: Insistent; driver: Insistent; clerk: Insistent }> {
  const business = await applicant(url);
  const driver = await Visitor.signIn(url, 'emma', 'digid');
  await verifyEmail(driver, 'emma@inwoner.example');
  const clerk = await Visitor.signIn(url, 'clerk', 'staff');
  return { business: new Insistent(business), driver: new Insistent(driver), clerk: new Insistent(clerk) };
}

/** `V-001-BX` and on: a Dutch pattern, and different every time. */
function* newPlates(): Generator<string, never> {
  for (let number = 1; ; number += 1) yield `V-${String(number).padStart(3, '0')}-BX`;
}

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '2' },
    json: { type: 'string' },
  },
});
const folder = mkdtempSync(join(tmpdir(), 'parkwerk-chaos-'));
chmodSync(folder, 0o755); // PostgreSQL may have to run as another user than ours
const stack = await startStack(join(folder, 'data'));
const clearUp = async (): Promise<void> => {
  await stack.stop();
  if (process.exitCode === 1) tell(`What is left of it is in ${folder}.`);
  else rmSync(folder, { recursive: true, force: true });
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => void clearUp().then(() => process.exit(1)));
try {
  const work = stack.ready.then((running) => chaos(running, Number(values.seed), Number(values.minutes)));
  const outcome = await Promise.race([work, stack.gone]); // whoever asks goes on asking, also when nothing is left that answers
  console.log(JSON.stringify(outcome, null, 2));
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(outcome, null, 2)}\n`);
  const { acknowledged, kills, mailsRepeated, ...mustBeNothing } = outcome;
  if (acknowledged === 0 || Object.values(mustBeNothing).some((value) => value !== 0)) process.exitCode = 1;
  tell(`${acknowledged} acknowledged, ${kills} kills, ${mailsRepeated} mails that came again under one Message-ID`);
} finally {
  await clearUp();
}

import { jest } from '@jest/globals';
import fc from 'fast-check';
import { mayDo, type StaffPermission } from '../../rules/staff.ts';
import { PROVIDER_SCOPES } from '../../rules/third-parties.ts';
import { begin } from '../testing/cases.ts';
import { type Answer, type Browser } from '../testing/browser.ts';
import { type Operation } from '../testing/contract.ts';
import { Heard } from '../testing/heard.ts';
import { logsOf } from '../testing/logs.ts';
import { coupledPermit } from '../testing/parking.ts';
import { citizen, staff } from '../testing/people.ts';
import { otherApp } from '../testing/providers.ts';
import { requestsTo, TYPED } from '../testing/requests.ts';
import { ownSystem, type System } from '../testing/stack.ts';
import { PROVIDERS_MAY } from './endpoint.ts';

jest.setTimeout(600_000);

/** `FUZZ_SEED=1 FUZZ_RUNS=100` looks elsewhere, and longer; a fault is told with both. */
const SEED = Number(process.env['FUZZ_SEED'] ?? 20261122);
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 5);

const STAFF = ['clerk', 'finance', 'senior', 'officer', 'auditor', 'operator'] as const;

/** After these somebody is signed out, or has to prove an address again: they come last. */
const LEAVES = /^(delete \/sessions|put \/account\/password|.*\/account\/devices|.*\/me\/email|.*\/on-demand\/consent)/;

/** What tells of the inside of a program: where it lies, what it is made of, what it asked its database. */
const INSIDE =
  /\bat (async )?[\w.<>]+ \(?(file:|\/|node:)|node_modules|\/dist\/|\.(js|ts):\d+|\b(QueryFailedError|ZodError|TypeError|ReferenceError|ApplicationFailure|WorkflowUpdateFailedError)\b|violates \w+ constraint|relation "\w+"|syntax error at|ECONNREFUSED|postgres(ql)?:\/\//;

interface Route {
  method: string;
  template: string;
  operation: Operation;
}

let system: Awaited<ReturnType<typeof ownSystem>>;
let routes: Route[];
const heard = new Heard();
const people = new Map<string, Browser>();

beforeAll(async () => {
  system = await ownSystem('fuzzing', { TRUSTED_PROXIES: '1' });
  routes = Object.entries(system.contract.document.paths).flatMap(([template, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ method, template, operation })),
  );
  const { owner, desk, permitId } = await coupledPermit(system, 'sanne', 'visitor');
  const business = await citizen(system, 'bakkerij');
  await begin(business, 'business');
  heard.listen('/permits', { items: [{ id: permitId }] });
  people.set('nobody', system.browser());
  people.set('account', owner);
  people.set('citizen', desk);
  for (const role of STAFF) people.set(role, await staff(system, role));
  const program = system.browser();
  const { more } = await otherApp(system, people.get('operator'), PROVIDER_SCOPES);
  program.authorization = more.headers!['authorization'];
  people.set('program', program);
});
afterAll(() => system.stop());

/** For whom an operation is meant. */
function meantFor({ operation: { 'x-may': may } }: Route): string {
  if (may === 'anyone') return 'nobody';
  if (may === 'account') return may;
  if (may in PROVIDERS_MAY) return 'program';
  return STAFF.find((role) => mayDo([role], may as StaffPermission)) ?? 'citizen';
}

/** An address each: what limits one address would otherwise answer before the route does. */
let asked = 0;
const fromElsewhere = () => {
  asked += 1;
  return { headers: { 'x-forwarded-for': `10.${(asked >> 16) & 255}.${(asked >> 8) & 255}.${asked & 255}` } };
};

/** Asks, and holds the answer against what holds for every answer; its shape is held by the browser itself. */
async function ask(who: string, { method, template, operation }: Route, path: string, body: unknown): Promise<void> {
  const form = operation.requestBody?.content['multipart/form-data'];
  const sent = form ? upload(body) : body;
  const answer: Answer<unknown> = await people.get(who)!.call(method.toUpperCase(), path, sent, fromElsewhere());
  // A part that was busy for a moment says so; that is an answer with a meaning, and described as such.
  if (answer.status >= 500 && (answer.body as { code?: string }).code !== 'busy-try-again')
    throw new Error(`answered ${answer.status}: ${answer.text}`);
  const inside = answer.status >= 400 ? INSIDE.exec(answer.text) : null;
  if (inside) throw new Error(`tells of the inside (${inside[0]}): ${answer.text}`);
  heard.listen(template, answer.body);
}

function upload(body: unknown): FormData {
  const form = new FormData();
  form.set('requirementId', heard.as('requirementId')[0] ?? 'x');
  form.set('kind', 'x');
  form.set('file', new Blob([JSON.stringify(body ?? '%PDF-1.7')]), '../../bewijs.pdf');
  return form;
}

/** What came of every operation that did not answer as it should; all of them, so that one run tells it all. */
async function faultsOfAll(who: string, chosen: readonly Route[], numRuns: number): Promise<string[]> {
  const faults: string[] = [];
  for (const route of chosen) {
    const requests = requestsTo(route.template, route.operation, heard);
    const property = fc.asyncProperty(requests, ({ path, body }) => ask(who, route, path, body));
    const found = await fc.check(property, { seed: SEED, numRuns, endOnFailure: true });
    if (found.failed)
      faults.push(
        `${route.method} ${route.template} as ${who}, with FUZZ_SEED=${SEED} FUZZ_RUNS=${RUNS}: ` +
          `${JSON.stringify(found.counterexample)}\n${String(found.errorInstance)}`,
      );
  }
  return faults;
}

const reads = ({ method }: Route) => method === 'get';
const leaves = ({ method, template }: Route) => LEAVES.test(`${method} ${template}`);
const of = (who: string) => (route: Route) => meantFor(route) === who;

const EVERYBODY = ['nobody', 'citizen', 'account', ...STAFF, 'program'];

describe('whatever is asked of an operation of the interface', () => {
  it.each(EVERYBODY)('is answered as described, by reading and writing what is there: %s', async (who) => {
    const own = routes.filter(of(who)).filter((route) => !leaves(route));
    const writes = own.filter((route) => !reads(route));
    // First what there is, then what may be done to it, and then whether all of it can still be read.
    expect(await faultsOfAll(who, own.filter(reads), 1)).toEqual([]);
    expect(await faultsOfAll(who, writes, RUNS)).toEqual([]);
    expect(await faultsOfAll(who, own.filter(reads), RUNS)).toEqual([]);
  });

  it.each(['nobody', 'citizen', 'account', 'clerk'])(
    'is answered as described to who may not ask it: %s',
    async (who) => {
      const others = routes.filter((route) => meantFor(route) !== who && !leaves(route));
      expect(await faultsOfAll(who, others, 1)).toEqual([]);
    },
  );

  it('is answered as described where it ends a session, too', async () => {
    for (const who of EVERYBODY)
      expect(await faultsOfAll(who, routes.filter(of(who)).filter(leaves), RUNS)).toEqual([]);
  });
});

describe('afterwards', () => {
  it('no log holds a word that was typed, and none an error', () => {
    for (const [name, log] of Object.entries(logsOf(system as System))) {
      const lines = log.split('\n');
      expect([name, lines.filter((line) => line.includes(TYPED)).slice(0, 3)]).toEqual([name, []]);
      const errors = lines.filter(
        (line) => /"level":(50|60|"error"|"fatal")/.test(line) && /request failed/.test(line),
      );
      expect([name, errors.slice(0, 3)]).toEqual([name, []]);
    }
  });
});

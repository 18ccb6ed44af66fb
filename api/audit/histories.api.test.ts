import { join } from 'node:path';
import { jest } from '@jest/globals';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { projectRoot } from '../../embedded/root.ts';
import { isListedWay, type CaseKind } from '../../rules/processes.ts';
import { type PermitView } from '../permits/shapes.ts';
import { type PlateChangeView } from '../plate-changes/shapes.ts';
import { appUser } from '../testing/app-users.ts';
import { type Browser } from '../testing/browser.ts';
import { taskOf,
  answer, applicationReadyToPay, begin, checkOut, declared, decide, permitInForce, proveEverything, untilStatus, withdraw,
} from '../testing/cases.ts'; // prettier-ignore
import { eventually } from '../testing/eventually.ts';
import { keepRecording, readHistories, type RecordedHistory } from '../testing/histories.ts';
import { type DirectDebitView } from '../direct-debit/shapes.ts';
import { type Cart } from '../payments/shapes.ts';
import { type FineReportList, type FineReportView } from '../fine-reports/shapes.ts';
import { type RenewalList, type RenewalView } from '../renewals/shapes.ts';
import { type z } from 'zod';
import { addressOf, citizen, staff } from '../testing/people.ts';
import type { RefundPage } from '../refunds/shapes.ts';
import { dutch } from '../testing/plates.ts';
import { ownSystem } from '../testing/stack.ts';

jest.setTimeout(180_000);

const DAY_MS = 86_400_000;
const LEASED = dutch('627-HX-3');
/** A courtesy car, and what was typed for it first. */
const COURTESY_CAR = dutch('G-482-KL');
const TYPED = dutch('G-482-KN');
const FINE_NUMBER = '8801-2277-3';
const FINE_STORY = 'Naast de bakker, met de kaart achter de ruit.';
const IBAN = 'NL91ABNA0417164300';
let system: Awaited<ReturnType<typeof ownSystem>>;
let histories: RecordedHistory[];

/** A year of one small municipality: every process runs, most of them to their end. */
beforeAll(async () => {
  system = await ownSystem('histories');
  const [sanne, emma, youssef, willem, clerk, senior, finance] = (await Promise.all([
    ...['sanne', 'emma', 'youssef', 'willem'].map((id) => citizen(system, id)),
    ...['clerk', 'senior', 'finance'].map((id) => staff(system, id)),
  ])) as [Browser, Browser, Browser, Browser, Browser, Browser, Browser];
  const { sandbox } = system;

  const permit = await permitInForce(sanne, sandbox, 'resident', { plates: [dutch('K-51-FTN')] });
  await eventually('the right is registered', () => sandbox.register(), (rights) => rights.length > 0); // prettier-ignore
  await reportsAFine(sanne, clerk, permit.id);
  await hearsOfASale(sanne, permit.id);
  await senior.ask('POST', `/v1/staff/permits/${permit.id}/_end`, { ground: 'moved' });
  const { items: owed } = await finance.ask<RefundPage>('GET', '/v1/staff/refunds');
  await finance.ask('POST', '/v1/staff/refunds/_approve', { ids: owed.map(({ id }) => id) });
  await changesPlates();
  const centre = await permitInForce(youssef, sandbox, 'resident-centre', { plates: [dutch('4-RZ-318')] });
  await parkForAWhile(centre.id);

  const better = await declared(emma, 'resident', { plates: [LEASED] });
  const note = 'Het contract is verlopen, zegt Emma Visser zelf.';
  await decide(clerk, better, { verdict: 'ask-documents', ground: 'evidence-expired', note });
  await proveEverything(emma, await untilStatus(emma, better, 'awaiting-documents'));
  await answer(emma, better, { documentsConfirmed: true });
  await decide(clerk, better, { verdict: 'approve' });
  await untilStatus(emma, better, 'awaiting-payment');
  await withdraw(emma, better);

  const rejected = await declared(emma, 'resident', { plates: [LEASED] });
  await decide(clerk, rejected, { verdict: 'reject', ground: 'not-entitled' });
  await untilStatus(emma, rejected, 'rejected');

  const { application, chargeId } = await applicationReadyToPay(willem, 'resident', { plates: [dutch('905-SP-8')] });
  const { reference } = await checkOut(willem, [chargeId]);
  await sandbox.end(reference, { status: 'canceled' });
  await eventually(
    'the payment is cancelled',
    () => willem.ask<{ status: string }>('GET', `/v1/payments/${reference}`),
    ({ status }) => status === 'canceled',
  );
  await withdraw(willem, application);
  await begin(willem, 'resident');
  await waitInLine(emma, willem);
  await takesLeaveBack(emma);

  // The season makes its renewal ready; a year later nobody answers the next one.
  await sandbox.moveBy(340 * DAY_MS);
  await renew(youssef);
  await sandbox.moveBy(430 * DAY_MS);
  histories = await readHistories(system.stack.temporalAddress);
  record(histories);
});
afterAll(() => system.stop());

async function renew(holder: Browser): Promise<void> {
  const { items } = await holder.ask<z.infer<typeof RenewalList>>('GET', '/v1/renewals');
  const renewal = await holder.ask<RenewalView>('POST', `/v1/renewals/${items[0]!.id}/_confirm`);
  expect(renewal.status).toBe('awaiting-payment');
  const cart = await holder.ask<Cart>('GET', '/v1/cart');
  const { reference } = await checkOut(holder, [cart.items.find(({ caseId }) => caseId === renewal.id)!.id]);
  await system.sandbox.end(reference, { status: 'paid' });
  await eventually(
    'the permit is renewed',
    () => holder.ask<RenewalView>('GET', `/v1/renewals/${renewal.id}`),
    ({ status }) => status === 'renewed',
  );
}

/** Leave to debit, known to the provider, and taken back. */
async function takesLeaveBack(holder: Browser): Promise<void> {
  const mandate = { iban: IBAN, name: 'Emma Visser', renewals: true, language: 'nl', agrees: true };
  await holder.ask('POST', '/v1/me/mandate', mandate);
  await eventually(
    'the provider knows the mandate',
    () => holder.ask<DirectDebitView>('GET', '/v1/me/mandate'),
    (view) => view.mandate?.status === 'valid',
  );
  await holder.ask('POST', '/v1/me/mandate/_revoke');
}

/** The register tells that the car was sold; the holder says that this is wrong. */
async function hearsOfASale(holder: Browser, permitId: string): Promise<void> {
  await system.sandbox.sell('K51FTN');
  const { notices } = await eventually(
    'the register is heard',
    () => holder.ask<PermitView>('GET', `/v1/permits/${permitId}`),
    (permit) => permit.notices.length > 0,
  );
  await holder.ask('POST', `/v1/permits/${permitId}/register-notices/${notices[0]!.id}/_object`);
}

/** One report of a wrong fine that is taken back, and one that staff answer. */
async function reportsAFine(holder: Browser, clerk: Browser, permitId: string): Promise<void> {
  const path = `/v1/permits/${permitId}/fine-reports`;
  const { today } = await holder.ask<FineReportList>('GET', path);
  const report = (fineNumber: string) =>
    holder.ask<FineReportView>('POST', path, { fineNumber, fineOn: today, words: FINE_STORY });
  const { id } = await report(FINE_NUMBER);
  await holder.ask('POST', `${path}/${id}/_withdraw`);
  const task = await taskOf(clerk, await report(`${FINE_NUMBER}-2`));
  await clerk.ask('POST', `/v1/staff/tasks/${task.id}/_claim`);
  const answer = { outcome: 'put-right', cause: 'registered-late', words: FINE_STORY };
  await clerk.ask('POST', `/v1/staff/tasks/${task.id}/_answer-fine`, answer);
}

/** One plate for another, paid; and one that is taken back before it is. */
async function changesPlates(): Promise<void> {
  const bakkerij = await citizen(system, 'bakkerij');
  const { id } = await permitInForce(bakkerij, system.sandbox, 'business', { plates: [TYPED] });
  for (const verb of ['_withdraw', '_confirm']) {
    const change = await bakkerij.ask<PlateChangeView>('PUT', `/v1/permits/${id}/plates`, { plates: [COURTESY_CAR] });
    await bakkerij.ask('POST', `/v1/plate-changes/${change.id}/${verb}`);
  }
  const { items } = await bakkerij.ask<Cart>('GET', '/v1/cart');
  const { reference } = await checkOut(bakkerij, [items.find(({ kind }) => kind === 'plate-change')!.id]);
  await system.sandbox.end(reference, { status: 'paid' });
  await eventually(
    'the other plate counts',
    () => bakkerij.ask<{ items: PlateChangeView[] }>('GET', `/v1/permits/${id}/plate-changes`),
    (changes) => changes.items.some(({ status }) => status === 'changed'),
  );
}

/** A temporary plate in place of that of the permit, with a slip of the pen in it that is put right, until it is stopped. */
async function parkForAWhile(permitId: string): Promise<void> {
  const { browser, accountId } = await appUser(system);
  await system.rows(
    `INSERT INTO coupling (permit_id, account_id, coupled_at) VALUES ('${permitId}', '${accountId}', now())`,
  );
  const { id } = await browser.ask<{ id: string }>('POST', '/v1/parking/actions', { permitId, ...TYPED });
  const known =
    ({ plate }: typeof TYPED) =>
    async () =>
      (await system.sandbox.register()).some(({ vehicleId }) => vehicleId === plate.replaceAll('-', ''));
  await eventually('the typed plate is registered', known(TYPED));
  await browser.ask('POST', `/v1/parking/actions/${id}/_correct`, COURTESY_CAR);
  await eventually('the meant plate is registered', known(COURTESY_CAR));
  await browser.ask('POST', `/v1/parking/actions/${id}/_stop`);
}

/** One takes up a place from the waiting list; the other, behind, is offered one and lets the term pass. */
async function waitInLine(first: Browser, second: Browser): Promise<void> {
  const taken = (places: number) =>
    system.rows(
      `INSERT INTO place_count (municipality_id, product_id, area_id, taken) VALUES ('voorbeeld', 'second-resident', 'B', ${places})
       ON CONFLICT (municipality_id, product_id, area_id) DO UPDATE SET taken = ${places}, freed_at = now()`,
    );
  const ask = () =>
    system.rows(`INSERT INTO outbox (subject_id, kind, payload) VALUES (gen_random_uuid(), 'offer-places',
      '{"municipalityId": "voorbeeld", "productId": "second-resident", "areaId": "B"}')`);
  await taken(300);
  const wish = { productId: 'second-resident', areaIds: ['B'] };
  const one = await first.ask<{ id: string }>('POST', '/v1/waitlist-entries', wish);
  const two = await second.ask<{ id: string }>('POST', '/v1/waitlist-entries', wish);
  await taken(298);
  await ask();
  const offered = (browser: Browser, { id }: { id: string }) =>
    eventually(
      'a place is offered',
      () => browser.ask<{ readiness: string }>('GET', `/v1/waitlist-entries/${id}`),
      ({ readiness }) => readiness === 'now',
    );
  await Promise.all([offered(first, one), offered(second, two)]);
  await first.ask('POST', `/v1/waitlist-entries/${one.id}/_accept`);
}

/** Keeps the longest history of each kind and ending, when it is asked to. */
function record(all: RecordedHistory[]): void {
  const longest = new Map<string, RecordedHistory>();
  for (const one of all) {
    const ending = [
      ...one.text.matchAll(
        /"(issued|renewed|withdrawn|rejected|lapsed|paid|canceled|expired|ended|accepted|revoked|put-right)"/g,
      ),
    ].at(-1)?.[1];
    const name = `${one.type}-${ending ?? one.status.toLowerCase()}`;
    if ((longest.get(name)?.json.length ?? 0) < one.json.length) longest.set(name, one);
  }
  for (const [name, one] of longest) keepRecording(projectRoot(), name, one);
}

describe('what the engine keeps', () => {
  it('is every kind of process we have, most of them over', () => {
    expect(new Set(histories.map(({ type }) => type))).toEqual(
      new Set([
        'permitApplication', 'permit', 'payment', 'letter', 'parkingAction', 'recurringJob', 'refund', 'renewal', 'waitlistEntry',
        'plateChange', 'registerNotice', 'mandate', 'fineReport',
      ]), // prettier-ignore
    );
    expect(histories.filter(({ status }) => status === 'COMPLETED').length).toBeGreaterThan(5);
    expect(histories.filter(({ status }) => ['FAILED', 'TERMINATED', 'TIMED_OUT'].includes(status))).toEqual([]);
  });

  it('tells nothing of a person: no name, address, number, plate, e-mail, file or note [BEYOND-007]', async () => {
    const personas = await system.sandbox.personas();
    const known = await system.rows<{ word: string }>(`
      SELECT name AS word FROM holder UNION SELECT name FROM staff_member UNION SELECT address->>'postcode' FROM holder
      UNION SELECT address->>'street' FROM holder UNION SELECT plate FROM application_plate UNION SELECT display FROM application_plate
      UNION SELECT file_name FROM document UNION SELECT recipient FROM message UNION SELECT note FROM decision
    `);
    const words = [
      ...known.map(({ word }) => word),
      ...personas.flatMap(({ id, name }) => [name, addressOf(id)]),
      IBAN, FINE_NUMBER, FINE_STORY,
      ...[COURTESY_CAR, TYPED].flatMap(({ plate }) => [plate, plate.replaceAll('-', '')]),
      ...JSON.stringify(personas).match(/\b\d{9}\b/g) ?? [],
    ].filter((word): word is string => typeof word === 'string' && word.length > 3); // prettier-ignore
    expect(words.length).toBeGreaterThan(30);
    const told = histories.flatMap(({ workflowId, type, text }) =>
      words.filter((word) => text.includes(word)).map((word) => `${type} ${workflowId} says ${word}`),
    );
    expect(told).toEqual([]);
  });

  it('goes only where the table and the drawing of its process lead', async () => {
    const ways = await system.rows<{ kind: CaseKind; from: string | null; to: string }>(
      'SELECT DISTINCT kind, from_status AS "from", status AS "to" FROM process_step',
    );
    expect(new Set(ways.map(({ kind }) => kind)).size).toBeGreaterThan(7);
    expect(ways.filter(({ kind, from, to }) => !isListedWay(kind, from, to))).toEqual([]);
  });

  it('is replayed by the processes as they are built today', async () => {
    const recorded = histories.map(({ workflowId, json }) => ({
      workflowId,
      history: historyFromJSON(JSON.parse(json)),
    }));
    Runtime.install({ logger: new DefaultLogger('ERROR') });
    const codePath = join(projectRoot(), 'dist', 'workflow-bundle.js');
    const broken: string[] = [];
    let replayed = 0;
    for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle: { codePath } }, recorded)) {
      replayed += 1;
      if (error) broken.push(`${workflowId}: ${error.message}`);
    }
    expect(broken).toEqual([]);
    expect(replayed).toBe(histories.length);
  });
});

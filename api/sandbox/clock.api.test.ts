import { jest } from '@jest/globals';
import { MINUTE_MS, plusMs, SECOND_MS, type Instant } from '../../rules/values/moment.ts';
import { addDays } from '../../rules/values/civil-day.ts';
import { JOBS } from '../../workflows/contract/jobs.ts';
import { type Timeline } from '../audit/shapes.ts';
import { type CheckAnswer } from '../enforcement/shapes.ts';
import { type Me } from '../me/shapes.ts';
import { type Cart, type PaymentView } from '../payments/shapes.ts';
import { type ApplicationView } from '../permit-applications/shapes.ts';
import { type PermitView } from '../permits/shapes.ts';
import { type Browser } from '../testing/browser.ts';
import {
  applicationReadyToPay, begin, checkOut, decide, declared, fillInUntil, permit, read, taskOf, untilStatus, withdraw,
} from '../testing/cases.ts'; // prettier-ignore
import { dayOf, endOfDayAfter, nextChangeOfClocks } from '../testing/days.ts';
import { eventually } from '../testing/eventually.ts';
import { addressOf, citizen, codeIn, signIn, staff } from '../testing/people.ts';
import { dutch, freshPlate } from '../testing/plates.ts';
import { ownSystem } from '../testing/stack.ts';

jest.setTimeout(180_000);

let system: Awaited<ReturnType<typeof ownSystem>>;
let sanne: Browser;
let emma: Browser;
let youssef: Browser;
let willem: Browser;
let bakkerij: Browser;
let clerk: Browser;
let officer: Browser;
beforeAll(async () => {
  system = await ownSystem('clock');
  [sanne, emma, youssef, willem, bakkerij, clerk, officer] = (await Promise.all([
    ...['sanne', 'emma', 'youssef', 'willem', 'bakkerij'].map((id) => citizen(system, id)),
    ...['clerk', 'officer'].map((id) => staff(system, id)),
  ])) as [Browser, Browser, Browser, Browser, Browser, Browser, Browser];
});
afterAll(() => system.stop());

const LEASED = dutch('627-HX-3');

/** Subjects and days of what somebody was mailed about a case, in the order in which it came. */
async function mailed(personaId: string, { number }: { number: string }): Promise<[string, string][]> {
  const mails = await system.sandbox.mailsTo(addressOf(personaId));
  return mails
    .filter(({ subject, text }) => `${subject}\n${text}`.includes(number))
    .reverse()
    .map(({ subject, receivedAt }) => [subject, receivedAt]);
}

const timelineOf = async ({ id }: ApplicationView, kind: string) =>
  (await clerk.ask<Timeline>('GET', `/v1/staff/cases/${id}/timeline`)).items.filter((event) => event.kind === kind);

/** A moment that is there when the clock has just been moved to it. */
const soonAfter = (moment: Instant) => ({
  asymmetricMatch: (other: unknown) =>
    typeof other === 'string' && other >= moment && other < plusMs(moment, MINUTE_MS),
  toString: () => `soon after ${moment}`,
});

describe('cases in which nobody acts, in a month that passes at once', () => {
  let began: Instant;
  let [draft, waiting, unpaid, reviewed, rejected] = [] as unknown as ApplicationView[];
  beforeAll(async () => {
    began = await system.sandbox.now();
    draft = await begin(sanne, 'resident');
    waiting = await fillInUntil(emma, await begin(emma, 'resident'), 'documents', { plates: [LEASED] });
    unpaid = (await applicationReadyToPay(youssef, 'resident-centre', { plates: [dutch('4-RZ-318')] })).application;
    reviewed = await declared(willem, 'resident', { plates: [LEASED] });
    rejected = await declared(willem, 'second-resident', { plates: [LEASED] });
    await decide(clerk, rejected, { verdict: 'reject', ground: 'not-entitled' });
    await system.sandbox.moveTo(plusMs(endOfDayAfter(began, 30), -10 * MINUTE_MS));
  });

  it('remind of documents after seven and fourteen days, and lapse after twenty-eight', async () => {
    expect(await read(emma, waiting!)).toMatchObject({ status: 'lapsed', openStep: null, actions: [] });
    const reminder = `Herinnering: wij wachten op uw document voor ${waiting!.number}`;
    expect(await mailed('emma', waiting!)).toEqual([
      [reminder, soonAfter(endOfDayAfter(began, 7))],
      [reminder, soonAfter(endOfDayAfter(began, 14))],
      [`Uw aanvraag ${waiting!.number} is vervallen`, soonAfter(endOfDayAfter(began, 28))],
    ]);
  });

  it('remind of a payment after fourteen days, lapse after thirty, and send back what is paid after that', async () => {
    expect(await mailed('youssef', unpaid!)).toEqual([
      [`Herinnering: ${unpaid!.number} wacht op betaling`, soonAfter(endOfDayAfter(began, 14))],
    ]);
    const { items } = await youssef.ask<Cart>('GET', '/v1/cart');
    const { reference } = await checkOut(youssef, [items.find(({ number }) => number === unpaid!.number)!.id]);
    await system.sandbox.end(reference, { status: 'pending' }); // the bank has it, and takes its time

    await system.sandbox.moveTo(plusMs(endOfDayAfter(began, 30), MINUTE_MS));
    expect(await read(youssef, unpaid!)).toMatchObject({ status: 'lapsed' });
    expect((await youssef.ask<Cart>('GET', '/v1/cart')).items).toEqual([]);
    await system.sandbox.end(reference, { status: 'paid' });
    const { refunds } = await eventually(
      'the money goes back',
      () => system.sandbox.payment(reference),
      (seen) => seen.refunds.length > 0,
    );
    expect(refunds.map(({ amount }) => amount.value)).toEqual(['110.40']);
    expect(await system.rows(`SELECT 1 FROM permit WHERE application_id = '${unpaid!.id}'`)).toEqual([]);
  });

  it('lapse as a draft after thirty days', async () => {
    expect(await read(sanne, draft!)).toMatchObject({ status: 'lapsed', actions: [] });
    expect(await mailed('sanne', draft!)).toEqual([
      [`Uw aanvraag ${draft!.number} is vervallen`, soonAfter(endOfDayAfter(began, 30))],
    ]);
    expect(await sanne.ask('GET', '/v1/applications')).toEqual({ items: [] });
  });

  it('warn staff when the target day is over, and again when the legal term is', async () => {
    const { targetOn, legalOn, escalation, elapsedPercent } = await taskOf(clerk, reviewed!);
    expect([escalation, elapsedPercent > 100]).toEqual(['target', true]);
    expect(legalOn).toBe(addDays(dayOf(began), 56));
    await system.sandbox.moveTo(plusMs(endOfDayAfter(began, 56), MINUTE_MS));
    expect(await taskOf(clerk, reviewed!)).toMatchObject({ escalation: 'legal' });
    expect((await timelineOf(reviewed!, 'term-reached')).map(({ at, data }) => [data, at])).toEqual([
      [{ kind: 'target' }, soonAfter(endOfDayAfter(`${targetOn}T12:00:00Z`, 0))],
      [{ kind: 'legal-term' }, soonAfter(endOfDayAfter(`${legalOn}T12:00:00Z`, 0))],
    ]);
    expect(await read(willem, reviewed!)).toMatchObject({ status: 'in-review', actions: ['withdraw'] });
  });

  it('close after a rejection when six weeks to object are over', async () => {
    expect(await read(willem, rejected!)).toMatchObject({ status: 'closed-rejected', actions: [] });
    expect(await timelineOf(rejected!, 'application-closed')).toMatchObject([
      { at: soonAfter(endOfDayAfter(began, 42)), actor: { kind: 'system' } },
    ]);
    await withdraw(willem, reviewed!);
  });
});

describe('a checkout page that nobody uses', () => {
  it('expires, and what was in it can be paid anew', async () => {
    const { application, chargeId } = await applicationReadyToPay(bakkerij, 'business');
    const { reference } = await checkOut(bakkerij, [chargeId]);
    await system.sandbox.moveBy(16 * MINUTE_MS);
    expect(await bakkerij.ask<PaymentView>('GET', `/v1/payments/${reference}`)).toMatchObject({
      status: 'expired',
      checkoutUrl: null,
    });
    const { items } = await bakkerij.ask<Cart>('GET', '/v1/cart');
    expect(items.find(({ id }) => id === chargeId)).toMatchObject({ payingUnder: null });

    const again = await checkOut(bakkerij, [chargeId]);
    expect(again.reference).not.toBe(reference);
    await system.sandbox.end(again.reference, { status: 'paid' });
    await untilStatus(bakkerij, application, 'issued');
  });
});

describe('a code for an address', () => {
  it('works for a quarter of an hour, and no longer once there is another', async () => {
    const pieter = system.browser();
    await signIn(system, pieter, 'pieter');
    const email = 'pieter.later@inwoner.example';
    const entering = (code: string) => pieter.refused('POST', '/v1/me/email/_confirm', { code });
    const sent = async (codes: number) => {
      await pieter.ask('POST', '/v1/me/email', { email });
      const mails = () => system.sandbox.mailsTo(email);
      const [newest] = await eventually('a code', mails, ({ length }) => length === codes);
      return codeIn(newest!.text)!;
    };
    const late = await sent(1);
    await system.sandbox.moveBy(15 * MINUTE_MS);
    expect(await entering(late)).toMatchObject({ status: 409, code: 'code-expired' });

    const earlier = await sent(2);
    await system.sandbox.moveBy(MINUTE_MS);
    const newest = await sent(3);
    if (earlier !== newest) expect(await entering(earlier)).toMatchObject({ status: 409, code: 'code-wrong' });
    await pieter.ask('POST', '/v1/me/email/_confirm', { code: newest });
    expect((await pieter.ask<Me>('GET', '/v1/me')).holder).toMatchObject({ email, emailVerified: true });
  });
});

describe('a permit of one day', () => {
  const check = async (plate: string, at?: Instant) =>
    (await officer.ask<CheckAnswer>('POST', '/v1/enforcement/checks', { plate, area: 'C', ...(at && { at }) })).verdict;

  async function lives(startsOn: string, hours: number): Promise<void> {
    const plate = freshPlate();
    const issued = await permit(
      bakkerij,
      await declared(bakkerij, 'moving-day', { areaId: 'C', startsOn, plates: [dutch(plate)] }),
    );
    const { validFrom, validUntil } = issued;
    expect([issued.phase, issued.lastDay]).toEqual(['upcoming', startsOn]);
    expect((Date.parse(validUntil) - Date.parse(validFrom)) / (60 * MINUTE_MS)).toBe(hours);
    expect(await check(plate)).toBe('red');
    for (const [at, verdict] of [
      [plusMs(validFrom, -SECOND_MS), 'red'],
      [validFrom, 'green'],
      [plusMs(validUntil, -SECOND_MS), 'green'],
      [validUntil, 'red'],
    ] as const)
      expect([at, await check(plate, at)]).toEqual([at, verdict]);

    await system.sandbox.moveTo(validFrom);
    expect(await check(plate)).toBe('green');
    await system.sandbox.moveTo(plusMs(validUntil, -MINUTE_MS));
    expect([await check(plate), (await permit(bakkerij, { permitId: issued.id })).phase]).toEqual(['green', 'valid']);
    await system.sandbox.moveTo(validUntil);
    expect([await check(plate), (await permit(bakkerij, { permitId: issued.id })).phase]).toEqual(['red', 'expired']);
    await isOver(issued, plate);
  }

  /** Out of the list, in the history, told by mail, and no longer in the national register. */
  async function isOver({ id, number, validUntil }: PermitView, plate: string): Promise<void> {
    const listed = await bakkerij.ask<{ items: PermitView[] }>('GET', '/v1/permits');
    expect(listed.items.map((other) => other.id)).not.toContain(id);
    const { items } = await bakkerij.ask<{ items: PermitView[] }>('GET', '/v1/history');
    expect(items[0]).toMatchObject({ id, phase: 'expired', validUntil, endGround: null });
    expect((await mailed('bakkerij', { number })).at(-1)).toEqual([
      expect.stringContaining(number),
      soonAfter(validUntil),
    ]);
    await eventually(
      'the register holds it no longer',
      () => system.sandbox.register(),
      (rights) =>
        rights.some(({ vehicleId, revokedAt }) => vehicleId === plate.replaceAll('-', '') && revokedAt !== null),
    );
  }

  it('is green to the last second before midnight, and red from then on', async () => {
    await lives(addDays(dayOf(await system.sandbox.now()), 2), 24);
  });

  it.each([1, 2])('has the hours its day has where clocks are put forward or back (change %i)', async () => {
    const { day, hours } = nextChangeOfClocks(addDays(dayOf(await system.sandbox.now()), 2));
    await system.sandbox.moveTo(`${addDays(day, -3)}T10:00:00.000Z`);
    await lives(day, hours);
  });
});

describe('time', () => {
  it('goes forward only, and says how far it is', async () => {
    const response = await fetch(`${system.url}/sandbox/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ to: '2020-01-01T00:00:00Z' }),
    });
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([409, 'clock-only-forward']);
    const clock = await system.browser().ask<{ offsetMs: number; moving: null }>('GET', '/sandbox/clock');
    expect(clock).toMatchObject({ moving: null, offsetMs: expect.any(Number) });
    expect(clock.offsetMs).toBeGreaterThan(0);
  });
});

describe('putting the demonstration back', () => {
  /** Everything there is to see and to count. */
  async function state() {
    const visitor = system.browser();
    await eventually(
      'what goes on by itself has begun',
      () => system.rows(`SELECT (SELECT count(*) FROM outbox)::int AS waiting, (SELECT count(*) FROM process WHERE kind = 'job')::int AS jobs`),
      ([seen]) => seen?.['waiting'] === 0 && seen['jobs'] === JOBS.length,
    ); // prettier-ignore
    const [{ counts } = { counts: {} }] = await system.rows<{ counts: object }>(
      `SELECT jsonb_object_agg(tablename, (xpath('/row/n/text()', query_to_xml(
                format('SELECT count(*) AS n FROM %I', tablename), false, true, '')))[1]::text::int) AS counts
         FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE '%bullmq%' AND tablename NOT LIKE 'plate_check_%'`,
    );
    return {
      counts,
      releases: await system.rows('SELECT municipality_id, number FROM release ORDER BY 1, 2'),
      municipalities: await visitor.ask('GET', '/v1/municipalities'),
      products: await visitor.ask('GET', '/v1/municipalities/voorbeeld/products'),
      personas: await system.sandbox.personas(),
      outside: [await system.sandbox.payments(), await system.sandbox.register()],
      mails: await (await fetch(`${system.url}/sandbox/mail`, { headers: { accept: 'application/json' } })).json(),
      clock: (await visitor.ask<{ offsetMs: number }>('GET', '/sandbox/clock')).offsetMs,
    };
  }

  /** A little of everything, and the number it gets. */
  async function live(): Promise<string> {
    const resident = await citizen(system, 'sanne');
    const { number } = await declared(resident, 'moving-day');
    await begin(resident, 'resident');
    await system.sandbox.moveBy(3 * 24 * 60 * MINUTE_MS);
    return number;
  }

  it('gives the same first state every time, whatever happened before [BEYOND-041]', async () => {
    await system.sandbox.reset();
    const first = await state();
    expect(first).toMatchObject({ clock: 0, mails: [], outside: [[], []] });
    expect(await sanne.refused('GET', '/v1/me')).toMatchObject({ status: 401 });

    const number = await live();
    expect((await state()).counts).not.toEqual(first.counts);
    await system.sandbox.reset();
    expect(await state()).toEqual(first);
    expect(await live()).toBe(number);
  });
});

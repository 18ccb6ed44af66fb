import { jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { type z } from 'zod';
import { appUser, coupledPermit, filled, grantedTo, type AppUser } from '../testing/app-users.ts';
import { dutch } from '../testing/plates.ts';
import { sharedSystem, type System } from '../testing/stack.ts';
import { workingDayAhead } from '../testing/stays.ts';
import { type ActionPage, type ActionStory, type ParkingPermit, type QuoteView, type StartedView, type StoppedView } from './shapes.ts'; // prettier-ignore

jest.setTimeout(60_000);

type Started = z.infer<typeof StartedView>;
type Page = z.infer<typeof ActionPage>;

let system: System;
let owner: AppUser;
beforeAll(async () => {
  system = await sharedSystem();
  owner = await appUser(system);
});

/** A cent a minute from nine to nine on that day. */
const at = workingDayAhead();
const visitor = (user = owner) => coupledPermit(system, user, 'willem', 'visitor');
const stay = (permitId: string, from = '10:00', to = '11:00') => ({
  permitId,
  ...dutch(),
  startsAt: at(from),
  endsAt: at(to),
});

const permitOf = (id: string, { browser } = owner) => browser.ask<ParkingPermit>('GET', `/v1/parking/permits/${id}`);
const free = async (id: string) => (await permitOf(id)).balances[0]!.available;
const start = (body: object, { browser } = owner, key?: string) =>
  browser.ask<Started>('POST', '/v1/parking/actions', body, key === undefined ? {} : { headers: { 'idempotency-key': key } }); // prettier-ignore
const quote = (body: object, { browser } = owner) => browser.ask<QuoteView>('POST', '/v1/parking/quotes', body);
const story = (id: string, { browser } = owner) =>
  browser.ask<z.infer<typeof ActionStory>>('GET', `/v1/parking/actions/${id}`);
const list = (query: string, { browser } = owner) => browser.ask<Page>('GET', `/v1/parking/actions?${query}`);
const stop = (id: string, { browser } = owner) =>
  browser.ask<z.infer<typeof StoppedView>>('POST', `/v1/parking/actions/${id}/_stop`);
const refusedStart = (body: object, { browser } = owner) => browser.refused('POST', '/v1/parking/actions', body);

describe('a visit that is planned', () => {
  it('is quoted, booked with the very numbers of its quote, and sets its price aside at once [2PARK-054, PEERS-006, LOKET-041]', async () => {
    const permitId = await visitor();
    await filled(system, permitId, 500);
    const wish = stay(permitId);
    const quoted = await quote(wish);
    expect(quoted).toMatchObject({ priceCents: 60, paidMinutes: 60, holds: [{ unit: 'eurocent', amount: 60 }], free: false });
    const started = await start({ ...wish, quoteId: quoted.quoteId });
    expect(started).toMatchObject({ startsAt: quoted.startsAt, endsAt: quoted.endsAt, heldCents: 60, holds: quoted.holds });
    expect(await permitOf(permitId)).toMatchObject({ planned: 1, running: 0, balances: [{ available: 440, held: 60 }] });
    expect(await story(started.id)).toMatchObject({
      state: 'planned', priceCents: 60, openEnd: false, may: ['delete', 'extend', 'correct'],
    }); // prettier-ignore
  }); // prettier-ignore

  it('charges paid hours only, from where they begin, and tells so piece by piece [2PARK-053, PEERS-045, BEYOND-008]', async () => {
    const permitId = await visitor();
    await filled(system, permitId, 500);
    const { id } = await start(stay(permitId, '08:00', '10:30'));
    expect(await story(id)).toMatchObject({
      priceCents: 90,
      paidMinutes: 90,
      lines: [
        { from: at('08:00'), to: at('09:00'), cents: 0, kind: 'free' },
        { from: at('09:00'), to: at('10:30'), cents: 90, kind: 'paid' },
      ],
    });
  });

  it('in free time costs nothing, also without a cent on the balance [PEERS-005, LOKET-040]', async () => {
    const permitId = await visitor();
    const wish = stay(permitId, '21:30', '23:00');
    expect(await quote(wish)).toMatchObject({ free: true, priceCents: 0, holds: [], lines: [{ kind: 'free' }] });
    expect(await start(wish)).toMatchObject({ heldCents: 0 });
  });

  it('is taken back with everything it had set aside; one that runs can only be stopped [2PARK-062]', async () => {
    const permitId = await visitor();
    await filled(system, permitId, 500);
    const { id } = await start(stay(permitId));
    expect(await owner.browser.call('DELETE', `/v1/parking/actions/${id}`)).toMatchObject({ status: 204 });
    expect(await permitOf(permitId)).toMatchObject({ planned: 0, balances: [{ available: 500, held: 0 }] });
    expect((await list(`permitId=${permitId}`)).items).toEqual([]);
    expect(await owner.browser.refused('DELETE', `/v1/parking/actions/${id}`)).toMatchObject({ code: 'already-ended' });

    await filled(system, permitId, 2000);
    const now = await start({ permitId, ...dutch() });
    expect(await owner.browser.refused('DELETE', `/v1/parking/actions/${now.id}`)).toMatchObject({ code: 'already-begun' });
  }); // prettier-ignore

  it('gets a later end for the difference alone, after the checks of a start [2PARK-061]', async () => {
    const permitId = await visitor();
    await filled(system, permitId, 100);
    const { id } = await start(stay(permitId));
    const path = `/v1/parking/actions/${id}`;
    expect(await owner.browser.ask('POST', `${path}/_quote`, { endsAt: at('11:30') })).toMatchObject({
      holds: [{ unit: 'eurocent', amount: 30 }],
      priceCents: 90,
    });
    expect(await free(permitId)).toBe(40);
    expect(await owner.browser.ask('PATCH', path, { endsAt: at('11:30') })).toMatchObject({ endsAt: at('11:30'), priceCents: 90 });
    expect(await free(permitId)).toBe(10);
    expect(await owner.browser.refused('PATCH', path, { endsAt: at('12:00') })).toMatchObject({
      code: 'balance-too-small',
      proposal: { startsAt: at('10:00'), endsAt: at('11:40') },
    });
    expect(await owner.browser.refused('PATCH', path, { endsAt: at('11:30') })).toMatchObject({ code: 'end-not-later' });
  }); // prettier-ignore
});

describe('a visit that begins now', () => {
  it('runs until somebody stops it, and gives back what it did not use [2PARK-051, 2PARK-060, PEERS-008]', async () => {
    const permitId = await visitor();
    await filled(system, permitId, 2000);
    const started = await start({ permitId, ...dutch() });
    expect(await story(started.id)).toMatchObject({ state: 'running', openEnd: true, may: ['stop', 'extend', 'correct'] });
    expect(await permitOf(permitId)).toMatchObject({ running: 1 });
    const { costs, back } = await stop(started.id);
    const total = (amounts: typeof costs) => amounts.reduce((sum, { amount }) => sum + amount, 0);
    expect(total(costs) + total(back)).toBe(started.heldCents);
    expect(total(costs)).toBeLessThanOrEqual(1);
    expect(await free(permitId)).toBe(2000 - total(costs));
    expect(await owner.browser.refused('POST', `/v1/parking/actions/${started.id}/_stop`)).toMatchObject({ code: 'already-ended' });
  }); // prettier-ignore

  it('needs a plate that can be one, and asks about one that looks odd [2PARK-051, BEYOND-001]', async () => {
    const permitId = await visitor();
    expect(await refusedStart({ permitId, plate: ' - ', country: 'NL' })).toMatchObject({ code: 'plate-empty' });
    expect((await owner.browser.call('POST', '/v1/parking/actions', { permitId, country: 'NL' })).status).toBe(400);
    const odd = await quote({ ...stay(permitId, '21:30', '22:30'), plate: 'T-I7-KRV' });
    expect(odd.doubts).toContainEqual({ kind: 'look-alike', suggestion: 'T-17-KRV' });
  });
});

describe('a start that is refused', () => {
  it('past the end of the day is offered until there, and the offer books its own numbers [2PARK-055, 2PARK-058]', async () => {
    const permitId = await visitor();
    await filled(system, permitId, 2000);
    const wish = { ...stay(permitId, '20:00'), endsAt: workingDayAhead(21)('10:00') };
    const problem = await refusedStart(wish);
    expect(problem).toMatchObject({ status: 409, code: 'past-latest-end', proposal: { startsAt: at('20:00'), endsAt: at('24:00') } });
    const { quoteId, startsAt, endsAt, holds } = problem.proposal as QuoteView;
    const started = await start({ permitId, plate: wish.plate, country: 'NL', startsAt, endsAt, quoteId });
    expect(started).toMatchObject({ startsAt, endsAt, holds });
  }); // prettier-ignore

  it('with too little balance is offered as long as it pays for, to the minute; with none says so [2PARK-005, 2PARK-056, 2PARK-059, LOKET-040]', async () => {
    const permitId = await visitor();
    await filled(system, permitId, 0);
    expect(await refusedStart(stay(permitId))).toMatchObject({ code: 'balance-empty' });
    await filled(system, permitId, 45);
    expect(await refusedStart(stay(permitId))).toMatchObject({
      code: 'balance-too-small',
      proposal: { endsAt: at('10:45'), priceCents: 45 },
      trace: { steps: [{ rule: 'balance-too-small', article: 'artikel 8', values: { needed: 60, available: 45 }, remedy: 'top-up' }] },
    });
  }); // prettier-ignore

  it('when as many park then as may, counted by the peak and not by how many are met [2PARK-057]', async () => {
    const permitId = await visitor();
    await filled(system, permitId, 2000);
    await start(stay(permitId, '10:00', '11:00'));
    await start(stay(permitId, '11:00', '12:00'));
    await start(stay(permitId, '10:00', '12:00'));
    expect(await refusedStart(stay(permitId, '10:30', '11:30'))).toMatchObject({
      code: 'too-many-at-once',
      proposal: { startsAt: at('12:00'), endsAt: at('13:00') },
    });
  });

  it('of a plate that is parked then, in the past, before it begins, or too far ahead has a code and a sentence each [PEERS-017, BEYOND-007]', async () => {
    const permitId = await visitor();
    await filled(system, permitId, 2000);
    const parked = stay(permitId);
    await start(parked);
    const problems = await Promise.all([
      refusedStart(parked),
      refusedStart({ ...stay(permitId), startsAt: '2026-01-05T10:00:00Z' }),
      refusedStart(stay(permitId, '12:00', '11:00')),
      refusedStart({ ...stay(permitId), startsAt: workingDayAhead(90)('10:00'), endsAt: workingDayAhead(90)('11:00') }),
    ]);
    expect(problems.map(({ code }) => code)).toEqual([
      'plate-already-parked', 'starts-in-the-past', 'ends-before-it-starts', 'starts-too-far-ahead',
    ]); // prettier-ignore
    for (const { title, detail, trace } of problems) {
      expect(`${title} ${detail}`).not.toMatch(/[{}]/);
      expect(trace!.steps[0]).toMatchObject({ article: 'artikel 8', remedy: expect.any(String) as string });
    }
    expect(new Set(problems.map(({ title }) => title)).size).toBe(problems.length);
  });

  it('with the quote of another plate, or one that somebody made up [2PARK-058]', async () => {
    const permitId = await visitor();
    await filled(system, permitId, 2000);
    const { quoteId } = await quote(stay(permitId));
    expect(await refusedStart({ ...stay(permitId), quoteId })).toMatchObject({ code: 'quote-differs' });
    expect(await refusedStart({ ...stay(permitId), quoteId: 'bWFkZSB1cA.bWFkZSB1cA' })).toMatchObject({ code: 'quote-differs' });
  }); // prettier-ignore

  it('on a blocked permit, which still lets what runs be stopped [2PARK-107]', async () => {
    const permitId = await visitor();
    await filled(system, permitId, 2000);
    const { id } = await start({ permitId, ...dutch() });
    await system.rows(`UPDATE permit SET blocked_at = now() WHERE id = '${permitId}'`);
    expect(await permitOf(permitId)).toMatchObject({ state: 'blocked', may: ['history', 'transactions', 'remove'] });
    expect(await refusedStart(stay(permitId))).toMatchObject({ code: 'permit-not-in-force' });
    expect((await story(id)).may).toEqual(['stop']);
    await stop(id);
  });
});

describe('many clients at once', () => {
  it('spend a balance to the last cent and not beyond: fifty on seven visits and a bit [2PARK-004]', async () => {
    const permitId = await visitor();
    await filled(system, permitId, 119);
    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        owner.browser.call<{ code?: string }>('POST', '/v1/parking/actions', stay(permitId)),
      ),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(new Set(answers.flatMap(({ body }) => body.code ?? []))).toEqual(new Set(['balance-too-small']));
    expect(await permitOf(permitId)).toMatchObject({ planned: 1, balances: [{ available: 59, held: 60 }] });
  });

  it('park one plate once, and the last euro goes to one of two [2PARK-004, R1]', async () => {
    const permitId = await visitor();
    await filled(system, permitId, 2000);
    const same = stay(permitId);
    const answers = await Promise.all(Array.from({ length: 50 }, () => owner.browser.call('POST', '/v1/parking/actions', same)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);

    const other = await visitor();
    await filled(system, other, 100);
    const last = [stay(other, '10:00', '11:40'), stay(other, '10:00', '11:40')];
    const two = await Promise.all(last.map((body) => owner.browser.call('POST', '/v1/parking/actions', body)));
    expect(two.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(await free(other)).toBe(0);
  }); // prettier-ignore

  it('that send one start again with its key start once, and all hear the same [BEYOND-034]', async () => {
    const permitId = await visitor();
    await filled(system, permitId, 2000);
    const [body, key] = [stay(permitId), `offline-${randomUUID()}`];
    const answers = await Promise.all(Array.from({ length: 10 }, () => start(body, owner, key)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await permitOf(permitId)).toMatchObject({ planned: 1, balances: [{ available: 1940, held: 60 }] });
    const headers = { 'idempotency-key': key };
    const other = await owner.browser.call('POST', '/v1/parking/actions', stay(permitId), { headers });
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
  });
});

describe('somebody else', () => {
  it('finds nothing of what is not theirs, whatever they try', async () => {
    const permitId = await visitor();
    await filled(system, permitId, 2000);
    const { id } = await start(stay(permitId));
    const { browser } = await appUser(system);
    const tries: [string, string, object?][] = [
      ['GET', `/v1/parking/permits/${permitId}`],
      ['GET', `/v1/parking/permits/${permitId}/history-counts`],
      ['GET', `/v1/parking/actions?permitId=${permitId}`],
      ['GET', `/v1/parking/actions/${id}`],
      ['POST', `/v1/parking/actions/${id}/_stop`],
      ['PATCH', `/v1/parking/actions/${id}`, { endsAt: at('12:00') }],
      ['DELETE', `/v1/parking/actions/${id}`],
      ['POST', '/v1/parking/quotes', stay(permitId)],
      ['POST', '/v1/parking/actions', stay(permitId)],
    ];
    for (const [method, path, body] of tries)
      expect([path, (await browser.refused(method, path, body)).code]).toEqual([path, 'not-found']);
    expect((await browser.ask<Page>('GET', '/v1/parking/actions')).items).toEqual([]);
  });

  it('with a grant parks on it, sees own actions alone, and is seen by the owner [2PARK-100, 2PARK-105]', async () => {
    const permitId = await visitor();
    await filled(system, permitId, 2000);
    const grantee = await appUser(system);
    const grantId = await grantedTo(system, grantee, permitId);
    const mine = await start(stay(permitId, '10:00', '11:00'));
    const theirs = await start(stay(permitId, '12:00', '13:00'), grantee);
    expect(await permitOf(permitId, grantee)).toMatchObject({ role: 'grantee', grantId, grantor: owner.email, plates: [], planned: 1 });
    const ids = ({ items }: Page) => items.map(({ id }) => id);
    expect(ids(await list('', grantee))).toEqual([theirs.id]);
    expect(ids(await list(`permitId=${permitId}`))).toEqual([theirs.id, mine.id]);
    expect((await list(`permitId=${permitId}`)).items[0]).toMatchObject({ byGrantee: true });
    expect(await grantee.browser.refused('POST', `/v1/parking/actions/${mine.id}/_stop`)).toMatchObject({ code: 'not-found' });
    await system.rows(`UPDATE permit_grant SET status = 'ended', ended_at = now() WHERE id = '${grantId}'`);
    expect(await refusedStart(stay(permitId), grantee)).toMatchObject({ code: 'not-found' });
    expect((await story(theirs.id, grantee)).may).toEqual(['delete']);
    await stop(theirs.id, grantee);
  }); // prettier-ignore

  it('with a grant for one plate and a monthly maximum keeps to both [BEYOND-035]', async () => {
    const permitId = await visitor();
    await filled(system, permitId, 2000);
    const grantee = await appUser(system);
    const { plate } = dutch();
    await grantedTo(system, grantee, permitId, { plate: plate.replaceAll('-', ''), monthlyCap: 90 });
    expect(await refusedStart(stay(permitId), grantee)).toMatchObject({ code: 'plate-not-granted' });
    await start({ ...stay(permitId), plate }, grantee);
    expect(await refusedStart({ ...stay(permitId, '12:00', '13:00'), plate }, grantee)).toMatchObject({
      code: 'monthly-cap-reached',
      proposal: { startsAt: at('12:00'), endsAt: at('12:30') },
    });
  });
});

describe('lists', () => {
  it('come by ten, newest first, and what begins meanwhile shifts nothing [2PARK-100, 2PARK-102]', async () => {
    const permitId = await visitor();
    await system.rows(
      `INSERT INTO parking_action (municipality_id, permit_id, area_id, release, country, plate, display, starts_at, ends_at, state, holds, costs, started_at)
       SELECT municipality_id, id, area_id, release, 'NL', 'AB' || n, 'AB-' || n, moment - make_interval(hours => 2 * (n / 2 + 1)),
              moment - make_interval(hours => 2 * (n / 2) + 1), 'settled', '[]', '[]', moment
         FROM permit, generate_series(1, 25) AS n, date_trunc('milliseconds', now()) AS moment WHERE id = '${permitId}'`,
    );
    await filled(system, permitId, 2000);
    const pages: Page['items'][] = [];
    let page = await list(`permitId=${permitId}&state=ended`);
    for (;;) {
      pages.push(page.items);
      if (page.nextCursor === null) break;
      await stop((await start({ ...dutch(), permitId })).id);
      page = await list(`permitId=${permitId}&state=ended&cursor=${page.nextCursor}`);
    }
    expect(pages.map(({ length }) => length)).toEqual([10, 10, 5]);
    const seen = pages.flat();
    expect(new Set(seen.map(({ id }) => id)).size).toBe(25);
    expect(seen.map(({ startsAt }) => startsAt)).toEqual(seen.map(({ startsAt }) => startsAt).sort().reverse());
    const { actions } = await owner.browser.ask<{ actions: number }>('GET', `/v1/parking/permits/${permitId}/history-counts`);
    expect(actions).toBeGreaterThanOrEqual(25);
  }); // prettier-ignore
});

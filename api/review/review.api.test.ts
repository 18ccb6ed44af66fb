import { jest } from '@jest/globals';
import { type CaseView, type Timeline } from '../audit/shapes.ts';
import { type Problem } from '../http/problem.ts';
import { type ApplicationView } from '../permit-applications/shapes.ts';
import { type Browser } from '../testing/browser.ts';
import {
  answer, applicationReadyToPay, begin, claim, decide, declare, declared, fillInUntil, proveEverything, read, taskOf, withdraw,
} from '../testing/cases.ts'; // prettier-ignore
import { newestLetter } from '../testing/letters.ts';
import { logged } from '../testing/logs.ts';
import { addressOf, citizen, staff } from '../testing/people.ts';
import { dutch, freshPlate } from '../testing/plates.ts';
import { sharedSystem, type System } from '../testing/stack.ts';
import { type TaskPage, type TaskView } from './shapes.ts';

jest.setTimeout(60_000);

let system: System;
let emma: Browser;
let clerk: Browser;
let senior: Browser;
beforeAll(async () => {
  system = await sharedSystem();
  [emma, clerk, senior] = await Promise.all([citizen(system, 'emma'), staff(system, 'clerk'), staff(system, 'senior')]);
});

/** Of a lease car, with its contract: staff have to look. */
const inReview = (): Promise<ApplicationView> => declared(emma, 'resident', { plates: [dutch('627-HX-3')] });
const mailAbout = (application: { number: string }, words: string) =>
  system.sandbox.mailAbout(
    addressOf('emma'),
    new RegExp(`${application.number}.*${words}|${words}.*${application.number}`),
  );
const deciding = (browser: Browser, id: string, decision: object) =>
  browser.call<Problem>('POST', `/v1/staff/tasks/${id}/_decide`, decision);

describe('waiting for approval', () => {
  it('leaves the applicant only taking back, and tells the legal day of decision [PORTAL-052]', async () => {
    const application = await inReview();
    expect(application).toMatchObject({
      status: 'in-review',
      actions: ['withdraw'],
      openStep: null,
      waitsForApplicant: false,
    });
    const legal = Date.parse(application.decideBefore!) - Date.parse(application.statusSince.slice(0, 10));
    expect(Math.round(legal / 86_400_000)).toBeGreaterThanOrEqual(56);
    for (const [method, path, body] of [
      ['PATCH', 'answers', { areaId: 'B' }],
      ['POST', '_confirm', { declared: true, declarationVersion: '1', language: 'nl' }],
      ['DELETE', `documents/${application.documents[0]!.id}`, undefined],
    ] as const)
      expect(await emma.refused(method, `/v1/applications/${application.id}/${path}`, body)).toMatchObject({
        code: 'move-not-allowed',
      });
    await withdraw(emma, application);
  });

  it('shows staff the case beside the rules, with the person behind initials until they ask, which is recorded', async () => {
    const application = await inReview();
    const task = await claim(clerk, await taskOf(clerk, application));
    expect(task).toMatchObject({
      need: 'evidence',
      keeperUnavailable: false,
      applicant: { kind: 'person', initials: 'E. V.' },
      plates: [{ display: '627-HX-3', keeper: 'other' }],
      documents: [{ kind: 'lease' }],
      claimedBy: { me: true },
    });
    expect(task.steps).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ rule: 'keeper-or-evidence', outcome: 'staff-decides', article: 'artikel 4 lid 2' }),
      ]),
    );
    expect(JSON.stringify(task)).not.toContain('Visser');
    const person = await clerk.ask<{ name: string }>('POST', `/v1/staff/tasks/${task.id}/_show-person`);
    expect(person).toMatchObject({ name: 'Emma Visser', email: addressOf('emma') });
    const document = `/v1/staff/tasks/${task.id}/documents/${task.documents[0]!.id}`;
    expect((await clerk.download(document)).status).toBe(200);
    const { items } = await clerk.ask<Timeline>('GET', `/v1/staff/cases/${application.id}/timeline`);
    expect(items.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['task-claimed', 'person-shown', 'document-read']),
    );
    expect(JSON.stringify(items)).not.toMatch(/Visser|627-?HX|inwoner/);
    await withdraw(emma, application);
  });
});

describe('a rejection', () => {
  it('leaves only taking back, with the reason and the way to object; the same trace stands in letter, log and file [PORTAL-053, BEYOND-007]', async () => {
    const application = await inReview();
    await decide(clerk, application, { verdict: 'reject', ground: 'evidence-other-person', note: 'naam klopt niet' });
    const rejected = await read(emma, application);
    expect(rejected).toMatchObject({
      status: 'rejected',
      actions: ['withdraw'],
      ground: 'evidence-other-person',
      openStep: null,
    });
    expect(JSON.stringify(rejected)).not.toContain('naam klopt niet'); // a note for the file is not for the applicant
    expect((await mailAbout(application, 'Besluit')).text).toContain('hoe u bezwaar maakt');

    const { view, pages } = await newestLetter(
      emma,
      `/v1/applications/${application.id}/documents`,
      async () => (await read(emma, application)).letters,
    );
    expect(view.kind).toBe('application-rejected');
    expect(pages.join(' ')).toContain('binnen 6 weken');
    expect(pages.join(' ')).toContain('artikel 4 lid 2');
    expect(rejected.traceId).not.toBeNull();
    expect(pages.join(' ').replaceAll(' ', '')).toContain(rejected.traceId);
    const { decisions } = await clerk.ask<CaseView>('GET', `/v1/staff/cases/${application.id}`);
    const decision = decisions.find(({ id }) => id === rejected.traceId)!;
    expect(decision).toMatchObject({ by: 'staff', result: 'reject', ground: 'evidence-other-person', release: 1 });
    for (const { rule, outcome, article, values } of decision.steps)
      expect([rule, outcome, article, values]).not.toContain(undefined);
    const { items } = await clerk.ask<Timeline>('GET', `/v1/staff/cases/${application.id}/timeline`);
    expect(items.find(({ kind }) => kind === 'application-decided')!.data).toMatchObject({ traceId: rejected.traceId });

    expect(await withdraw(emma, application)).toMatchObject({ status: 'withdrawn' });
  });

  it('of a document lets the applicant send a better one, and comes back to staff [PORTAL-054]', async () => {
    const application = await inReview();
    await decide(clerk, application, { verdict: 'reject-new-document', ground: 'evidence-unreadable' });
    const sentBack = await read(emma, application);
    expect(sentBack).toMatchObject({
      status: 'rejected-new-document',
      actions: ['continue', 'withdraw'],
      openStep: 'documents',
      ground: 'evidence-unreadable',
      requirements: [{ given: false }],
      documents: [{ superseded: true }],
    });
    expect((await mailAbout(application, 'afgekeurd')).text).toContain('nieuw document');
    expect(
      await emma.refused('PATCH', `/v1/applications/${application.id}/answers`, { documentsConfirmed: true }),
    ).toMatchObject({ code: 'evidence-missing' });
    await proveEverything(emma, sentBack);
    expect(await answer(emma, application, { documentsConfirmed: true })).toMatchObject({
      status: 'in-review',
      documents: [{ superseded: true }, { superseded: false }],
    });
    await decide(clerk, application, { verdict: 'approve' });
    expect(await read(emma, application)).toMatchObject({ status: 'awaiting-payment' });
    await withdraw(emma, application);
  });
});

describe('a request for documents', () => {
  it('stops the legal clock until they come, and lets the applicant go on where they are sent [PORTAL-055]', async () => {
    const application = await inReview();
    await decide(clerk, application, { verdict: 'ask-documents', ground: 'evidence-insufficient' });
    expect(await read(emma, application)).toMatchObject({
      status: 'awaiting-documents',
      actions: ['continue', 'withdraw'],
      openStep: 'documents',
      decideBefore: null,
    });
    expect(await taskOf(clerk, application)).toMatchObject({ status: 'waiting' });
    await proveEverything(emma, await read(emma, application));
    await answer(emma, application, { documentsConfirmed: true });
    expect(await taskOf(clerk, application)).toMatchObject({ status: 'open', waitingSince: null });
    await withdraw(emma, application);
  });
});

describe('an approval', () => {
  it('before the declaration leads back to the applicant, with a mail, to go on with the next step [PORTAL-057]', async () => {
    const filled = await fillInUntil(emma, await begin(emma, 'carer'), 'documents');
    await proveEverything(emma, filled);
    const reviewed = await answer(emma, filled, { documentsConfirmed: true });
    expect(reviewed).toMatchObject({ status: 'in-review', actions: ['withdraw'], declaration: { declaredAt: null } });
    await decide(senior, reviewed, { verdict: 'approve' });
    const approved = await read(emma, reviewed);
    expect(approved).toMatchObject({
      status: 'documents-approved',
      actions: ['continue', 'withdraw'],
      openStep: 'declaration',
    });
    expect((await mailAbout(approved, 'goedgekeurd')).text).toContain(`/voorbeeld/desk/applications/${approved.id}`);
    expect(await declare(emma, approved)).toMatchObject({ status: 'issued' });
  });

  it('after the declaration of a paid product leads to the cart [PORTAL-051]', async () => {
    const application = await inReview();
    await decide(clerk, application, { verdict: 'approve' });
    expect(await read(emma, application)).toMatchObject({
      status: 'awaiting-payment',
      actions: ['to-cart', 'withdraw'],
    });
    const { items } = await emma.ask<{ items: { applicationId: string; cents: number }[] }>('GET', '/v1/cart');
    expect(items).toEqual(
      expect.arrayContaining([expect.objectContaining({ applicationId: application.id, cents: 9000 })]),
    );
    await withdraw(emma, application);
  });
});

describe('two at once', () => {
  it('have one winner, and the other reads what the case has become', async () => {
    for (let round = 0; round < 4; round += 1) {
      const application = await inReview();
      const task = await taskOf(clerk, application);
      await claim(clerk, task);
      const [withdrawn, approved] = await Promise.all([
        emma.call<Problem>('POST', `/v1/applications/${application.id}/_withdraw`),
        deciding(clerk, task.id, { verdict: 'approve' }),
      ]);
      const { status } = await read(emma, application);
      // Approving first leaves something to take back; taking back first leaves nothing to approve.
      expect(withdrawn.status).toBe(200);
      expect(status).toBe('withdrawn');
      if (approved.status !== 200)
        expect(approved.body).toMatchObject({
          status: 409,
          code: 'move-not-allowed',
          trace: { steps: [{ values: { status: 'withdrawn' } }] },
        });
    }
  });

  it('of staff cannot both take or decide a case', async () => {
    const application = await inReview();
    const task = await taskOf(clerk, application);
    expect((await deciding(clerk, task.id, { verdict: 'approve' })).body).toMatchObject({
      status: 409,
      code: 'task-not-claimed',
    });
    const claims = await Promise.all(
      [clerk, senior].map((browser) => browser.call<Problem>('POST', `/v1/staff/tasks/${task.id}/_claim`)),
    );
    expect(claims.map(({ status }) => status).sort()).toEqual([200, 409]);
    const [winner, loser] = claims[0]!.status === 200 ? [clerk, senior] : [senior, clerk];
    expect(claims.find(({ status }) => status === 409)!.body).toMatchObject({
      code: 'task-of-someone-else',
      trace: { steps: [{ remedy: 'ask-colleague' }] },
    });
    expect((await deciding(loser, task.id, { verdict: 'approve' })).body).toMatchObject({
      code: 'task-of-someone-else',
    });
    expect((await loser.refused('POST', `/v1/staff/tasks/${task.id}/_release`)).code).toBe('task-of-someone-else');

    expect((await deciding(winner, task.id, { verdict: 'reject' })).body).toMatchObject({ code: 'ground-missing' });
    expect((await deciding(winner, task.id, { verdict: 'approve', ground: 'not-entitled' })).body).toMatchObject({
      code: 'ground-not-needed',
    });
    await winner.ask('POST', `/v1/staff/tasks/${task.id}/_release`);
    await decide(loser, application, { verdict: 'approve' });
    expect((await deciding(loser, task.id, { verdict: 'reject', ground: 'not-entitled' })).body).toMatchObject({
      status: 409,
      code: 'move-not-allowed',
    });
    await withdraw(emma, application);
  });

  it('press the same button twice: the case is decided once', async () => {
    const application = await inReview();
    const task = await claim(clerk, await taskOf(clerk, application));
    const pressed = await Promise.all([1, 2].map(() => deciding(clerk, task.id, { verdict: 'approve' })));
    expect(pressed.map(({ status }) => status).sort()).toEqual([200, 409]);
    const rows = await system.rows(
      `SELECT 1 FROM decision WHERE application_id = '${application.id}' AND decided_by = 'staff'`,
    );
    expect(rows).toHaveLength(1);
    await withdraw(emma, application);
  });
});

describe('the audit view', () => {
  it('still shows a case that was taken back, with everything that happened [PORTAL-059]', async () => {
    const auditor = await staff(system, 'auditor');
    const { application } = await applicationReadyToPay(await citizen(system, 'bakkerij'), 'business', {
      plates: [dutch(freshPlate())],
    });
    await withdraw(await citizen(system, 'bakkerij'), application);
    const view = await auditor.ask<CaseView>('GET', `/v1/staff/cases/${application.id}`);
    expect(view).toMatchObject({ number: application.number, status: 'withdrawn', closedAt: expect.any(String) });
    const { items } = await auditor.ask<Timeline>('GET', `/v1/staff/cases/${application.id}/timeline`);
    expect(items.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining([
        'application-opened',
        'application-declared',
        'application-decided',
        'charge-created',
        'application-withdrawn',
      ]),
    );
    const { processes } = await auditor.ask<{ processes: { kind: string; events: { type: string }[] }[] }>(
      'GET',
      `/v1/staff/cases/${application.id}/history`,
    );
    expect(processes.find(({ kind }) => kind === 'permit-application')!.events.length).toBeGreaterThan(10);
  });

  it('names every refusal by rule, article, values and what would make it pass; the trace is in the log as well [BEYOND-007]', async () => {
    const refused = await emma.refused('POST', '/v1/applications', { productId: 'resident-centre' });
    expect(refused).toMatchObject({ status: 409, code: 'address-outside-area' });
    expect(refused.trace!.steps).toEqual(
      expect.arrayContaining([
        {
          rule: 'address-outside-area',
          outcome: 'not-met',
          article: 'artikel 3 lid 2',
          values: { area: 'B' },
          remedy: 'other-product',
        },
      ]),
    );
    const line = await logged(system, 'api', refused.trace!.id);
    expect((JSON.parse(line) as { steps: unknown }).steps).toEqual(refused.trace!.steps);
  });
});

describe('the queue', () => {
  it('shows what waits for this municipality, most urgent first, by the filters it counts', async () => {
    const application = await inReview();
    const free = await clerk.ask<TaskPage>('GET', '/v1/staff/tasks?filter=free&limit=100');
    expect(free.items.map(({ legalOn }) => legalOn)).toEqual(free.items.map(({ legalOn }) => legalOn).sort());
    expect(free.items.some(({ number }) => number === application.number)).toBe(true);
    const task: TaskView = await claim(clerk, await taskOf(clerk, application));
    const mine = await clerk.ask<TaskPage>('GET', '/v1/staff/tasks?filter=mine&limit=100');
    expect(mine.items.some(({ id }) => id === task.id)).toBe(true);
    expect(
      (await senior.ask<TaskPage>('GET', '/v1/staff/tasks?filter=mine&limit=100')).items.some(
        ({ id }) => id === task.id,
      ),
    ).toBe(false);
    const deventer = await staff(system, 'deventer-clerk');
    expect(
      (await deventer.ask<TaskPage>('GET', '/v1/staff/tasks?limit=100')).items.some(({ id }) => id === task.id),
    ).toBe(false);
    expect(await deventer.refused('GET', `/v1/staff/tasks/${task.id}`)).toMatchObject({
      status: 404,
      code: 'not-found',
    });
    await withdraw(emma, application);
  });
});

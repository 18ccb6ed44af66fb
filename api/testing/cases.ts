import { type ApplicationView, type AnswersBody, type DocumentView } from '../permit-applications/shapes.ts';
import { type Cart, type PaymentStarted } from '../payments/shapes.ts';
import { type PermitView } from '../permits/shapes.ts';
import { type TaskSummary, type TaskPage, type TaskView, type DecideBody } from '../review/shapes.ts';
import { type z } from 'zod';
import { type Browser } from './browser.ts';
import { eventually } from './eventually.ts';
import { pdf } from './files.ts';
import { dutch } from './plates.ts';
import { type Sandbox } from './sandbox.ts';

/** What somebody chooses in the wizard; what is left out is the first that is possible. */
export type Choices = Omit<AnswersBody, 'platesConfirmed' | 'documentsConfirmed'>;

export const begin = (browser: Browser, productId: string): Promise<ApplicationView> =>
  browser.ask<ApplicationView>('POST', '/v1/applications', { productId });

export const read = (browser: Browser, { id }: { id: string }): Promise<ApplicationView> =>
  browser.ask<ApplicationView>('GET', `/v1/applications/${id}`);

export const answer = (browser: Browser, { id }: { id: string }, answers: AnswersBody): Promise<ApplicationView> =>
  browser.ask<ApplicationView>('PATCH', `/v1/applications/${id}/answers`, answers);

export const withdraw = (browser: Browser, { id }: { id: string }): Promise<ApplicationView> =>
  browser.ask<ApplicationView>('POST', `/v1/applications/${id}/_withdraw`);

/** The form of an upload; the kind is one that proves this. */
export function uploadForm(
  requirementId: string,
  kind: string,
  content: Buffer = pdf(),
  fileName = 'bewijs.pdf',
): FormData {
  const form = new FormData();
  form.set('requirementId', requirementId);
  form.set('kind', kind);
  form.set('file', new Blob([new Uint8Array(content)]), fileName);
  return form;
}

export const attach = (browser: Browser, { id }: { id: string }, form: FormData): Promise<DocumentView> =>
  browser.ask<DocumentView>('POST', `/v1/applications/${id}/documents`, form);

/** Sends a document for everything that must be proved. */
export async function proveEverything(browser: Browser, application: ApplicationView): Promise<void> {
  for (const { id, kinds, given } of application.requirements)
    if (!given) await attach(browser, application, uploadForm(id, kinds[0]!.id));
}

/** Answers one step after the other, each where the wizard says it is open, up to and not including this one. */
export async function fillInUntil(
  browser: Browser,
  application: ApplicationView,
  until: ApplicationView['openStep'],
  choices: Choices = {},
): Promise<ApplicationView> {
  let now = application;
  while (now.openStep !== until && now.openStep !== null && now.openStep !== 'declaration') {
    const before = now.openStep;
    if (before === 'documents') await proveEverything(browser, now);
    now = await answer(browser, now, answerTo(before, now, choices));
    if (now.openStep === before) throw new Error(`step ${before} of ${now.number} stays open`);
  }
  return now;
}

function answerTo(
  step: NonNullable<ApplicationView['openStep']>,
  { id, options }: ApplicationView,
  choices: Choices,
): AnswersBody {
  switch (step) {
    case 'location':
      return { areaId: choices.areaId ?? options.places.find(({ full }) => !full)!.areaId };
    case 'second-address':
      return { secondAddress: choices.secondAddress ?? { postcode: '4303 SA', houseNumber: 7 } };
    case 'card':
      return { card: choices.card ?? { number: `NL${id.replace(/\D/g, '').slice(-8)}`, expiresOn: '2029-12-31' } };
    case 'start-date':
      return { startsOn: choices.startsOn ?? options.firstStart };
    case 'period':
      return { periodId: choices.periodId ?? options.periods[0]!.id };
    case 'days':
      return { weekdays: choices.weekdays ?? options.weekdays.slice(0, 1) };
    case 'amount':
      return { amount: choices.amount ?? options.amounts[0]! };
    case 'plates':
      return { plates: choices.plates ?? [dutch()], platesConfirmed: true };
    case 'documents':
      return { documentsConfirmed: true };
    case 'questions':
      return { questions: choices.questions ?? Object.fromEntries(options.questions.map(({ id }) => [id, 'yes'])) };
    case 'declaration':
      throw new Error('the declaration is given by declaring');
    default:
      return step satisfies never;
  }
}

export const declare = (browser: Browser, { id, declaration }: ApplicationView): Promise<ApplicationView> =>
  browser.ask<ApplicationView>('POST', `/v1/applications/${id}/_confirm`, {
    declared: true,
    declarationVersion: declaration.version,
    language: 'nl',
  });

/** Everything answered, and declared to be true: reviewed, to be paid, or valid, as the product says. */
export async function declared(browser: Browser, productId: string, choices: Choices = {}): Promise<ApplicationView> {
  return declare(browser, await fillInUntil(browser, await begin(browser, productId), 'declaration', choices));
}

/** Declared and priced, waiting in the cart; `chargeId` is what is paid. */
export async function applicationReadyToPay(
  browser: Browser,
  productId: string,
  choices: Choices = {},
): Promise<{ application: ApplicationView; chargeId: string; cents: number }> {
  const application = await declared(browser, productId, choices);
  if (application.status !== 'awaiting-payment')
    throw new Error(`${application.number} is ${application.status}, not to be paid`);
  const { items } = await browser.ask<Cart>('GET', '/v1/cart');
  const item = items.find(({ applicationId }) => applicationId === application.id)!;
  return { application, chargeId: item.id, cents: item.cents };
}

export const checkOut = (browser: Browser, chargeIds: string[]): Promise<z.infer<typeof PaymentStarted>> =>
  browser.ask('POST', '/v1/payments', { items: chargeIds });

/** Waits until an application stands like this. */
export const untilStatus = (
  browser: Browser,
  application: { id: string },
  status: ApplicationView['status'],
  patienceMs?: number,
): Promise<ApplicationView> =>
  eventually(
    `application becomes ${status}`,
    () => read(browser, application),
    (seen) => seen.status === status,
    patienceMs,
  );

export const permit = (browser: Browser, { permitId }: { permitId: string | null }): Promise<PermitView> =>
  browser.ask<PermitView>('GET', `/v1/permits/${permitId}`);

/** Paid at the provider, and issued. */
export async function permitInForce(
  browser: Browser,
  sandbox: Sandbox,
  productId: string,
  choices: Choices = {},
): Promise<PermitView> {
  const { application, chargeId } = await applicationReadyToPay(browser, productId, choices);
  const { reference } = await checkOut(browser, [chargeId]);
  await sandbox.end(reference, { status: 'paid' });
  return permit(browser, await untilStatus(browser, application, 'issued'));
}

/** The task about an application, wherever it is in the queue. */
export async function taskOf(clerk: Browser, { number }: { number: string }): Promise<TaskSummary> {
  let cursor: string | null = null;
  do {
    const query: string = cursor === null ? '' : `&cursor=${cursor}`;
    const page: TaskPage = await clerk.ask<TaskPage>('GET', `/v1/staff/tasks?limit=100${query}`);
    const found = page.items.find((task) => task.number === number);
    if (found) return found;
    cursor = page.nextCursor;
  } while (cursor !== null);
  throw new Error(`no task about ${number} in the queue`);
}

export const claim = (clerk: Browser, { id }: { id: string }): Promise<TaskView> =>
  clerk.ask<TaskView>('POST', `/v1/staff/tasks/${id}/_claim`);

/** Takes a case in hand and decides it. */
export async function decide(clerk: Browser, application: { number: string }, decision: DecideBody): Promise<void> {
  const task = await taskOf(clerk, application);
  await claim(clerk, task);
  await clerk.ask('POST', `/v1/staff/tasks/${task.id}/_decide`, decision);
}

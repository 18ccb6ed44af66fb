import { setTimeout as pause } from 'node:timers/promises';
import { answerTo, type Application } from '../applications.ts';
import { type Insistent, payFor, report } from './insistent.ts';

/** What somebody was told at the desk. */
export interface Told {
  /** Applications. */
  declared: string[];
  paid: string[];
  /** Tasks of staff. */
  decided: string[];
}

const BETWEEN_MS = 2_000;
const LOOK_MS = 500;

interface Seen extends Application {
  requirements: { id: string; kinds: { id: string }[]; given: boolean }[];
}

/** A business that applies again and again and pays at once, with nobody of staff in between. */
export async function applyAndPay(
  business: Insistent,
  plates: Iterator<string>,
  told: Told,
  random: () => number,
  end: number,
): Promise<void> {
  while (Date.now() < end) {
    const application = await declared(business, 'business', plates.next().value as string, told);
    if (application) {
      const { body: cart } = await business.ask<{ items: { id: string; applicationId: string }[] }>('GET', '/v1/cart');
      const items = cart.items.filter(({ applicationId }) => applicationId === application.id).map(({ id }) => id);
      const { status, body } = await business.ask<{ reference: string }>('POST', '/v1/payments', { items });
      if (status === 201 && (await payFor(business, body.reference, report(random)))) told.paid.push(application.id);
    }
    await pause(BETWEEN_MS * random());
  }
}

/** A lease car, of which staff have to see the contract; whatever they say, the next application follows. */
export async function applyAndWait(driver: Insistent, plate: string, told: Told, end: number): Promise<void> {
  while (Date.now() < end) {
    const application = await declared(driver, 'resident', plate, told);
    while (application && Date.now() < end) {
      const { body } = await driver.ask<{ status: string }>('GET', `/v1/applications/${application.id}`);
      if (body.status !== 'in-review') break;
      await pause(LOOK_MS);
    }
    if (application) await driver.ask('POST', `/v1/applications/${application.id}/_withdraw`, {});
    await pause(LOOK_MS);
  }
}

/** Takes what is in the queue and decides. */
export async function review(clerk: Insistent, told: Told, random: () => number, end: number): Promise<void> {
  while (Date.now() < end) {
    const { body } = await clerk.ask<{ items: { id: string }[] }>('GET', '/v1/staff/tasks?limit=20');
    for (const { id } of body.items) {
      const path = `/v1/staff/tasks/${id}`;
      if ((await clerk.ask('POST', `${path}/_claim`, {})).status !== 200) continue;
      const verdict = random() < 0.5 ? { verdict: 'approve' } : { verdict: 'reject', ground: 'not-entitled' };
      if ((await clerk.ask('POST', `${path}/_decide`, verdict)).status === 200) told.decided.push(id);
    }
    await pause(LOOK_MS);
  }
}

/** Through every step up to the declaration; undefined where the rules or the offer say no. */
async function declared(person: Insistent, productId: string, plate: string, told: Told): Promise<Seen | undefined> {
  const begun = await person.ask<Seen>('POST', '/v1/applications', { productId });
  if (begun.status !== 201) return undefined;
  let now = begun.body;
  while (now.openStep !== null && now.openStep !== 'declaration') {
    if (now.openStep === 'documents') await prove(person, now);
    const before = now.openStep;
    const answered = await person.ask<Seen>('PATCH', `/v1/applications/${now.id}/answers`, answerTo(now, plate));
    if (answered.status !== 200 || answered.body.openStep === before) {
      await person.ask('POST', `/v1/applications/${now.id}/_withdraw`, {});
      return undefined;
    }
    now = answered.body;
  }
  const words = { declared: true, declarationVersion: now.declaration.version, language: 'nl' };
  const { status } = await person.ask('POST', `/v1/applications/${now.id}/_confirm`, words);
  if (status !== 200) return undefined;
  told.declared.push(now.id);
  return now;
}

async function prove(person: Insistent, { id, requirements }: Seen): Promise<void> {
  for (const requirement of requirements.filter(({ given }) => !given)) {
    const form = new FormData();
    form.set('requirementId', requirement.id);
    form.set('kind', requirement.kinds[0]?.id ?? '');
    form.set('file', new Blob([ONE_PIXEL]), 'contract.png');
    await person.ask('POST', `/v1/applications/${id}/documents`, form);
  }
}

/** The smallest PNG there is. */
const ONE_PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Visitor } from '../visitor.ts';

export interface Answer<Body> {
  status: number;
  body: Body;
}

const RETRY_MS = 400;
/** After so many tries something other than a killed part is wrong. */
const PATIENCE = 150;

/** Somebody who tries until there is an answer: what was asked once is asked again under the same key. Refusals are answers too. */
export class Insistent {
  readonly visitor: Visitor;

  constructor(visitor: Visitor) {
    this.visitor = visitor;
  }

  async ask<Body>(method: string, path: string, body?: object): Promise<Answer<Body>> {
    const { visitor } = this;
    const key = randomUUID();
    const isForm = body instanceof FormData;
    for (let tries = 1; ; tries += 1) {
      try {
        const response = await fetch(new URL(path, visitor.url), {
          method,
          headers: {
            Accept: 'application/json',
            Origin: visitor.url,
            Cookie: visitor.cookie,
            'Idempotency-Key': key,
            ...(body !== undefined && !isForm && { 'Content-Type': 'application/json' }),
          },
          ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
        });
        const text = await response.text();
        // A refusal is an answer, also when it says to try later: that is another request.
        const refused = text.includes('"trace":{');
        const again =
          (response.status >= 500 && !refused) || response.status === 429 || text.includes('"still-working"');
        if (again && tries > PATIENCE)
          throw new Error(`${method} ${path} is still answered with ${response.status}: ${text.slice(0, 300)}`);
        if (!again) return { status: response.status, body: (text === '' ? undefined : JSON.parse(text)) as Body };
      } catch (error) {
        if (!(error instanceof TypeError)) throw error; // the connection broke: nobody knows, so we ask again
      }
      await pause(RETRY_MS);
    }
  }
}

/** How the provider tells of a payment: at once, late, twice, or not at all. */
export function report(random: () => number): string {
  const [now, twice, late] = [0.4, 0.7, 0.85];
  const dice = random();
  return dice < now ? 'now' : dice < twice ? 'twice' : dice < late ? 'late' : 'never';
}

/** Pays at the provider what goes by this reference; whether the provider took it. */
export async function payFor(person: Insistent, reference: string, webhook: string): Promise<boolean> {
  const payments = await person.ask<{ id: string; description: string }[]>('GET', '/sandbox/payments');
  const payment = payments.status === 200 && payments.body.find(({ description }) => description.startsWith(reference));
  if (!payment) return false;
  const path = `/sandbox/payments/${payment.id}/outcome`;
  return (await person.ask('POST', path, { status: 'paid', webhook })).status === 200;
}

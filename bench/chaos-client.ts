import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { plateOf } from './town.ts';
import { type Visitor } from './visitor.ts';

interface Setting {
  visitor: Visitor;
  permits: readonly string[];
  random: () => number;
  name: string;
}

interface Answer<Body> {
  status: number;
  body: Body;
}

interface ActionBody {
  id: string;
  endsAt: string;
}

const RETRY_MS = 400;
/** After so many tries something other than a killed part is wrong. */
const PATIENCE = 150;
const DAY_MS = 86_400_000;

/**
 * Somebody with a telephone that tries until it has an answer: what was asked once is asked again under the same key, and what was
 * answered is written down. Refusals are answers too.
 */
export class Client {
  /** Ids of starts and stops that were acknowledged. */
  readonly started: string[] = [];
  readonly stopped: string[] = [];
  private readonly setting: Setting;
  private readonly open: ActionBody[] = [];
  private readonly grants: { permitId: string; grantId: string }[] = [];
  private plates = 0;

  constructor(setting: Setting) {
    this.setting = setting;
  }

  async parkUntil(end: number): Promise<void> {
    while (Date.now() < end) {
      const { random } = this.setting;
      const dice = random();
      if (dice < 0.4 || this.open.length === 0) await this.start();
      else if (dice < 0.65) await this.stop();
      else if (dice < 0.8) await this.extend();
      else if (dice < 0.9) await this.topUp();
      else await this.grant();
      await pause(random() * 300);
    }
  }

  private async start(): Promise<void> {
    this.plates += 1;
    const number = Math.floor(this.setting.random() * 1e6) * 50 + this.plates;
    const minutes = 10 + Math.floor(this.setting.random() * 120);
    const body = {
      permitId: this.permit(),
      plate: plateOf(number),
      country: 'NL',
      endsAt: new Date(Date.now() + minutes * 60_000).toISOString(),
    };
    const { status, body: answer } = await this.ask<ActionBody>('POST', '/v1/parking/actions', body);
    if (status !== 201) return;
    this.started.push(answer.id);
    this.open.push({ id: answer.id, endsAt: answer.endsAt });
  }

  private async stop(): Promise<void> {
    const [action] = this.open.splice(Math.floor(this.setting.random() * this.open.length), 1);
    const { status } = await this.ask('POST', `/v1/parking/actions/${action!.id}/_stop`, {});
    if (status === 200) this.stopped.push(action!.id);
  }

  private async extend(): Promise<void> {
    const action = this.open[Math.floor(this.setting.random() * this.open.length)]!;
    const endsAt = new Date(Math.min(Date.parse(action.endsAt) + 5 * 60_000, Date.now() + DAY_MS)).toISOString();
    const { status } = await this.ask('PATCH', `/v1/parking/actions/${action.id}`, { endsAt });
    if (status === 200) action.endsAt = endsAt;
  }

  private async topUp(): Promise<void> {
    const { status, body } = await this.ask<{ reference: string }>(
      'POST',
      `/v1/parking/permits/${this.permit()}/top-ups`,
      { optionId: 'five' },
    );
    if (status !== 201) return;
    const payments = await this.ask<{ id: string; description: string }[]>('GET', '/sandbox/payments');
    const payment = payments.status === 200 && payments.body.find(({ description }) => description === body.reference);
    if (payment)
      await this.ask('POST', `/sandbox/payments/${payment.id}/outcome`, {
        status: 'paid',
        webhook: this.setting.random() < 0.5 ? 'now' : 'twice',
      });
  }

  /** Gives somebody a part of the balance, or takes it back. */
  private async grant(): Promise<void> {
    const given = this.grants.pop();
    if (given) {
      await this.ask('DELETE', `/v1/parking/permits/${given.permitId}/grants/${given.grantId}`);
      return;
    }
    const permitId = this.permit();
    const email = `gast-${randomUUID()}@inwoner.example`;
    const { status, body } = await this.ask<{ grant: { id: string } }>(
      'POST',
      `/v1/parking/permits/${permitId}/grants`,
      { email, amount: 100 },
    );
    if (status === 201 || status === 200) this.grants.push({ permitId, grantId: body.grant.id });
  }

  private permit(): string {
    const { permits, random } = this.setting;
    return permits[Math.floor(random() * permits.length)]!;
  }

  private async ask<Body>(method: string, path: string, body?: unknown): Promise<Answer<Body>> {
    const { visitor } = this.setting;
    const key = randomUUID();
    for (let tries = 1; ; tries += 1) {
      try {
        const response = await fetch(new URL(path, visitor.url), {
          method,
          headers: {
            Accept: 'application/json',
            Origin: visitor.url,
            Cookie: visitor.cookie,
            'Idempotency-Key': key,
            ...(body !== undefined && { 'Content-Type': 'application/json' }),
          },
          ...(body !== undefined && { body: JSON.stringify(body) }),
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

import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { AREA, plateOf } from '../town.ts';
import { type Insistent, payFor, report } from './insistent.ts';

interface Setting {
  account: Insistent;
  /** Who walks by and asks whether the plate may stand there. */
  officer: Insistent;
  permits: readonly string[];
  random: () => number;
}

interface ActionBody {
  id: string;
  plate: string;
  endsAt: string;
}

const DAY_MS = 86_400_000;
/** An action that ends so soon may end while the officer asks. */
const SURE_MS = 60_000;

/** Somebody with a telephone, who writes down what was answered. */
export class Parker {
  /** Ids of starts, stops and checks that were acknowledged. */
  readonly started: string[] = [];
  readonly stopped: string[] = [];
  readonly checked: string[] = [];
  /** Plates that had an acknowledged action and were not green, or whose action had been stopped and were. */
  wrongVerdicts = 0;
  private readonly setting: Setting;
  private readonly open: ActionBody[] = [];
  private readonly over: string[] = [];
  private readonly grants: { permitId: string; grantId: string }[] = [];
  private plates = 0;

  constructor(setting: Setting) {
    this.setting = setting;
  }

  async parkUntil(end: number): Promise<void> {
    while (Date.now() < end) {
      const { random } = this.setting;
      const dice = random();
      if (dice < 0.35 || this.open.length === 0) await this.start();
      else if (dice < 0.55) await this.stop();
      else if (dice < 0.68) await this.extend();
      else if (dice < 0.82) await this.beChecked();
      else if (dice < 0.91) await this.topUp();
      else await this.grant();
      await pause(random() * 300);
    }
  }

  private async start(): Promise<void> {
    this.plates += 1;
    const { account, random } = this.setting;
    const plate = plateOf(Math.floor(random() * 1e6) * 50 + this.plates);
    const minutes = 10 + Math.floor(random() * 120);
    const endsAt = new Date(Date.now() + minutes * 60_000).toISOString();
    const asked = { permitId: this.permit(), plate, country: 'NL', endsAt };
    const { status, body } = await account.ask<ActionBody>('POST', '/v1/parking/actions', asked);
    if (status !== 201) return;
    this.started.push(body.id);
    this.open.push({ id: body.id, plate, endsAt: body.endsAt });
  }

  private async stop(): Promise<void> {
    const [action] = this.open.splice(Math.floor(this.setting.random() * this.open.length), 1);
    const { status } = await this.setting.account.ask('POST', `/v1/parking/actions/${action!.id}/_stop`, {});
    if (status !== 200) return;
    this.stopped.push(action!.id);
    this.over.push(action!.plate);
  }

  private async extend(): Promise<void> {
    const { account, random } = this.setting;
    const action = this.open[Math.floor(random() * this.open.length)]!;
    const endsAt = new Date(Math.min(Date.parse(action.endsAt) + 5 * 60_000, Date.now() + DAY_MS)).toISOString();
    const { status } = await account.ask('PATCH', `/v1/parking/actions/${action.id}`, { endsAt });
    if (status === 200) action.endsAt = endsAt;
  }

  /** A plate that runs is green, whatever is down; one that was stopped is not. */
  private async beChecked(): Promise<void> {
    const running = this.open.find(({ endsAt }) => Date.parse(endsAt) > Date.now() + SURE_MS);
    for (const [plate, isGreen] of [[running?.plate, true], [this.over.pop(), false]] as const) {
      if (plate === undefined) continue;
      const { status, body } = await this.setting.officer.ask<{ id: string; verdict: string }>(
        'POST', '/v1/enforcement/checks', { plate, area: AREA },
      );
      if (status !== 200) throw new Error(`an officer was answered with ${status}`);
      this.checked.push(body.id);
      if ((body.verdict === 'green') !== isGreen) this.wrongVerdicts += 1;
    }
  } // prettier-ignore

  private async topUp(): Promise<void> {
    const { account, random } = this.setting;
    const path = `/v1/parking/permits/${this.permit()}/top-ups`;
    const { status, body } = await account.ask<{ reference: string }>('POST', path, { optionId: 'five' });
    if (status === 201) await payFor(account, body.reference, report(random));
  }

  /** Gives somebody a part of the balance, or takes it back. */
  private async grant(): Promise<void> {
    const { account } = this.setting;
    const given = this.grants.pop();
    if (given) {
      await account.ask('DELETE', `/v1/parking/permits/${given.permitId}/grants/${given.grantId}`);
      return;
    }
    const permitId = this.permit();
    const { status, body } = await account.ask<{ grant: { id: string } }>(
      'POST',
      `/v1/parking/permits/${permitId}/grants`,
      { email: `gast-${randomUUID()}@inwoner.example`, amount: 100 },
    );
    if (status === 201 || status === 200) this.grants.push({ permitId, grantId: body.grant.id });
  }

  private permit(): string {
    const { permits, random } = this.setting;
    return permits[Math.floor(random() * permits.length)]!;
  }
}

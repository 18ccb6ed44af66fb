import { answerStep, applicant, begin, checkOut, declare, type Application } from './applications.ts';
import { bareUpdates } from './bare-update.ts';
import { spread, type Figure } from './figures.ts';
import type { RunningStack } from './stack.ts';
import { timed, until, Visitor } from './visitor.ts';

const APPLICATIONS = 25;
const WARM_UP = 3;
const LOOK_EVERY_MS = 5;

interface Samples {
  step: number[];
  plates: number[];
  confirm: number[];
  green: number[];
  webhook: number[];
}

/** Applications from the first step to the officer's green, one after the other, as one person sees them. */
export async function measureCases(stack: RunningStack): Promise<Figure[]> {
  const samples: Samples = { step: [], plates: [], confirm: [], green: [], webhook: [] };
  const business = await applicant(stack.url);
  const officer = await Visitor.signIn(stack.url, 'officer', 'staff');
  const declared: { application: Application; plate: string }[] = [];
  // First all that is filled in, then all that is paid: what follows an issue, letters and mails, would be measured with the next step.
  for (let index = 0; index < WARM_UP + APPLICATIONS; index += 1) {
    const plate = plateNumber(index);
    const { application, ...taken } = await fillIn(business, plate);
    declared.push({ application, plate });
    if (index < WARM_UP) continue;
    samples.step.push(...taken.step);
    samples.plates.push(...taken.plates);
    samples.confirm.push(...taken.confirm);
  }
  for (const [index, { application, plate }] of declared.entries()) {
    const [green, webhook] = await payFor(business, officer, application, plate);
    if (index < WARM_UP) continue;
    samples.green.push(green);
    samples.webhook.push(webhook);
  }
  const bare = spread(await bareUpdates(stack.temporalAddress, APPLICATIONS * 3)).value;

  // A case update is an update of its process: what is compared is everything we add to what Temporal takes for one anyway.
  const update = { what: 'an update of a Temporal workflow that does nothing', value: bare, target: 0.8 };
  return [
    { name: 'wizard: answer a step', unit: 'ms', ...spread(samples.step), target: { bound: 60 }, baseline: update },
    { name: 'wizard: declare', unit: 'ms', ...spread(samples.confirm), target: { bound: 60 }, baseline: update },
    {
      name: 'wizard: give a plate, which asks the vehicle register',
      unit: 'ms',
      ...spread(samples.plates),
      baseline: { what: update.what, value: bare },
    },
    {
      name: 'paid at the provider until green for the officer',
      unit: 'ms',
      ...spread(samples.green),
      target: { bound: 2_000, of: 'p95' },
      baseline: { what: "the provider's webhook, until it is answered", value: spread(samples.webhook).value },
    },
  ];
}

async function fillIn(
  business: Visitor,
  plate: string,
): Promise<Pick<Samples, 'step' | 'plates' | 'confirm'> & { application: Application }> {
  const taken = { step: [] as number[], plates: [] as number[], confirm: [] as number[] };
  let application = await begin(business);
  while (application.openStep !== 'declaration') {
    const step = application.openStep;
    const [ms, next] = await timed(() => answerStep(business, application, plate));
    taken[step === 'plates' ? 'plates' : 'step'].push(ms);
    application = next;
  }
  const [ms, declared] = await timed(() => declare(business, application));
  taken.confirm.push(ms);
  return { ...taken, application: declared };
}

/** How long until the plate is green, and how long the provider's own report takes. */
async function payFor(
  business: Visitor,
  officer: Visitor,
  application: Application,
  plate: string,
): Promise<[green: number, webhook: number]> {
  const payment = await checkOut(business, application);
  const verdict = async (): Promise<string> =>
    (await officer.ask<{ verdict: string }>('POST', '/v1/enforcement/checks', { plate, area: 'A' })).verdict;
  // Amber is as good: the plate before differs by one character.
  if ((await verdict()) === 'green') throw new Error('a plate is green before it is paid for');
  const [green] = await timed(async () => {
    await business.ask('POST', `/sandbox/payments/${payment.id}/outcome`, { status: 'paid', webhook: 'now' });
    await until('green', async () => ((await verdict()) === 'green' ? true : undefined), LOOK_EVERY_MS);
  });
  // Once more for the same payment: a repeated report is answered in the same way and changes nothing.
  const [webhook] = await timed(() => report(business.url, payment.id));
  return [green, webhook];
}

async function report(url: string, paymentId: string): Promise<void> {
  const response = await fetch(`${url}/webhooks/mollie`, {
    method: 'POST',
    body: new URLSearchParams({ id: paymentId }),
  });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`the webhook answered ${response.status}`);
}

/** `V-001-BX` and on: a Dutch pattern, and different every time. */
const plateNumber = (index: number): string => `V-${String(index + 1).padStart(3, '0')}-BX`;

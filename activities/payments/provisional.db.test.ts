import { jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { type PaymentStatus } from '../../rules/payments.ts';
import { MINUTE_MS, plusMs, type Instant } from '../../rules/values/moment.ts';
import { issueAfterPayment, withdrawApplication } from '../permit-applications/time.ts';
import { type Deps } from '../ports.ts';
import { count, depsOn, ME, NOW, providerSaying, readyToPay, resident } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { isGreenAt } from '../testing/resident-permit.ts';
import { cancelPayment, readPayment } from './settle.ts';
import { createAtProvider, startPayment } from './start.ts';

jest.setTimeout(30_000); // a database of its own takes its time on a busy machine

let database: TestDatabase;
let deps: Deps;
const provider = providerSaying();

beforeAll(async () => {
  database = await openTestDatabase();
  deps = await depsOn(database.pool, { payments: provider });
});
afterAll(() => database.drop());

const after = (minutes: number): Instant => plusMs(NOW, minutes * MINUTE_MS);

/** Somebody pays, and the provider says only that the bank has it. */
async function hanging(holder?: string) {
  const item = await readyToPay(deps, holder ?? (await resident(database.pool)));
  const { applicationId, holderId, chargeId } = item;
  const plate = applicationId.slice(0, 6).toUpperCase();
  const pay = async () => {
    const paymentId = randomUUID();
    await startPayment(deps, { paymentId, municipalityId: 'voorbeeld', holderId, chargeIds: [chargeId], actor: ME, at: NOW, key: paymentId }); // prettier-ignore
    await createAtProvider(deps, { paymentId });
    const says = (status: Extract<PaymentStatus, 'pending' | 'paid' | 'failed'>, at: Instant) => {
      Object.assign(provider.word, { status, paidCents: status === 'paid' ? 9_000 : 0 });
      return readPayment(deps, { paymentId, at, nextPollAt: at });
    };
    await says('pending', NOW);
    return { paymentId, says };
  };
  return { ...item, plate, pay, green: (at: Instant) => isGreenAt(deps, plate, 'B', at), ...(await pay()) };
}

const covers = (applicationId: string) =>
  count(database.pool, 'provisional_cover WHERE application_id = $1', [applicationId]);

describe('money that left the bank without a confirmation', () => {
  it('covers its car after five minutes, for a day and no longer [BEYOND-019]', async () => {
    const { says, green } = await hanging();
    await says('pending', after(4));
    expect(await green(after(4))).toBe(false);
    const { toRegister } = await says('pending', after(5));
    expect(toRegister).toHaveLength(1);
    expect(await green(after(6))).toBe(true);
    expect(await green(after(5 + 24 * 60))).toBe(false);
  });

  it('that is confirmed becomes the permit, in the same instant [BEYOND-019]', async () => {
    const { says, green, applicationId, plate } = await hanging();
    await says('pending', after(5));
    await says('paid', after(60));
    expect(await green(after(61))).toBe(true);
    await issueAfterPayment(deps, { applicationId, at: after(62), key: randomUUID() });
    for (const minutes of [61, 62, 63]) expect(await green(after(minutes))).toBe(true);
    expect(
      await count(database.pool, `parking_right WHERE kind = 'provisional' AND open AND plate = $1`, [plate]),
    ).toBe(0);
    expect(await count(database.pool, `provisional_cover WHERE application_id = $1 AND outcome = 'confirmed'`, [applicationId])).toBe(1); // prettier-ignore
  });

  it.each(['failed', 'turned back', 'withdrawn'] as const)('is cut at once when it %s [BEYOND-019]', async (how) => {
    const { says, green, paymentId, applicationId } = await hanging();
    await says('pending', after(5));
    expect(await green(after(6))).toBe(true);
    if (how === 'failed') await says('failed', after(10));
    if (how === 'turned back') await cancelPayment(deps, { paymentId, at: after(10), actor: ME });
    if (how === 'withdrawn')
      await withdrawApplication(deps, { applicationId, actor: ME, at: after(10), key: randomUUID() });
    expect(await green(after(11))).toBe(false);
  });

  it('covers an application once, however often it is paid for, and however many ask at once [BEYOND-019]', async () => {
    const { says, green, applicationId, pay } = await hanging();
    await Promise.all([1, 2, 3, 4].map(() => says('pending', after(5))));
    expect(await covers(applicationId)).toBe(1);
    await says('failed', after(10));
    const again = await pay();
    await again.says('pending', after(30));
    expect(await green(after(31))).toBe(false);
    expect(await covers(applicationId)).toBe(1);
  });
});

import { jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { type Instant } from '../../rules/values/moment.ts';
import type { PlateChanged, PlateChangeState } from '../../workflows/contract/plate-change.ts';
import { switchPlate } from '../active-plate.ts';
import { readPayment } from '../payments/settle.ts';
import { createAtProvider, startPayment } from '../payments/start.ts';
import { endPermit } from '../permits/life.ts';
import { type Deps } from '../ports.ts';
import { CLERK, count, depsOn, ME, providerSaying } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { beginChange, confirmChange, type Asked } from '../testing/plate-change.ts';
import { isGreenAt, residentPermit } from '../testing/resident-permit.ts';
import { withdrawPlateChange } from './answer.ts';
import { recordKeeperOfChange } from './keeper.ts';
import { giveBackPlate, settlePaidPlateChange } from './settle.ts';
import { reachPlateChangeDeadline } from './time.ts';

jest.setTimeout(60_000);

const at = (time: string, day = '2026-05-06') => `${day}T${time}Z`;
const NOW = at('08:00:00.000');
const A_MILLISECOND_BEFORE = at('07:59:59.999');

const provider = providerSaying();
let database: TestDatabase;
let deps: Deps;
beforeAll(async () => {
  database = await openTestDatabase(10);
  deps = await depsOn(database.pool, { payments: provider });
});
afterAll(() => database.drop());

let serial = 0;
/** Dutch plates that no other test uses. */
const fresh = (amount: number) =>
  Array.from({ length: amount }, () => `${String(100 + ++serial).padStart(3, '0')}KX${serial % 10}`);

const ACTIVE = { from: '2026-01-01T00:00:00.000Z', to: '2027-01-01T00:00:00.000Z' };
/** A permit in force whose first plate counts. */
async function permitWith(plates: string[], productId: 'resident' | 'resident-centre' = 'resident') {
  const permit = await residentPermit(deps, productId, plates, ACTIVE);
  if (plates.length > 1)
    await switchPlate(deps, { permitId: permit.permitId, role: 'owner', country: 'NL', plate: plates[0]!, actor: ME, at: at('07:00:00.000') }); // prettier-ignore
  return permit;
}

/** Asked, in the holder's own name, and confirmed. */
async function change(permitId: string, plates: string[], asked: Asked = {}, moment: Instant = NOW) {
  const begun = await begin(permitId, plates, asked, moment);
  return { plateChangeId: begun, state: stateOf(await confirmChange(deps, begun, moment)) };
}

async function begin(permitId: string, plates: string[], asked: Asked = {}, moment: Instant = NOW): Promise<string> {
  const { plateChangeId, opened } = await beginChange(deps, permitId, plates, asked, moment);
  if (opened.outcome !== 'changed') throw new Error(JSON.stringify(opened));
  if (opened.asksKeeper)
    await recordKeeperOfChange(deps, { plateChangeId, keeper: 'own', at: moment, key: `keeper ${plateChangeId}` });
  return plateChangeId;
}

function stateOf(changed: PlateChanged): PlateChangeState {
  if (changed.outcome !== 'changed') throw new Error(JSON.stringify(changed));
  return changed.state;
}

const reach = async (
  plateChangeId: string,
  kind: 'take-effect' | 'end-overlap' | 'give-back' | 'lapse',
  moment: Instant,
) => {
  const { rows } = await deps.pool.query<{ version: number }>('SELECT version FROM plate_change WHERE id = $1', [plateChangeId]); // prettier-ignore
  const key = `${kind} ${plateChangeId}`;
  return stateOf(
    await reachPlateChangeDeadline(deps, { plateChangeId, kind, version: rows[0]!.version, at: moment, key }),
  );
};

const greenAt = async (plates: readonly string[], moment: Instant, areaId = 'B'): Promise<string[]> => {
  const seen = await Promise.all(plates.map((plate) => isGreenAt(deps, plate, areaId, moment)));
  return plates.filter((_, index) => seen[index]);
};

const onPermit = async (permitId: string) => {
  const { rows } = await deps.pool.query<{ plate: string }>(
    'SELECT plate FROM permit_plate WHERE permit_id = $1 AND until IS NULL ORDER BY position',
    [permitId],
  );
  return rows.map(({ plate }) => plate);
};

describe('a plate that is changed', () => {
  it('is red and the new one green in the same instant: never both, never none (R7) [LOKET-032]', async () => {
    const [old, young] = fresh(2) as [string, string];
    const { permitId } = await permitWith([old]);
    const { state } = await change(permitId, [young]);
    expect(state).toMatchObject({ status: 'changed', over: true });
    expect(await greenAt([old, young], A_MILLISECOND_BEFORE)).toEqual([old]);
    expect(await greenAt([old, young], NOW)).toEqual([young]);
    expect(await greenAt([old, young], '2026-12-31T23:59:59.999Z')).toEqual([young]);
    expect(await onPermit(permitId)).toEqual([young]);
    expect(await count(deps.pool, `outbox WHERE subject_id = $1 AND kind = 'permit-rights-changed'`, [permitId])).toBe(1); // prettier-ignore
  });

  it('leaves the plate that counts alone when the other one is changed, and passes it on when it is that one', async () => {
    const [first, second, third, fourth] = fresh(4) as [string, string, string, string];
    const { permitId } = await permitWith([first, second]);
    await change(permitId, [first, third]);
    expect(await greenAt([first, second, third], NOW)).toEqual([first]);
    await change(permitId, [fourth, third], {}, at('09:00:00.000'));
    expect(await greenAt([first, third, fourth], at('09:00:00.000'))).toEqual([fourth]);
  });

  it('taken off leaves the last one counting', async () => {
    const [first, second] = fresh(2) as [string, string];
    const { permitId } = await permitWith([first, second]);
    await change(permitId, [second]);
    expect(await greenAt([first, second], NOW)).toEqual([second]);
  });

  it('put beside the one there is counts when its holder chooses it', async () => {
    const [first, second] = fresh(2) as [string, string];
    const { permitId } = await permitWith([first]);
    await change(permitId, [first, second]);
    expect(await greenAt([first, second], NOW)).toEqual([first]);
    await switchPlate(deps, { permitId, role: 'owner', country: 'NL', plate: second, actor: ME, at: at('10:00:00.000') }); // prettier-ignore
    expect(await greenAt([first, second], at('10:00:00.000'))).toEqual([second]);
  });

  it('is told by a letter and a mail, once [LOKET-033]', async () => {
    const [old, young] = fresh(2) as [string, string];
    const { permitId } = await permitWith([old]);
    await change(permitId, [young]);
    expect(await count(deps.pool, `letter WHERE permit_id = $1 AND kind = 'plate-changed'`, [permitId])).toBe(1);
    expect(await count(deps.pool, `message WHERE permit_id = $1 AND kind = 'plate-changed'`, [permitId])).toBe(1);
  });

  it('is refused as a third one, and twice at the same time', async () => {
    const [first, second, third, fourth] = fresh(4) as [string, string, string, string];
    const { permitId } = await permitWith([first, second]);
    expect((await beginChange(deps, permitId, [first, second, third], {}, NOW)).opened).toMatchObject({ ground: 'too-many-plates' }); // prettier-ignore
    const both = await Promise.all(
      [third, fourth].map((plate) => beginChange(deps, permitId, [plate, second], {}, NOW)),
    );
    expect(both.map(({ opened }) => ('ground' in opened ? opened.ground : opened.outcome)).sort()).toEqual(['change-under-way', 'changed']); // prettier-ignore
  });
});

/** Its fee, paid at the provider. */
async function pay(plateChangeId: string): Promise<void> {
  const { rows } = await deps.pool.query<{ id: string; holder_id: string }>(
    'SELECT id, holder_id FROM charge WHERE plate_change_id = $1',
    [plateChangeId],
  );
  const paymentId = randomUUID();
  await startPayment(deps, {
    paymentId, municipalityId: 'voorbeeld', holderId: rows[0]!.holder_id, chargeIds: [rows[0]!.id], actor: ME, at: NOW, key: paymentId,
  }); // prettier-ignore
  await createAtProvider(deps, { paymentId });
  Object.assign(provider.word, { status: 'paid', paidCents: 750 });
  await readPayment(deps, { paymentId, at: NOW, nextPollAt: NOW });
}

describe('a change that costs something', () => {
  it('counts only when it is paid: the old plate until then (R7) [PORTAL-072]', async () => {
    const [old, young] = fresh(2) as [string, string];
    const { permitId } = await permitWith([old], 'resident-centre');
    const { plateChangeId, state } = await change(permitId, [young]);
    expect(state.status).toBe('awaiting-payment');
    expect(await greenAt([old, young], at('12:00:00.000'), 'A')).toEqual([old]);
    const { rows } = await deps.pool.query<{ kind: string; cents: string }>(
      'SELECT v.kind, c.cents FROM charge c JOIN charge_case v ON v.charge_id = c.id WHERE c.plate_change_id = $1',
      [plateChangeId],
    );
    expect(rows).toEqual([{ kind: 'plate-change', cents: '750' }]);
    const paid = await settlePaidPlateChange(deps, {
      plateChangeId,
      at: at('13:00:00.000'),
      key: `paid ${plateChangeId}`,
    });
    expect(stateOf(paid).status).toBe('changed');
    expect(await greenAt([old, young], at('12:59:59.999'), 'A')).toEqual([old]);
    expect(await greenAt([old, young], at('13:00:00.000'), 'A')).toEqual([young]);
  });

  it.each(['is withdrawn before its day', 'ends with its permit'])(
    'gives back what was paid when it %s, once (R9)',
    async (how) => {
      const [old, young] = fresh(2) as [string, string];
      const { permitId } = await permitWith([old], 'resident-centre');
      const { plateChangeId } = await change(permitId, [young], { startsOn: '2026-05-20' });
      await pay(plateChangeId);
      const scheduled = await settlePaidPlateChange(deps, { plateChangeId, at: NOW, key: `paid ${plateChangeId}` });
      expect(stateOf(scheduled).status).toBe('scheduled');
      const key = `over ${plateChangeId}`;
      const over = () =>
        how === 'ends with its permit'
          ? endPermit(deps, { permitId, actor: CLERK, ground: 'by-staff', at: NOW, key })
          : withdrawPlateChange(deps, { plateChangeId, actor: ME, at: NOW, key });
      expect([(await over()).outcome, (await over()).outcome]).toEqual(['changed', 'changed']);
      const { rows } = await deps.pool.query<{ cents: string; reason: string; permit_id: string }>(
        'SELECT r.cents, r.reason, r.permit_id FROM refund r JOIN charge c ON c.id = r.charge_id WHERE c.plate_change_id = $1',
        [plateChangeId],
      );
      expect(rows).toEqual([{ cents: '750', reason: 'withdrawn', permit_id: permitId }]);
      expect(await greenAt([young], '2026-05-20T12:00:00.000Z', 'A')).toEqual([]);
    },
  );

  it('leaves the cart when it is withdrawn, and lapses when nobody pays', async () => {
    const [old, young, younger] = fresh(3) as [string, string, string];
    const { permitId } = await permitWith([old], 'resident-centre');
    const { plateChangeId } = await change(permitId, [young]);
    await withdrawPlateChange(deps, { plateChangeId, actor: ME, at: NOW, key: `withdraw ${plateChangeId}` });
    expect(await count(deps.pool, `charge WHERE plate_change_id = $1 AND status = 'withdrawn'`, [plateChangeId])).toBe(1); // prettier-ignore
    const again = await change(permitId, [younger]);
    expect((await reach(again.plateChangeId, 'lapse', at('08:00:00.000', '2026-06-06'))).status).toBe('lapsed');
    expect(await greenAt([old, young, younger], at('08:00:00.000', '2026-06-06'), 'A')).toEqual([old]);
  });
});

describe('a change from a day on', () => {
  it('lets both count for the day that was agreed, and one before and after it (R7) [BEYOND-016]', async () => {
    const [old, young] = fresh(2) as [string, string];
    const { permitId } = await permitWith([old]);
    const { plateChangeId, state } = await change(permitId, [young], { startsOn: '2026-05-11', overlapDays: 1 });
    const [begins, ends] = ['2026-05-10T22:00:00.000Z', '2026-05-11T22:00:00.000Z'];
    expect(state).toMatchObject({ status: 'scheduled', deadlines: [{ kind: 'take-effect', at: begins }] });
    expect(await greenAt([old, young], begins)).toEqual([old]);
    expect(await reach(plateChangeId, 'take-effect', begins)).toMatchObject({
      status: 'changed', over: false, deadlines: [{ kind: 'end-overlap', at: ends }],
    }); // prettier-ignore
    expect(await greenAt([old, young], '2026-05-10T21:59:59.999Z')).toEqual([old]);
    expect(await greenAt([old, young], begins)).toEqual([old, young]);
    expect(await greenAt([old, young], '2026-05-11T21:59:59.999Z')).toEqual([old, young]);
    expect(await greenAt([old, young], ends)).toEqual([young]); // by itself, even when nothing runs then
    expect(await reach(plateChangeId, 'end-overlap', ends)).toMatchObject({ status: 'changed', over: true });
    expect(await onPermit(permitId)).toEqual([young]);
    expect(await greenAt([old, young], '2026-06-01T10:00:00.000Z')).toEqual([young]);
  });
});

describe('a temporary car', () => {
  it('stands in for the own one until it goes back by itself, and the third of a year is refused (R7) [PEERS-023]', async () => {
    const [own, loan, second, third] = fresh(4) as [string, string, string, string];
    const { permitId } = await permitWith([own]);
    const { plateChangeId, state } = await change(permitId, [loan], { backOn: '2026-05-08' });
    const back = '2026-05-08T22:00:00.000Z';
    expect(state).toMatchObject({ status: 'changed', deadlines: [{ kind: 'give-back', at: back }] });
    expect(await greenAt([own, loan], NOW)).toEqual([loan]);
    expect(await reach(plateChangeId, 'give-back', back)).toMatchObject({ status: 'returned', over: true });
    expect(await greenAt([own, loan], '2026-05-08T21:59:59.999Z')).toEqual([loan]);
    expect(await greenAt([own, loan], back)).toEqual([own]);

    const brought = await change(permitId, [second], { backOn: '2026-05-12' }, at('08:00:00.000', '2026-05-10'));
    const early = at('18:00:00.000', '2026-05-10');
    await giveBackPlate(deps, { plateChangeId: brought.plateChangeId, actor: ME, at: early, key: randomUUID() });
    expect(await greenAt([own, second], early)).toEqual([own]);
    const refused = await beginChange(
      deps,
      permitId,
      [third],
      { backOn: '2026-06-02' },
      at('08:00:00.000', '2026-06-01'),
    );
    expect(refused.opened).toMatchObject({ ground: 'temporary-used-up', steps: [{ values: { next: '2027-05-06' } }] });
  });
});

describe('a change and the end of its permit', () => {
  it('have one winner, whoever is first', async () => {
    for (let race = 0; race < 6; race += 1) {
      const [old, young] = fresh(2) as [string, string];
      const { permitId } = await permitWith([old]);
      const plateChangeId = await begin(permitId, [young]);
      const [changed, ended] = await Promise.all([
        confirmChange(deps, plateChangeId, NOW),
        endPermit(deps, { permitId, actor: CLERK, ground: 'by-staff', at: NOW, key: `end ${permitId}` }),
      ]);
      expect(ended.outcome).toBe('changed');
      const { rows } = await deps.pool.query<{ status: string }>('SELECT status FROM plate_change WHERE id = $1', [plateChangeId]); // prettier-ignore
      expect(rows[0]!.status).toBe(changed.outcome === 'changed' ? 'changed' : 'lapsed');
      expect(await greenAt([old, young], NOW)).toEqual([]);
      expect(await count(deps.pool, 'parking_right WHERE permit_id = $1 AND open', [permitId])).toBe(0);
    }
  });

  it('empty the cart and tell the process', async () => {
    const [old, young] = fresh(2) as [string, string];
    const { permitId } = await permitWith([old], 'resident-centre');
    const { plateChangeId } = await change(permitId, [young]);
    await endPermit(deps, { permitId, actor: CLERK, ground: 'by-staff', at: NOW, key: `end ${permitId}` });
    expect(await count(deps.pool, `charge WHERE plate_change_id = $1 AND status = 'lapsed'`, [plateChangeId])).toBe(1); // prettier-ignore
    expect(await count(deps.pool, `outbox WHERE subject_id = $1 AND kind = 'plate-change-stopped'`, [plateChangeId])).toBe(1); // prettier-ignore
  });
});

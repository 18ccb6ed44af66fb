import { randomUUID } from 'node:crypto';
import { plusMs } from '../rules/values/moment.ts';
import { count, depsOn, ME, NOW, providerSaying, readyToPay, resident } from './testing/case.ts';
import { openTestDatabase, type TestDatabase } from './testing/database.ts';
import { startPayment, createAtProvider } from './payments/start.ts';
import { Unavailable, type ProcessState, type WorkerDeps } from './ports.ts';
import { reconcile } from './reconciliation.ts';

const LATER = plusMs(NOW, 3_600_000);
const provider = providerSaying();
const running = new Map<string, ProcessState>();
let held: string[] | Error;
let inEngine: string[];

let database: TestDatabase;
let deps: WorkerDeps;
beforeAll(async () => {
  database = await openTestDatabase();
  deps = {
    ...(await depsOn(database.pool, {
      payments: provider,
      rights: {
        enrol: () => Promise.reject(new Error('not here')),
        revoke: () => Promise.reject(new Error('not here')),
        held: () => (held instanceof Error ? Promise.reject(held) : Promise.resolve(held)),
      },
    })),
    processes: {
      state: (workflowId) => Promise.resolve(running.get(workflowId) ?? 'unknown'),
      running: () => ({
        count: () => Promise.resolve(inEngine.length),
        async *ids() {
          yield* await Promise.resolve(inEngine);
        },
      }),
    },
  };
});
afterAll(() => database.drop());
beforeEach(async () => {
  held = [];
  inEngine = [];
  await database.pool.query('TRUNCATE process, outbox, incident, parking_right CASCADE');
});

const openIncidents = async (): Promise<string[]> => {
  const { rows } = await database.pool.query<{ kind: string }>('SELECT kind FROM incident WHERE closed_at IS NULL');
  return rows.map(({ kind }) => kind);
};

const process = (workflowId: string, kind: string, subjectId: string) =>
  database.pool.query(
    'INSERT INTO process (workflow_id, kind, subject_id, municipality_id, opened_at) VALUES ($1, $2, $3, $4, $5)',
    [workflowId, kind, subjectId, 'voorbeeld', NOW],
  );

describe('a process that should run', () => {
  it('and does is left alone', async () => {
    running.set('permit/one', 'running');
    await process('permit/one', 'permit', randomUUID());
    expect(await reconcile(deps, LATER)).toMatchObject({ processes: 1, processesRestarted: 0, processesMissing: 0 });
    expect(await openIncidents()).toEqual([]);
  });

  it.each([
    ['permit', 'start-permit'],
    ['permit-application', 'restart-process'],
    ['plate-change', 'restart-process'],
  ])('of a %s is started again when it is gone', async (kind, command) => {
    const id = randomUUID();
    await process(`${kind}/${id}`, kind, id);
    expect(await reconcile(deps, LATER)).toMatchObject({ processesRestarted: 1 });
    expect(await count(database.pool, `outbox WHERE subject_id = $1 AND kind = $2`, [id, command])).toBe(1);
    expect(await reconcile(deps, LATER)).toMatchObject({ processesRestarted: 0 }); // its command is on its way
  });

  it('is an incident when this version does not know how to begin it, and is one no longer when it runs', async () => {
    const id = `of-a-newer-version/${randomUUID()}`;
    await process(id, 'of-a-newer-version', randomUUID());
    await reconcile(deps, LATER);
    await reconcile(deps, LATER);
    expect(await openIncidents()).toEqual(['process-missing']);
    running.set(id, 'closed');
    await reconcile(deps, LATER);
    expect(await openIncidents()).toEqual(['process-closed-early']);
    running.set(id, 'running');
    await reconcile(deps, LATER);
    expect(await openIncidents()).toEqual([]);
  });

  it('is an incident while a step of it keeps failing, and is one no longer when that goes through', async () => {
    running.set('refund/stuck', { failing: 'sendRefund', attempts: 12 });
    await process('refund/stuck', 'refund', randomUUID());
    expect(await reconcile(deps, LATER)).toMatchObject({ activitiesFailing: 1, processesMissing: 0 });
    expect(await openIncidents()).toEqual(['activity-failing']);
    running.set('refund/stuck', 'running');
    await reconcile(deps, LATER);
    expect(await openIncidents()).toEqual([]);
  });

  it('is an incident when its moment has passed and it did not move', async () => {
    running.set('renewal/asleep', 'running');
    await process('renewal/asleep', 'renewal', randomUUID());
    await database.pool.query('UPDATE process SET next_due_at = $1', [plusMs(LATER, -60_000)]);
    expect(await reconcile(deps, LATER)).toMatchObject({ processesOverdue: 0 });
    await database.pool.query('UPDATE process SET next_due_at = $1', [NOW]);
    expect(await reconcile(deps, LATER)).toMatchObject({ processesOverdue: 1 });
    expect(await openIncidents()).toEqual(['process-overdue']);
  });

  it('is an incident when its case went a way no table knows, until somebody has looked', async () => {
    const { holderId } = await readyToPay(deps, await resident(database.pool));
    await database.pool.query(`UPDATE application SET status = 'lapsed' WHERE holder_id = $1`, [holderId]);
    await database.pool.query(`UPDATE application SET status = 'issued' WHERE holder_id = $1`, [holderId]);
    await reconcile(deps, LATER);
    expect(await openIncidents()).toContain('way-not-listed');
    await reconcile(deps, LATER);
    expect(await openIncidents()).toContain('way-not-listed');
    await database.pool.query('TRUNCATE process_step');
  });

  it('gets five minutes first', async () => {
    await process('permit/young', 'permit', randomUUID());
    expect(await reconcile(deps, plusMs(NOW, 60_000))).toMatchObject({ processes: 0 });
  });
});

describe('a process that runs', () => {
  it('without a case in the books is an incident until it is gone; one with a case is not', async () => {
    running.set('permit/known', 'running');
    await process('permit/known', 'permit', randomUUID());
    inEngine = ['permit/known'];
    expect(await reconcile(deps, LATER)).toMatchObject({ processesStray: 0 });
    inEngine.push('permit/of-another-time');
    expect(await reconcile(deps, LATER)).toMatchObject({ processesStray: 1 });
    expect(await openIncidents()).toEqual(['process-without-case']);
    inEngine.pop();
    await reconcile(deps, LATER);
    expect(await openIncidents()).toEqual([]);
  });
});

describe('a payment we never heard of again', () => {
  it('is asked about once the provider has settled it; silence of the provider proves nothing', async () => {
    const item = await readyToPay(deps, await resident(database.pool));
    const paymentId = randomUUID();
    await startPayment(deps, {
      paymentId, municipalityId: 'voorbeeld', holderId: item.holderId, chargeIds: [item.chargeId], actor: ME, at: NOW, key: paymentId,
    }); // prettier-ignore
    await createAtProvider(deps, { paymentId });
    await database.pool.query('TRUNCATE process, outbox');
    expect(await reconcile(deps, LATER)).toMatchObject({ paymentsOpen: 1, paymentsHinted: 0 });
    Object.assign(provider.word, { status: 'paid', paidCents: 9000 });
    const silent = { ...provider, read: () => Promise.reject(new Unavailable('the payment provider')) };
    expect(await reconcile({ ...deps, payments: silent }, LATER)).toMatchObject({ paymentsHinted: 0 });
    expect(await reconcile(deps, LATER)).toMatchObject({ paymentsHinted: 1 });
    expect(await count(database.pool, `outbox WHERE subject_id = $1 AND kind = 'payment-hint'`, [paymentId])).toBe(1);
    expect(await openIncidents()).toContain('payment-unsettled');
  });
});

describe('a right in force', () => {
  it('that the national register does not hold is an incident, until it does; silence proves nothing', async () => {
    await database.pool.query(
      `INSERT INTO parking_right (municipality_id, permit_id, country, plate, areas, since, until, kind, usage_id, register_id, registered_at)
       VALUES ('voorbeeld', $1, 'NL', '12ABC3', '{B}', $2, '2027-01-01', 'permit', 'X', 'R-1', $2)`,
      [randomUUID(), NOW],
    );
    held = new Unavailable('the register');
    expect(await reconcile(deps, LATER)).toMatchObject({ rights: 1, rightsNotRegistered: 0 });
    held = ['R-2'];
    expect(await reconcile(deps, LATER)).toMatchObject({ rightsNotRegistered: 1 });
    expect(await openIncidents()).toContain('right-not-registered');
    held = ['R-1'];
    await reconcile(deps, LATER);
    expect(await openIncidents()).not.toContain('right-not-registered');
  });
});

describe('more than there is time for', () => {
  it('is compared in turns, and what was wrong comes again at once', async () => {
    await database.pool.query(
      `INSERT INTO parking_right (municipality_id, permit_id, country, plate, areas, since, until, kind, usage_id, register_id, registered_at)
       SELECT 'voorbeeld', uuidv7(), 'NL', 'TURN' || n, '{B}', $1, '2027-01-01', CASE n % 2 WHEN 0 THEN 'permit' ELSE 'action' END, 'X', 'R-' || n, $1
         FROM generate_series(1, 700) AS n`,
      [NOW],
    );
    const asked: string[] = [];
    const register = { held: (plate: string) => (asked.push(plate), Promise.resolve([plate.replace('TURN', 'R-')])) };
    const compare = async (minutes: number, wrong: readonly string[] = []) => {
      asked.length = 0;
      const held = async (plate: string) => {
        const ids = await register.held(plate);
        return wrong.includes(plate) ? [] : ids;
      };
      await reconcile({ ...deps, rights: { ...deps.rights, held } }, plusMs(LATER, minutes * 60_000));
      return [...asked];
    };
    const first = await compare(0, ['TURN7']);
    const second = await compare(15, ['TURN7']);
    expect(first).toHaveLength(500);
    expect(second).toHaveLength(500);
    expect(second).toContain('TURN7');
    expect(new Set([...first, ...second]).size).toBe(700);
    expect(await openIncidents()).toContain('right-not-registered');
    expect(await compare(30)).toContain('TURN7');
    expect(await openIncidents()).not.toContain('right-not-registered');
  });
});

describe('a command', () => {
  it('undelivered for five minutes is an incident that tells which', async () => {
    await database.pool.query(
      `INSERT INTO outbox (subject_id, kind, payload, created_at, attempts) VALUES ($1, 'send-mail', '{}', now() - interval '6 minutes', 4)`,
      [randomUUID()],
    );
    expect(await reconcile(deps, LATER)).toMatchObject({ commandsUndelivered: 1 });
    const { rows } = await database.pool.query<{ detail: unknown }>(
      `SELECT detail FROM incident WHERE kind = 'command-undelivered'`,
    );
    expect(rows).toEqual([{ detail: { kind: 'send-mail', attempts: 4 } }]);
  });
});

import { randomUUID } from 'node:crypto';
import { plusMs } from '../../rules/values/moment.ts';
import { inTransaction } from '../db/transaction.ts';
import { openIncident } from '../db/stores/incidents.ts';
import { command } from '../db/stores/outbox.ts';
import { type IncidentKind } from '../../rules/staff-work/incidents.ts';
import { type Deps, type WorkerDeps } from '../ports.ts';
import { reconcile } from '../reconciliation.ts';
import { depsOn, NOW } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { colleague, inTheNameOf } from '../testing/staff.ts';
import { assignIncident, finishIncident, retryIncident } from './incidents.ts';

const LATER = plusMs(NOW, 3_600_000);
let database: TestDatabase;
let deps: Deps;
beforeAll(async () => {
  database = await openTestDatabase();
  deps = await depsOn(database.pool);
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.pool.query('TRUNCATE process, outbox, incident CASCADE');
});

async function opened(kind: IncidentKind, subject: string, detail: object = {}): Promise<string> {
  await openIncident(database.pool, null, kind, subject, { ...detail }, NOW);
  const { rows } = await database.pool.query<{ id: string }>('SELECT id FROM incident WHERE kind = $1 AND subject = $2', [kind, subject]); // prettier-ignore
  return rows[0]!.id;
}

const commands = async (subject: string): Promise<string[]> => {
  const { rows } = await database.pool.query<{ kind: string }>('SELECT kind FROM outbox WHERE subject_id = $1 ORDER BY seq', [subject]); // prettier-ignore
  return rows.map(({ kind }) => kind);
};
const recorded = async (id: string): Promise<string[]> => {
  const { rows } = await database.pool.query<{ kind: string }>(`SELECT kind FROM audit_event WHERE data ->> 'incidentId' = $1 ORDER BY id`, [id]); // prettier-ignore
  return rows.map(({ kind }) => kind);
};
const by = (id: string, actor: Awaited<ReturnType<typeof colleague>>) => ({ id, ...inTheNameOf(actor) });

/** The engine is not asked. */
async function* none(): AsyncIterable<string> {}

describe('a process that was ended from outside', () => {
  it('is begun anew from its books when an operator tries again, which is recorded', async () => {
    const groen = await colleague(database.pool, 'operator', 'T. Groen');
    const [subject, workflowId] = [randomUUID(), `renewal-${randomUUID()}`];
    await database.pool.query(
      `INSERT INTO process (workflow_id, kind, subject_id, municipality_id, opened_at) VALUES ($1, 'renewal', $2, 'voorbeeld', $3)`,
      [workflowId, subject, NOW],
    );
    const id = await opened('process-closed-early', workflowId, { kind: 'renewal' });
    expect(await retryIncident(deps, by(id, groen), NOW)).toEqual({ outcome: 'acted' });
    expect(await commands(subject)).toEqual(['restart-process']);
    expect(await recorded(id)).toEqual(['incident-retried']);
    const { rows } = await database.pool.query<{ retries: number }>('SELECT retries FROM incident WHERE id = $1', [id]);
    expect(rows).toEqual([{ retries: 1 }]);
  });

  it('has its failing step tried now', async () => {
    const groen = await colleague(database.pool, 'operator', 'T. Groen');
    const [subject, workflowId] = [randomUUID(), `refund-${randomUUID()}`];
    await database.pool.query(
      `INSERT INTO process (workflow_id, kind, subject_id, municipality_id, opened_at) VALUES ($1, 'refund', $2, 'voorbeeld', $3)`,
      [workflowId, subject, NOW],
    );
    const id = await opened('activity-failing', workflowId, { kind: 'refund', activity: 'sendRefund', attempts: 12 });
    await retryIncident(deps, by(id, groen), NOW);
    expect(await commands(subject)).toEqual(['retry-activity']);
  });
});

describe('a command that cannot be delivered', () => {
  const undelivered = async (kind: 'send-push' | 'renewal-paid') => {
    const subject = randomUUID();
    await inTransaction(database.pool, async (tx) => {
      if (kind === 'renewal-paid') await command(tx, subject, kind, { renewalId: subject });
      else await command(tx, subject, 'permit-rights-changed', { permitId: subject });
      await command(tx, subject, 'start-permit', { permitId: subject });
    });
    await database.pool.query(
      `UPDATE outbox SET created_at = now() - interval '6 minutes', attempts = 8, not_before = now() + interval '1 minute' WHERE subject_id = $1`,
      [subject],
    );
    const worker: WorkerDeps = {
      ...deps,
      processes: {
        state: () => Promise.resolve('running'),
        running: () => ({ count: () => Promise.resolve(0), ids: none }),
      },
    };
    await reconcile(worker, LATER);
    const { rows } = await database.pool.query<{ id: string }>('SELECT id FROM incident WHERE subject = $1 AND closed_at IS NULL', [subject]); // prettier-ignore
    return { subject, id: rows[0]!.id, worker };
  };

  it('is found after five minutes, and is delivered at once when an operator tries again', async () => {
    const groen = await colleague(database.pool, 'operator', 'T. Groen');
    const { subject, id } = await undelivered('send-push');
    await retryIncident(deps, by(id, groen), NOW);
    const { rows } = await database.pool.query<{ due: boolean }>('SELECT bool_and(not_before <= now()) AS due FROM outbox WHERE subject_id = $1', [subject]); // prettier-ignore
    expect(rows).toEqual([{ due: true }]);
  });

  it('is skipped with a reason: what waited behind it goes on', async () => {
    const groen = await colleague(database.pool, 'operator', 'T. Groen');
    const { subject, id } = await undelivered('send-push');
    await finishIncident(deps, { ...by(id, groen), outcome: 'skipped', reason: 'no-effect', note: null }, NOW);
    expect(await commands(subject)).toEqual(['start-permit']);
    expect(await recorded(id)).toEqual(['incident-closed']);
  });

  it('and brings money is skipped only when a second person says so too', async () => {
    const [groen, blauw] = await Promise.all([
      colleague(database.pool, 'operator', 'T. Groen'),
      colleague(database.pool, 'operator', 'B. Blauw'),
    ]);
    const { subject, id } = await undelivered('renewal-paid');
    const skip = { outcome: 'skipped', reason: 'done-otherwise', note: null } as const;
    expect(await finishIncident(deps, { ...by(id, groen), ...skip }, NOW)).toEqual({ outcome: 'acted' });
    expect(await commands(subject)).toHaveLength(2);
    expect(await finishIncident(deps, { ...by(id, groen), ...skip }, NOW)).toMatchObject({ ground: 'own-work' });
    expect(await finishIncident(deps, { ...by(id, blauw), ...skip }, NOW)).toEqual({ outcome: 'acted' });
    expect(await commands(subject)).toEqual(['start-permit']);
    expect(await recorded(id)).toEqual(['incident-finish-asked', 'incident-closed']);
  });
});

describe('an incident', () => {
  it('of money cannot be put aside by one person, whatever the program says', async () => {
    const groen = await colleague(database.pool, 'operator', 'T. Groen');
    const id = await opened('refund-late', randomUUID());
    const alone = (askedBy: string | null) =>
      database.pool.query(
        `UPDATE incident SET closed_at = now(), outcome = 'closed', finished_by = $2, asked_by = $3 WHERE id = $1`,
        [id, groen.id, askedBy],
      );
    await expect(alone(null)).rejects.toThrow('incident_of_money_by_two');
    await expect(alone(groen.id)).rejects.toThrow('incident_finished_by_another');
  });

  it('is handed to a colleague of the same municipality or to a role, and of two who finish it the second is told', async () => {
    const [groen, blauw] = await Promise.all([colleague(database.pool, 'operator', 'T. Groen'), colleague(database.pool, 'operator', 'B. Blauw')]);
    const id = await opened('decision-differs', randomUUID());
    expect(await assignIncident(deps, { ...by(id, groen), staffId: blauw.id, role: null }, NOW)).toEqual({ outcome: 'acted' });
    expect(await assignIncident(deps, { ...by(id, groen), staffId: randomUUID(), role: null }, NOW)).toMatchObject({ ground: 'not-found' });
    expect(await assignIncident(deps, { ...by(id, groen), staffId: null, role: 'finance' }, NOW)).toEqual({ outcome: 'acted' });
    const close = { outcome: 'closed', reason: null, note: 'Nagekeken.' } as const;
    const said = await Promise.all([groen, blauw].map((who) => finishIncident(deps, { ...by(id, who), ...close }, NOW)));
    expect(said.map((one) => ('ground' in one ? one.ground : one.outcome)).sort()).toEqual(['acted', 'incident-over']);
    expect(await recorded(id)).toEqual(['incident-assigned', 'incident-assigned', 'incident-closed']);
  }); // prettier-ignore

  it('that was skipped is not found again; one that was closed is, when it happens again', async () => {
    const groen = await colleague(database.pool, 'operator', 'T. Groen');
    for (const [outcome, reason, note, again] of [
      ['skipped', 'mistaken', null, 0],
      ['closed', null, 'Hersteld.', 1],
    ] as const) {
      const subject = randomUUID();
      const id = await opened('decision-differs', subject);
      await finishIncident(deps, { ...by(id, groen), outcome, reason, note }, NOW);
      await openIncident(database.pool, null, 'decision-differs', subject, {}, LATER);
      const { rows } = await database.pool.query('SELECT FROM incident WHERE subject = $1 AND closed_at IS NULL', [subject]); // prettier-ignore
      expect(rows).toHaveLength(again);
    }
  });

  it('of another municipality is not there', async () => {
    const groen = await colleague(database.pool, 'operator', 'T. Groen');
    await openIncident(database.pool, 'deventer', 'decision-differs', 'x', {}, NOW);
    const { rows } = await database.pool.query<{ id: string }>(`SELECT id FROM incident WHERE subject = 'x'`);
    expect(await retryIncident(deps, by(rows[0]!.id, groen), NOW)).toMatchObject({ ground: 'not-found' });
  });
});

describe('a right the national register does not have', () => {
  it('is told to it now, by the process of the permit or of the stay, unless the register had it before', async () => {
    const groen = await colleague(database.pool, 'operator', 'T. Groen');
    const right = async (actionId: string | null) => {
      const { rows } = await database.pool.query<{ id: string; permit_id: string }>(
        `INSERT INTO parking_right (municipality_id, permit_id, action_id, country, plate, areas, since, until, kind, usage_id)
         VALUES ('voorbeeld', $1, $2, 'NL', $3, '{B}', $4, '2027-01-01', $5, 'X') RETURNING id, permit_id`,
        [randomUUID(), actionId, `RN${randomUUID().slice(0, 4).toUpperCase()}`, NOW, actionId === null ? 'permit' : 'action'],
      ); // prettier-ignore
      return rows[0]!;
    };
    const payload = async (subject: string) =>
      (await database.pool.query<{ payload: object }>('SELECT payload FROM outbox WHERE subject_id = $1', [subject])).rows; // prettier-ignore
    const [ofPermit, actionId] = [await right(null), randomUUID()];
    const ofStay = await right(actionId);
    for (const { id } of [ofPermit, ofStay]) {
      const incidentId = await opened('right-not-registered', id, { registered: false });
      expect(await retryIncident(deps, by(incidentId, groen), NOW)).toEqual({ outcome: 'acted' });
    }
    expect(await payload(ofPermit.permit_id)).toEqual([
      { payload: { workflowId: `permit-${ofPermit.permit_id}`, activity: 'registerRight' } },
    ]);
    expect(await payload(actionId)).toEqual([
      { payload: { workflowId: `parking-action-${actionId}`, activity: 'registerRight' } },
    ]);
    const lost = await opened('right-not-registered', (await right(null)).id, { registered: true });
    expect(await retryIncident(deps, by(lost, groen), NOW)).toMatchObject({ ground: 'incident-not-retried' });
  });
});

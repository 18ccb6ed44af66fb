import { jest } from '@jest/globals';
import { Client, Connection, WorkflowNotFoundError, type WorkflowHandle } from '@temporalio/client';
import { type Browser } from '../testing/browser.ts';
import { permitInForce } from '../testing/cases.ts';
import { eventually } from '../testing/eventually.ts';
import { citizen, staff } from '../testing/people.ts';
import { dutch, freshPlate } from '../testing/plates.ts';
import { ownSystem } from '../testing/stack.ts';
import { type IncidentPage, type OperationsView } from './shapes.ts';

jest.setTimeout(180_000);

let system: Awaited<ReturnType<typeof ownSystem>>;
let operator: Browser;
let connection: Connection;
beforeAll(async () => {
  system = await ownSystem('operations');
  operator = await staff(system, 'operator');
  connection = await Connection.connect({ address: system.stack.temporalAddress });
});
afterAll(async () => {
  await connection.close();
  await system.stop();
});

const open = () => operator.ask<IncidentPage>('GET', '/v1/staff/incidents');

/** The reconciler comes by every quarter of an hour of business time. */
const quarterLater = () => system.sandbox.moveBy(20 * 60_000);

/** The books are ahead of the engine by the time the relay takes. */
async function statusOf(process: WorkflowHandle): Promise<string> {
  try {
    return (await process.describe()).status.name;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'not begun';
    throw error;
  }
}

describe('an operator', () => {
  it('sees how every part is, what waits and what ran', async () => {
    const found = await operator.ask<OperationsView>('GET', '/v1/staff/operations');
    expect(found.components.find(({ name }) => name === 'database')).toMatchObject({ status: 'up' });
    expect(found.queues.map(({ name }) => name)).toEqual(['cases', 'parking', 'slow']);
    expect(found.queues.find(({ name }) => name === 'cases')!.workers).toBeGreaterThan(0);
    expect(found.databaseBytes).toBeGreaterThan(0);
  });

  it('begins a case anew whose process was ended from outside, and it goes on from its books', async () => {
    const bakkerij = await citizen(system, 'bakkerij');
    const permit = await permitInForce(bakkerij, system.sandbox, 'business', { plates: [dutch(freshPlate())] });
    const process = new Client({ connection }).workflow.getHandle(`permit-${permit.id}`);
    await eventually('the process runs', () => statusOf(process), (status) => status === 'RUNNING'); // prettier-ignore
    await process.terminate('by hand');
    await quarterLater();
    const found = await eventually('the incident is there', open, ({ items }) =>
      items.some(({ subject }) => subject === `permit-${permit.id}`),
    );
    const { id, kind } = found.items.find(({ subject }) => subject === `permit-${permit.id}`)!;
    expect(kind).toBe('process-closed-early');
    await operator.ask('POST', `/v1/staff/incidents/${id}/_retry`);
    await eventually('the process runs again', () => statusOf(process), (status) => status === 'RUNNING'); // prettier-ignore
    await quarterLater();
    await eventually('it is right again', open, ({ items }) => items.every((one) => one.id !== id));
  });
});

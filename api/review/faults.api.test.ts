import { jest } from '@jest/globals';
import { type CheckAnswer } from '../enforcement/shapes.ts';
import { type Me } from '../me/shapes.ts';
import { type Browser } from '../testing/browser.ts';
import { claim, declared, permitInForce, taskOf, withdraw } from '../testing/cases.ts';
import { citizen, staff } from '../testing/people.ts';
import { dutch, freshPlate } from '../testing/plates.ts';
import { sharedSystem, type System } from '../testing/stack.ts';
import { type TaskPage } from './shapes.ts';

jest.setTimeout(120_000);

let system: System;
let emma: Browser;
let clerk: Browser;
beforeAll(async () => {
  system = await sharedSystem();
  [emma, clerk] = await Promise.all([citizen(system, 'emma'), staff(system, 'clerk')]);
});

/** Of a lease car, with its contract: staff have to look. */
const inReview = () => declared(emma, 'resident', { plates: [dutch('627-HX-3')] });
const listed = async (browser: Browser): Promise<string[]> =>
  (await browser.ask<TaskPage>('GET', '/v1/staff/tasks?limit=100')).items.map(({ id }) => id);

describe('a decision', () => {
  it('on a case its applicant took back is refused with what became of it, and changes nothing [PEERS-033]', async () => {
    const application = await inReview();
    const task = await claim(clerk, await taskOf(clerk, application));
    await withdraw(emma, application);
    for (const decision of [{ verdict: 'approve' }, { verdict: 'reject', ground: 'not-entitled' }])
      expect(await clerk.refused('POST', `/v1/staff/tasks/${task.id}/_decide`, decision)).toMatchObject({
        status: 409,
        code: 'move-not-allowed',
        trace: { steps: [{ values: { status: 'withdrawn' } }] },
      });
    expect(
      await system.rows(`SELECT 1 FROM decision WHERE application_id = '${application.id}' AND decided_by = 'staff'`),
    ).toEqual([]);
    expect(await listed(clerk)).not.toContain(task.id);
  });

  it('is nothing to a clerk of another municipality: not listed, not opened, not taken, not decided, no file [PEERS-033]', async () => {
    const application = await inReview();
    const task = await taskOf(clerk, application);
    const deventer = await staff(system, 'deventer-clerk');
    expect(await listed(clerk)).toContain(task.id);
    expect(await listed(deventer)).not.toContain(task.id);
    const at = `/v1/staff/tasks/${task.id}`;
    const asked: [method: string, path: string, body?: object][] = [
      ['GET', at],
      ['POST', `${at}/_claim`],
      ['POST', `${at}/_decide`, { verdict: 'approve' }],
      ['GET', `${at}/documents/${application.documents[0]!.id}`],
      ['GET', `/v1/staff/cases/${application.id}`],
      ['GET', `/v1/staff/cases/${application.id}/timeline`],
      ['GET', `/v1/staff/cases/${application.id}/history`],
    ];
    for (const [method, path, body] of asked)
      expect([path, (await deventer.call(method, path, body)).status]).toEqual([path, 404]);
    expect(await taskOf(clerk, application)).toMatchObject({ status: 'open' });
    await withdraw(emma, application);
  });
});

describe('an officer', () => {
  it('has the check and nothing else: every route about a person, a case or the past is closed (R14) [ASSEN-021]', async () => {
    const officer = await staff(system, 'officer');
    const bakkerij = await citizen(system, 'bakkerij');
    const plate = freshPlate();
    const permit = await permitInForce(bakkerij, system.sandbox, 'business', { plates: [dutch(plate)] });
    const { holder } = await bakkerij.ask<Me>('GET', '/v1/me');
    const [application] = await system.rows<{ id: string }>(
      `SELECT application_id AS id FROM permit WHERE id = '${permit.id}'`,
    );
    const ids: Record<string, string> = { people: holder!.id, permits: permit.id, cases: application!.id };
    const closed = Object.entries(system.contract.document.paths).flatMap(([path, operations]) =>
      Object.entries(operations)
        .filter(([, operation]) => !['anyone', 'signed-in', 'check'].includes(operation['x-may']))
        .map(([method]) => [method.toUpperCase(), `/v1${path}`] as const),
    );
    expect(closed.length).toBeGreaterThan(100);
    for (const [method, path] of closed) {
      const id = ids[path.split('/')[3] ?? ''] ?? permit.id;
      const { status, text } = await officer.call(
        method,
        path.replace(/\{\w+\}/g, id),
        method === 'GET' ? undefined : {},
      );
      expect([method, path, [401, 403].includes(status)]).toEqual([method, path, true]);
      for (const word of [holder!.name, permit.number, plate.replaceAll('-', '')]) expect(text).not.toContain(word);
    }
    const check = await officer.ask<CheckAnswer>('POST', '/v1/enforcement/checks', { plate, area: permit.areaId });
    expect(Object.keys(check).sort()).toEqual([
      'area', 'at', 'earlier', 'id', 'justExpired', 'near', 'until', 'verdict',
    ]); // prettier-ignore
    expect(check.verdict).toBe('green');
  });
});

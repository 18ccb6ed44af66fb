import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { paymentId, permitApplicationId, permitId } from '../../rules/values/process-ids.ts';
import { answer, attach, begin, checkOut, declare, fillInUntil, permit, untilStatus, uploadForm } from '../testing/cases.ts'; // prettier-ignore
import { pdf } from '../testing/files.ts';
import { citizen, staff } from '../testing/people.ts';
import { eventually } from '../testing/eventually.ts';
import { logsOf } from '../testing/logs.ts';
import { personalIn, personalLines } from '../testing/personal.ts';
import { dutch, freshPlate } from '../testing/plates.ts';
import { sharedSystem, type System } from '../testing/stack.ts';
import { type Cart } from '../payments/shapes.ts';

jest.setTimeout(60_000);

const plate = freshPlate();
const FILE_NAME = 'lease-van-mijn-buurvrouw.pdf';
const NOTE = 'Belde over haar scheiding';

let system: System;
let processes: string[];
/** A story in which every part handles something personal: a plate, a document, a name, an address, a note. */
beforeAll(async () => {
  system = await sharedSystem();
  const sanne = await citizen(system, 'sanne');
  const opened = await fillInUntil(sanne, await begin(sanne, 'resident'), 'documents', { plates: [dutch(plate)] });
  await attach(sanne, opened, uploadForm(opened.requirements[0]!.id, 'lease', pdf(), FILE_NAME));
  const reviewed = await declare(
    sanne,
    await fillInUntil(sanne, await answer(sanne, opened, { documentsConfirmed: true }), 'declaration'),
  );
  const clerk = await staff(system, 'clerk');
  const { items } = await clerk.ask<{ items: { id: string; number: string }[] }>('GET', '/v1/staff/tasks?limit=100');
  const task = items.find(({ number }) => number === reviewed.number)!;
  await clerk.ask('POST', `/v1/staff/tasks/${task.id}/_claim`);
  await clerk.ask('POST', `/v1/staff/tasks/${task.id}/_show-person`);
  await clerk.ask('POST', `/v1/staff/tasks/${task.id}/_decide`, { verdict: 'approve', note: NOTE });
  const cart = await sanne.ask<Cart>('GET', '/v1/cart');
  const { reference } = await checkOut(sanne, [cart.items.find(({ number }) => number === reviewed.number)!.id]);
  await system.sandbox.end(reference, { status: 'paid' });
  const issued = await permit(sanne, await untilStatus(sanne, reviewed, 'issued'));

  const officer = await staff(system, 'officer');
  await officer.ask('POST', '/v1/enforcement/checks', { plate, area: 'B' });
  await officer.refused('POST', '/v1/enforcement/checks', { plate, area: 'B', name: 'Sanne de Boer' });
  await sanne.refused('PATCH', `/v1/applications/${reviewed.id}/answers`, { plates: [dutch(plate)] });
  await sanne.call('POST', '/v1/me/email', { email: 'sanne@inwoner.example', plate });

  const [payment] = await system.rows<{ id: string }>(`SELECT id FROM payment WHERE reference = '${reference}'`);
  processes = [permitApplicationId(reviewed.id), paymentId(payment!.id), permitId(issued.id)];
});

describe('what the system writes down for its operators', () => {
  it('names nobody and no car, in no log of any part, whatever was done so far', async () => {
    expect(Object.keys(logsOf(system))).toEqual(
      expect.arrayContaining(['api.log', 'worker.log', 'postgres.log', 'temporal.log', 'sandbox.log']),
    );
    expect(await personalLines(system, [plate, FILE_NAME, NOTE])).toEqual([]);
  });

  it('tells who was turned away, by number, and where: a missing right as well as a request of another shape', async () => {
    const clerk = await staff(system, 'clerk');
    const { status } = await clerk.refused('GET', '/v1/staff/deletions');
    expect(status).toBe(403);
    const stands = (line: RegExp) =>
      eventually(`${line}`, () =>
        Promise.resolve(
          logsOf(system)
            ['api.log']!.split('\n')
            .some((told) => line.test(told)),
        ),
      );
    const by = '"by":"staff [\\da-f-]{36}"';
    await stands(RegExp(`"route":"/v1/staff/deletions",${by},"status":403,"code":"not-allowed","msg":"turned away"`));
    await stands(
      RegExp(`"route":"/v1/enforcement/checks",${by},"status":400,"code":"invalid-request","msg":"turned away"`),
    );
  });

  it('holds ids, codes, amounts and moments alone in the histories of processes', async () => {
    const note = JSON.parse(readFileSync(join(system.dataDir, 'running.json'), 'utf8')) as { temporalAddress: string };
    const connection = await Connection.connect({ address: note.temporalAddress });
    const { workflow } = new Client({ connection });
    for (const id of processes) {
      const { events } = await workflow.getHandle(id).fetchHistory();
      const readable = JSON.stringify(events, readablePayload);
      expect(readable).toMatch(/(application|payment|permit)Id\\":/); // a payload, read
      expect([id, await personalIn(readable, system, [plate, FILE_NAME, NOTE])]).toEqual([id, []]);
    }
    await connection.close();
  });
});

/** Payloads are bytes, which are written in base 64. */
const readablePayload = (key: string, value: unknown): unknown =>
  key === 'data' && typeof value === 'string' ? Buffer.from(value, 'base64').toString() : value;

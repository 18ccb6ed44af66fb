import { jest } from '@jest/globals';
import { civilDateOf } from '../../rules/values/civil-day.ts';
import { type TaskView } from '../review/shapes.ts';
import { type Bundle } from '../objections/shapes.ts';
import { claim, permitInForce, taskOf, uploadForm } from '../testing/cases.ts';
import { eventually } from '../testing/eventually.ts';
import { addressOf, citizen, staff } from '../testing/people.ts';
import { dutch, freshPlate } from '../testing/plates.ts';
import { sharedSystem, type System } from '../testing/stack.ts';
import { type FineReportList, type FineReportView } from './shapes.ts';

jest.setTimeout(120_000);

let system: System;
beforeAll(async () => {
  system = await sharedSystem();
});

it('a wrong fine is reported with its bundle and a picture, answered by staff, and who fines hears of it with the proof [PEERS-043]', async () => {
  const bakkerij = await citizen(system, 'bakkerij');
  const plate = freshPlate();
  const { id } = await permitInForce(bakkerij, system.sandbox, 'business', { plates: [dutch(plate)] });
  const path = `/v1/permits/${id}/fine-reports`;
  const { today } = await bakkerij.ask<FineReportList>('GET', path);
  expect(today).toBe(civilDateOf(await system.sandbox.now(), 'Europe/Amsterdam'));
  const body = { fineNumber: `VB ${plate}`, fineOn: today, words: 'Ik stond gewoon goed.' };
  const report = await bakkerij.ask<FineReportView>('POST', path, body);
  expect(report).toMatchObject({ status: 'with-staff', fineNumber: body.fineNumber, actions: ['attach', 'withdraw'] });
  expect(await bakkerij.refused('POST', path, { ...body, fineNumber: body.fineNumber.toLowerCase() })).toMatchObject({
    code: 'fine-reported-already',
  });
  const withPicture = await bakkerij.ask<FineReportView>('POST', `${path}/${report.id}/documents`, uploadForm('fine', 'fine'));
  expect(withPicture.documents).toMatchObject([{ fileName: 'bewijs.pdf' }]);
  await eventually(
    'the bundle is made',
    () => bakkerij.ask<Bundle>('GET', `/v1/permits/${id}/objection-bundles/${report.bundleId}`),
    ({ doneAt }) => doneAt !== null,
  );

  const emma = await citizen(system, 'emma');
  expect(await emma.refused('GET', path)).toMatchObject({ code: 'not-found' });
  expect(await emma.refused('POST', `${path}/${report.id}/_withdraw`)).toMatchObject({ code: 'not-found' });

  const clerk = await staff(system, 'clerk');
  const found = await taskOf(clerk, report);
  expect(found).toMatchObject({ subject: 'fine-report', legalOn: report.answerBefore });
  const task = await claim(clerk, found);
  expect(task).toMatchObject({ fineReport: { words: body.words, bundle: true, tellsWhoFines: true }, documents: [{ kind: 'fine' }] });
  const elsewhere = await staff(system, 'deventer-clerk');
  const answer = { outcome: 'put-right', cause: 'right-not-shown', words: 'De kaart van de wijk is hersteld.' };
  expect(await elsewhere.refused('POST', `/v1/staff/tasks/${task.id}/_answer-fine`, answer)).toMatchObject({ code: 'not-found' });
  const [json] = await Promise.all([clerk.download(`/v1/staff/tasks/${task.id}/bundle/json`)]);
  expect(JSON.parse(json.bytes.toString())).toMatchObject({ parts: { about: { plate } } });
  expect(await clerk.ask<TaskView | null>('POST', `/v1/staff/tasks/${task.id}/_answer-fine`, answer)).toBeNull();

  const { items } = await bakkerij.ask<FineReportList>('GET', path);
  expect(items[0]).toMatchObject({ status: 'put-right', reason: 'right-not-shown', answer: answer.words, actions: [] });
  const told = await system.sandbox.mailAbout(addressOf('bakkerij'), new RegExp(`Antwoord op uw melding ${report.number}`));
  expect(told.text).toContain(answer.words);
  const passedOn = await system.sandbox.mailAbout('handhaving@voorbeeldstad.example', new RegExp(report.number));
  expect(passedOn.attachments).toHaveLength(2);
  expect(passedOn.text).not.toContain(plate);
  expect(await bakkerij.refused('POST', `${path}/${report.id}/_withdraw`)).toMatchObject({ code: 'move-not-allowed' });
}); // prettier-ignore

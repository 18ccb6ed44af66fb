import { jest } from '@jest/globals';
import { verifyDossier, type SealedDossier } from '../../activities/audit/seal.ts';
import { type CheckAnswer } from '../enforcement/shapes.ts';
import { type Browser } from '../testing/browser.ts';
import { permitInForce } from '../testing/cases.ts';
import { eventually } from '../testing/eventually.ts';
import { citizen, staff } from '../testing/people.ts';
import { dutch, freshPlate } from '../testing/plates.ts';
import { sharedSystem, type System } from '../testing/stack.ts';
import { type CaseCheck, type CaseProcesses, type CaseReaders, type FoundCases, type FoundEvents, type PastAnswer, type StaffReport, type Timeline } from './shapes.ts'; // prettier-ignore

jest.setTimeout(120_000);

let system: System;
let auditor: Browser;
let officer: Browser;
beforeAll(async () => {
  system = await sharedSystem();
  [auditor, officer] = await Promise.all([staff(system, 'auditor'), staff(system, 'officer')]);
});

const checked = (caseId: string, asked: CaseCheck) =>
  eventually(
    'the case is checked',
    () => auditor.ask<CaseCheck>('GET', `/v1/staff/cases/${caseId}/checks/${asked.id}`),
    ({ doneAt }) => doneAt !== null,
  );

describe('an auditor', () => {
  it('starts from a plate and a moment and ends with a dossier that proves itself [PEERS-036, BEYOND-021]', async () => {
    const bakkerij = await citizen(system, 'bakkerij');
    const plate = freshPlate();
    const permit = await permitInForce(bakkerij, system.sandbox, 'business', { plates: [dutch(plate)] });
    const told = await officer.ask<CheckAnswer>('POST', '/v1/enforcement/checks', { plate, area: 'A' });
    expect(told.verdict).toBe('green');
    const { at } = told;

    const past = await auditor.ask<PastAnswer>('POST', '/v1/staff/past-checks/_ask', { plate, area: 'A', at });
    expect(past.then).toEqual({ verdict: 'green', justExpired: false, until: told.until, near: 0 });
    expect(past.checks).toMatchObject([{ id: told.id, verdict: 'green', reproduced: true }]);

    const { items } = await auditor.ask<FoundCases>('POST', '/v1/staff/cases/_find', { plate, at });
    expect(items).toMatchObject([{ permitNumber: permit.number, rights: [{ kind: 'permit', areas: ['A'] }] }]);
    const caseId = items[0]!.id;
    const story = await eventually(
      'every event is in the chain',
      () => auditor.ask<Timeline>('GET', `/v1/staff/cases/${caseId}/timeline`),
      (timeline) => timeline.items.every(({ sealed }) => sealed),
    );
    expect(story.items.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['application-opened', 'permit-issued', 'plate-searched'])); // prettier-ignore
    const decided = story.items.find(({ kind }) => kind === 'application-decided');
    expect(decided?.basis?.rules.length).toBeGreaterThan(0);

    const drawn = await auditor.ask<CaseProcesses>('GET', `/v1/staff/cases/${caseId}/processes`);
    expect(drawn.items.map(({ kind, status }) => `${kind} ${status}`)).toEqual([
      'permit-application issued', 'payment paid', 'permit issued',
    ]); // prettier-ignore
    for (const { kind, status, steps } of drawn.items) {
      expect(steps.at(-1)?.status).toBe(status);
      const { ways } = drawn.drawings.find((drawing) => drawing.kind === kind)!;
      const undrawn = steps.filter((step) => !ways.some(({ from, to }) => from === step.from && to === step.status));
      expect(undrawn).toEqual([]);
    }

    const replayed = await checked(caseId, await auditor.ask<CaseCheck>('POST', `/v1/staff/cases/${caseId}/_replay`));
    expect(replayed.result!.processes.length).toBeGreaterThan(2);
    expect(new Set(replayed.result!.processes.map(({ outcome }) => outcome))).toEqual(new Set(['same']));
    expect(replayed.result!.decisions.map(({ outcome }) => outcome)).toEqual(['same']);

    const made = await checked(caseId, await auditor.ask<CaseCheck>('POST', `/v1/staff/cases/${caseId}/_export`));
    const [json, pdf] = await Promise.all(
      ['json', 'pdf'].map((form) => auditor.download(`/v1/staff/cases/${caseId}/checks/${made.id}/${form}`)),
    );
    const dossier = JSON.parse(json!.bytes.toString('utf8')) as SealedDossier;
    expect(verifyDossier(dossier, pdf!.bytes)).toMatchObject({
      findings: [],
      histories: replayed.result!.processes.length,
    });
    dossier.events[1]!.actor_id = 'somebody else';
    expect(verifyDossier(dossier).findings).toContainEqual({ kind: 'changed', part: `event ${dossier.events[1]!.id}` });
    const readers = await auditor.ask<CaseReaders>('GET', `/v1/staff/cases/${caseId}/readers`);
    expect(readers.items.find(({ actor }) => actor.name === 'C. Molenaar')).toMatchObject({ changed: 0 });
    expect(readers.items.find(({ actor }) => actor.kind === 'holder')?.changed).toBeGreaterThan(0);
  });

  it('reads who may what, and what happened by kind; others may not [PEERS-036]', async () => {
    const { items } = await auditor.ask<StaffReport>('GET', '/v1/staff/rights-report');
    expect(items.find(({ name }) => name === 'C. Molenaar')).toMatchObject({
      roles: ['auditor'],
      permissions: ['audit', 'read-case', 'read-products'],
    });
    const found = await auditor.ask<FoundEvents>('POST', '/v1/staff/audit-events/_search', {
      kinds: ['permit-issued'],
      limit: 1,
    });
    expect(found.items[0]).toMatchObject({ kind: 'permit-issued', case: { number: expect.any(String) } });
    expect((await officer.refused('POST', '/v1/staff/audit-events/_search', {})).status).toBe(403);
  });
});

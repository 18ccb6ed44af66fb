import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { type AuditEvent } from '../../rules/audit.ts';
import { SECRETS, startFront, type Front } from '../../sandbox/testing/front.ts';
import { record, SYSTEM } from '../db/stores/audit.ts';
import { storeDocument } from '../db/stores/documents.ts';
import { inTransaction } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';
import { caseRegister, tokenFor, type CaseRegister } from '../providers/case-register.ts';
import { count, depsOn, NOW, readyToPay, resident } from '../testing/case.ts';
import { linkAll } from '../testing/chain.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { followForRegisters } from './register-case.ts';
import { sendDeliveries, writeDeliveries } from './send.ts';

jest.setTimeout(60_000);

let database: TestDatabase;
let deps: Deps;
let front: Front;
let register: CaseRegister;
const login = { clientId: 'parkwerk', secret: SECRETS.zgwSecret };
beforeAll(async () => {
  [database, front] = await Promise.all([openTestDatabase(), startFront({ slow: 1 })]);
  deps = await depsOn(database.pool);
  await followForRegisters(deps);
  const at = `${front.url}/sandbox/zgw`;
  register = caseRegister({ casesUrl: `${at}/zaken/api/v1/`, documentsUrl: `${at}/documenten/api/v1/`, ...login });
});
afterAll(async () => {
  await database.drop();
  await front.close();
});

interface Held {
  kind: string;
  [field: string]: unknown;
}
const held = async (): Promise<Held[]> => (await (await fetch(`${front.url}/sandbox/case-register`)).json()) as Held[];
/** What the register holds of one case: its kinds of statuses, results and documents by their last word. */
async function heldOf(number: string) {
  const all = await held();
  const opened = all.filter(({ kind, identificatie }) => kind === 'zaak' && identificatie === number);
  const of = (kind: string, field: string) =>
    all
      .filter((one) => one.kind === kind && one['zaak'] === opened[0]?.['url'])
      .map((one) => String(one[field]).split('-').at(-1));
  return {
    opened: opened.length,
    ended: opened[0]?.['einddatum'],
    statuses: of('status', 'statustype'),
    results: of('resultaat', 'resultaattype'),
    documents: of('zaakinformatieobject', 'informatieobject').length,
  };
}
const fails = (mode: 'down' | 'ok') =>
  fetch(`${front.url}/sandbox/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ service: 'cases', mode }),
  });

async function happens(applicationId: string, event: AuditEvent): Promise<void> {
  await inTransaction(database.pool, (tx) =>
    record(tx, NOW, SYSTEM, { municipalityId: 'voorbeeld', applicationId }, event),
  );
  await linkAll(database.pool);
}
const noWebhook = () => Promise.reject(new Error('there is no webhook here'));
async function deliver(): Promise<void> {
  await writeDeliveries(deps);
  while ((await sendDeliveries(deps, noWebhook, register)) > 0);
}
const dueNow = () => database.pool.query(`UPDATE event_delivery SET not_before = now() WHERE status = 'waiting'`);

async function application(): Promise<{ id: string; number: string; holderId: string }> {
  const { applicationId: id, holderId } = await readyToPay(deps, await resident(database.pool));
  const { rows } = await database.pool.query<{ number: string }>('SELECT number FROM application WHERE id = $1', [id]);
  return { id, number: rows[0]!.number, holderId };
}
const declared: AuditEvent = { kind: 'application-declared', data: { declarationVersion: '1', language: 'nl' } };
const decided: AuditEvent = {
  kind: 'application-decided',
  data: { decisionId: randomUUID(), by: 'rule', result: 'allow', traceId: randomUUID() },
};
const issued: AuditEvent = {
  kind: 'permit-issued',
  data: { permitId: randomUUID(), release: 1, from: NOW, until: '2027-05-01T00:00:00.000Z' },
};

it('a case is registered under its number when it is handed in, follows its statuses with its letter, and is closed with its result', async () => {
  const { id, number, holderId } = await application();
  await happens(id, declared);
  await deliver();
  expect(await heldOf(number)).toEqual({
    opened: 1,
    ended: undefined,
    statuses: ['ontvangen'],
    results: [],
    documents: 0,
  });
  await happens(id, decided);
  const documentId = await inTransaction(database.pool, (tx) =>
    storeDocument(tx, deps.vault, {
      municipalityId: 'voorbeeld', holderId, applicationId: id, permitId: null, origin: 'letter', kind: 'permit-issued', requirementId: null,
      fileName: `${number}.pdf`, mediaType: 'application/pdf', content: Buffer.from('%PDF-1.7 Sanne de Boer'), at: NOW,
    }),
  ); // prettier-ignore
  await happens(id, { kind: 'letter-stored', data: { letter: 'permit-issued', documentId } });
  await happens(id, issued);
  await deliver();
  expect(await heldOf(number)).toEqual({
    opened: 1,
    ended: '2026-05-01',
    statuses: ['ontvangen', 'besloten', 'afgehandeld'],
    results: ['verleend'],
    documents: 1,
  });
  // Nothing about people beside the letter itself.
  expect(JSON.stringify(await held())).not.toMatch(/Sanne|Boer|4302/);
});

it('a register that is down is told later, each step once and in order, and the case itself goes on', async () => {
  const { id, number } = await application();
  await fails('down');
  await happens(id, declared);
  await deliver();
  await happens(id, decided);
  await happens(id, issued);
  await deliver();
  expect(await count(database.pool, `event_delivery WHERE subject_id = $1 AND status = 'waiting'`, [id])).toBe(3);
  await fails('ok');
  await dueNow();
  await deliver();
  expect(await heldOf(number)).toMatchObject({
    opened: 1,
    statuses: ['ontvangen', 'besloten', 'afgehandeld'],
    results: ['verleend'],
  });
});

it('a step nobody knows the answer of is asked about and not done twice', async () => {
  const { id, number } = await application();
  const again = async () => {
    await database.pool.query(
      `UPDATE event_delivery SET status = 'waiting', not_before = now() WHERE subject_id = $1`,
      [id],
    );
    await deliver();
  };
  await happens(id, declared);
  await deliver();
  await database.pool.query('DELETE FROM case_registration WHERE case_id = $1', [id]);
  await again();
  expect(await heldOf(number)).toMatchObject({ opened: 1, statuses: ['ontvangen'] });
  await happens(id, issued);
  await deliver();
  await again();
  expect(await heldOf(number)).toMatchObject({
    opened: 1,
    statuses: ['ontvangen', 'afgehandeld'],
    results: ['verleend'],
  });
});

it('what was never handed in is no case there; a register that refuses waits for a person as an incident', async () => {
  const { id, number } = await application();
  await happens(id, { kind: 'application-withdrawn', data: { from: 'draft' } });
  await deliver();
  expect(await heldOf(number)).toMatchObject({ opened: 0 });

  const other = await application();
  const wrong = caseRegister({
    casesUrl: `${front.url}/sandbox/zgw/zaken/api/v1/`,
    documentsUrl: `${front.url}/`,
    ...login,
    secret: 'geraden',
  });
  await happens(other.id, declared);
  await writeDeliveries(deps);
  await database.pool.query(`UPDATE event_delivery SET tries = 23 WHERE subject_id = $1`, [other.id]);
  await sendDeliveries(deps, noWebhook, wrong);
  const { rows } = await database.pool.query('SELECT status, answer FROM event_delivery WHERE subject_id = $1', [
    other.id,
  ]);
  expect(rows).toEqual([{ status: 'given-up', answer: 'status 403, permission_denied' }]);
  expect(await count(database.pool, `incident WHERE kind = 'event-not-delivered' AND closed_at IS NULL`)).toBe(1);
});

describe('the stand-in', () => {
  const post = (path: string, body: object, headers: Record<string, string> = {}) =>
    fetch(`${front.url}/sandbox/zgw/zaken/api/v1/${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'accept-crs': 'EPSG:4326',
        authorization: `Bearer ${tokenFor(login, Math.floor(Date.now() / 1000))}`,
        ...headers,
      },
      body: JSON.stringify(body),
    });
  const CASE = {
    identificatie: 'Z-STAND-IN',
    bronorganisatie: '999900018',
    verantwoordelijkeOrganisatie: '999900018',
    zaaktype: 'https://catalogi.example/catalogi/api/v1/zaaktypen/parkeervergunning',
    startdatum: '2026-05-01',
  };

  it('checks what a real register checks: who asks, the number of the organisation, the kind of case and that a number is used once', async () => {
    expect((await post('zaken', CASE, { authorization: 'Bearer a.b.c' })).status).toBe(403);
    expect((await post('zaken', CASE, { 'accept-crs': '' })).status).toBe(412);
    const faults = async (more: object) => JSON.stringify(await (await post('zaken', { ...CASE, ...more })).json());
    expect(await faults({ bronorganisatie: '999900019' })).toContain('invalid-rsin');
    expect(await faults({ zaaktype: 'https://elders.example/' })).toContain('not-published');
    const made = (await (await post('zaken', CASE)).json()) as { url: string };
    expect(await faults({})).toContain('identificatie-niet-uniek');
    const last = CASE.zaaktype.replace('zaaktypen', 'statustypen') + '-afgehandeld';
    const closing = await post('statussen', { zaak: made.url, statustype: last, datumStatusGezet: NOW });
    expect(JSON.stringify(await closing.json())).toContain('resultaat-does-not-exist');
  });
});

import { jest } from '@jest/globals';
import { type Browser } from '../testing/browser.ts';
import { staff } from '../testing/people.ts';
import { eventually } from '../testing/eventually.ts';
import { sharedSystem, type System } from '../testing/stack.ts';
import { type SimulationView } from '../simulations/shapes.ts';
import { type DraftView, type ReleaseList } from './shapes.ts';

jest.setTimeout(120_000);

let system: System;
let writer: Browser;
let colleague: Browser;
beforeAll(async () => {
  system = await sharedSystem();
  [writer, colleague] = await Promise.all([staff(system, 'operator'), staff(system, 'operator-2')]);
});

/** So far ahead that no other test meets it. */
const FAR = '2099-01-01';
const TERMS = { title: 'Bezoek duurder', article: 'artikel 7', articleUrl: 'https://wetten.example/7', validOn: FAR };

it('a price is proposed, looked at beside what it changes, approved by a colleague and planned, and nobody elsewhere sees it [BEYOND-022]', async () => {
  const before = await writer.ask<ReleaseList>('GET', '/v1/staff/releases');
  const base = before.releases[0]!.number;
  const begun = await writer.ask<DraftView>('POST', '/v1/staff/release-drafts', { ...TERMS, base, restores: false });
  expect(begun.preview!.differences).toEqual([]);
  const at = `/v1/staff/release-drafts/${begun.id}`;

  const price = begun.values.find(({ path }) => path.join('/') === 'products/resident/places/B/prices/P12M')!;
  const value = Number(price.value) + 500;
  const changed = await writer.ask<DraftView>('PATCH', at, { version: 1, values: [{ path: price.path, value }] });
  expect(changed.preview!.differences).toMatchObject([
    { field: 'price', areaName: 'Kadekwartier', before: price.value, after: value },
  ]);

  // A file that is wrong is told with its line, and stops it from being submitted.
  const municipality = changed.files.find(({ name }) => name === 'municipality.yaml')!.text;
  const put = (browser: Browser, text: string) => {
    const form = new FormData();
    form.set('requirementId', 'release-draft');
    form.set('kind', 'municipality.yaml');
    form.set('file', new Blob([text]), 'municipality.yaml');
    return browser.call<DraftView & { code: string }>('PUT', `${at}/files/municipality.yaml`, form);
  };
  const wrong = await put(writer, municipality.replace('country: NL', 'country: DE'));
  expect(wrong.body.faults).toMatchObject([{ file: 'municipality.yaml', line: 3 }]);
  expect((await writer.refused('POST', `${at}/_submit`)).code).toBe('release-faulty');
  expect((await put(colleague, municipality)).body.code).toBe('draft-of-colleague');
  await put(writer, municipality);
  await writer.ask('POST', `${at}/_submit`);

  const elsewhere = await staff(system, 'deventer-operator');
  expect((await elsewhere.refused('GET', at)).status).toBe(404);
  expect((await elsewhere.ask<ReleaseList>('GET', '/v1/staff/releases')).drafts).toEqual([]);

  expect((await writer.refused('POST', `${at}/_approve`)).code).toBe('own-work');
  await colleague.ask('POST', `${at}/_approve`);
  const after = await colleague.ask<ReleaseList>('GET', '/v1/staff/releases');
  expect(after.releases[0]).toMatchObject({
    number: base + 1,
    state: 'planned',
    validFrom: '2098-12-31T23:00:00.000Z',
    title: TERMS.title,
    articleUrl: TERMS.articleUrl,
  });
  expect(after.releases.find(({ state }) => state === 'in-force')).toEqual(
    before.releases.find(({ state }) => state === 'in-force'),
  );
});

it('a proposal is run on past stays by the worker, apart from the request, and what came out is a file too [BEYOND-023]', async () => {
  const { releases } = await writer.ask<ReleaseList>('GET', '/v1/staff/releases');
  const base = releases.find(({ state }) => state === 'in-force')!.number;
  const { id: draftId } = await writer.ask<DraftView>('POST', '/v1/staff/release-drafts', {
    ...TERMS,
    base,
    restores: false,
  });
  const asked = await writer.ask<SimulationView>('POST', '/v1/staff/simulations', { draftId });
  const at = `/v1/staff/simulations/${asked.id}`;
  await eventually('the simulation is worked out', async () => {
    const { status } = await writer.ask<SimulationView>('GET', at);
    return status === 'done';
  });
  expect((await writer.ask<SimulationView>('GET', at)).baseline).toBe(base);
  const elsewhere = await staff(system, 'deventer-operator');
  expect((await elsewhere.refused('GET', at)).status).toBe(404);
  // A table that is not there is no file.
  expect((await writer.download(`${at}/export?by=area&unit=minute&format=csv`)).status).toBe(404);
  await writer.ask('POST', `/v1/staff/release-drafts/${draftId}/_withdraw`);
});

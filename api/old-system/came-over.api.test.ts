import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { bringOverFor } from '../../activities/testing/old-system.ts';
import { addDays, civilDateOf } from '../../rules/values/civil-day.ts';
import { type CheckAnswer } from '../enforcement/shapes.ts';
import { type PermitView } from '../permits/shapes.ts';
import { account, couplingToken } from '../testing/parking.ts';
import { eventually } from '../testing/eventually.ts';
import { citizen, staff } from '../testing/people.ts';
import { freshPlate } from '../testing/plates.ts';
import { sharedSystem, type System } from '../testing/stack.ts';
import { type CameOver, type OldSystemRuns } from './shapes.ts';

jest.setTimeout(120_000);

let system: System;
beforeAll(async () => {
  system = await sharedSystem();
});

/** A permit of a carer and one for care at home with six favourites, of which one has no plate; under names of this test alone. */
async function files(carer: string): Promise<Record<string, string>> {
  const today = civilDateOf(await system.sandbox.now(), 'Europe/Amsterdam');
  const [from, until] = [addDays(today, -100), addDays(today, 200)];
  const [holder, ofCarer, care] = [randomUUID(), `A-${randomUUID()}`, `B-${randomUUID()}`];
  const favourites = ['Oma', 'Zorg 1', 'Zorg 2', 'Zorg 3', 'Zorg 4'].map(
    (name) => `${care};NL;${freshPlate()};${name}`,
  );
  return {
    'export.csv': `version;system;taken-on\n1;Parkeerbalie 2;${today}\n`,
    'holders.csv': `holder;identity-type;identity;name\n${holder};bsn;999903408;P. van Dijk\n`,
    'permits.csv': [
      'permit;holder;product;area;period;valid-from;valid-until;paid-cents',
      `${ofCarer};${holder};carer;B;P12M;${from};${until};0`,
      `${care};${holder};home-care;B;P12M;${from};${until};0`,
    ].join('\n'),
    'plates.csv': `permit;country;plate\n${ofCarer};NL;${carer}\n${care};NL;${freshPlate()}\n`,
    'balances.csv': `permit;unit;amount\n${care};minute;750\n`,
    'favourites.csv': ['permit;country;plate;name', ...favourites, `${care};NL;GEENPLAAT;Buur`].join('\n'),
    'waiting-list.csv': 'entry;holder;product;area;since\n',
  };
}

it('who had permits in the old system reads at the first visit what came over, parks on, and puts it away [BEYOND-040]', async () => {
  const plate = freshPlate();
  const books = {
    databaseUrl: process.env['TEST_STACK_DATABASE_URL']!,
    masterKeyFile: join(system.dataDir, 'master.key'),
  };
  const runId = await bringOverFor(books, 'voorbeeld', await files(plate));
  const officer = await staff(system, 'officer');
  const check = await officer.ask<CheckAnswer>('POST', '/v1/enforcement/checks', { plate, area: 'B' });
  expect(check.verdict).toBe('green');

  const desk = await citizen(system, 'pieter');
  const missing = [{ kind: 'favourite', why: 'plate-unfit', name: 'Buur · GEENPLAAT' }];
  const counted = [
    { kind: 'permit', unit: null, came: 2, of: 2 },
    { kind: 'plate', unit: null, came: 2, of: 2 },
    { kind: 'balance', unit: 'minute', came: 750, of: 750 },
    { kind: 'favourite', unit: null, came: 5, of: 6 },
  ];
  const { items } = await desk.ask<CameOver>('GET', '/v1/me/came-over');
  expect(items).toEqual([
    { municipalityId: 'voorbeeld', municipalityName: expect.any(String), system: 'Parkeerbalie 2', lines: counted, missing },
  ]);

  // Each has a process of its own, which makes its plate known to the national register.
  const ofCarer = await eventually(
    'the register knows of the plate',
    async () => (await current(desk)).find(({ plates }) => plates.some(({ display }) => display === plate)),
    (permit) => permit?.plates[0]?.visibleSince != null,
  );
  expect(ofCarer).toMatchObject({ phase: 'valid', productId: 'carer' });
  const [care] = await system.rows<{ permit_id: string }>(
    `SELECT permit_id FROM old_system_item WHERE run_id = '${runId}' AND kind = 'balance'`,
  );
  const owner = await account(system);
  await owner.ask('POST', '/v1/parking/links/_accept', { token: await couplingToken(desk, care!.permit_id) });
  const inTheApp = await owner.ask<CameOver>('GET', '/v1/account/came-over');
  expect(inTheApp.items).toMatchObject([{ lines: [{ came: 1, of: 1 }, { came: 1, of: 1 }, counted[2], counted[3]], missing }]);
  const favourites = await owner.ask<{ items: { name: string }[] }>('GET', `/v1/parking/permits/${care!.permit_id}/favourites`);
  expect(favourites.items.map(({ name }) => name)).toEqual(expect.arrayContaining(['Oma', 'Zorg 4']));

  expect(await desk.ask('POST', '/v1/me/came-over/_put-away')).toEqual({ items: [] });
  expect(await owner.ask('POST', '/v1/account/came-over/_put-away')).toEqual({ items: [] });
  expect(await desk.ask('GET', '/v1/me/came-over')).toEqual({ items: [] });

  const operator = await staff(system, 'operator');
  const runs = await operator.ask<OldSystemRuns>('GET', '/v1/staff/old-system-runs');
  expect(runs.items.find(({ id }) => id === runId)).toMatchObject({
    forReal: true,
    refused: 1,
    kinds: expect.arrayContaining([{ kind: 'favourite', read: 6, came: 5, before: 0, refused: 1 }]),
    sums: [{ unit: 'minute', read: 750, came: 750, before: 0, refused: 0 }],
    faults: [{ code: 'plate-unfit', file: 'favourites.csv', line: 7, column: 'plate', values: {} }],
  });
  const report = await operator.visit(`/v1/staff/old-system-runs/${runId}/report`);
  expect(report.text).toMatch(/Favorieten,6,5,0,1[\s\S]*favourites\.csv, regel 7 \(plate\)/);
  expect((await (await staff(system, 'deventer-operator')).visit(`/v1/staff/old-system-runs/${runId}/report`)).status).toBe(404);
}); // prettier-ignore

const current = async (browser: Awaited<ReturnType<typeof citizen>>) =>
  (await browser.ask<{ items: PermitView[] }>('GET', '/v1/permits')).items;

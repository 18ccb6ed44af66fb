import { jest } from '@jest/globals';
import { type z } from 'zod';
import { appUser, coupledPermit, grantedTo, type AppUser } from '../testing/app-users.ts';
import { sharedSystem, type System } from '../testing/stack.ts';
import { workingDayAhead } from '../testing/stays.ts';
import {
  type ActionPage,
  type FavouriteList,
  type FavouriteView,
  type QuoteView,
  type RecentPlates,
} from './shapes.ts';

jest.setTimeout(60_000);

type Favourite = z.infer<typeof FavouriteView>;

let system: System;
let owner: AppUser;
let permitId: string;
let favourites: string;
beforeAll(async () => {
  system = await sharedSystem();
  owner = await appUser(system);
  permitId = await coupledPermit(system, owner, 'willem', 'visitor');
  favourites = `/v1/parking/permits/${permitId}/favourites`;
});

const add = (plate: string, name: string) =>
  owner.browser.ask<Favourite>('POST', favourites, { plate, country: 'NL', name });
const list = async () => (await owner.browser.ask<z.infer<typeof FavouriteList>>('GET', favourites)).items;
const recent = async ({ browser } = owner) =>
  (await browser.ask<z.infer<typeof RecentPlates>>('GET', `/v1/parking/permits/${permitId}/recent-plates`)).items;

/** Parked some days ago, straight in the books. */
const parked = (plate: string, daysAgo: number, { accountId } = owner) =>
  system.rows(
    `INSERT INTO parking_action (municipality_id, permit_id, area_id, release, country, plate, display, starts_at, ends_at, state, holds, costs,
                                 started_at, account_id)
     SELECT municipality_id, id, area_id, release, 'NL', '${plate.replaceAll('-', '')}', '${plate}', moment, moment + interval '1 hour', 'settled',
            '[]', '[]', moment, '${accountId}'
       FROM permit, date_trunc('milliseconds', now() - interval '${daysAgo} days') AS moment WHERE id = '${permitId}'`,
  );

describe('favourites', () => {
  it('have a name of at most ten characters and stand in a list until they are deleted [2PARK-080, 2PARK-081]', async () => {
    const oma = await add('12-ab-34', ' Oma Jansen ');
    expect(oma).toMatchObject({ name: 'Oma Jansen', plate: { country: 'NL', display: '12-AB-34' } });
    const body = { plate: '56-CD-78', country: 'NL' };
    expect(await owner.browser.refused('POST', favourites, { ...body, name: 'Oma Janssen' })).toMatchObject({ code: 'favourite-name-too-long' });
    expect(await owner.browser.refused('POST', favourites, { ...body, plate: '12AB34', name: 'Weer' })).toMatchObject({ code: 'favourite-exists' });
    await add('56-CD-78', 'buur');
    expect((await list()).map(({ name }) => name)).toEqual(['buur', 'Oma Jansen']);
    expect(await owner.browser.call('DELETE', `${favourites}/${oma.id}`)).toMatchObject({ status: 204 });
    expect(await owner.browser.refused('DELETE', `${favourites}/${oma.id}`)).toMatchObject({ code: 'not-found' });
    expect((await list()).map(({ name }) => name)).toEqual(['buur']);
  }); // prettier-ignore

  it('can be renamed, and what they parked is known by the new name [PEERS-016]', async () => {
    const { id } = await add('ZZ-11-22', 'Jan');
    await parked('ZZ-11-22', 3);
    const body = { plate: 'ZZ-11-22', country: 'NL', name: 'Oom Jan' };
    expect(await owner.browser.ask('PUT', `${favourites}/${id}`, body)).toMatchObject({ id, name: 'Oom Jan' });
    const { items } = await owner.browser.ask<z.infer<typeof ActionPage>>('GET', `/v1/parking/actions?permitId=${permitId}`);
    expect(items.find(({ plate }) => plate?.display === 'ZZ-11-22')).toMatchObject({ name: 'Oom Jan' });
    await add('ZZ-33-44', 'Piet');
    expect(await owner.browser.refused('PUT', `${favourites}/${id}`, { ...body, plate: 'ZZ-33-44' })).toMatchObject({ code: 'favourite-exists' });
  }); // prettier-ignore

  it('of one character off raise a question and stop nobody [BEYOND-001]', async () => {
    await add('KL-55-66', 'Tante');
    const at = workingDayAhead();
    const quoted = await owner.browser.ask<QuoteView>('POST', '/v1/parking/quotes', {
      permitId, plate: 'KL-55-67', country: 'NL', startsAt: at('21:30'), endsAt: at('22:30'),
    }); // prettier-ignore
    expect(quoted.doubts).toContainEqual({ kind: 'near-favourite', suggestion: 'KL-55-66' });
  });

  it('are an owner’s: who was given a grant has none, also when asked directly [2PARK-082]', async () => {
    const grantee = await appUser(system);
    await grantedTo(system, grantee, permitId);
    const body = { plate: '99-XX-99', country: 'NL', name: 'Ik' };
    for (const [method, sent] of [['GET', undefined], ['POST', body]] as const)
      expect(await grantee.browser.refused(method, favourites, sent)).toMatchObject({ code: 'not-allowed-by-product' });
    const stranger = await appUser(system);
    expect(await stranger.browser.refused('POST', favourites, body)).toMatchObject({ code: 'not-found' });
  }); // prettier-ignore
});

describe('recent plates', () => {
  it('are the last twenty, each once and newest first, and never a favourite [2PARK-063]', async () => {
    const plates = Array.from({ length: 22 }, (_, n) => `RR-${10 + n}-SS`);
    for (const [age, plate] of plates.entries()) await parked(plate, age + 1);
    await parked(plates[5]!, 40);
    await add(plates[1]!, 'Vriend');
    const seen = (await recent()).map(({ display }) => display).filter((plate) => plate.startsWith('RR'));
    expect(seen).toEqual([plates[0], ...plates.slice(2)].slice(0, seen.length));
    expect(await recent()).toHaveLength(20);
  });

  it('are those of one’s own: nobody sees what another account parked', async () => {
    const grantee = await appUser(system);
    await grantedTo(system, grantee, permitId);
    expect(await recent(grantee)).toEqual([]);
    await parked('GG-77-HH', 1, grantee);
    expect((await recent(grantee)).map(({ display }) => display)).toEqual(['GG-77-HH']);
    expect((await recent()).map(({ display }) => display)).not.toContain('GG-77-HH');
  });
});

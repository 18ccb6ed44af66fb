import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { type z } from 'zod';
import { migrateBeside } from '../../embedded/testing/beside.ts';
import { temporaryFolder } from '../../embedded/testing/folder.ts';
import { type CheckAnswer } from '../enforcement/shapes.ts';
import { type PermitDocuments } from '../permits/shapes.ts';
import { accountHolder } from '../testing/accounts.ts';
import { permitInForce } from '../testing/cases.ts';
import { eventually } from '../testing/eventually.ts';
import { newestLetter } from '../testing/letters.ts';
import { NEW_TOWN, THEME, writeNewTown } from '../testing/new-town.ts';
import { couplingToken, issuedPermit } from '../testing/parking.ts';
import { citizen, staff } from '../testing/people.ts';
import { dutch, freshPlate } from '../testing/plates.ts';
import { ownSystem } from '../testing/stack.ts';
import { workingDayAhead } from '../testing/stays.ts';
import { type MunicipalityList, type MunicipalityView, type PublicProducts } from './shapes.ts';

jest.setTimeout(240_000);

const { id, name, zone, resident } = NEW_TOWN;
const EMAIL = 'lotte@duinwater.example';
const folder = temporaryFolder();
const releases = join(folder.path, 'municipalities');

let system: Awaited<ReturnType<typeof ownSystem>>;
beforeAll(async () => {
  cpSync(new URL('../../municipalities', import.meta.url).pathname, releases, { recursive: true });
  system = await ownSystem('duinwater', { PARKWERK_RELEASES: releases });
});
afterAll(async () => {
  await system.stop();
  folder.remove();
});

describe('a municipality that is added while the system runs', () => {
  it('is nowhere before its folder is there', async () => {
    expect(await system.browser().refused('GET', `/v1/municipalities/${id}`)).toMatchObject({ status: 404 });
  });

  it('is there with its contact, ways to sign in, sentences, colours and products, from data alone', async () => {
    writeNewTown(releases);
    await migrateBeside(system.stack, system.dataDir, releases);
    const anyone = system.browser();
    const { items } = await anyone.ask<z.infer<typeof MunicipalityList>>('GET', '/v1/municipalities');
    expect(items.map((town) => town.id)).toContain(id);
    const town = await anyone.ask<MunicipalityView>('GET', `/v1/municipalities/${id}`);
    expect(town).toMatchObject({ name, hasTheme: true, contact: { phone: '0900 0009', mailSubject: { nl: 'Parkeren in Duinwater' } } }); // prettier-ignore
    expect(town.means.map((means) => means.id)).toEqual(['digid']);
    expect(town.texts.nl['mail.from']).toBe('Havenkantoor {municipality}');
    expect((await anyone.visit(`/theme/${id}.css`)).text).toBe(THEME);
    expect((await anyone.visit(`/${id}/desk`)).status).toBe(200);
    const products = await anyone.ask<z.infer<typeof PublicProducts>>('GET', `/v1/municipalities/${id}/products`);
    expect(products.items.map((product) => product.id)).toEqual(['harbour-resident', 'guests']);
  });

  it('sells a permit to who lives there, and tells so in its own words; its officer sees green, those elsewhere red', async () => {
    const desk = await citizen(system, resident, EMAIL, id);
    const plate = freshPlate();
    const permit = await permitInForce(desk, system.sandbox, 'harbour-resident', { plates: [dutch(plate)] });
    expect(permit).toMatchObject({ areaId: zone });
    const documents = `/v1/permits/${permit.id}/documents`;
    const { pages } = await newestLetter(desk, documents, async () => {
      const { product } = await desk.ask<z.infer<typeof PermitDocuments>>('GET', documents);
      return product.filter(({ kind }) => kind === 'permit-issued');
    });
    expect(pages.join(' ')).toContain('Welkom in de haven');
    const mail = await system.sandbox.mailAbout(EMAIL, permit.number);
    expect(mail.text).toContain(`Havenkantoor ${name}`);
    const here = await staff(system, 'officer', id);
    const elsewhere = await staff(system, 'officer');
    const check = { plate, area: zone };
    expect((await here.ask<CheckAnswer>('POST', '/v1/enforcement/checks', check)).verdict).toBe('green');
    const areas = { plate, area: 'B' };
    expect((await elsewhere.ask<CheckAnswer>('POST', '/v1/enforcement/checks', areas)).verdict).toBe('red');
  });

  it('lets guests park on its hours, by its tariff, until its day ends', async () => {
    const desk = await citizen(system, resident, EMAIL, id);
    const permitId = await issuedPermit(system, desk, 'guests');
    const { browser: owner } = await accountHolder(system);
    await owner.ask('POST', '/v1/parking/links/_accept', { token: await couplingToken(desk, permitId) });
    const at = workingDayAhead(1);
    await system.sandbox.moveTo(at('10:00'));
    const plate = freshPlate();
    const started = await owner.ask<{ id: string; endsAt: string }>('POST', '/v1/parking/actions', {
      permitId,
      ...dutch(plate),
      endsAt: at('12:00'),
    });
    expect(started.endsAt).toBe(at('12:00'));
    const officer = await staff(system, 'officer', id);
    const check = () => officer.ask<CheckAnswer>('POST', '/v1/enforcement/checks', { plate, area: zone });
    await eventually('the guest may stand there', check, ({ verdict }) => verdict === 'green');
    const { items } = await owner.ask<{ items: { balances: { unit: string; available: number }[] }[] }>(
      'GET',
      '/v1/parking/permits',
    );
    expect(items[0]!.balances).toMatchObject([{ unit: 'minute', available: 480 }]);
  });
});

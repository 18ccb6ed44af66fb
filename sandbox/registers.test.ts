import { data, startFront, type Front } from './testing/front.ts';

let front: Front;
beforeAll(async () => {
  front = await startFront();
});
afterAll(() => front.close());

const post = async (path: string, body: object, headers: Record<string, string> = { 'x-api-key': 'any' }) => {
  const answer = await fetch(`${front.url}/sandbox/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: await data(answer) };
};

const person = (burgerservicenummer: string, fields = ['burgerservicenummer', 'naam', 'verblijfplaats']) =>
  post('brp/personen', { type: 'RaadpleegMetBurgerservicenummer', burgerservicenummer: [burgerservicenummer], fields });

const read = async (path: string, headers: Record<string, string> = {}) => {
  const answer = await fetch(`${front.url}/sandbox/${path}`, { headers });
  return { status: answer.status, body: await data(answer) };
};

describe('the person register', () => {
  it('tells name and address by number', async () => {
    expect((await person('999903408')).body).toEqual({
      type: 'RaadpleegMetBurgerservicenummer',
      personen: [
        {
          burgerservicenummer: '999903408',
          naam: {
            voornamen: 'Pieter',
            voorletters: 'P.',
            voorvoegsel: 'van',
            geslachtsnaam: 'Dijk',
            volledigeNaam: 'Pieter van Dijk',
          },
          verblijfplaats: {
            type: 'Adres',
            adresseerbaarObjectIdentificatie: '9901010000000004',
            functieAdres: { code: 'W', omschrijving: 'woonadres' },
            verblijfadres: {
              korteStraatnaam: 'Singelstraat',
              huisnummer: 21,
              postcode: '4302SA',
              woonplaats: 'Voorbeeldstad',
            },
          },
        },
      ],
    });
  });

  it('sends no more than the fields that were asked for', async () => {
    const { body } = await person('999900109', ['naam.geslachtsnaam', 'verblijfplaats.verblijfadres.postcode']);
    expect(body.personen).toEqual([
      { naam: { geslachtsnaam: 'Boer' }, verblijfplaats: { verblijfadres: { postcode: '4302SA' } } },
    ]);
  });

  it('knows nobody by an unknown number, and wants a key and a whole question', async () => {
    expect((await person('999999990')).body.personen).toEqual([]);
    expect((await post('brp/personen', {}, {})).status).toBe(401);
    expect((await post('brp/personen', { type: 'ZoekMetPostcode' })).status).toBe(400);
    expect((await person('12')).status).toBe(400);
  });
});

describe('the business register', () => {
  it('tells where the main branch is', async () => {
    const { body } = await read('kvk/api/v1/basisprofielen/90001231', { apikey: 'any' });
    expect(body).toMatchObject({ kvkNummer: '90001231', naam: 'Bakkerij De Zon' });
    expect(body._embedded.hoofdvestiging.adressen[0]).toMatchObject({
      straatnaam: 'Marktplein',
      huisnummer: 18,
      postcode: '4301SA',
      plaats: 'Voorbeeldstad',
    });
  });

  it('tells about a branch by its number', async () => {
    const { body } = await read('kvk/api/v1/vestigingsprofielen/000090001231', { apikey: 'any' });
    expect(body).toMatchObject({ vestigingsnummer: '000090001231', eersteHandelsnaam: 'Bakkerij De Zon' });
  });

  it('answers 404 with its own kind of error, and 401 without a key', async () => {
    const { status, body } = await read('kvk/api/v1/basisprofielen/90000000', { apikey: 'any' });
    expect([status, body.fout[0].code]).toEqual([404, 'IPD0005']);
    expect((await read('kvk/api/v1/basisprofielen/90001231')).status).toBe(401);
  });
});

describe('the vehicle authority', () => {
  it('publishes a vehicle as texts, and its fuel', async () => {
    const { body } = await read('rdw/resource/m9d7-ebf2.json?kenteken=K51FTN');
    expect(body).toEqual([
      expect.objectContaining({ kenteken: 'K51FTN', merk: 'VOLKSWAGEN', lengte: '412', wam_verzekerd: 'Ja' }),
    ]);
    expect(body[0].datum_tenaamstelling).toMatch(/^\d{8}$/);
    const fuel = await read('rdw/resource/8ys7-d773.json?kenteken=627HX3');
    expect(fuel.body[0].brandstof_omschrijving).toBe('Elektriciteit');
  });

  it('has no row for a plate it does not know, nor for a Belgian one', async () => {
    expect((await read('rdw/resource/m9d7-ebf2.json?kenteken=ZZZZZZ')).body).toEqual([]);
    expect((await read('rdw/resource/m9d7-ebf2.json?kenteken=1XDR482')).body).toEqual([]);
  });

  it.each([
    ['the keeper', 'K-51-FTN', 'NL', 'bsn', '999900109', 'match'],
    ['somebody else', 'K51FTN', 'NL', 'bsn', '999901205', 'no-match'],
    ['the driver of a lease car', '627HX3', 'NL', 'bsn', '999902301', 'no-match'],
    ['a business', '3GK771', 'NL', 'kvk', '90001231', 'match'],
    ['a Belgian holder', '1-XDR-482', 'B', 'rrn', '88041799877', 'match'],
    ['the driver of a foreign car', 'AA12BB', 'P', 'pseudo', 'PT/NL/oefen-7f3a91c2', 'unknown'],
  ])('answers the keeper question for %s', async (_who, plate, countryCode, type, value, result) => {
    expect((await post('rdw/keeper', { plate, countryCode, subject: { type, value } })).body).toEqual({ result });
  });

  it('lists the cars with their keepers for people and tests', async () => {
    const { body } = await read('vehicles');
    expect(body.length).toBeGreaterThan(30);
    expect(body).toContainEqual(expect.objectContaining({ plate: '627HX3', make: 'KIA', keeper: 'Lindenlease' }));
    expect(new Set(body.map(({ plate }: { plate: string }) => plate)).size).toBe(body.length);
  });
});

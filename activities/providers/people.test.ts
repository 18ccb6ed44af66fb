import { Unavailable } from '../ports.ts';
import { everythingSaid, failureOf, startParty, type Party, type Reply } from '../testing/party.ts';
import { businessRegister, personRegister } from './people.ts';

let party: Party;
beforeAll(async () => {
  party = await startParty();
});
afterAll(() => party.close());

const people = () => personRegister({ url: `${party.url}brp/`, apiKey: 'brp-key' });
const businesses = () => businessRegister({ url: `${party.url}kvk/v1/`, apiKey: 'kvk-key' });

const UNUSABLE: [string, Reply][] = [
  ['of another shape', { json: { personen: [{ naam: 'Emma 999990019' }], naam: 7 } }],
  ['that is no JSON', { text: '{"burgerservicenummer": 999990019, oeps' }],
  ['that stops half way', 'breaks-off'],
  ['with an error', { status: 500, json: {} }],
  ['that refuses us', { status: 403, json: {} }],
];

describe('the register of residents', () => {
  const emma = {
    naam: { volledigeNaam: 'Emma Visser' },
    verblijfplaats: {
      verblijfadres: {
        korteStraatnaam: 'Kade',
        huisnummer: 21,
        huisletter: 'A',
        huisnummertoevoeging: '2',
        postcode: '4302SA',
        woonplaats: 'Voorbeeldstad',
      },
    },
  };

  it('gives name and address', async () => {
    party.replies({ json: { personen: [emma] } });
    expect(await people().find('999990019')).toEqual({
      name: 'Emma Visser',
      address: {
        street: 'Kade',
        houseNumber: 21,
        houseSuffix: 'A 2',
        postcode: '4302SA',
        city: 'Voorbeeldstad',
        country: 'NL',
      },
    });
  });

  it('is asked for name and address alone, with the number in the body', async () => {
    party.replies({ json: { personen: [emma] } });
    await people().find('999990019');
    expect(party.asked[0]).toMatchObject({ method: 'POST', url: '/brp/personen', headers: { 'x-api-key': 'brp-key' } });
    expect(JSON.parse(party.asked[0]!.body)).toEqual({
      type: 'RaadpleegMetBurgerservicenummer',
      burgerservicenummer: ['999990019'],
      fields: ['naam.volledigeNaam', 'verblijfplaats.verblijfadres'],
    });
  });

  it('may know a person without an address, or not know the number', async () => {
    party.replies({ json: { personen: [{ naam: emma.naam }] } });
    expect(await people().find('999990019')).toEqual({ name: 'Emma Visser', address: null });
    party.replies({ json: { personen: [] } });
    expect(await people().find('999990019')).toBeNull();
  });

  it.each(UNUSABLE)('does not answer with an answer %s, and the number is not told on', async (_what, reply) => {
    party.replies(reply);
    const error = await failureOf(people().find('999990019'));
    expect(error).toBeInstanceOf(Unavailable);
    expect(everythingSaid(error)).not.toMatch(/999990019|Emma/);
  });
});

describe('the business register', () => {
  const door = { straatnaam: 'Handelskade', huisnummer: 4, postcode: '4303SA', plaats: 'Voorbeeldstad' };
  const address = {
    street: 'Handelskade',
    houseNumber: 4,
    houseSuffix: '',
    postcode: '4303SA',
    city: 'Voorbeeldstad',
    country: 'NL',
  };

  it('gives the head office of a business', async () => {
    party.replies({ json: { naam: 'Bakkerij', _embedded: { hoofdvestiging: { adressen: [door] } } } });
    expect(await businesses().find('90000001', null)).toEqual({ name: 'Bakkerij', address });
    expect(party.asked[0]).toMatchObject({ url: '/kvk/v1/basisprofielen/90000001', headers: { apikey: 'kvk-key' } });
  });

  it('gives the branch that signed in, with its own address', async () => {
    party.replies({ json: { eersteHandelsnaam: 'Bakkerij Oost', adressen: [{ ...door, huisletter: 'B' }] } });
    expect(await businesses().find('90000001', '000012345678')).toEqual({
      name: 'Bakkerij Oost',
      address: { ...address, houseSuffix: 'B' },
    });
    expect(party.asked[0]?.url).toBe('/kvk/v1/vestigingsprofielen/000012345678');
  });

  it('may know a business without an address, or not know it', async () => {
    party.replies({ json: { naam: 'Bakkerij' } });
    expect(await businesses().find('90000001', null)).toEqual({ name: 'Bakkerij', address: null });
    party.replies({ status: 404, json: {} });
    expect(await businesses().find('90000001', null)).toBeNull();
    expect(await businesses().find('90000001', '000012345678')).toBeNull();
  });

  it('is asked for a number as it is, whatever is in it', async () => {
    party.replies({ status: 404, json: {} });
    await businesses().find('../personen', null);
    expect(party.asked[0]?.url).toBe('/kvk/v1/basisprofielen/..%2Fpersonen');
  });

  it.each(UNUSABLE)('does not answer with an answer %s', async (_what, reply) => {
    party.replies(reply);
    for (const branch of [null, '000012345678']) {
      const error = await failureOf(businesses().find('90000001', branch));
      expect(error).toBeInstanceOf(Unavailable);
      expect(everythingSaid(error)).not.toMatch(/999990019|Emma/);
    }
  });
});

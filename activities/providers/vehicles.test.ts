import { Unavailable } from '../ports.ts';
import { everythingSaid, failureOf, startParty, type Party } from '../testing/party.ts';
import { vehicleRegister } from './vehicles.ts';

let party: Party;
beforeAll(async () => {
  party = await startParty();
});
afterAll(() => party.close());

const register = () =>
  vehicleRegister({ openDataUrl: `${party.url}resource/`, keeperUrl: `${party.url}keeper`, apiKey: 'rdw-key' });
const keeper = () => register().keeperOf('T17KRV', { type: 'bsn', value: '999990019' });

describe('whose car it is', () => {
  it.each([
    ['match', 'own'],
    ['no-match', 'other'],
    ['unknown', 'unknown'],
  ])('%s means %s', async (result, meaning) => {
    party.replies({ json: { result } });
    expect(await keeper()).toBe(meaning);
  });

  it('is asked in the body, with the key of the municipality: nothing personal stands in an address', async () => {
    party.replies({ json: { result: 'match' } });
    await keeper();
    expect(party.asked[0]).toMatchObject({ method: 'POST', url: '/keeper', headers: { 'x-api-key': 'rdw-key' } });
    expect(JSON.parse(party.asked[0]!.body)).toEqual({
      plate: 'T17KRV',
      countryCode: 'NL',
      subject: { type: 'bsn', value: '999990019' },
    });
  });

  it.each([
    ['of another shape', { json: { result: 'perhaps', plate: 'T17KRV' } }],
    ['that is no JSON', { text: 'T17KRV 999990019' }],
    ['with an error', { status: 502, json: {} }],
  ] as const)('is not known from an answer %s, and nothing of what was asked is told', async (_what, reply) => {
    party.replies(reply);
    const error = await failureOf(keeper());
    expect(error).toBeInstanceOf(Unavailable);
    expect(everythingSaid(error)).not.toMatch(/T17KRV|999990019/);
  });
});

describe('what a car looks like', () => {
  it.each([
    [
      { eerste_kleur: 'BLAUW', merk: 'VOLVO', handelsbenaming: 'V60' },
      { colour: 'blauw', make: 'Volvo', model: 'V60' },
    ],
    [
      { eerste_kleur: 'N.v.t.', merk: 'MERCEDES-BENZ', handelsbenaming: 'E 220 CDI' },
      { colour: 'n.v.t.', make: 'Mercedes-Benz', model: 'E 220 Cdi' },
    ],
    [{ merk: 'CITROËN' }, { colour: '', make: 'Citroën', model: '' }],
    [{}, { colour: '', make: '', model: '' }],
  ])('is written as people write it: %j', async (row, described) => {
    party.replies({ json: [row] });
    expect(await register().describe('T17KRV')).toEqual(described);
  });

  it('is looked up in the open data by plate', async () => {
    party.replies({ json: [] });
    expect(await register().describe('T17KRV')).toBeNull();
    expect(party.asked[0]?.url).toBe('/resource/m9d7-ebf2.json?kenteken=T17KRV');
  });

  it('is not known when the answer has another shape', async () => {
    party.replies({ json: { error: true } });
    expect(await failureOf(register().describe('T17KRV'))).toBeInstanceOf(Unavailable);
  });
});

describe('whether a car has emission', () => {
  it.each([
    ['an electric car', ['Elektriciteit'], true],
    ['a car on hydrogen', ['Waterstof', 'Elektriciteit'], true],
    ['a hybrid', ['Benzine', 'Elektriciteit'], false],
    ['a diesel', ['Diesel'], false],
    ['a car of which no fuel is known', [], null],
  ])('is read from all its fuels: %s', async (_what, fuels, zero) => {
    party.replies({ json: fuels.map((fuel) => ({ brandstof_omschrijving: fuel })) });
    expect(await register().isZeroEmission('T17KRV')).toBe(zero);
    expect(party.asked.at(-1)?.url).toBe('/resource/8ys7-d773.json?kenteken=T17KRV');
  });
});

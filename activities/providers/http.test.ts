import { Unavailable } from '../ports.ts';
import { everythingSaid, failureOf, startParty, type Party } from '../testing/party.ts';
import { request, requestJson } from './http.ts';

let party: Party;
beforeAll(async () => {
  party = await startParty();
});
afterAll(() => party.close());

const ask = () => requestJson('the register', `${party.url}plates?kenteken=T17KRV`, {});

describe('an answer that can be used', () => {
  it('is given as it is', async () => {
    party.replies({ json: { result: 'match' } });
    expect(await ask()).toEqual({ result: 'match' });
    expect(party.asked[0]?.headers.accept).toBe('application/json');
  });

  it('may be a no: not found is for who asked to judge', async () => {
    party.replies({ status: 404, json: {} });
    expect((await request('the register', party.url, {})).status).toBe(404);
  });
});

describe('an answer that cannot be used is no answer', () => {
  it.each([
    ['an error on their side', { status: 500, json: {} }],
    ['one that says it is busy', { status: 503, text: 'busy' }],
    ['too many questions', { status: 429, json: {} }],
    ['a refusal', { status: 403, json: { plate: 'T17KRV' } }],
    ['a page instead of data', { text: '<html>T17KRV 999990019</html>' }],
    ['data that stop half way', 'breaks-off'],
    ['nothing at all', { text: '' }],
  ] as const)('%s', async (_what, reply) => {
    party.replies(reply);
    const error = await failureOf(ask());
    expect(error).toBeInstanceOf(Unavailable);
    expect((error as Error).message).toBe('the register does not answer');
    expect(everythingSaid(error)).not.toMatch(/T17KRV|999990019/);
  });

  it('one that does not come in time', async () => {
    party.replies('hangs');
    expect(await failureOf(request('the register', party.url, {}, 20))).toBeInstanceOf(Unavailable);
  });

  it('a party that is not there', async () => {
    const gone = await startParty();
    await gone.close();
    expect(await failureOf(requestJson('the register', gone.url, {}))).toBeInstanceOf(Unavailable);
  });
});

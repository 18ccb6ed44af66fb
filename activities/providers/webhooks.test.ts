import { failureOf, startParty, type Party } from '../testing/party.ts';
import { isPublicAddress, signedHeaders, webhookSender } from './webhooks.ts';

let party: Party;
beforeAll(async () => {
  party = await startParty();
});
afterAll(() => party.close());

const event = (url: string) => ({ url, secret: Buffer.alloc(32, 1), keyId: 'k1', body: '{"id":"1"}' });

describe('an event on its way out', () => {
  it('is posted with its digest and signature, and follows nobody elsewhere', async () => {
    party.replies({ status: 302, text: '', headers: { location: `${party.url}else` } });
    expect(await webhookSender({ toPrivate: true })(event(`${party.url}in?for=us`))).toBe(302);
    expect(party.asked).toHaveLength(1);
    expect(party.asked[0]).toMatchObject({
      method: 'POST',
      url: '/in?for=us',
      body: '{"id":"1"}',
      headers: {
        'content-type': 'application/cloudevents+json; charset=utf-8',
        'content-digest': expect.stringMatching(/^sha-256=:[\w+/=]+:$/),
        'signature-input': expect.stringMatching(
          /^parkwerk=\("@method" "@target-uri" "content-type" "content-digest"\);created=\d+;keyid="k1";alg="hmac-sha256"$/,
        ),
        signature: expect.stringMatching(/^parkwerk=:[\w+/=]+:$/),
      },
    });
  });

  it('has a signature that any reader of the standard computes the same', () => {
    const { Signature: signature } = signedHeaders(
      new URL('https://zaken.example/in'),
      Buffer.from('{"id":"1"}'),
      { secret: Buffer.from('secret'), keyId: 'k1' },
      1_777_636_800,
    );
    // openssl dgst -sha256 -hmac secret -binary | base64, over the five lines the standard prescribes.
    expect(signature).toBe('parkwerk=:9E/wXnqHp38OogixV9ZYGpUgvIzTLb19outRlqtuJdo=:');
  });

  it('is not sent into our own network, by number or by name', async () => {
    const toPublic = webhookSender({ toPrivate: false });
    party.replies({ json: {} });
    for (const url of [
      party.url,
      party.url.replace('127.0.0.1', 'localhost'),
      'http://[::1]:1/',
      'http://169.254.169.254/',
    ])
      expect(await failureOf(toPublic(event(url)))).toMatchObject({ code: 'address-not-public' });
    expect(party.asked).toEqual([]);
  });
});

it.each([
  ['93.184.216.34', true],
  ['2606:2800:220:1:248:1893:25c8:1946', true],
  ['10.1.2.3', false],
  ['172.31.0.1', false],
  ['192.168.1.1', false],
  ['127.0.0.1', false],
  ['::ffff:127.0.0.1', false],
  ['fd00::1', false],
  ['no address', false],
])('%s is an address of the world: %s', (address, is) => {
  expect(isPublicAddress(address)).toBe(is);
});

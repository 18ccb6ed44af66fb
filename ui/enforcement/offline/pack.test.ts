import { createECDH, createHmac, hkdfSync, createDecipheriv, generateKeyPairSync, sign } from 'node:crypto';
import { type OfflinePack } from '../../../rules/offline-pack.ts';
import { askPack, lockCheck, openPack, type OpenPack, type SignedPack } from './pack.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const { x } = publicKey.export({ format: 'jwk' }) as { x: string };
const KEYS = [{ keyId: 'k1', kty: 'OKP', crv: 'Ed25519', x }];
const MADE = '2026-11-20T12:00:00.000Z';
const HERE = { municipality: 'voorbeeld', at: '2026-11-20T12:10:00.000Z' };
const BOX = createECDH('prime256v1');
const boxKey = BOX.generateKeys().toString('base64url');

/** As the service makes one, written apart from it. */
function listOf(
  rights: [plate: string, area: string, from: number, until: number][],
  more: Partial<OfflinePack> = {},
): SignedPack {
  const hashKey = Buffer.alloc(32, 3);
  const entries = rights.map(([plate, area, from, until]) => {
    const entry = Buffer.alloc(16);
    createHmac('sha256', hashKey).update(`NL ${plate} ${area}`).digest().copy(entry, 0, 0, 8);
    entry.writeUInt32BE(from, 8);
    entry.writeUInt32BE(until, 12);
    return entry;
  });
  const pack: OfflinePack = {
    version: 1,
    municipality: 'voorbeeld',
    madeAt: MADE,
    goodUntil: '2026-11-20T12:15:00.000Z',
    hashKey: hashKey.toString('base64url'),
    entries: Buffer.concat(entries.sort((a, b) => Buffer.compare(a, b))).toString('base64'),
    boxKey,
    ...more,
  };
  const payload = JSON.stringify(pack);
  return { payload, signature: sign(null, Buffer.from(payload), privateKey).toString('base64url'), keyId: 'k1' };
}

const MANY: Parameters<typeof listOf>[0] = Array.from({ length: 200 }, (_, index) => [
  `X${String(index).padStart(3, '0')}ZZ`,
  'B',
  0,
  900,
]);
const LIST = listOf([
  ...MANY,
  ['K51FTN', 'B', 0, 3_600],
  ['627HX3', 'B', 0, 300],
  ['8KLM42', 'B', 660, 3_600],
  ['K51FTN', 'C', 0, 60],
]);

async function opened(list = LIST): Promise<OpenPack> {
  const open = await openPack(list, KEYS, HERE);
  if (typeof open === 'string') throw new Error(open);
  return open;
}
const ask = async (plate: string, area = 'B', at = HERE.at) =>
  askPack(await opened(), { plate, country: 'NL', area }, { ...HERE, at });

describe('a check without connection', () => {
  it('is answered from the list: green with its end, red, and a second look at what is one character off [BEYOND-025]', async () => {
    expect(await ask('K51FTN')).toMatchObject({ verdict: 'green', until: '2026-11-20T13:00:00.000Z' });
    expect(await ask('X123ZZ')).toMatchObject({ verdict: 'green' });
    expect(await ask('K51FTM')).toMatchObject({ verdict: 'amber', near: 1 });
    expect(await ask('G99GGG')).toEqual({ verdict: 'red', justExpired: false, near: 0, until: null });
    expect(await ask('K51FTN', 'A')).toMatchObject({ verdict: 'red' });
  });

  it('knows when a right begins and ends', async () => {
    expect(await ask('627HX3')).toMatchObject({ verdict: 'red' }); // over since five minutes
    expect(await ask('627HX3', 'B', '2026-11-20T12:04:59.000Z')).toMatchObject({ verdict: 'green' });
    expect(await ask('8KLM42')).toMatchObject({ verdict: 'red' }); // from eleven minutes past
    expect(await ask('8KLM42', 'B', '2026-11-20T12:11:00.000Z')).toMatchObject({ verdict: 'green' });
  });

  it('is refused with an old list, also one that grew old while the page was open [BEYOND-025]', async () => {
    expect(await openPack(LIST, KEYS, { ...HERE, at: '2026-11-20T12:15:00.000Z' })).toBe('pack-expired');
    expect(await ask('K51FTN', 'B', '2026-11-20T12:15:00.000Z')).toBe('pack-expired');
  });

  it('is refused with a list that was altered, signed by somebody else, or made for elsewhere [BEYOND-025]', async () => {
    const longer = { ...LIST, payload: LIST.payload.replace('12:15:00', '23:15:00') };
    const other = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }) as { x: string };
    expect(await openPack(longer, KEYS, HERE)).toBe('pack-altered');
    expect(await openPack(LIST, [{ ...KEYS[0]!, x: other.x }], HERE)).toBe('pack-altered');
    expect(await openPack(LIST, [], HERE)).toBe('pack-altered');
    expect(await openPack({ ...LIST, signature: 'x' }, KEYS, HERE)).toBe('pack-altered');
    expect(await openPack(LIST, KEYS, { ...HERE, municipality: 'deventer' })).toBe('pack-elsewhere');
  });

  it('waits on the device where nobody can read it, and can be opened by the service', async () => {
    const { key, locked, id } = await lockCheck(boxKey, { plate: 'K51FTN' });
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    const bytes = Buffer.from(locked, 'base64url');
    expect(bytes.toString('latin1')).not.toContain('K51FTN');
    const shared = BOX.computeSecret(Buffer.from(key, 'base64url'));
    const opening = createDecipheriv(
      'aes-256-gcm',
      Buffer.from(hkdfSync('sha256', shared, '', 'parkwerk box', 32)),
      bytes.subarray(0, 12),
    );
    opening.setAuthTag(bytes.subarray(-16));
    expect(Buffer.concat([opening.update(bytes.subarray(12, -16)), opening.final()]).toString()).toBe(
      '{"plate":"K51FTN"}',
    );
  });
});

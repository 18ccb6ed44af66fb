import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { createVault, decrypt, encrypt, keysOf, readKeys, writeKeys } from './vault.ts';

const key = (fill: number) => Buffer.alloc(32, fill);
const vault = createVault(key(1));
const bytes = fc.uint8Array({ maxLength: 2_000 }).map((array) => Buffer.from(array));

describe('a sealed value', () => {
  it('opens again, whatever was in it', () => {
    fc.assert(
      fc.property(bytes, (value) => {
        expect(vault.open(vault.seal(value)).equals(value)).toBe(true);
      }),
    );
  });

  it('looks different every time and never shows what is in it', () => {
    const value = Buffer.from('999990019');
    const [first, second] = [vault.seal(value), vault.seal(value)];
    expect(first.equals(second)).toBe(false);
    expect(first.includes(value)).toBe(false);
  });

  it('does not open with another master key', () => {
    expect(() => createVault(key(2)).open(vault.seal(Buffer.from('999990019')))).toThrow();
  });

  it('shows which master key sealed it, and opens with that one as the previous', () => {
    const sealed = vault.seal(Buffer.from('999990019'));
    const next = createVault(key(2), { previous: key(1) });
    expect(sealed.subarray(0, 4)).toEqual(vault.mark);
    expect(next.mark).not.toEqual(vault.mark);
    expect(next.open(sealed).toString()).toBe('999990019');
    expect(() => vault.open(next.seal(Buffer.from('999990019')))).toThrow();
  });

  it('of before values showed that opens as well', () => {
    const old = encrypt(Buffer.from('999990019'), keysOf(key(1)).of('seal'));
    expect(vault.open(old).toString()).toBe('999990019');
    expect(
      createVault(key(2), { previous: key(1) })
        .open(old)
        .toString(),
    ).toBe('999990019');
  });

  it('does not open when a single bit was changed, or a part is missing', () => {
    const sealed = vault.seal(Buffer.from('a proof of use'));
    fc.assert(
      fc.property(fc.nat(sealed.length * 8 - 1), (bit) => {
        const changed = Buffer.from(sealed);
        changed[bit >> 3] = changed[bit >> 3]! ^ (1 << (bit & 7));
        expect(() => vault.open(changed)).toThrow();
      }),
    );
    for (const length of [0, 11, 12, 27, sealed.length - 1]) {
      expect(() => vault.open(sealed.subarray(0, length))).toThrow();
    }
  });

  it('opens in a later process with the same master key', () => {
    const sealed = vault.seal(Buffer.from('999990019'));
    expect(createVault(key(1)).open(sealed).toString()).toBe('999990019');
  });
});

describe('a chunk that is bound to its place', () => {
  const chunk = encrypt(Buffer.from('page one'), key(3), 'document-1:0');

  it('opens there', () => {
    expect(decrypt(chunk, key(3), 'document-1:0').toString()).toBe('page one');
  });

  it.each(['document-1:1', 'document-2:0', ''])('does not open at "%s"', (elsewhere) => {
    expect(() => decrypt(chunk, key(3), elsewhere)).toThrow();
  });
});

describe('a fingerprint', () => {
  it('is the same for the same value, so that a sealed value can be found', () => {
    const again = createVault(key(1));
    expect(vault.fingerprint('subject', '999990019').equals(again.fingerprint('subject', '999990019'))).toBe(true);
  });

  it('differs by value, by purpose and by master key: nobody without the key can try values', () => {
    const prints = [
      vault.fingerprint('subject', '999990019'),
      vault.fingerprint('subject', '999990020'),
      vault.fingerprint('code', '999990019'),
      vault.fingerprint('token', '999990019'),
      createVault(key(2)).fingerprint('subject', '999990019'),
    ].map((print) => print.toString('hex'));
    expect(new Set(prints).size).toBe(prints.length);
  });
});

it('a master key of another length is no key', () => {
  for (const length of [0, 16, 31, 33]) expect(() => createVault(Buffer.alloc(length))).toThrow(/32 bytes/);
});

it('hashes under a new master key go on top of those under the ones before it, which are kept without their master key', () => {
  const former = [readKeys(writeKeys(keysOf(key(1))))];
  const next = createVault(key(2), { former });
  const [before, now] = [vault, next].map((one) => one.fingerprint('subject', '999990019')) as [Buffer, Buffer];
  expect(now).toEqual(
    createHmac('sha256', keysOf(key(2)).of('subject'))
      .update(before)
      .digest(),
  );
  expect(former[0]!.id).toBe(vault.keys[0].id);
  expect(() => former[0]!.of('seal')).toThrow('no key of before is kept for seal');
});

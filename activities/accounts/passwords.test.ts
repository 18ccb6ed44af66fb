import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../embedded/testing/folder.ts';
import { hash, verify } from '@node-rs/argon2';
import { createVault } from '../db/vault.ts';
import { createPasswords } from './passwords.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

describe('passwords', () => {
  const passwords = createPasswords(createVault(Buffer.alloc(32, 7)));

  it('are kept as argon2id, with a salt of their own each time', async () => {
    const [one, two] = [await passwords.hash('drie rode fietsen'), await passwords.hash('drie rode fietsen')];
    expect(one).toMatch(/^[0-9a-f]{8}\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(two);
    expect(await passwords.matches(one, 'drie rode fietsen')).toBe(true);
    expect(await passwords.matches(one, 'drie rode fiets')).toBe(false);
  });

  it('can be tried by nobody who has the database alone', async () => {
    const kept = await passwords.hash('drie rode fietsen');
    const stranger = createPasswords(createVault(Buffer.alloc(32, 8)));
    expect(await verify(kept.slice(kept.indexOf('$')), 'drie rode fietsen')).toBe(false);
    expect(await stranger.matches(kept, 'drie rode fietsen')).toBe(false);
  });

  it('of before there was a secret, or of a master key before, are right as well, and are kept anew', async () => {
    const before = createVault(Buffer.alloc(32, 7));
    const after = createPasswords(createVault(Buffer.alloc(32, 8), { former: before.keys }));
    for (const kept of [await hash('drie rode fietsen'), await passwords.hash('drie rode fietsen')]) {
      expect(await after.matches(kept, 'drie rode fietsen')).toBe(true);
      expect(await after.matches(kept, 'drie rode fiets')).toBe(false);
      const anew = (await after.renewed(kept, 'drie rode fietsen'))!;
      expect(await after.matches(anew, 'drie rode fietsen')).toBe(true);
      expect(await passwords.matches(anew, 'drie rode fietsen')).toBe(false);
      expect(await after.renewed(anew, 'drie rode fietsen')).toBeNull();
    }
  });

  it('that nobody has match nothing, not even what we compare with instead', async () => {
    expect(await passwords.matches(null, 'a password nobody has')).toBe(false);
  });

  it('are computed while others are served', async () => {
    const order: string[] = [];
    const computed = passwords.hash('drie rode fietsen').then(() => order.push('computed'));
    await new Promise<void>((resolve) => setImmediate(resolve));
    order.push('served');
    await computed;
    expect(order).toEqual(['served', 'computed']);
  });

  it.each(['wachtwoord123', 'Password1234', 'QWERTYUIOPAS', 'correcthorsebatterystaple', 'aaaaaaaaaaaa'])(
    'like %s are known to everybody',
    (password) => {
      expect(passwords.isBreached(password)).toBe(true);
    },
  );

  it('of somebody’s own are not', () => {
    expect(passwords.isBreached('drie rode fietsen bij de brug')).toBe(false);
  });
});

describe('a file of more breached passwords', () => {
  it('has them as they are or as SHA-1, with or without how often they were seen', () => {
    const sha1 = (text: string) => createHash('sha1').update(text).digest('hex').toUpperCase();
    const file = join(folder.path, 'more.txt');
    writeFileSync(file, `stadhuisplein 12\r\n${sha1('parkeerplaats 7b')}:1204\n${sha1('brug is weer open')}\n\n`);
    const { isBreached } = createPasswords(createVault(Buffer.alloc(32, 7)), file);
    for (const known of ['stadhuisplein 12', 'parkeerplaats 7b', 'brug is weer open', 'wachtwoord123'])
      expect([known, isBreached(known)]).toEqual([known, true]);
    expect(isBreached('')).toBe(false);
  });
});

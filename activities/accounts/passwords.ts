import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hash, verify, type Options } from '@node-rs/argon2';
import { decidePassword, type PasswordGround } from '../../rules/accounts.ts';
import { isRefusal, type Refusal } from '../../rules/values/refusal.ts';
import { type Vault } from '../db/vault.ts';

/** Passwords, computed on threads of their own: nobody else waits for it. */
export interface Passwords {
  hash: (password: string) => Promise<string>;
  /** Takes as long when there is no password to compare with. */
  matches: (kept: string | null, password: string) => Promise<boolean>;
  /** Of a password that was right, to be kept instead; null where it is kept as it would be now. */
  renewed: (kept: string, password: string) => Promise<string | null>;
  /** Is it among those that are tried first? */
  isBreached: (password: string) => boolean;
}

/** Argon2id as OWASP recommends it: 19 MiB, two passes, one thread. Written out, so that an update changes it for nobody silently. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 } as const;

/**
 * With a secret salt beside the one of each hash: who has the database alone cannot try passwords at all. A hash begins with the id of
 * the master key the secret was made of; one from before there was a secret begins with nothing.
 *
 * @param breachedFile more passwords nobody may choose, a line each: as they are, or as SHA-1 in hexadecimal with or without a count
 */
export function createPasswords({ keys }: Pick<Vault, 'keys'>, breachedFile?: string): Passwords {
  const known = new Set(linesOf(new URL('breached-passwords.txt', import.meta.url)).map(digestOf));
  if (breachedFile !== undefined) for (const line of linesOf(breachedFile)) known.add(digestIn(line) ?? digestOf(line));
  const secrets = new Map(keys.map((made) => [made.id, made.of('password')]));
  const now = keys[0].id;
  const make = async (password: string) => `${now}${await hash(password, { ...COST, secret: secrets.get(now)! })}`;
  let nobodys: Promise<string> | undefined;
  return {
    hash: make,
    async matches(kept, password) {
      // Awaited by everybody: the first to come waits for it to be made, whether their address is known or not.
      const instead = await (nobodys ??= make('a password nobody has'));
      const right = await verify(...opened(kept ?? instead, password, secrets));
      return right && kept !== null;
    },
    renewed: (kept, password) => (kept.startsWith(now) ? Promise.resolve(null) : make(password)),
    // However it is written: capitals are what people try next.
    isBreached: (password) => known.has(digestOf(password)) || known.has(digestOf(password.toLowerCase())),
  };
}

/** What a kept hash is compared by. Under a key nobody has any more nothing is right, after the same work. */
function opened(
  kept: string,
  password: string,
  secrets: ReadonlyMap<string, Buffer>,
): [hash: string, password: string, options: Options | undefined] {
  const at = kept.indexOf('$');
  const secret = secrets.get(kept.slice(0, at));
  return [kept.slice(at), password, secret && { secret }];
}

/** Why somebody may not have this password; undefined when they may. */
export function refusedPassword(
  { isBreached }: Passwords,
  { email }: { email: string },
  password: string,
): Refusal<PasswordGround> | undefined {
  const decision = decidePassword(password, { email, breached: isBreached(password) });
  return isRefusal(decision) ? decision : undefined;
}

const linesOf = (file: string | URL): string[] =>
  readFileSync(file, 'utf8')
    .split(/\r?\n/)
    .filter((line) => line !== '');

const digestOf = (password: string): string => createHash('sha1').update(password).digest('base64');

/** `5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8:10434004` */
function digestIn(line: string): string | undefined {
  const found = /^([0-9a-f]{40})(:\d+)?$/i.exec(line);
  return found ? Buffer.from(found[1]!, 'hex').toString('base64') : undefined;
}

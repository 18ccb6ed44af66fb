import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hash, verify } from '@node-rs/argon2';
import { decidePassword, type PasswordGround } from '../../rules/accounts.ts';
import { isRefusal, type Refusal } from '../../rules/values/refusal.ts';

/** Passwords, computed on threads of their own: nobody else waits for it. */
export interface Passwords {
  hash: (password: string) => Promise<string>;
  /** Takes as long when there is no password to compare with. */
  matches: (kept: string | null, password: string) => Promise<boolean>;
  /** Is it among those that are tried first? */
  isBreached: (password: string) => boolean;
}

/** Argon2id as OWASP recommends it: 19 MiB, two passes, one thread. Written out, so that an update changes it for nobody silently. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 } as const;

/** @param breachedFile more passwords nobody may choose, a line each: as they are, or as SHA-1 in hexadecimal with or without a count */
export function createPasswords(breachedFile?: string): Passwords {
  const known = new Set(linesOf(new URL('breached-passwords.txt', import.meta.url)).map(digestOf));
  if (breachedFile !== undefined) for (const line of linesOf(breachedFile)) known.add(digestIn(line) ?? digestOf(line));
  let nobodys: Promise<string> | undefined;
  return {
    hash: (password) => hash(password, COST),
    async matches(kept, password) {
      // Awaited by everybody: the first to come waits for it to be made, whether their address is known or not.
      const instead = await (nobodys ??= hash('a password nobody has', COST));
      const right = await verify(kept ?? instead, password);
      return right && kept !== null;
    },
    // However it is written: capitals are what people try next.
    isBreached: (password) => known.has(digestOf(password)) || known.has(digestOf(password.toLowerCase())),
  };
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

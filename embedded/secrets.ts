import { createECDH, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What only the parts of one copy know. Made once per data folder, so that sessions and webhooks survive a restart. */
export type Secrets = Record<SecretName, string>;
type SecretName = keyof typeof MAKE;

const secret = (): string => randomBytes(24).toString('base64url');

const MAKE = {
  databasePassword: secret,
  mailWebhookSecret: secret,
  twilioAuthToken: secret,
  oidcClientSecret: secret,
  // The payment provider's own keys begin like this when no real money moves.
  mollieApiKey: () => `test_${randomBytes(15).toString('hex')}`,
  rdwApiKey: secret,
  brpApiKey: secret,
  kvkApiKey: secret,
  zgwSecret: secret,
  vapidPrivateKey: () => {
    const ecdh = createECDH('prime256v1');
    ecdh.generateKeys();
    // A leading zero is part of the key.
    return Buffer.from(ecdh.getPrivateKey('hex').padStart(64, '0'), 'hex').toString('base64url');
  },
  nprPin: () => String(100_000 + (randomBytes(4).readUInt32BE() % 900_000)),
};

export function readSecrets(dataDir: string): Secrets {
  const file = join(dataDir, 'secrets.json');
  const known = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>) : {};
  const names = Object.keys(MAKE) as SecretName[];
  const secrets = Object.fromEntries(names.map((name) => [name, known[name] ?? MAKE[name]()])) as Secrets;
  if (names.some((name) => !known[name])) writePrivately(file, `${JSON.stringify(secrets, null, 2)}\n`);
  return secrets;
}

/** The key under which personal data lie encrypted; without it the database of this folder cannot be read. */
export function masterKeyFile(dataDir: string): string {
  const file = join(dataDir, 'master.key');
  if (!existsSync(file)) writePrivately(file, randomBytes(32).toString('base64'));
  return file;
}

export function writePrivately(file: string, text: string): void {
  writeFileSync(`${file}.new`, text, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

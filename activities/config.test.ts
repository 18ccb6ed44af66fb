import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationError, engineConnection, readConfig, readEngine } from './config.ts';

const KEY = Buffer.alloc(32, 7).toString('base64');

/** Everything that must be given; what has a sensible value of its own is left out. */
const complete = {
  PARKWERK_PUBLIC_URL: 'https://parkeren.example',
  PARKWERK_MASTER_KEY: KEY,
  DATABASE_URL: 'postgres://parkwerk:secret@db.example/parkwerk',
  TEMPORAL_ADDRESS: 'temporal.example:7233',
  OIDC_ISSUER: 'https://inloggen.example',
  OIDC_CLIENT_SECRET: 'client-secret',
  MOLLIE_API_KEY: 'live_key',
  RDW_KEEPER_URL: 'https://rdw.example/keeper',
  RDW_API_KEY: 'rdw-key',
  BRP_URL: 'https://brp.example/',
  BRP_API_KEY: 'brp-key',
  KVK_URL: 'https://kvk.example/',
  KVK_API_KEY: 'kvk-key',
  NPR_URL: 'https://npr.example/registration.svc',
  NPR_PIN: '1234',
  SMTP_URL: 'smtp://mail.example',
  MAIL_FROM: 'parkeren@mail.example',
  MAIL_WEBHOOK_SECRET: '0123456789abcdef',
  TWILIO_AUTH_TOKEN: 'token',
};

function faultsOf(env: NodeJS.ProcessEnv): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults;
    throw error;
  }
  return [];
}

describe('settings that are right', () => {
  it('are read whole, with sensible values for what is not given', () => {
    expect(readConfig(complete)).toMatchObject({
      NODE_ENV: 'development',
      PORT: 3000,
      BIND_ADDRESS: '127.0.0.1',
      MOLLIE_API_URL: 'https://api.mollie.com/v2/',
      TEMPORAL_NAMESPACE: 'default',
      TEMPORAL_TLS: false,
      masterKey: Buffer.alloc(32, 7),
    });
  });

  it('cannot change while the program runs, and do not show the key under its own name', () => {
    const settings = readConfig(complete);
    expect(Object.isFrozen(settings)).toBe(true);
    expect(settings).not.toHaveProperty('PARKWERK_MASTER_KEY');
  });

  it('take numbers and switches from text, and an empty value for one that is not given', () => {
    expect(readConfig({ ...complete, PORT: '8080', TEMPORAL_TLS: 'true', REDIS_URL: '', NODE_ENV: '' })).toMatchObject({
      PORT: 8080,
      TEMPORAL_TLS: true,
      NODE_ENV: 'development',
    });
  });

  it('may be among others that mean nothing here', () => {
    expect(faultsOf({ ...complete, HOME: '/root', PARKWERK_DATA: '.parkwerk' })).toEqual([]);
  });
});

describe('settings that are not right', () => {
  it('are a previous master key that is none, or is the master key itself', () => {
    const previous = (text: string) => faultsOf({ ...complete, PARKWERK_MASTER_KEY_PREVIOUS: text });
    expect(previous(Buffer.alloc(31).toString('base64'))).toEqual([expect.stringMatching(/must be 32 bytes/)]);
    expect(previous(KEY)).toEqual([expect.stringMatching(/is the master key itself/)]);
    expect(previous(Buffer.alloc(32, 8).toString('base64'))).toEqual([]);
  });

  it('are all told at once, by name, so that a person mends them in one go', () => {
    const { OIDC_ISSUER: _issuer, NPR_PIN: _pin, ...rest } = complete;
    const faults = faultsOf({ ...rest, PORT: '70000', SMTP_URL: 'mail', LOG_LEVEL: 'loud', DATABASE_URL: '' });
    expect(faults.map((fault) => fault.split(':')[0])).toEqual([
      'PORT is not right',
      'LOG_LEVEL is not right',
      'DATABASE_URL is missing',
      'OIDC_ISSUER is missing',
      'NPR_PIN is missing',
      'SMTP_URL is not right',
    ]);
  });

  it('stand one under the other in what is printed, without any value', () => {
    const secret = 'not-a-url-but-a-password';
    const broken = { ...complete, DATABASE_URL: secret, MAIL_WEBHOOK_SECRET: 'short', PARKWERK_MASTER_KEY: 'c2hvcnQ=' };
    expect(() => readConfig(broken)).toThrow(/^The settings are not right:\n {2}- DATABASE_URL.*\n {2}- MAIL_WEBHOOK/);
    expect(faultsOf(broken).join()).not.toMatch(/password|short[^h]|c2hvcnQ/);
  });

  it.each(Object.keys(complete).filter((name) => name !== 'PARKWERK_MASTER_KEY'))(
    'name %s when it is missing',
    (name) => {
      expect(faultsOf({ ...complete, [name]: undefined })).toEqual([`${name} is missing`]);
    },
  );
});

describe('the master key', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parkwerk-key-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const { PARKWERK_MASTER_KEY: _key, ...withoutKey } = complete;
  const file = join(folder, 'master-key');

  it('may lie in a file, with an end of line behind it', () => {
    writeFileSync(file, `${KEY}\n`);
    expect(readConfig({ ...withoutKey, PARKWERK_MASTER_KEY_FILE: file }).masterKey).toEqual(Buffer.alloc(32, 7));
  });

  it.each([
    ['is not given at all', {}, 'PARKWERK_MASTER_KEY or PARKWERK_MASTER_KEY_FILE is missing'],
    [
      'lies in a file that is not there',
      { PARKWERK_MASTER_KEY_FILE: join(folder, 'none') },
      /^PARKWERK_MASTER_KEY_FILE cannot be read: ENOENT/,
    ],
    ['is too short', { PARKWERK_MASTER_KEY: 'c2hvcnQ=' }, /^a master key must be 32 bytes in base64/],
  ])('is a fault when it %s', (_what, with_, fault) => {
    expect(faultsOf({ ...withoutKey, ...with_ })).toEqual([
      typeof fault === 'string' ? fault : expect.stringMatching(fault),
    ]);
  });
});

describe('secrets in files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parkwerk-secrets-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const written = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const { MOLLIE_API_KEY: _key, ...withoutMollie } = complete;

  it('are read as if they were given, without the end of line behind them', () => {
    const MOLLIE_API_KEY_FILE = written('mollie', 'live_of_a_file\n');
    expect(readConfig({ ...withoutMollie, MOLLIE_API_KEY_FILE }).MOLLIE_API_KEY).toBe('live_of_a_file');
    expect(readConfig({ ...complete, MOLLIE_API_KEY_FILE }).MOLLIE_API_KEY).toBe('live_key');
  });

  it('give the password of the database, whatever is in it', () => {
    const DATABASE_PASSWORD_FILE = written('password', 'p@ss/w:rd%?#');
    const { DATABASE_URL } = readConfig({ ...complete, DATABASE_URL: 'postgres://parkwerk@db/parkwerk', DATABASE_PASSWORD_FILE }); // prettier-ignore
    expect(decodeURIComponent(new URL(DATABASE_URL).password)).toBe('p@ss/w:rd%?#');
    expect(new URL(DATABASE_URL).host).toBe('db');
  });

  it('that are missing or empty are told once each, by name', () => {
    const { NPR_PIN: _pin, ...without } = withoutMollie;
    const faults = faultsOf({ ...without, MOLLIE_API_KEY_FILE: join(folder, 'none'), NPR_PIN_FILE: written('pin', '\n') }); // prettier-ignore
    expect(faults).toEqual([
      expect.stringMatching(/^MOLLIE_API_KEY_FILE cannot be read: ENOENT/),
      'NPR_PIN_FILE names an empty file',
    ]);
  });
});

describe('the workflow engine', () => {
  const at = { TEMPORAL_ADDRESS: 'parkwerk.abcde.tmprl.cloud:7233' };

  it('is reached without TLS where nothing asks for it, and with TLS where a key, a certificate or an authority does', () => {
    expect(engineConnection(readEngine(at))).toEqual({ address: at.TEMPORAL_ADDRESS, tls: false });
    expect(engineConnection(readEngine({ ...at, TEMPORAL_TLS: 'true' })).tls).toEqual({});
    expect(engineConnection(readEngine({ ...at, TEMPORAL_API_KEY: 'key' }))).toMatchObject({ apiKey: 'key', tls: {} });
    expect(engineConnection(readEngine({ ...at, TEMPORAL_TLS_SERVER_CA: 'ca', TEMPORAL_TLS_SERVER_NAME: 'engine' })).tls).toEqual({
      serverRootCACertificate: Buffer.from('ca'),
      serverNameOverride: 'engine',
    });
  }); // prettier-ignore

  it('knows us by a certificate and its key, never by one of the two', () => {
    const pair = { TEMPORAL_TLS_CLIENT_CERT: 'cert', TEMPORAL_TLS_CLIENT_KEY: 'key' };
    const clientCertPair = { crt: Buffer.from('cert'), key: Buffer.from('key') };
    expect(engineConnection(readConfig({ ...complete, ...pair })).tls).toEqual({ clientCertPair });
    for (const name of Object.keys(pair)) {
      const half = { [name]: 'one' };
      expect(faultsOf({ ...complete, ...half })).toEqual([expect.stringMatching(/belong together/)]);
      expect(() => readEngine({ ...at, ...half })).toThrow('belong together');
    }
  });
});

describe('a file of breached passwords', () => {
  it('is a fault when it cannot be read, and none when it is not given', () => {
    expect(faultsOf({ ...complete, BREACHED_PASSWORDS_FILE: '/does/not/exist.txt' })).toEqual([
      expect.stringMatching(/^BREACHED_PASSWORDS_FILE cannot be read: ENOENT/),
    ]);
    expect(faultsOf(complete)).toEqual([]);
  });
});

describe('where a hole can be told', () => {
  it('needs the day until which that is right, and an address that leads somewhere', () => {
    const contact = { SECURITY_CONTACT: 'mailto:security@parkeren.example' };
    expect(faultsOf({ ...complete, ...contact, SECURITY_TXT_EXPIRES: '2027-05-01' })).toEqual([]);
    expect(faultsOf({ ...complete, ...contact })).toEqual([expect.stringMatching(/^SECURITY_TXT_EXPIRES is missing/)]);
    expect(faultsOf({ ...complete, SECURITY_CONTACT: 'the desk', SECURITY_TXT_EXPIRES: 'soon' })).toEqual([
      expect.stringMatching(/^SECURITY_CONTACT is not right/),
      expect.stringMatching(/^SECURITY_TXT_EXPIRES is not right/),
    ]);
  });
});

describe('in production', () => {
  const production = { ...complete, NODE_ENV: 'production' };

  it('what is right elsewhere is right too', () => {
    expect(faultsOf(production)).toEqual([]);
  });

  it('the sandbox is refused', () => {
    expect(faultsOf({ ...production, SANDBOX_URL: 'http://127.0.0.1:4000' })).toEqual([
      'SANDBOX_URL is set: the sandbox does not run in production',
    ]);
  });

  it.each(['PARKWERK_PUBLIC_URL', 'OIDC_ISSUER', 'MOLLIE_API_URL'])('%s is refused over plain http', (name) => {
    for (const url of ['http://example.org/', 'HTTP://example.org/']) {
      expect(faultsOf({ ...production, [name]: url })).toEqual([`${name} must begin with https: in production`]);
      expect(faultsOf({ ...complete, [name]: url })).toEqual([]);
    }
  });

  it('holes are told together with everything else', () => {
    const { NPR_PIN: _pin, ...rest } = production;
    expect(
      faultsOf({ ...rest, SANDBOX_URL: 'http://127.0.0.1:4000', OIDC_ISSUER: 'http://inloggen.example' }),
    ).toHaveLength(3);
  });
});

describe('the page for operators', () => {
  it('explains every setting there is', () => {
    const page = readFileSync(new URL('../docs/settings.md', import.meta.url), 'utf8');
    const source = readFileSync(new URL('./config.ts', import.meta.url), 'utf8');
    const names = [...source.matchAll(/^ {2}([A-Z][A-Z_]+): /gm)].map(([, name]) => name!);
    expect(names.length).toBeGreaterThan(30);
    expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });
});

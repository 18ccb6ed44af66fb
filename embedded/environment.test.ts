import { readConfig } from '../activities/config.ts';
import { childEnvironment } from './environment.ts';
import { masterKeyFile, readSecrets } from './secrets.ts';
import { temporaryFolder } from './testing/folder.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const addresses = {
  port: 3210,
  sandboxPort: 20_001,
  smtpPort: 20_002,
  databaseUrl: 'postgres://parkwerk:secret@127.0.0.1:20003/parkwerk',
  temporalAddress: '127.0.0.1:20004',
};

function settings(given: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return childEnvironment(given, addresses, readSecrets(folder.path), {
    masterKey: masterKeyFile(folder.path),
    releases: 'municipalities',
    workflowBundle: 'dist/workflow-bundle.js',
    sandboxState: folder.path,
  });
}

describe('the settings of the parts', () => {
  it('are complete and right for API and worker, without a single one given', () => {
    expect(readConfig(settings({}))).toMatchObject({
      PORT: 3210,
      PARKWERK_PUBLIC_URL: 'http://127.0.0.1:3210',
      DATABASE_URL: addresses.databaseUrl,
      TEMPORAL_ADDRESS: '127.0.0.1:20004',
      SMTP_URL: 'smtp://127.0.0.1:20002',
      SANDBOX_URL: 'http://127.0.0.1:20001',
      OIDC_ISSUER: 'http://127.0.0.1:3210/sandbox/idp',
      MOLLIE_API_URL: 'http://127.0.0.1:20001/sandbox/mollie/v2/',
    });
  });

  it('give way to what the environment says, so that one party can be the real one', () => {
    const { SMTP_URL, REDIS_URL, MOLLIE_API_URL } = settings({
      SMTP_URL: 'smtp://mail.deventer.nl',
      REDIS_URL: 'redis://queue',
    });
    expect(SMTP_URL).toBe('smtp://mail.deventer.nl');
    expect(REDIS_URL).toBe('redis://queue');
    expect(MOLLIE_API_URL).toContain('127.0.0.1:20001');
  });

  it('take an empty variable for one that is not given', () => {
    expect(settings({ BRP_URL: '' }).BRP_URL).toBe('http://127.0.0.1:20001/sandbox/brp/');
  });

  it('follow the public address where people are sent through it', () => {
    expect(settings({ PARKWERK_PUBLIC_URL: 'https://parkeren.deventer.nl' }).OIDC_ISSUER).toBe(
      'https://parkeren.deventer.nl/sandbox/idp',
    );
  });
});

import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import ts from 'typescript';
import { data, SECRETS } from './testing/front.ts';

const folder = mkdtempSync(join(tmpdir(), 'sandbox-main-'));
const running = new Set<ChildProcess>();

const ENVIRONMENT = {
  SANDBOX_PORT: '0',
  SANDBOX_SMTP_PORT: '0',
  SANDBOX_STATE: join(folder, 'state'),
  PARKWERK_PUBLIC_URL: 'http://127.0.0.1:1',
  OIDC_CLIENT_SECRET: SECRETS.oidcClientSecret,
  MOLLIE_API_KEY: SECRETS.mollieApiKey,
  MAIL_WEBHOOK_SECRET: SECRETS.mailWebhookSecret,
  TWILIO_AUTH_TOKEN: SECRETS.twilioAuthToken,
  NPR_PIN: SECRETS.nprPin,
  RDW_API_KEY: SECRETS.rdwApiKey,
  BRP_API_KEY: SECRETS.brpApiKey,
  ZGW_SECRET: SECRETS.zgwSecret,
};

/** The process as it is started, built beside the installed packages. */
beforeAll(() => {
  const source = resolve('sandbox');
  mkdirSync(join(folder, 'sandbox'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  symlinkSync(join(source, 'assets'), join(folder, 'sandbox', 'assets'));
  for (const file of readdirSync(source).filter((name) => name.endsWith('.ts') && !name.includes('.test.'))) {
    const { outputText } = ts.transpileModule(readFileSync(join(source, file), 'utf8'), {
      compilerOptions: {
        module: ts.ModuleKind.ESNext,
        target: ts.ScriptTarget.ES2023,
        rewriteRelativeImportExtensions: true,
      },
    });
    writeFileSync(join(folder, 'sandbox', file.replace(/\.ts$/, '.js')), outputText);
  }
});
afterAll(() => {
  running.forEach((child) => child.kill('SIGKILL'));
  rmSync(folder, { recursive: true, force: true });
});

function start(env: NodeJS.ProcessEnv): ChildProcess {
  const child = fork(join(folder, 'sandbox', 'main.js'), { env: { PATH: process.env.PATH, ...env }, silent: true });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

async function startReady(): Promise<{ child: ChildProcess; url: string; smtpPort: number }> {
  const child = start(ENVIRONMENT);
  const [message] = (await once(child, 'message')) as [{ ready: true; port: number; smtpPort: number }];
  expect(message).toEqual({ ready: true, port: expect.any(Number), smtpPort: expect.any(Number) });
  return { child, url: `http://127.0.0.1:${message.port}/sandbox`, smtpPort: message.smtpPort };
}

async function refusal(env: NodeJS.ProcessEnv): Promise<{ code: number; sentence: string }> {
  const child = start(env);
  const [sentence, [code]] = await Promise.all([text(child.stderr!), once(child, 'exit') as Promise<[number]>]);
  return { code, sentence };
}

describe('the sandbox process', () => {
  it('refuses to run in production', async () => {
    const { code, sentence } = await refusal({ ...ENVIRONMENT, NODE_ENV: 'production' });
    expect([code, sentence]).toEqual([1, expect.stringContaining('NODE_ENV=production')]);
  });

  it('names everything that is missing in one sentence', async () => {
    const { code, sentence } = await refusal({ SANDBOX_PORT: '0', NPR_PIN: '1' });
    expect(code).toBe(1);
    for (const name of Object.keys(ENVIRONMENT).filter((key) => key !== 'SANDBOX_PORT' && key !== 'NPR_PIN')) {
      expect(sentence).toContain(name);
    }
  });

  it('says when a port is taken', async () => {
    const { child, smtpPort } = await startReady();
    const { code, sentence } = await refusal({
      ...ENVIRONMENT,
      SANDBOX_STATE: join(folder, 'other'),
      SANDBOX_SMTP_PORT: String(smtpPort),
    });
    expect([code, sentence]).toEqual([1, expect.stringContaining('EADDRINUSE')]);
    child.kill('SIGKILL');
    await once(child, 'exit');
  });

  it('loses nothing it acknowledged when it is killed', async () => {
    const first = await startReady();
    const answer = await data(
      fetch(`${first.url}/mollie/v2/payments`, {
        method: 'POST',
        headers: { authorization: `Bearer ${SECRETS.mollieApiKey}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          amount: { currency: 'EUR', value: '1.00' },
          description: 'PW-2',
          redirectUrl: 'http://127.0.0.1:1/terug',
        }),
      }),
    );
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');

    const second = await startReady();
    expect(await data(fetch(`${second.url}/payments`))).toMatchObject([{ id: answer.id, status: 'open' }]);
    second.child.kill('SIGTERM');
    expect(await once(second.child, 'exit')).toEqual([0, null]);
  });

  it('ends when whoever started it is gone', async () => {
    const { child } = await startReady();
    child.disconnect();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});

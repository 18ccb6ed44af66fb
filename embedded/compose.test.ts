import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readConfig } from '../activities/config.ts';
import { projectRoot } from './root.ts';

interface Service {
  environment?: Record<string, string>;
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: unknown;
  volumes?: string[];
}

const file = readFileSync(join(projectRoot(), 'docker-compose.yml'), 'utf8');
const { services, volumes } = parse(file, { merge: true }) as {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
};

/** What an operator would have in `.env`; every other name has to have a default. */
const secrets: Record<string, string> = {
  PARKWERK_PUBLIC_URL: 'https://parkeren.example.nl',
  PARKWERK_MASTER_KEY: Buffer.alloc(32).toString('base64'),
  POSTGRES_PASSWORD: 'secret',
  MAIL_WEBHOOK_SECRET: 'a-long-random-word',
};

function filledIn(environment: Record<string, string> = {}): NodeJS.ProcessEnv {
  const fill = (value: string): string =>
    value.replace(/\$\{(\w+)(:-|:\?)([^}]*)\}/g, (_, name: string, kind: string, text: string) => {
      if (kind === ':-') return text;
      return secrets[name] ?? (name.endsWith('_URL') || name === 'OIDC_ISSUER' ? 'https://party.example.nl/' : 'value');
    });
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, fill(String(value))]));
}

describe('docker-compose.yml', () => {
  it.each(['migrate', 'api', 'worker'])('gives %s settings that it starts with in production', (name) => {
    const settings = readConfig(filledIn(services[name]?.environment));
    expect(settings).toMatchObject({
      NODE_ENV: 'production',
      DATABASE_URL: 'postgres://parkwerk:secret@postgres:5432/parkwerk',
      REDIS_URL: 'redis://redis:6379',
      TEMPORAL_ADDRESS: 'temporal:7233',
    });
  });

  it('sets nothing that the settings do not know', () => {
    const known = readFileSync(join(projectRoot(), 'activities', 'config.ts'), 'utf8');
    const names = ['migrate', 'api', 'worker'].flatMap((name) => Object.keys(services[name]?.environment ?? {}));
    expect([...new Set(names)].filter((name) => !new RegExp(String.raw`^\s*${name}:`, 'm').test(known))).toEqual([]);
  });

  it('runs neither the sandbox nor a password of its own', () => {
    expect(file).not.toMatch(/SANDBOX|PASSWORD: ['"]?\w/);
  });

  it('waits for the health only of services that tell theirs', () => {
    const waited = Object.values(services).flatMap(({ depends_on: on = {} }) =>
      Object.entries(on)
        .filter(([, { condition }]) => condition === 'service_healthy')
        .map(([name]) => name),
    );
    expect(waited).toContain('postgres');
    expect(waited.filter((name) => !services[name]?.healthcheck)).toEqual([]);
  });

  it('declares every volume it uses', () => {
    const used = Object.values(services).flatMap(({ volumes: mounts = [] }) =>
      mounts.map((mount) => mount.split(':')[0]),
    );
    expect(used.sort()).toEqual(Object.keys(volumes).sort());
  });
});

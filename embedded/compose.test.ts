import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readConfig } from '../activities/config.ts';
import { projectRoot } from './root.ts';

interface Service {
  image?: string;
  user?: string;
  command?: string[];
  read_only?: boolean;
  cap_drop?: string[];
  security_opt?: string[];
  environment?: Record<string, string>;
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { disable?: boolean };
  volumes?: string[];
  ports?: string[];
  networks?: string[];
  secrets?: string[];
  deploy?: { replicas?: number };
  logging?: { options: Record<string, string> };
}

const text = (...path: string[]): string => readFileSync(join(projectRoot(), ...path), 'utf8');
const { services, volumes, secrets, networks } = parse(text('docker-compose.yml'), { merge: true }) as {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
  secrets: Record<string, { file: string }>;
  networks: Record<string, { internal?: boolean } | null>;
};
const ours = ['migrate', 'api', 'worker'];

const folder = mkdtempSync(join(tmpdir(), 'parkwerk-compose-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What an operator would have in the folder of secrets. */
const CONTENT: Record<string, string> = {
  master_key: Buffer.alloc(32).toString('base64'),
  smtp_url: 'smtps://user:word@mail.example.nl',
  mail_webhook_secret: 'a-long-random-word',
  vapid_private_key: Buffer.alloc(32, 1).toString('base64url'),
};

/** The environment a container would get, with what would be in `.env` and its secrets where this machine has them. */
function filledIn({ environment = {}, secrets: given = [] }: Service): NodeJS.ProcessEnv {
  for (const name of given) writeFileSync(join(folder, name), `${CONTENT[name] ?? 'p@ssword'}\n`);
  const fill = (value: string): string =>
    value
      .replace(/\$\{(\w+)(:-|:\?)([^}]*)\}/g, (_, name: string, kind: string, fallback: string) => {
        if (kind === ':-') return fallback;
        return name.endsWith('_URL') || name === 'OIDC_ISSUER' ? 'https://party.example.nl/' : 'value';
      })
      .replace('/run/secrets', folder);
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, fill(String(value))]));
}

describe('docker-compose.yml', () => {
  it.each(ours)('gives %s settings that it starts with in production', (name) => {
    const settings = readConfig(filledIn(services[name]!));
    expect(settings).toMatchObject({
      NODE_ENV: 'production',
      DATABASE_URL: 'postgres://parkwerk:p%40ssword@postgres:5432/parkwerk',
      REDIS_URL: 'redis://redis:6379',
      TEMPORAL_ADDRESS: 'temporal:7233',
      CLAMD_HOST: 'clamd:3310',
      MOLLIE_API_KEY: 'p@ssword',
    });
  });

  it('sets nothing that the settings do not know', () => {
    const known = text('activities', 'config.ts');
    const names = ours.flatMap((name) => Object.keys(services[name]?.environment ?? {}));
    const settings = [...new Set(names.map((name) => name.replace(/_FILE$/, '')))];
    expect(settings.filter((name) => !new RegExp(String.raw`^\s*${name}:`, 'm').test(known))).toEqual([]);
  });

  it('holds no secret: each lies in a file that the service is given', () => {
    const given = Object.entries(services).flatMap(([service, { environment = {} }]) =>
      Object.entries(environment).map(([name, value]) => ({ service, name, value: String(value) })),
    );
    const open = given.filter(({ name }) => /(PASSWORD|SECRET|TOKEN|_PIN|_KEY|PWD|SMTP_URL)$/.test(name));
    expect(open).toEqual([]);
    const files = given.filter(({ value }) => value.startsWith('/run/secrets/'));
    expect(files.length).toBeGreaterThan(20);
    for (const { service, value } of files) {
      expect([service, services[service]?.secrets]).toEqual([service, expect.arrayContaining([value.slice(13)])]);
    }
    expect(JSON.stringify(services)).not.toMatch(/:\/\/\w+:[^/@]+@/);
  });

  it('declares every secret, volume and network it uses, and nothing more', () => {
    const all = Object.values(services);
    const unique = (names: string[]): string[] => [...new Set(names)].sort();
    expect(unique(all.flatMap((service) => service.secrets ?? []))).toEqual(Object.keys(secrets).sort());
    expect(unique(all.flatMap((service) => service.networks ?? []))).toEqual(Object.keys(networks).sort());
    const mounted = all.flatMap(({ volumes: mounts = [] }) => mounts.map((mount) => mount.split(':')[0]!));
    expect(unique(mounted.filter((name) => !name.startsWith('.')))).toEqual(Object.keys(volumes).sort());
    const files = mounted.filter((name) => name.startsWith('./'));
    expect(files.filter((file) => !existsSync(join(projectRoot(), file)))).toEqual([]);
  });

  it('tells an operator how to come by each secret, and keeps them out of the image and the repository', () => {
    const page = text('operations', 'production.md');
    expect(Object.keys(secrets).filter((name) => !new RegExp(String.raw`\b${name}\b`).test(page))).toEqual([]);
    for (const [name, { file }] of Object.entries(secrets)) expect(file).toBe(`./secrets/${name}`);
    expect(text('.dockerignore').split('\n')).toEqual(expect.arrayContaining(['secrets', '.env']));
    expect(text('.gitignore').split('\n')).toEqual(expect.arrayContaining(['/secrets/', '.env']));
  });

  it.each(ours)('runs %s as an ordinary user on a file system that cannot be written', (name) => {
    expect(services[name]).toMatchObject({
      user: 'node',
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    });
  });

  it('lets no log grow until the disk is full', () => {
    const unbounded = Object.entries(services).filter(([, { logging }]) => !logging?.options['max-size']);
    expect(unbounded.map(([name]) => name)).toEqual([]);
  });

  it('gives no program of others more than it needs', () => {
    for (const service of Object.values(services)) expect(service.security_opt).toEqual(['no-new-privileges:true']);
    expect(services['postgres']?.read_only && services['redis']?.read_only && services['proxy']?.read_only).toBe(true);
  });

  it('runs two of each program, and tells of each whether it lives', () => {
    for (const name of ['api', 'worker']) {
      expect(services[name]?.deploy?.replicas).toBe(2);
      expect(JSON.stringify(services[name]?.healthcheck)).toContain('127.0.0.1:9464/alive');
      // Any number of them: a port of this machine would belong to the first.
      expect(services[name]?.ports).toBeUndefined();
    }
  });

  it('has one door: all else is for this machine alone, and what holds data has no way out', () => {
    const open = Object.entries(services)
      .filter(([, { ports = [] }]) => ports.some((port) => !port.startsWith('127.0.0.1:')))
      .map(([name]) => name);
    expect(open).toEqual(['proxy']);
    expect(networks['inside']).toEqual({ internal: true });
    for (const name of ['postgres', 'redis', 'temporal']) expect(services[name]?.networks).toEqual(['inside']);
  });

  it('runs neither the sandbox nor an image without a version', () => {
    expect(text('docker-compose.yml')).not.toMatch(/SANDBOX/);
    const images = Object.values(services).flatMap(({ image }) => image ?? []);
    expect(images.filter((image) => image !== 'parkwerk' && !/:v?\d/.test(image))).toEqual([]);
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
});

describe('what stands around it', () => {
  it('the image runs our programs as an ordinary user, with their health', () => {
    const stages = text('Dockerfile')
      .split(/^FROM /m)
      .slice(1);
    expect(stages).toHaveLength(2);
    expect(stages[1]).toMatch(/^USER node$/m);
    expect(stages[1]).toMatch(/^HEALTHCHECK .*\n.*9464\/alive/m);
    const programs = ours.map((name) => services[name]!.command![1]!.replace(/^dist\//, '').replace(/\.js$/, '.ts'));
    expect(programs.filter((file) => !existsSync(join(projectRoot(), file)))).toEqual([]);
  });

  it('the proxy hands on to the API and the broker alone, and not their numbers or administration', () => {
    const file = text('operations', 'Caddyfile');
    expect([...file.matchAll(/(?:reverse_proxy|dynamic a) ([a-z]+)[: ](\d+)/g)].map(([, to, port]) => [to, port])).toEqual([
      ['keycloak', '8080'],
      ['api', '3000'],
    ]);
    expect(file).not.toMatch(/9464|admin\b(?! off)/);
    const used = [...file.matchAll(/\{\$(\w+)\}/g)].map(([, name]) => name!);
    expect(used.filter((name) => services['proxy']!.environment![name] === undefined)).toEqual([]);
  }); // prettier-ignore

  it('Prometheus looks where the programs tell their numbers', () => {
    const { scrape_configs: jobs } = parse(text('operations', 'prometheus.yml')) as {
      scrape_configs: { job_name: string; dns_sd_configs: [{ names: [string]; port: number }] }[];
    };
    const looked = jobs.map(({ job_name: job, dns_sd_configs: [{ names, port }] }) => [job, names[0], String(port)]);
    const { api, worker } = services;
    expect(looked).toEqual([
      ['parkwerk-api', 'api', api!.environment!['METRICS_PORT']],
      ['parkwerk-worker', 'worker', worker!.environment!['METRICS_PORT']],
      ['parkwerk-engine', 'worker', worker!.environment!['ENGINE_METRICS_PORT']],
    ]);
  });
});

describe('the realm of the login broker', () => {
  interface Mapper {
    name: string;
    protocolMapper: string;
    config: Record<string, string>;
  }
  const realm = JSON.parse(text('operations', 'keycloak', 'parkwerk.json')) as {
    clientScopes: { name: string; protocolMappers: Mapper[] }[];
    clients: { clientId: string; secret: string; redirectUris: string[]; defaultClientScopes: string[]; attributes: Record<string, string> }[];
    identityProviders: { alias: string; enabled: boolean; config: Record<string, string> }[];
    identityProviderMappers: { identityProviderAlias: string; config: Record<string, string> }[];
  }; // prettier-ignore
  const [scope] = realm.clientScopes;
  const towns = readdirSync(join(projectRoot(), 'municipalities'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => {
      const { login, onDemand } = parse(text('municipalities', name, 'municipality.yaml'), { merge: true }) as {
        login: { clientId: string; means: { brokerHint: string; claims: Record<string, string> }[] };
        onDemand?: object;
      };
      // Where somebody may be put down who signed out.
      return { name, login, pages: ['desk', ...(onDemand ? ['on-demand'] : []), 'staff'] };
    });
  /** Dots in the name of a claim would make an object of it, so they are escaped there. */
  const claimNames = (mappers: { config: Record<string, string> }[], key: string): string[] =>
    mappers.flatMap(({ config }) => config[key]?.replaceAll('\\.', '.') ?? []);
  const told = claimNames(scope!.protocolMappers, 'claim.name');

  it.each(towns)('has a client for $name, which comes back to us alone and proves that it was the one who left', ({ name, login, pages }) => {
    const client = realm.clients.find(({ clientId }) => clientId === login.clientId);
    expect(client).toMatchObject({
      secret: '${OIDC_CLIENT_SECRET}',
      redirectUris: ['${PARKWERK_PUBLIC_URL}/auth/callback'],
      defaultClientScopes: [scope!.name],
      attributes: {
        'pkce.code.challenge.method': 'S256',
        'post.logout.redirect.uris': pages.map((page) => `\${PARKWERK_PUBLIC_URL}/${name}/${page}`).join('##'),
      },
    });
  }); // prettier-ignore

  it.each(towns)('knows every means of $name, and every claim it is read by', ({ login }) => {
    for (const { brokerHint, claims } of login.means) {
      const own = realm.identityProviderMappers.filter(({ identityProviderAlias: alias }) => alias === brokerHint);
      expect(realm.identityProviders.map(({ alias }) => alias)).toContain(brokerHint);
      expect(claimNames(own, 'claim')).toEqual(expect.arrayContaining(Object.values(claims)));
      expect(told).toEqual(expect.arrayContaining(Object.values(claims)));
    }
  });

  it('tells of staff who they are, where they work and what they may', () => {
    const staff = realm.identityProviderMappers.filter(({ identityProviderAlias: alias }) => alias === 'staff');
    expect(claimNames(staff, 'claim').sort()).toEqual(['employee_id', 'municipality', 'name', 'roles']);
    expect(told).toEqual(expect.arrayContaining(['employee_id', 'municipality', 'name', 'roles']));
  });

  it('passes on what it was told, and keeps its places closed until somebody fills them in', () => {
    const given = new Set(claimNames(realm.identityProviderMappers, 'user.attribute'));
    const asked = claimNames(scope!.protocolMappers, 'user.attribute');
    expect(asked.filter((attribute) => !given.has(attribute))).toEqual([]);
    expect(realm.identityProviders.filter(({ enabled }) => enabled)).toEqual([]);
    expect(JSON.stringify(realm)).not.toMatch(/"(clientSecret|password)"/);
  });
});

import { jest } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { freePorts } from '../../embedded/ports.ts';
import { projectRoot } from '../../embedded/root.ts';
import { type Running } from '../../embedded/running.ts';
import { readSecrets } from '../../embedded/secrets.ts';
import { temporaryFolder } from '../../embedded/testing/folder.ts';
import { KEYCLOAK_VERSION, startKeycloak } from '../../embedded/testing/keycloak.ts';
import { type Me } from '../me/shapes.ts';
import { type Browser } from '../testing/browser.ts';
import { ownSystem } from '../testing/stack.ts';

jest.setTimeout(120_000);

const PASSWORD = 'geheim-genoeg';
const text = (...path: string[]) => readFileSync(join(projectRoot(), ...path), 'utf8');

/** Who has signed in before, as the realm keeps them: the means itself is played by a password here. */
const users = [
  {
    username: 'sanne',
    attributes: { bsn: ['999900109'], level: ['urn:oasis:names:tc:SAML:2.0:ac:classes:MobileTwoFactorContract'] },
  },
  {
    username: 'pieter',
    attributes: { bsn: ['999900237'], level: ['urn:oasis:names:tc:SAML:2.0:ac:classes:Password'] },
  },
  {
    username: 'dewit',
    attributes: { employee_id: ['mw-1'], municipality: ['voorbeeld'], name: ['M. de Wit'], roles: ['clerk', 'senior'] },
  },
].map((user) => ({ ...user, enabled: true, credentials: [{ type: 'password', value: PASSWORD }] }));

const folder = temporaryFolder();
let keycloak: Running | undefined;
let system: Awaited<ReturnType<typeof ownSystem>>;
beforeAll(async () => {
  const [port = 0] = await freePorts(1);
  system = await ownSystem('keycloak', { OIDC_ISSUER: `http://127.0.0.1:${port}/broker/realms/parkwerk` });
  const realm = { ...(JSON.parse(text('operations', 'keycloak', 'parkwerk.json')) as object), users };
  const env = {
    OIDC_CLIENT_SECRET: readSecrets(system.dataDir).oidcClientSecret,
    PARKWERK_PUBLIC_URL: system.url,
  };
  keycloak = await startKeycloak({ folder: folder.path, port, realm, env });
}, 600_000);
afterAll(async () => {
  await Promise.all([keycloak?.stop(), system.stop()]);
  folder.remove();
});

/** From the sign-in page to Keycloak's own form, and back; ends where the browser ended. */
async function signIn(browser: Browser, means: string, username: string): Promise<URL> {
  const { at, text: form } = await browser.visit(`/auth/login?municipality=voorbeeld&means=${means}`);
  const action = /id="kc-form-login"[^>]* action="([^"]+)"/.exec(form)?.[1]?.replaceAll('&amp;', '&');
  if (action === undefined) throw new Error(`${at.href} is no form to sign in with: ${form.slice(0, 2_000)}`);
  return (await browser.submit(new URL(action), { username, password: PASSWORD })).at;
}

describe('the realm in a real Keycloak', () => {
  it('is of the version that runs in production', () => {
    const { services } = parse(text('docker-compose.yml'), { merge: true }) as {
      services: { keycloak: { image: string } };
    };
    const [, line] = services.keycloak.image.split(':');
    expect(KEYCLOAK_VERSION.startsWith(`${line}.`)).toBe(true);
  });

  it('lets a resident in, known by what the means told, and out of both again [PORTAL-003]', async () => {
    const browser = system.browser();
    expect((await signIn(browser, 'digid', 'sanne')).pathname).toBe('/voorbeeld/desk');
    const { holder } = await browser.ask<Me>('GET', '/v1/me');
    expect(holder).toMatchObject({ kind: 'person', name: 'Sanne de Boer', means: { nl: 'DigiD' } });

    const { continueAt } = await browser.ask<{ continueAt: string }>('POST', '/auth/logout');
    expect((await browser.visit(continueAt)).at.href).toBe(`${system.url}/voorbeeld/desk`);
    expect((await browser.visit('/auth/login?municipality=voorbeeld&means=digid')).text).toContain('kc-form-login');
  });

  it('tells a level that is too low as it is, and nobody is let in', async () => {
    const browser = system.browser();
    const at = await signIn(browser, 'digid', 'pieter');
    expect([at.pathname, at.searchParams.get('problem')]).toEqual(['/voorbeeld/desk/sign-in', 'level-too-low']);
    expect((await browser.refused('GET', '/v1/me')).status).toBe(401);
  });

  it('lets staff in with their roles', async () => {
    const browser = system.browser();
    expect((await signIn(browser, 'staff', 'dewit')).pathname).toBe('/voorbeeld/staff');
    const { staff } = await browser.ask<Me>('GET', '/v1/me');
    expect(staff).toMatchObject({ name: 'M. de Wit', roles: ['clerk', 'senior'] });
  });
});

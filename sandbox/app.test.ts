import { data, SECRETS, startFront, type Front } from './testing/front.ts';

let front: Front;
beforeAll(async () => {
  front = await startFront();
});
afterAll(() => front.close());

const post = (path: string, body: object, base = front.url) =>
  fetch(`${base}/sandbox/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

const page = async (path: string, headers: Record<string, string> = {}) => {
  const answer = await fetch(`${front.url}${path}`, { headers: { accept: 'text/html', ...headers } });
  return { answer, html: await answer.text() };
};

const modes = async () => {
  const list = (await data(fetch(`${front.url}/sandbox/faults`))) as { service: string; mode: string }[];
  return Object.fromEntries(list.map(({ service, mode }) => [service, mode]));
};

describe('faults', () => {
  const reach: [string, string, RequestInit][] = [
    ['idp', '/sandbox/idp/.well-known/openid-configuration', {}],
    ['payments', '/sandbox/mollie/v2/methods', { headers: { authorization: `Bearer ${SECRETS.mollieApiKey}` } }],
    ['vehicles', '/sandbox/rdw/resource/m9d7-ebf2.json?kenteken=K51FTN', {}],
    ['keeper', '/sandbox/rdw/keeper', { method: 'POST', headers: { 'x-api-key': 'any' } }],
    ['register', '/sandbox/npr/registration.svc', { method: 'POST' }],
    ['brp', '/sandbox/brp/personen', { method: 'POST', headers: { 'x-api-key': 'any' } }],
    ['kvk', '/sandbox/kvk/api/v1/basisprofielen/90001231', { headers: { apikey: 'any' } }],
  ];

  it.each(reach)('make %s unreachable, and let it come back', async (service, path, init) => {
    const status = async () => (await fetch(`${front.url}${path}`, init)).status;
    const before = await status();
    await post('faults', { service, mode: 'down' });
    expect(await status()).toBe(503);
    await post('faults', { service, mode: 'slow' });
    expect(await status()).toBe(before);
    await post('faults', { service, mode: 'ok' });
    expect(await status()).toBe(before);
    expect(before).not.toBe(503);
  });

  it('tell a person in a browser what happened and where to undo it', async () => {
    await post('faults', { service: 'idp', mode: 'down' });
    const { answer, html } = await page('/sandbox/idp/auth?lang=en');
    expect([answer.status, html]).toEqual([503, expect.stringContaining('Switch it on again')]);
    await post('faults', { service: 'idp', mode: 'ok' });
  });

  it('are refused for names nobody knows, with the names there are', async () => {
    const service = await post('faults', { service: 'weather', mode: 'down' });
    expect([service.status, (await data(service)).allowed]).toEqual([400, expect.arrayContaining(['idp', 'mail'])]);
    const mode = await post('faults', { service: 'idp', mode: 'asleep' });
    expect([mode.status, (await data(mode)).allowed]).toEqual([400, ['ok', 'slow', 'down']]);
  });

  it('can be set with the form of the start page', async () => {
    const answer = await fetch(`${front.url}/sandbox/faults`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ service: 'kvk', mode: 'slow' }),
    });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/sandbox#faults']);
    expect(await modes()).toMatchObject({ kvk: 'slow', idp: 'ok' });
  });

  it('outlive a restart and end with a reset', async () => {
    await post('faults', { service: 'brp', mode: 'down' });
    await front.restart();
    expect(await modes()).toMatchObject({ brp: 'down' });
    await post('_reset', {}, `http://127.0.0.1:${front.sandbox.port}`);
    expect(new Set(Object.values(await modes()))).toEqual(new Set(['ok']));
  });
});

describe('the business clock', () => {
  const internal = () => `http://127.0.0.1:${front.sandbox.port}`;

  it('is told, kept over a restart, and shown', async () => {
    const offsetMs = 40 * 86_400_000;
    expect((await post('_clock', { offsetMs }, internal())).status).toBe(204);
    await front.restart();
    const { html } = await page('/sandbox');
    const shown = Date.parse(/id="now"\s*><time datetime="([^"]+)"/.exec(html)?.[1] ?? '');
    expect(Math.round((shown - Date.now()) / 86_400_000)).toBe(40);
    await post('_clock', { offsetMs: 0 }, internal());
  });

  it('is told in milliseconds', async () => {
    expect((await post('_clock', { offsetMs: 'tomorrow' }, internal())).status).toBe(400);
  });
});

describe('the pages', () => {
  it.each([
    '/sandbox',
    '/sandbox/mail',
    '/sandbox/phone',
    '/sandbox/payments',
    '/sandbox/register',
    '/sandbox/vehicles',
  ])('%s is a page in both languages that runs nothing written into it', async (path) => {
    const dutch = await page(path);
    expect(dutch.html).toContain('<html lang="nl">');
    expect(dutch.html).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=/);
    expect(dutch.answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
    expect((await page(`${path}?lang=en`)).html).toContain('<html lang="en">');
  });

  it('remembers the language', async () => {
    const { answer } = await page('/sandbox?lang=en');
    const cookie = answer.headers.get('set-cookie')!.split(';')[0]!;
    expect((await page('/sandbox/phone', { cookie })).html).toContain('<html lang="en">');
  });

  it('serves its style and scripts as files', async () => {
    for (const file of ['sandbox.css', 'controls.js', 'mail.js', 'phone.js', 'icon.svg']) {
      expect((await fetch(`${front.url}/sandbox/assets/${file}`)).status).toBe(200);
    }
  });

  it('escapes what others wrote', async () => {
    const { html } = await page('/sandbox/mail?to=%22%3E%3Cscript%3Ealert(1)%3C/script%3E');
    expect(html).not.toContain('<script>alert');
  });

  it('gives data to programs', async () => {
    const personas = await data(fetch(`${front.url}/sandbox/personas`));
    expect(personas).toContainEqual({
      id: 'sanne',
      means: 'digid',
      municipality: 'voorbeeld',
      name: 'Sanne de Boer',
      zone: 'B',
      plates: ['K-51-FTN'],
      role: 'resident',
    });
    expect(await data(fetch(`${front.url}/sandbox/payments`))).toEqual([]);
    expect((await fetch(`${front.url}/sandbox/nothing`)).headers.get('content-type')).toContain(
      'application/problem+json',
    );
  });
});

describe('what was kept', () => {
  it('survives a restart: payments with their refunds, and webhooks that did not arrive', async () => {
    let reachable = false;
    front.answer(() => (reachable ? undefined : { status: 503 }));
    const mollie = (path: string, body: object) =>
      data(
        fetch(`${front.url}/sandbox/mollie/v2/${path}`, {
          method: 'POST',
          headers: { authorization: `Bearer ${SECRETS.mollieApiKey}`, 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }),
      );

    const amount = { currency: 'EUR', value: '10.00' };
    const webhookUrl = `${front.url}/webhooks/mollie`;
    const { id } = await mollie('payments', { amount, description: 'PW-1', redirectUrl: front.url, webhookUrl });
    await post(`payments/${id}/outcome`, { status: 'paid' });
    const refund = await mollie(`payments/${id}/refunds`, {
      amount: { currency: 'EUR', value: '4.00' },
      description: 'terug',
    });
    await front.arrivals('/webhooks/mollie', 1);

    await front.restart();
    reachable = true;
    await front.arrivals('/webhooks/mollie', 1, `id=${id}`);
    const [payment] = await data(fetch(`${front.url}/sandbox/payments`));
    expect(payment).toMatchObject({ id, status: 'paid', refunds: [{ id: refund.id, amount: { value: '4.00' } }] });
  });
});

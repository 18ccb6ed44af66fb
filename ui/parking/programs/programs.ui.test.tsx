import { screen, within } from '@testing-library/react';
import { TOKEN_OPERATIONS } from '../../../rules/account-tokens.ts';
import { testApi } from '../../testing/api.ts';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { inTheApp } from '../testing/sample.ts';

const DONE = new Response(null, { status: 204 });
const NONE = { 'GET /v1/account/tokens': { items: [] } };
const HOUSE = {
  id: 't1',
  name: 'Slim huis',
  scopes: ['read', 'park'],
  madeAt: '2026-11-01T09:00:00.000Z',
  endsAt: '2027-01-30T09:00:00.000Z',
  usedAt: null,
};

describe('programs of one’s own', () => {
  it('get a token with what is ticked for them, seen once [PEERS-040]', async () => {
    const api = inTheApp({
      ...NONE,
      'POST /v1/account/tokens': () => (
        api.answer({ 'GET /v1/account/tokens': { items: [HOUSE] } }),
        { id: 't1', token: 'pwk_geheim' }
      ),
    });
    const { user, container } = await visit('/parking/programs');
    expect(await screen.findByRole('heading', { name: 'U heeft nog geen token' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Maak token' }));
    expect(screen.getByText('Kies minstens één ding.')).toBeTruthy();
    expect(api.asked.some(({ method }) => method === 'POST')).toBe(false);
    await user.type(screen.getByLabelText(/^Naam/), 'Slim huis');
    await user.click(screen.getByRole('checkbox', { name: 'Parkeren' }));
    await user.click(screen.getByRole('checkbox', { name: /^Producten/ }));
    await user.selectOptions(screen.getByRole('combobox', { name: 'Hoe lang werkt het?' }), '365');
    await user.click(screen.getByRole('button', { name: 'Maak token' }));
    expect(await screen.findByText('pwk_geheim')).toBeTruthy();
    expect(api.asked.find(({ method }) => method === 'POST')?.body).toEqual({
      name: 'Slim huis',
      scopes: ['read', 'park'],
      days: 365,
    });
    const list = within(await screen.findByRole('list', { name: 'Uw tokens' }));
    expect(list.getByText(/Nog niet gebruikt/)).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('lose their token when it is taken back [PEERS-040]', async () => {
    const api = inTheApp({
      'GET /v1/account/tokens': { items: [HOUSE] },
      'DELETE /v1/account/tokens/t1': () => (api.answer(NONE), DONE),
    });
    const { user } = await visit('/parking/programs');
    await user.click(await screen.findByRole('button', { name: 'Neem terug Slim huis' }));
    await user.click(screen.getByRole('button', { name: 'Ja' }));
    expect(await screen.findByRole('heading', { name: 'U heeft nog geen token' })).toBeTruthy();
  });
});

describe('the page for who writes a program', () => {
  it.each(['nl', 'en'] as const)(
    'has examples, scopes, operations and refusals, in %s [PEERS-040]',
    async (language) => {
      testApi({});
      const { container } = await visit('/parking/programs/help', language);
      await screen.findByRole('heading', { level: 1 });
      expect(container.querySelectorAll('pre')).toHaveLength(7);
      expect(container.textContent).toContain('curl -X POST http://localhost/v1/parking/actions');
      for (const { method, path } of TOKEN_OPERATIONS) expect(container.textContent).toContain(`${method} ${path}`);
      expect(container.textContent).toContain('429 too-many-requests');
      expect(await violationsIn(container)).toEqual([]);
    },
  );
});

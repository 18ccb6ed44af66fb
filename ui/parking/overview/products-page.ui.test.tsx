import { screen, within } from '@testing-library/react';
import { refused } from '../../testing/api.ts';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { inTheApp, permit, switched } from '../testing/sample.ts';

const heading = (name: string | RegExp) => screen.findByRole('heading', { level: 1, name });
const card = async (name: RegExp | string) => within(await screen.findByRole('article', { name }));
const DEVENTER = { id: 'deventer', name: 'Deventer' };
const having = (...items: ReturnType<typeof permit>[]) => ({ 'GET /v1/parking/permits': { items } });

beforeEach(() => localStorage.clear());

describe('all products', () => {
  it('shows first whose they are, each with how many, and then those of one [2PARK-001, 2PARK-106]', async () => {
    const granted = permit({ id: 'v9', municipality: DEVENTER, role: 'grantee', grantor: 'oma@example.nl' });
    inTheApp(having(permit(), switched(), granted));
    const { user, container } = await visit('/parking/products');
    await heading('Waarmee wilt u parkeren?');
    const organisations = screen.getAllByRole('region').map((region) => region.getAttribute('aria-label'));
    expect(organisations).toEqual(['Deventer', 'Voorbeeldstad']);
    expect(screen.getByText('1 product')).toBeTruthy();
    expect(screen.getByText('2 producten')).toBeTruthy();
    expect(screen.queryByRole('article')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Toon producten van Voorbeeldstad' }));
    expect(screen.getAllByRole('article')).toHaveLength(2);
    expect(await violationsIn(container)).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Verberg producten van Voorbeeldstad' }));
    expect(screen.queryByRole('article')).toBeNull();
  });

  it('stand there at once where there is one municipality', async () => {
    inTheApp(having(permit()));
    await visit('/parking/products');
    expect(await screen.findByRole('article', { name: 'Bezoekersregeling' })).toBeTruthy();
  });
});

describe('the card of a product', () => {
  it('says what it is, how long it holds, what is left, what runs and who granted it [2PARK-107]', async () => {
    inTheApp(having(permit({ role: 'grantee', grantor: 'oma@example.nl' })));
    await visit('/parking/products');
    const about = await card('Bezoekersregeling');
    expect(about.getByText('Kadekwartier')).toBeTruthy();
    expect(about.getByText('van 1 januari 2026 tot en met 31 december 2026')).toBeTruthy();
    expect(about.getByText('€ 42,60')).toBeTruthy();
    expect(about.getByText('2 lopend, 1 gepland')).toBeTruthy();
    expect(about.getByText('oma@example.nl')).toBeTruthy();
    expect(about.getByRole('link', { name: /^Selecteer/ }).getAttribute('href')).toBe('/parking/p/v1');
  });

  it.each([
    ['minute', 615, '10 u 15 min', '10 h 15 min'],
    ['eurocent', 4260, '€ 42,60', '€42.60'],
    ['action', 12, '12 acties', '12 actions'],
    ['action', 1, '1 actie', '1 action'],
  ] as const)(
    'writes a balance in its own unit (%s %d), also in English [2PARK-032]',
    async (unit, available, nl, en) => {
      const balances = [{ unit, available, held: 0, period: null, lastsUntil: null }];
      for (const [language, written] of [
        ['nl', nl],
        ['en', en],
      ] as const) {
        inTheApp(having(permit({ balances })));
        const { unmount } = await visit('/parking/products', language);
        const about = await card(/Bezoekersregeling|Visitor scheme/);
        expect(
          about.getByText(written.replaceAll(' ', '\u00a0'), {
            normalizer: (text) => text.replaceAll(/(\d) (a)/g, '$1\u00a0$2'),
          }),
        ).toBeTruthy();
        unmount();
      }
    },
  );

  it('has a bell where an alarm is set, and says so when the balance fell below it [2PARK-107]', async () => {
    inTheApp(
      having(
        permit({ alarm: { unit: 'eurocent', threshold: 1000, below: false } }),
        permit({ id: 'v2', alarm: { unit: 'eurocent', threshold: 5000, below: true } }),
      ),
    );
    await visit('/parking/products');
    expect(await screen.findByText('Saldoalarm bij € 10,00')).toBeTruthy();
    expect(screen.getByText('Saldo is lager dan uw alarm bij € 50,00')).toBeTruthy();
  });

  it.each([
    ['blocked', 'Geblokkeerd'],
    ['expired', 'Verlopen'],
    ['ended', 'Beëindigd'],
  ] as const)('that is %s cannot be used, and can be taken off the list [2PARK-107]', async (state, word) => {
    const api = inTheApp({
      ...having(permit({ state, may: ['history', 'remove'] })),
      'DELETE /v1/parking/permits/v1': () => (api.answer(having()), new Response(null, { status: 204 })),
    });
    const { user } = await visit('/parking/products');
    const about = await card('Bezoekersregeling');
    expect(about.getByText(word)).toBeTruthy();
    expect(about.queryByRole('link', { name: /^Selecteer/ })).toBeNull();
    await user.click(about.getByRole('button', { name: 'Verwijder Bezoekersregeling' }));
    await user.click(screen.getByRole('button', { name: 'Nee' }));
    await user.click(about.getByRole('button', { name: 'Verwijder Bezoekersregeling' }));
    await user.click(screen.getByRole('button', { name: 'Ja' }));
    expect(await screen.findByRole('heading', { name: 'U heeft hier nog geen producten' })).toBeTruthy();
  });

  it('stays, with the reason, when it could not be taken off', async () => {
    inTheApp({
      ...having(permit({ state: 'expired', may: ['remove'] })),
      'DELETE /v1/parking/permits/v1': refused(503, 'busy-try-again'),
    });
    const { user } = await visit('/parking/products');
    await user.click((await card('Bezoekersregeling')).getByRole('button', { name: /^Verwijder/ }));
    await user.click(screen.getByRole('button', { name: 'Ja' }));
    expect(await screen.findByRole('alert')).toBeTruthy();
    expect(screen.getByRole('article')).toBeTruthy();
  });

  it('of a permit with several plates warns as long as none of them counts [2PARK-013]', async () => {
    const plates = switched().plates.map((plate) => ({ ...plate, counts: false }));
    inTheApp(having(switched({ plates })));
    await visit('/parking/products');
    const about = await card('Bewonersvergunning');
    expect(about.getByRole('heading', { name: 'Nog geen kenteken actief' })).toBeTruthy();
    expect(about.getByRole('link', { name: /^Selecteer/ }).getAttribute('href')).toBe('/parking/p/r1/plates');
  });
});

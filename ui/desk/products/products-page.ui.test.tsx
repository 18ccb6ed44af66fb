import { screen, within } from '@testing-library/react';
import { refused } from '../../testing/api.ts';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { application, atTheDesk, me, onTheDay, product, summary } from '../testing/sample.ts';

const PAGE = '/voorbeeld/desk/products';
const OPEN = 'POST /v1/applications';

const offered = (...items: ReturnType<typeof product>[]) => ({
  'GET /v1/products': onTheDay({ items }),
  'GET /v1/applications': { items: [] },
});
const MOVING_DAY = product({
  id: 'moving-day',
  name: { nl: 'Ontheffing verhuisdag', en: 'Moving day exemption' },
  periods: [{ id: 'P1D', months: 0, days: 1 }],
  places: [
    {
      areaId: 'B',
      areaName: 'Kadekwartier',
      prices: [{ periodId: 'P1D', cents: 0 }],
      placesLeft: null,
      full: false,
      ownArea: true,
      wait: null,
    },
  ],
  plates: { min: 1, max: 1, atOnce: 1 },
});

const card = async (name: string) => within((await screen.findByRole('heading', { level: 2, name })).closest('li')!);

describe('what somebody can apply for', () => {
  it('is a card per product with its price, places, start and plates [PORTAL-020]', async () => {
    atTheDesk(offered(product(), MOVING_DAY));
    const { container } = await visit(PAGE);
    const resident = await card('Bewonersvergunning');
    expect(resident.getByText('€ 90,00 voor 12 maanden')).toBeTruthy();
    expect(resident.getByText('€ 48,00 voor 6 maanden')).toBeTruthy();
    expect(resident.getByText(/zone B, uw eigen zone, nog 12 plaatsen/)).toBeTruthy();
    expect(resident.getByText('vanaf vandaag, tot en met zaterdag 5 december')).toBeTruthy();
    expect(resident.getByText('hooguit 2')).toBeTruthy();
    expect(resident.getByRole('button', { name: /^Vraag aan/ })).toBeTruthy();
    const moving = await card('Ontheffing verhuisdag');
    expect(moving.getByText('Gratis voor 1 dag')).toBeTruthy();
    expect(moving.getByText('1 kenteken')).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('says which places are full before anything begins [PORTAL-021]', async () => {
    const full = product().places.map((place) => ({ ...place, full: true, placesLeft: 0 }));
    atTheDesk(offered(product({ places: full })));
    await visit(PAGE);
    const resident = await card('Bewonersvergunning');
    expect(resident.getAllByText('Vol')).toHaveLength(2);
    expect(resident.getByText(/Alle plaatsen zijn uitgegeven/)).toBeTruthy();
    expect(resident.queryByRole('button')).toBeNull();
  });

  it.each([
    ['an address outside every zone', me({ area: null }), 'Uw adres ligt buiten de vergunningzones'],
    ['an unknown address', me({ address: null, area: null }), 'Wij kennen uw adres niet'],
    ['a parking place of their own', me({ ownPlaces: 1 }), 'U heeft een eigen parkeerplaats'],
  ])('says why there is less for who has %s [PORTAL-020] [PORTAL-089]', async (_who, answer, title) => {
    atTheDesk({ ...offered(MOVING_DAY), 'GET /v1/me': answer });
    await visit(PAGE);
    expect(await screen.findByRole('heading', { name: title })).toBeTruthy();
    expect(await card('Ontheffing verhuisdag')).toBeTruthy();
  });

  it('says what to do when there is nothing at all [PORTAL-020]', async () => {
    atTheDesk({ ...offered(), 'GET /v1/me': me({ area: null }) });
    const { container } = await visit(PAGE);
    expect(await screen.findByRole('heading', { name: 'Er is nu niets dat u kunt aanvragen' })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Bekijk wat wij van u weten' }).getAttribute('href')).toBe(
      '/voorbeeld/desk/user',
    );
    expect(await violationsIn(container)).toEqual([]);
  });
});

describe('[Vraag aan]', () => {
  it('begins one application, however often it is pressed', async () => {
    const { asked } = atTheDesk({
      ...offered(product()),
      [OPEN]: application('location'),
      'GET /v1/applications/a1': application('period', { steps: ['period', 'declaration'] }),
    });
    const { user, address } = await visit(PAGE);
    const resident = await card('Bewonersvergunning');
    await user.dblClick(resident.getByRole('button', { name: /^Vraag aan/ }));
    await screen.findByRole('heading', { name: 'Voor hoe lang?' });
    expect(address()).toBe('/voorbeeld/desk/applications/a1/period');
    expect(asked.filter(({ method }) => method === 'POST').map(({ body }) => body)).toEqual([
      { productId: 'resident' },
    ]);
  });

  it('warns who applied for the same before, and goes on when they want to [PORTAL-022]', async () => {
    const { asked } = atTheDesk({
      ...offered(product()),
      'GET /v1/applications': { items: [summary()] },
      [OPEN]: application('period', { id: 'a2', steps: ['period', 'declaration'] }),
      'GET /v1/applications/a2': application('period', { id: 'a2', steps: ['period', 'declaration'] }),
    });
    const { user, address } = await visit(PAGE);
    const resident = await card('Bewonersvergunning');
    await user.click(resident.getByRole('button', { name: /^Vraag aan/ }));
    const warning = within(screen.getByRole('dialog', { name: /^U heeft dit product al aangevraagd/ }));
    await user.click(warning.getByRole('button', { name: 'Annuleer' }));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(asked.some(({ method }) => method === 'POST')).toBe(false);
    await user.click(resident.getByRole('button', { name: /^Vraag aan/ }));
    await user.click(screen.getByRole('button', { name: 'Vraag nog één aan' }));
    await screen.findByRole('heading', { name: 'Voor hoe lang?' });
    expect(address()).toBe('/voorbeeld/desk/applications/a2/period');
  });

  it('says on the card why it is refused', async () => {
    atTheDesk({ ...offered(product()), [OPEN]: refused(409, 'own-places') });
    const { user } = await visit(PAGE);
    const resident = await card('Bewonersvergunning');
    await user.click(resident.getByRole('button', { name: /^Vraag aan/ }));
    expect(await resident.findByRole('alert')).toBeTruthy();
  });
});

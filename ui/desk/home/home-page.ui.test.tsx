import { screen, within } from '@testing-library/react';
import { refused } from '../../testing/api.ts';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { atTheDesk, counts, permit } from '../testing/sample.ts';

const OVERVIEW = 'GET /v1/me/overview';
const PERMITS = 'GET /v1/permits';

const line = (name: string) => screen.getByRole('link', { name: new RegExp(`^${name}`) });

describe('the start of the desk', () => {
  it('shows every line with its count, and what waits in yellow and in words [PORTAL-010, LOKET-004]', async () => {
    atTheDesk({
      [OVERVIEW]: counts({ cart: [3, 3], applications: [2, 1], permits: [1, 0], products: [4, 0], history: [2, 0] }),
      [PERMITS]: { items: [permit()] },
    });
    const { container } = await visit('/voorbeeld/desk');
    expect(
      await screen.findByRole('heading', { level: 1, name: 'Dag Sanne de Boer, wat wilt u regelen?' }),
    ).toBeTruthy();
    expect(await screen.findByText('4 dingen wachten op u. Ze zijn geel gemarkeerd.')).toBeTruthy();
    for (const [name, path, count, hint] of [
      ['Verlengingen', 'renewals', '0', 'Er staat geen verlenging klaar'],
      ['Winkelwagen', 'cart', '3', 'Wacht op u: betaal 3 producten. Ze gaan pas in na betaling'],
      ['Lopende aanvragen', 'applications', '2', 'Wacht op u: 1 aanvraag. De andere ligt bij ons of in de winkelwagen'],
      ['Huidige producten', 'permits', '1', 'Bewonersvergunning'],
      ['Wachtlijst', 'waitlist', '0', 'U staat op geen wachtlijst'],
      ['Aanvraagbare producten', 'products', '4', 'Wat kan op Kadeplein 12'],
      ['Historie', 'history', '2', 'Wat u eerder had, met de brieven'],
    ] as const) {
      const link = line(name);
      expect(link.getAttribute('href')).toBe(`/voorbeeld/desk/${path}`);
      expect(within(link).getByText(count)).toBeTruthy();
      expect(within(link).getByText(hint)).toBeTruthy();
    }
    expect(await violationsIn(container)).toEqual([]);
  });

  it('counts a question about a car among what waits [BEYOND-017]', async () => {
    const notice = {
      id: 'n1', kind: 'vehicle-not-in-name', status: 'asked', plate: null, openedAt: '2026-11-21T09:00:00.000Z',
      respondBefore: '2026-12-20T23:00:00.000Z', ground: null, actions: ['object'],
    }; // prettier-ignore
    atTheDesk({ [OVERVIEW]: counts({ permits: [1, 0] }), [PERMITS]: { items: [{ ...permit(), notices: [notice] }] } });
    await visit('/voorbeeld/desk');
    expect(await screen.findByText('1 ding wacht op u. Het is geel gemarkeerd.')).toBeTruthy();
    expect(within(line('Huidige producten')).getByText('Wacht op u: 1 vraag over uw product')).toBeTruthy();
  });

  it('says that nothing waits, in English as well [PORTAL-010] [PORTAL-016]', async () => {
    atTheDesk({ [PERMITS]: { items: [] } });
    await visit('/voorbeeld/desk', 'en');
    expect(await screen.findByText('Nothing is waiting for you now.')).toBeTruthy();
    expect(screen.queryByRole('complementary')).toBeNull();
  });

  it('shows the car that may stand there now, and since when officers see it [BEYOND-006]', async () => {
    atTheDesk({ [PERMITS]: { items: [permit()] } });
    await visit('/voorbeeld/desk');
    const now = within(await screen.findByRole('complementary', { name: 'Wat nu telt' }));
    expect(now.getByText('Deze auto mag hier staan')).toBeTruthy();
    expect(now.getByText(/Zichtbaar voor handhaving sinds vandaag 09:03:12/)).toBeTruthy();
    expect(now.getByRole('link', { name: 'Bekijk Bewonersvergunning' }).getAttribute('href')).toBe(
      '/voorbeeld/desk/permits/v1',
    );
  });

  it('waits with that sentence until the register has acknowledged every plate that counts [BEYOND-006]', async () => {
    const [seen] = permit().plates;
    const plates = [seen!, { ...seen!, display: '627-HX-3', visibleSince: null }];
    atTheDesk({ [PERMITS]: { items: [permit({ plates, platesAtOnce: 2 })] } });
    await visit('/voorbeeld/desk');
    const now = within(await screen.findByRole('complementary', { name: 'Wat nu telt' }));
    expect(now.getByText('Deze auto’s mogen hier staan')).toBeTruthy();
    expect(now.getByText(/Wij geven dit nu door aan de handhaving/)).toBeTruthy();
    expect(now.queryByText(/Zichtbaar voor handhaving sinds/)).toBeNull();
  });

  it('can be asked for again when the counts do not come', async () => {
    const api = atTheDesk({ [PERMITS]: { items: [] }, [OVERVIEW]: refused(503, 'busy-try-again') });
    const { user } = await visit('/voorbeeld/desk');
    const again = await screen.findByRole('button', { name: 'Probeer opnieuw' });
    api.answer({ [OVERVIEW]: counts({ products: [4, 0] }) });
    await user.click(again);
    expect(await screen.findByRole('link', { name: /^Aanvraagbare producten/ })).toBeTruthy();
  });
});

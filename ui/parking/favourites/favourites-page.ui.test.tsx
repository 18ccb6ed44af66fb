import { screen, within } from '@testing-library/react';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { inTheApp } from '../testing/sample.ts';

const FAVOURITES = 'GET /v1/parking/permits/v1/favourites';
const GRANDMA = { id: 'f1', plate: { country: 'NL', display: 'K-51-FTN' }, name: 'Oma' };

describe('favourites', () => {
  it('are counted, and one is deleted only after asking [2PARK-080, 2PARK-081]', async () => {
    const api = inTheApp({ [FAVOURITES]: { items: [GRANDMA] }, 'DELETE /v1/parking/permits/v1/favourites/f1': null });
    const { user, container } = await visit('/parking/p/v1/favourites');
    expect(await screen.findByRole('heading', { name: 'Favorieten 1' })).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Verwijder Oma' }));
    const dialog = screen.getByRole('dialog', { name: 'Oma uit uw favorieten halen?' });
    api.answer({ [FAVOURITES]: { items: [] } });
    await user.click(within(dialog).getByRole('button', { name: 'Verwijder' }));
    expect(await screen.findByRole('heading', { name: 'U heeft nog geen favorieten' })).toBeTruthy();
  });

  it('have a name of ten characters at most: the eleventh is refused before anything is sent [2PARK-080]', async () => {
    const api = inTheApp({ [FAVOURITES]: { items: [] }, 'POST /v1/parking/permits/v1/favourites': GRANDMA });
    const { user } = await visit('/parking/p/v1/favourites', 'en');
    await user.click(await screen.findByRole('button', { name: 'Add a favourite' }));
    await user.type(screen.getByRole('textbox', { name: 'Licence plate' }), 'K51FTN');
    await user.type(screen.getByRole('textbox', { name: 'Name' }), 'Elfletters!');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(screen.getByText('This name has 11 characters. Make it shorter: at most 10.')).toBeTruthy();
    expect(api.asked.some(({ method }) => method === 'POST')).toBe(false);
    await user.type(screen.getByRole('textbox', { name: 'Name' }), '{Backspace}');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await screen.findByRole('button', { name: 'Add a favourite' });
    expect(api.asked.find(({ method }) => method === 'POST')?.body).toEqual({
      plate: 'K51FTN',
      country: 'NL',
      name: 'Elfletters',
    });
  });

  it('get another name in place [PEERS-016]', async () => {
    const api = inTheApp({ [FAVOURITES]: { items: [GRANDMA] }, 'PUT /v1/parking/permits/v1/favourites/f1': GRANDMA });
    const { user } = await visit('/parking/p/v1/favourites');
    await user.click(await screen.findByRole('button', { name: 'Wijzig Oma' }));
    const name = screen.getByRole('textbox', { name: 'Naam' });
    await user.clear(name);
    await user.type(name, 'Oma Ria');
    await user.click(screen.getByRole('button', { name: 'Sla op' }));
    await screen.findByRole('button', { name: 'Voeg een favoriet toe' });
    expect(api.asked.find(({ method }) => method === 'PUT')?.body).toMatchObject({ name: 'Oma Ria' });
  });
});

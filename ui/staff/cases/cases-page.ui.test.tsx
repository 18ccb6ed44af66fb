import { screen, within } from '@testing-library/react';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { found, signedInAs } from '../testing/sample.ts';

const CASES = 'GET /v1/staff/cases';
const none = { items: [], nextCursor: null };

describe('all cases', () => {
  it('lists running and closed ones by number, the withdrawn as well, without names [PORTAL-059]', async () => {
    signedInAs(['auditor'], {
      [CASES]: {
        items: [
          found({ id: 'c2', number: 'Z-2310', status: 'withdrawn' }),
          found({ id: 'c3', number: 'Z-2311', status: 'in-review', closedAt: null }),
        ],
        nextCursor: null,
      },
    });
    const { container } = await visit('/voorbeeld/staff/cases');
    const withdrawn = within(await screen.findByRole('row', { name: /Z-2310/ }));
    expect(withdrawn.getByText('Ingetrokken')).toBeTruthy();
    expect(withdrawn.getByText('20 november 2026')).toBeTruthy();
    const running = within(screen.getByRole('row', { name: /Z-2311/ }));
    expect(running.getByText('In beoordeling')).toBeTruthy();
    expect(running.getByText('Loopt')).toBeTruthy();
    expect(running.getByRole('link', { name: 'Z-2311' }).getAttribute('href')).toBe('/voorbeeld/staff/cases/c3');
    expect(await violationsIn(container)).toEqual([]);
  });

  it('finds one by its number, in any spelling', async () => {
    const { asked } = signedInAs(['clerk'], {
      [CASES]: ({ query }) => (query.get('number') === 'Z-2304' ? { items: [found()], nextCursor: null } : none),
    });
    const { user, address } = await visit('/voorbeeld/staff/cases');
    expect(await screen.findByRole('heading', { name: 'Er zijn nog geen zaken' })).toBeTruthy();
    await user.type(screen.getByRole('textbox', { name: 'Zaaknummer' }), ' z-2304{Enter}');
    expect(await screen.findByRole('link', { name: 'Z-2304' })).toBeTruthy();
    expect(address()).toBe('/voorbeeld/staff/cases?number=Z-2304');
    expect(asked.at(-1)?.query.get('number')).toBe('Z-2304');
    await user.click(screen.getByRole('button', { name: 'Toon alle zaken' }));
    expect(await screen.findByRole('heading', { name: 'Er zijn nog geen zaken' })).toBeTruthy();
  });

  it('says when there is no case of a number', async () => {
    signedInAs(['clerk'], { [CASES]: none });
    await visit('/voorbeeld/staff/cases?number=Z-9', 'en');
    expect(await screen.findByRole('heading', { name: 'There is no case Z-9' })).toBeTruthy();
  });
});

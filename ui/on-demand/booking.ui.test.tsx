import { screen, within } from '@testing-library/react';
import { permit } from '../parking/testing/sample.ts';
import { violationsIn } from '../testing/render.tsx';
import { visit } from '../testing/visit.tsx';
import { lien, signedIn } from './testing/sample.ts';

describe('booking on demand', () => {
  const permits = {
    items: [
      permit({ id: 's1', locations: [{ id: 'BE', name: 'Binnenstad' }, { id: 'ZU', name: 'Zuid' }], timeZone: 'Europe/Brussels' }),
      permit({ id: 'v1', timeZone: 'Europe/Brussels' }),
    ],
  }; // prettier-ignore
  const more = {
    'GET /v1/parking/permits': permits,
    'GET /v1/parking/permits/s1/favourites': { items: [] },
    'GET /v1/parking/permits/s1/recent-plates': { items: [] },
    'GET /v1/parking/permits/v1/favourites': { items: [] },
    'GET /v1/parking/permits/v1/recent-plates': { items: [] },
  };

  it('is for oneself or for visitors, with help, what is left, and a way to top up and back [POM-020, POM-021, POM-022]', async () => {
    signedIn(lien(), more);
    const { user, container, address } = await visit('/antwerpen/on-demand/book');
    await user.click(await screen.findByRole('radio', { name: 'Parkeren voor bezoekers' }));
    expect(await screen.findByText(/88.u voor bezoek/)).toBeTruthy();
    expect(screen.getByText('Wat is “Parkeren voor uzelf”?')).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
    await user.type(screen.getByRole('textbox', { name: /Kenteken/ }), '1-ABC-2');
    await user.click(screen.getByRole('link', { name: /Laad uw saldo op/ }));
    await screen.findByRole('textbox', { name: /Bedrag/ });
    await user.click(screen.getByRole('button', { name: 'Annuleer' }));
    expect(address()).toBe('/antwerpen/on-demand/book');
    // What was typed is still there.
    expect((await screen.findByRole<HTMLInputElement>('textbox', { name: /Kenteken/ })).value).toMatch(/1-?ABC-?2/);
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Parkeren voor bezoekers' }).checked).toBe(true);
  });

  it('of a series shows each date with its price, holidays and what cannot be, and books what can [POM-025, BEYOND-036]', async () => {
    window.sessionStorage.clear();
    const date = (day: string, cents: number, ground: string | null, holiday = false) => ({
      date: day,
      startsAt: `${day}T09:00:00.000Z`,
      endsAt: `${day}T10:00:00.000Z`,
      holiday,
      cents,
      ground,
    });
    const items = [
      date('2026-12-25', 0, null, true),
      date('2027-01-01', 0, null, true),
      date('2027-01-08', 72, 'balance-too-small'),
    ];
    const booked = {
      id: 'r1',
      number: 'R-7',
      booked: [{ date: '2026-12-25', actionId: 'a', startsAt: items[0]!.startsAt, endsAt: items[0]!.endsAt }],
      refused: [],
    };
    const api = signedIn(lien({ self: null }), {
      ...more,
      'POST /v1/parking/series/_preview': { items, cents: 0, possible: 2 },
      'POST /v1/parking/series': booked,
    });
    const { user, container } = await visit('/antwerpen/on-demand/book', 'en');
    await user.click(await screen.findByRole('radio', { name: 'A series, every week' }));
    await user.type(await screen.findByRole('textbox', { name: /plate/i }), '1-ABC-234');
    await user.click(screen.getByRole('checkbox', { name: 'Friday' }));
    await user.click(screen.getByRole('button', { name: 'Look at the series' }));
    expect(await screen.findByText('Fill in the licence plate, days, dates and times.')).toBeTruthy();
    for (const [name, typed] of [
      ['First date', '25-12-2026'],
      ['Last date', '08-01-2027'],
      ['Start', '10:00'],
      ['End', '11:00'],
    ] as const) {
      await user.type(screen.getByRole('textbox', { name: new RegExp(`^${name}`) }), typed);
      await user.keyboard('{Escape}');
    }
    await user.click(screen.getByRole('button', { name: 'Look at the series' }));
    const table = within(await screen.findByRole('table', { name: 'This will be the series' }));
    expect(table.getAllByText(/public holiday/)).toHaveLength(2);
    expect(table.getByText(/balance is not enough/)).toBeTruthy();
    expect(screen.getByText(/2 of 3 dates are possible/)).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Book the 2 possible dates' }));
    expect(await screen.findByText(/Series R-7 has been booked/)).toBeTruthy();
    expect(
      api.asked.find(({ path, method }) => method === 'POST' && path === '/v1/parking/series')!.body,
    ).toMatchObject({
      weekdays: [5],
      from: '2026-12-25',
      until: '2027-01-08',
      startsAt: '10:00',
      endsAt: '11:00',
      only: 'possible',
    });
  });

  it('of who lives outside every zone is for oneself only [POM-001]', async () => {
    signedIn(lien({ visitors: null, hours: null }), more);
    await visit('/antwerpen/on-demand/book');
    expect(await screen.findByRole('radio', { name: 'Parkeren voor uzelf' })).toBeTruthy();
    expect(screen.queryByRole('radio', { name: 'Parkeren voor bezoekers' })).toBeNull();
  });

  it('without a plate is not confirmed [POM-024]', async () => {
    window.sessionStorage.clear();
    const api = signedIn(lien({ self: null }), more);
    const { user } = await visit('/antwerpen/on-demand/book');
    await user.click(await screen.findByRole('button', { name: 'Bevestigen' }));
    expect((await screen.findAllByText(/kenteken/i)).length).toBeGreaterThan(0);
    expect(api.asked.some(({ method }) => method === 'POST')).toBe(false);
  });
});

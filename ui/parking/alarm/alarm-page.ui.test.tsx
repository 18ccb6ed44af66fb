import { screen } from '@testing-library/react';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { inTheApp, permit } from '../testing/sample.ts';

const PUT = 'PUT /v1/parking/permits/v1/alarm';

describe('the balance alarm', () => {
  it('is set to an own amount in euros, and turned off again [2PARK-108]', async () => {
    const api = inTheApp({ [PUT]: {} });
    const { user, container } = await visit('/parking/p/v1/alarm');
    const amount = await screen.findByRole('textbox', { name: /Waarschuw onder/ });
    expect(await violationsIn(container)).toEqual([]);
    await user.clear(amount);
    await user.type(amount, '7,50');
    api.answer({
      'GET /v1/parking/permits': { items: [permit({ alarm: { unit: 'eurocent', threshold: 750, below: false } })] },
    });
    await user.click(screen.getByRole('button', { name: 'Stel in' }));
    expect(await screen.findByText(/Uw saldoalarm staat op € 7,50/)).toBeTruthy();
    expect(api.asked.find(({ method }) => method === 'PUT')?.body).toEqual({ unit: 'eurocent', threshold: 750 });
    await user.click(screen.getByRole('button', { name: 'Zet het alarm uit' }));
    expect(api.asked.findLast(({ method }) => method === 'PUT')?.body).toEqual({ unit: 'eurocent', threshold: null });
  });

  it('takes hours and minutes where the balance is time, and says when the balance is below it [2PARK-108, 2PARK-032]', async () => {
    const time = { unit: 'minute' as const, available: 45, held: 0, period: null, lastsUntil: null };
    inTheApp({
      'GET /v1/parking/permits': {
        items: [permit({ balances: [time], alarm: { unit: 'minute', threshold: 90, below: true } })],
      },
    });
    await visit('/parking/p/v1/alarm', 'en');
    expect(await screen.findByText(/Your balance is below 1.h 30.min/)).toBeTruthy();
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Hours' }).value).toBe('1');
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Minutes' }).value).toBe('30');
  });

  it('asks again for what is no amount, and sends nothing', async () => {
    const api = inTheApp({ [PUT]: {} });
    const { user } = await visit('/parking/p/v1/alarm');
    const amount = await screen.findByRole('textbox', { name: /Waarschuw onder/ });
    await user.clear(amount);
    await user.type(amount, 'tien');
    await user.click(screen.getByRole('button', { name: 'Stel in' }));
    expect(screen.getByText(/hoger is dan nul/)).toBeTruthy();
    expect(api.asked.some(({ method }) => method === 'PUT')).toBe(false);
  });
});

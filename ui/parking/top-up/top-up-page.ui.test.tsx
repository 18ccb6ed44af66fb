import { screen } from '@testing-library/react';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { inTheApp } from '../testing/sample.ts';

const OPTIONS = 'GET /v1/parking/permits/v1/top-ups';
const AUTOMATIC = 'GET /v1/parking/permits/v1/automatic-top-up';
const offered = {
  options: [
    { id: 'five', unit: 'eurocent', amount: 500, cents: 500 },
    { id: 'ten', unit: 'eurocent', amount: 1000, cents: 1000 },
  ],
  reason: null,
  bought: 5000,
  maximum: 6000,
  lastDay: '2026-12-31',
};
const topUp = {
  reference: 'PW-1',
  permitId: 'v1',
  unit: 'eurocent',
  amount: 1000,
  cents: 1000,
  checkoutUrl: 'https://pay.example',
};

describe('topping up', () => {
  it('offers what is still possible, says what the balance becomes and what the period allows [2PARK-040, 2PARK-042]', async () => {
    inTheApp({ [AUTOMATIC]: { topUp: null }, [OPTIONS]: offered });
    const { user, container } = await visit('/parking/p/v1/top-up');
    await user.click(await screen.findByRole('radio', { name: /10,00/ }));
    expect(screen.getByText(/Uw saldo wordt € 52,60/)).toBeTruthy();
    expect(screen.getByText(/U kocht € 50,00 van hoogstens € 60,00, tot en met 31 december 2026/)).toBeTruthy();
    expect(screen.getByRole('button', { name: /Betaal €.10,00/ })).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('by itself is told to whoever parks, who can have it stop and not begin [PEERS-020]', async () => {
    const running = { topUp: { unit: 'eurocent', threshold: 500, amount: 1000, cents: 1000 } };
    const stop = 'POST /v1/parking/permits/v1/automatic-top-up/_stop';
    const api = inTheApp({ [AUTOMATIC]: running, [OPTIONS]: offered, [stop]: { topUp: null } });
    const { user, container } = await visit('/parking/p/v1/top-up');
    expect(await screen.findByText(/Onder € 5,00 schrijven wij € 10,00 af/)).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Zet automatisch opwaarderen uit' }));
    expect(await screen.findByText(/Automatisch opwaarderen staat uit/)).toBeTruthy();
    expect(api.asked.some(({ method }) => method === 'POST')).toBe(true);
  });

  it('says why nothing can be bought, with no button to pay [2PARK-041]', async () => {
    inTheApp({ [AUTOMATIC]: { topUp: null }, [OPTIONS]: { ...offered, options: [], reason: 'maximum-reached' } });
    await visit('/parking/p/v1/top-up', 'en');
    expect(await screen.findByText('You have reached the maximum')).toBeTruthy();
    expect(screen.getByText(/After 31 December 2026 you can again/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: /Pay/ })).toBeNull();
  });

  it.each([
    ['paid', 'Uw saldo is opgewaardeerd'],
    ['failed', 'De betaling is niet gelukt'],
    ['open', 'Uw betaling is nog niet binnen'],
    ['refunded', 'U krijgt uw geld terug'],
  ])('that comes back %s from the bank says “%s” [2PARK-040]', async (status, title) => {
    inTheApp({ 'GET /v1/parking/top-ups/PW-1': { ...topUp, status } });
    const { container } = await visit('/parking/top-ups/PW-1');
    expect(await screen.findByRole('heading', { level: 1, name: title })).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
  });
});

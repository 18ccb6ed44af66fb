import { screen, within } from '@testing-library/react';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { inTheApp } from '../testing/sample.ts';

const GRANTS = 'GET /v1/parking/permits/v1/grants';
const grant = (more: object = {}) => ({
  id: 'g1',
  email: 'mieke@example.org',
  plate: { country: 'NL', display: '5-HS-204' },
  unit: 'eurocent',
  amount: 2000,
  available: 1240,
  monthlyCap: null,
  days: null,
  hours: null,
  weeklyStarts: null,
  tellStarts: false,
  paused: false,
  endsAt: null,
  status: 'accepted',
  manager: false,
  invitedAt: '2026-11-01T09:00:00.000Z',
  acceptedAt: '2026-11-02T09:00:00.000Z',
  ...more,
});
const list = (...items: object[]) => ({
  items,
  plate: 'free',
  unit: 'eurocent',
  most: 50,
  managers: false,
  owner: 'sanne@example.nl',
});

describe('grants', () => {
  it('show who accepted, what is left of the part they got, and with which plate [2PARK-090]', async () => {
    inTheApp({
      [GRANTS]: list(
        grant(),
        grant({ id: 'g2', email: 'jonas@example.org', status: 'invited', plate: null, amount: null, available: null }),
      ),
    });
    const { container } = await visit('/parking/p/v1/grants');
    const [mieke, jonas] = await screen
      .findAllByRole('listitem')
      .then((items) => items.filter(({ textContent }) => /@example.org/.test(textContent)));
    expect(mieke!.textContent).toMatch(/Aangenomen.*€.12,40 over van €.20,00.*Alleen met/);
    expect(jonas!.textContent).toMatch(/Nog niet aangenomen.*hele saldo.*elk kenteken/);
    expect(await violationsIn(container)).toEqual([]);
  });

  it('are given with a plate and a part of the balance, and the own balance that remains is said before; topping up stays with the owner [2PARK-091, 2PARK-094]', async () => {
    const api = inTheApp({ [GRANTS]: list(), 'POST /v1/parking/permits/v1/grants': { grant: grant(), balances: [] } });
    const { user } = await visit('/parking/p/v1/grants');
    await user.type(await screen.findByRole('textbox', { name: 'E-mailadres' }), 'mieke@example.org');
    await user.type(screen.getByRole('textbox', { name: /Bedrag in euro/ }), '10,00');
    expect(screen.getByText(/Uw eigen saldo wordt € 32,60/)).toBeTruthy();
    expect(screen.getByText(/Opwaarderen blijft bij u/)).toBeTruthy();
    api.answer({ [GRANTS]: list(grant({ status: 'invited' })) });
    await user.click(screen.getByRole('button', { name: 'Verstuur uitnodiging' }));
    expect(await screen.findByText('De uitnodiging is gestuurd naar mieke@example.org.')).toBeTruthy();
    expect(api.asked.find(({ method }) => method === 'POST')?.body).toEqual({
      email: 'mieke@example.org',
      amount: 1000,
    });
  });

  it('need a plate where the municipality says so, and nothing is sent without [2PARK-091]', async () => {
    const api = inTheApp({ [GRANTS]: { ...list(), plate: 'required' } });
    const { user } = await visit('/parking/p/v1/grants', 'en');
    await user.type(await screen.findByRole('textbox', { name: 'E-mail address' }), 'mieke@example.org');
    await user.click(screen.getByRole('button', { name: 'Send invitation' }));
    expect(screen.getByText('Enter the plate the other person parks with.')).toBeTruthy();
    expect(api.asked.some(({ method }) => method === 'POST')).toBe(false);
  });

  it('are given with days, hours, a number of starts a week and a last day, and say so [BEYOND-042]', async () => {
    const bound = { days: [1, 2], hours: { from: '09:00', until: '17:00' }, weeklyStarts: 3, tellStarts: true, endsAt: '2027-11-20T23:00:00.000Z' };
    const api = inTheApp({ [GRANTS]: list(), 'POST /v1/parking/permits/v1/grants': { grant: grant(), balances: [] } });
    const { user, container } = await visit('/parking/p/v1/grants');
    await user.type(await screen.findByRole('textbox', { name: 'E-mailadres' }), 'mieke@example.org');
    await user.click(screen.getByText('Grenzen stellen'));
    await user.click(screen.getByRole('checkbox', { name: 'maandag' }));
    await user.click(screen.getByRole('checkbox', { name: 'dinsdag' }));
    await user.type(screen.getByRole('textbox', { name: /^Vanaf/ }), '09:00');
    await user.type(screen.getByRole('textbox', { name: /^Hooguit zo vaak per week/ }), '3');
    await user.click(screen.getByRole('checkbox', { name: 'Laat mij elke start weten' }));
    await user.click(screen.getByRole('button', { name: 'Verstuur uitnodiging' }));
    expect(screen.getByText(/Vul beide tijden in/)).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
    await user.type(screen.getByRole('textbox', { name: /^Tot/ }), '17:00');
    api.answer({ [GRANTS]: list(grant(bound)) });
    await user.click(screen.getByRole('button', { name: 'Verstuur uitnodiging' }));
    expect(await screen.findByText('Alleen op maandag en dinsdag')).toBeTruthy();
    expect(screen.getByText('Alleen van 09.00 tot 17.00 uur')).toBeTruthy();
    expect(screen.getByText('Hooguit 3 keer per week')).toBeTruthy();
    expect(screen.getByText('Tot en met 20 november 2027')).toBeTruthy();
    expect(api.asked.find(({ method }) => method === 'POST')?.body).toEqual({
      email: 'mieke@example.org', days: [1, 2], hours: { from: '09:00', until: '17:00' }, weeklyStarts: 3, tellStarts: true,
    });
  }); // prettier-ignore

  it('are paused and go on again by who gave them [BEYOND-042]', async () => {
    const api = inTheApp({
      [GRANTS]: list(grant()),
      'POST /v1/parking/permits/v1/grants/g1/_pause': grant({ paused: true }),
    });
    const { user } = await visit('/parking/p/v1/grants', 'en');
    const button = await screen.findByRole('button', { name: 'Pause mieke@example.org' });
    api.answer({ [GRANTS]: list(grant({ paused: true })) });
    await user.click(button);
    expect(await screen.findByRole('button', { name: 'Let go on mieke@example.org' })).toBeTruthy();
    expect(screen.getByText('Paused')).toBeTruthy();
  });

  it('are revoked only after asking, and the rest comes back [2PARK-093]', async () => {
    const api = inTheApp({
      [GRANTS]: list(grant()),
      'DELETE /v1/parking/permits/v1/grants/g1': { grant: grant({ status: 'ended' }), balances: [] },
    });
    const { user } = await visit('/parking/p/v1/grants');
    await user.click(await screen.findByRole('button', { name: 'Trek in mieke@example.org' }));
    const dialog = screen.getByRole('dialog', { name: 'De machtiging van mieke@example.org intrekken?' });
    expect(dialog.textContent).toMatch(/komt terug op uw saldo/);
    api.answer({ [GRANTS]: list() });
    await user.click(within(dialog).getByRole('button', { name: 'Trek in' }));
    expect(await screen.findByRole('heading', { name: 'U heeft niemand gemachtigd' })).toBeTruthy();
  });
});

import { screen, within } from '@testing-library/react';
import { refused } from '../../testing/api.ts';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { application, atTheDesk, cart, cartItem, payment } from '../testing/sample.ts';

const PAGE = '/voorbeeld/desk/cart';
const READ = 'GET /v1/cart';
const TICK = 'PATCH /v1/cart';
const PAY = 'POST /v1/payments';

const first = cartItem();
const second = cartItem({
  id: 'i2',
  caseId: 'a2',
  applicationId: 'a2',
  productName: { nl: 'Tweede bewonersvergunning', en: 'Second resident permit' },
  cents: 18_005,
});
const ticked = { ...first, selected: true };
const entry = (name: RegExp) => within(screen.getByRole('heading', { level: 2, name }).closest('li')!);
const pay = () => screen.getByRole<HTMLButtonElement>('button', { name: /^Betaal €/ });
/** Amounts never break over a line, which is nothing to read. */
const sum = () => pay().textContent.replaceAll('\u00a0', ' ');

describe('the cart', () => {
  it('lists what is to be paid with each amount, and warns that nothing is valid before [PORTAL-002] [PORTAL-060]', async () => {
    atTheDesk({ [READ]: cart(first, second) });
    const { container } = await visit(PAGE);
    await screen.findByRole('heading', { level: 2, name: 'Bewonersvergunning Kadekwartier' });
    const one = entry(/^Bewonersvergunning/);
    expect(one.getByText('€ 90,00')).toBeTruthy();
    expect(one.getByText('23 november 2026 tot en met 22 november 2027')).toBeTruthy();
    expect(entry(/^Tweede/).getByText('€ 180,05')).toBeTruthy();
    expect(screen.getByRole('heading', { name: 'Nog niet geldig' })).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('ticks with [Betaal nu], which becomes [Betaal later], and adds up to the cent [PORTAL-061]', async () => {
    const api = atTheDesk({ [READ]: cart(first, second), [TICK]: cart(ticked, second) });
    const { user } = await visit(PAGE);
    await screen.findByRole('heading', { level: 2, name: /^Bewonersvergunning/ });
    expect(pay().disabled).toBe(true);
    await user.click(entry(/^Bewonersvergunning/).getByRole('button', { name: /^Betaal nu/ }));
    const later = await entry(/^Bewonersvergunning/).findByRole('button', { name: /^Betaal later/ });
    expect(sum()).toBe('Betaal € 90,00');
    expect(screen.getByText('Nu te betalen, 1 van 2')).toBeTruthy();
    api.answer({ [TICK]: cart(ticked, { ...second, selected: true }) });
    await user.click(entry(/^Tweede/).getByRole('button', { name: /^Betaal nu/ }));
    await screen.findByText('Nu te betalen, 2 van 2');
    expect(sum()).toBe('Betaal € 270,05');
    api.answer({ [TICK]: cart(first, { ...second, selected: true }) });
    await user.click(later);
    await screen.findByText('Nu te betalen, 1 van 2');
    expect(sum()).toBe('Betaal € 180,05');
    expect(api.asked.filter(({ method }) => method === 'PATCH').map(({ body }) => body)).toEqual([
      { items: [{ id: 'i1', selected: true }] },
      { items: [{ id: 'i2', selected: true }] },
      { items: [{ id: 'i1', selected: false }] },
    ]);
  });

  it('keeps ticked what cannot wait, and says so [PORTAL-062]', async () => {
    const { asked } = atTheDesk({ [READ]: cart({ ...ticked, postponable: false }) });
    const { user } = await visit(PAGE);
    await user.click(await screen.findByRole('button', { name: /^Betaal later/ }));
    expect(screen.getByText('Dit kunt u niet later betalen. Het blijft aangevinkt.')).toBeTruthy();
    expect(sum()).toBe('Betaal € 90,00');
    expect(asked.some(({ method }) => method === 'PATCH')).toBe(false);
  });

  it('goes to the overview of one payment for what is ticked [PORTAL-061] [PORTAL-064]', async () => {
    const { asked } = atTheDesk({
      [READ]: cart(ticked, second),
      [PAY]: { reference: 'PW-73BSL-ATAWM', checkoutUrl: 'https://bank.example/pay' },
      'GET /v1/payments/PW-73BSL-ATAWM': payment('open'),
    });
    const { user, address } = await visit(PAGE);
    await screen.findByRole('heading', { level: 2, name: /^Tweede/ });
    await user.dblClick(pay());
    expect(await screen.findByRole('heading', { level: 1, name: /^U gaat €.90,00 betalen$/ })).toBeTruthy();
    expect(address()).toBe('/voorbeeld/desk/payments/PW-73BSL-ATAWM');
    expect(asked.filter(({ method }) => method === 'POST').map(({ body }) => body)).toEqual([{ items: ['i1'] }]);
  });

  it('shows how it is now when somebody else was first, and why paying was refused', async () => {
    const api = atTheDesk({ [READ]: cart(ticked, second), [PAY]: refused(409, 'payment-under-way') });
    const { user } = await visit(PAGE);
    await screen.findByRole('heading', { level: 2, name: /^Tweede/ });
    api.answer({ [READ]: cart({ ...ticked, payingUnder: 'PW-OTHER' }, second) });
    await user.click(pay());
    expect(await screen.findByRole('alert')).toBeTruthy();
    const link = await entry(/^Bewonersvergunning/).findByRole('link', { name: 'Ga naar die betaling' });
    expect(link.getAttribute('href')).toBe('/voorbeeld/desk/payments/PW-OTHER');
    expect(pay().disabled).toBe(true);
  });

  it('takes an application back with [Trek in] after a question [PORTAL-063]', async () => {
    const api = atTheDesk({
      [READ]: cart(first, second),
      'POST /v1/applications/a1/_withdraw': application(null, { status: 'withdrawn' }),
    });
    const { user } = await visit(PAGE);
    await screen.findByRole('heading', { level: 2, name: /^Tweede/ });
    const button = entry(/^Bewonersvergunning/).getByRole('button', { name: /^Trek in/ });
    await user.click(button);
    await user.click(screen.getByRole('button', { name: 'Nee' }));
    expect(screen.getByRole('heading', { level: 2, name: /^Bewonersvergunning/ })).toBeTruthy();
    await user.click(button);
    api.answer({ [READ]: cart(second) });
    await user.click(screen.getByRole('button', { name: 'Ja' }));
    expect(await screen.findByText(/^U heeft Bewonersvergunning ingetrokken/)).toBeTruthy();
    expect(screen.queryByRole('heading', { level: 2, name: /^Bewonersvergunning/ })).toBeNull();
  });

  it('gives up a renewal the same way, where the municipality allows it [PORTAL-087]', async () => {
    const ofPermit = { kind: 'renewal', applicationId: null } as const;
    const renewal = cartItem({ id: 'i8', ...ofPermit, caseId: 'r1', number: 'V-1' });
    const fixed = cartItem({ id: 'i9', ...ofPermit, caseId: 'r2', number: 'V-2', productName: { nl: 'Poolvergunning', en: 'Pool' }, mayWithdraw: false }); // prettier-ignore
    const api = atTheDesk({ [READ]: cart(renewal, fixed), 'POST /v1/renewals/r1/_withdraw': {} });
    const { user } = await visit(PAGE);
    await screen.findByRole('heading', { level: 2, name: /^Poolvergunning/ });
    expect(entry(/^Poolvergunning/).queryByRole('button', { name: /^Trek in/ })).toBeNull();
    await user.click(entry(/^Bewonersvergunning/).getByRole('button', { name: /^Trek in/ }));
    api.answer({ [READ]: cart(fixed) });
    await user.click(screen.getByRole('button', { name: 'Ja' }));
    expect(await screen.findByText(/^U heeft Bewonersvergunning ingetrokken/)).toBeTruthy();
    expect(api.asked.some(({ path }) => path === '/v1/renewals/r1/_withdraw')).toBe(true);
  });

  it('says that it is empty, and where products are', async () => {
    atTheDesk({ [READ]: cart() });
    const { container } = await visit(PAGE, 'en');
    expect(await screen.findByRole('heading', { name: 'Your shopping cart is empty' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Pay/ })).toBeNull();
    expect(await violationsIn(container)).toEqual([]);
  });
});

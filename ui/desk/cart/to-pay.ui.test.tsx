import { screen, within } from '@testing-library/react';
import { refused } from '../../testing/api.ts';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import {
  application,
  atTheDesk,
  cart,
  cartItem,
  counts,
  letter,
  onTheDay,
  payment,
  permit,
  renewal,
  TOWN,
} from '../testing/sample.ts';

const APPLICATION = '/voorbeeld/desk/applications/a1';
const READ = 'GET /v1/applications/a1';
const TO_PAY = application(null, { version: 2, status: 'awaiting-payment', actions: ['to-cart', 'withdraw'] });
const WITHOUT_CART = { 'GET /v1/municipalities/voorbeeld': onTheDay({ ...TOWN, payAtOnce: true }) };

const heading = (name: string | RegExp) => screen.findByRole('heading', { level: 1, name });

describe('where the municipality has no cart', () => {
  it('a renewal that is confirmed is paid for on its own page, also from its permit [ASSEN-008]', async () => {
    const confirmed = renewal({ status: 'awaiting-payment', actions: ['to-cart'] });
    atTheDesk({
      ...WITHOUT_CART,
      'GET /v1/permits/v1': onTheDay(permit({ renewal: { id: 'r1', status: 'awaiting-payment' } })),
      'GET /v1/permits/v1/documents': { application: [], product: [letter('permit-issued')] },
      'GET /v1/renewals/r1': confirmed,
    });
    const { user, address } = await visit('/voorbeeld/desk/permits/v1');
    await user.click(await screen.findByRole('link', { name: 'Naar de verlenging' }));
    expect(await screen.findByRole('button', { name: 'Betaal nu' })).toBeTruthy();
    expect(address()).toBe('/voorbeeld/desk/renewals/r1');
    expect(screen.getByText('De verlenging gaat in zodra u heeft betaald.')).toBeTruthy();
    expect(document.body.textContent).not.toMatch(/winkelwagen/i);
  });

  const paying = {
    ...WITHOUT_CART,
    'GET /v1/cart': cart(cartItem({ id: 'other', caseId: 'b2' }), cartItem({ id: 'c1', caseId: 'a1' })),
    'POST /v1/payments': { reference: 'PW-73BSL-ATAWM', checkoutUrl: 'https://bank.example/pay' },
    'GET /v1/payments/PW-73BSL-ATAWM': payment('open'),
    'POST /v1/payments/PW-73BSL-ATAWM/_cancel': payment('canceled'),
  };

  it('leads from the declaration straight to paying for this one thing, and back from there to its page [ASSEN-005]', async () => {
    const api = atTheDesk({
      ...paying,
      [READ]: application('declaration'),
      'POST /v1/applications/a1/_confirm': TO_PAY,
    });
    const { user, address, container } = await visit(APPLICATION);
    await heading('Klopt alles?');
    await user.click(screen.getByRole('checkbox'));
    await user.click(screen.getByRole('button', { name: 'Bevestig' }));
    await heading(/^U gaat €.90,00 betalen$/);
    expect(api.asked.find(({ path }) => path === '/v1/payments')?.body).toEqual({ items: ['c1'] });
    expect(await violationsIn(container)).toEqual([]);
    api.answer({ [READ]: TO_PAY });
    await user.click(screen.getByRole('button', { name: 'Annuleer' }));
    await heading(/staat klaar om te betalen/);
    expect(address()).toContain(APPLICATION);
  });

  it('pays later with a button on the page of what is to be paid, which says why when that cannot be done now', async () => {
    const api = atTheDesk({ ...paying, [READ]: TO_PAY, 'POST /v1/payments': refused(503, 'payment-provider-down') });
    const { user } = await visit(APPLICATION);
    const pay = await screen.findByRole('button', { name: 'Betaal nu' });
    expect(screen.queryByText(/winkelwagen/)).toBeNull();
    await user.click(pay);
    expect(await screen.findByRole('alert')).toBeTruthy();
    api.answer(paying);
    await user.click(pay);
    await heading(/^U gaat €.90,00 betalen$/);
  });

  it('goes back to a payment that is under way rather than beginning another', async () => {
    const under = cartItem({ id: 'c1', caseId: 'a1', payingUnder: 'PW-73BSL-ATAWM' });
    const { asked } = atTheDesk({ ...paying, [READ]: TO_PAY, 'GET /v1/cart': cart(under) });
    const { user } = await visit(APPLICATION);
    await user.click(await screen.findByRole('button', { name: 'Betaal nu' }));
    await heading(/^U gaat €.90,00 betalen$/);
    expect(asked.filter(({ method }) => method === 'POST')).toEqual([]);
  });

  it('shows new permits, current permits and renewals in the menu and at home, and no cart [ASSEN-004]', async () => {
    const overview = counts({ cart: [1, 0], applications: [3, 1] });
    atTheDesk({ ...WITHOUT_CART, 'GET /v1/me/overview': overview, 'GET /v1/permits': { items: [] } });
    const { user } = await visit('/voorbeeld/desk');
    await heading(/Sanne/);
    const home = within(screen.getByRole('main'));
    await home.findByRole('link', { name: /^Aanvraagbare producten/ });
    for (const name of [/^Aanvraagbare producten/, /^Huidige producten/, /^Verlengingen/])
      expect(home.getByRole('link', { name })).toBeTruthy();
    expect(home.getByText('1 ding wacht op u. Het is geel gemarkeerd.')).toBeTruthy();
    expect(home.getByText('Wacht op u: 1 aanvraag. De andere 2 liggen bij ons')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Menu' }));
    expect(screen.queryAllByRole('link', { name: /winkelwagen/i })).toEqual([]);
  });
});

it('help is on each page, by telephone and by mail with the subject that brings it to the right desk [ASSEN-022]', async () => {
  const contact = { ...TOWN.contact, mailSubject: { nl: 'Digitale parkeervergunning', en: 'Digital parking permit' } };
  atTheDesk({ 'GET /v1/municipalities/voorbeeld': onTheDay({ ...TOWN, contact }), 'GET /v1/permits': { items: [] } });
  await visit('/voorbeeld/desk');
  await heading(/Sanne/);
  const help = within(screen.getByRole('contentinfo'));
  expect(help.getByText(/Bel 14 0500/)).toBeTruthy();
  expect(help.getByRole('link', { name: 'p@example.nl' }).getAttribute('href')).toBe(
    'mailto:p@example.nl?subject=Digitale%20parkeervergunning',
  );
});

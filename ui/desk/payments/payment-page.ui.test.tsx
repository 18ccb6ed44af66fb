import { screen, within } from '@testing-library/react';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { atTheDesk, cart, cartItem, letter, onTheDay, paid, payment, TOWN } from '../testing/sample.ts';

const PATH = '/v1/payments/PW-73BSL-ATAWM';
const PAGE = '/voorbeeld/desk/payments/PW-73BSL-ATAWM';
const READ = `GET ${PATH}`;
const LETTERS = {
  'GET /v1/permits/v1/documents': {
    application: [],
    product: [
      letter('permit-issued', { id: 'l1', at: '2026-11-21T10:00:00.000Z' }),
      letter('permit-renewed', { id: 'l2', at: '2026-11-21T11:00:00.000Z' }),
    ],
  },
};

const heading = (name: string | RegExp) => screen.findByRole('heading', { level: 1, name });
const button = (name: string | RegExp) => screen.getByRole<HTMLButtonElement>('button', { name });

async function fromTheCart(routes: Parameters<typeof atTheDesk>[0] = {}) {
  const api = atTheDesk({
    'GET /v1/cart': cart(cartItem({ selected: true })),
    'POST /v1/payments': { reference: 'PW-73BSL-ATAWM', checkoutUrl: 'https://bank.example/pay' },
    [READ]: payment('open'),
    ...routes,
  });
  const visited = await visit('/voorbeeld/desk/cart');
  await visited.user.click(await screen.findByRole('button', { name: /^Betaal €/ }));
  return { ...visited, api };
}

describe('before the bank', () => {
  it('comes an overview: the total on top, the reference of the bank statement, [Verder] and [Annuleer] [PORTAL-064]', async () => {
    const { container } = await fromTheCart();
    await heading(/^U gaat €.90,00 betalen$/);
    expect(screen.getByText('PW-73BSL-ATAWM')).toBeTruthy();
    expect(screen.getByText('Deze staat straks op uw bankafschrift.')).toBeTruthy();
    expect(screen.getByText('Samen')).toBeTruthy();
    expect(button(/^Verder/).disabled).toBe(false);
    expect(await violationsIn(container)).toEqual([]);
  });

  it('can be turned back from with [Annuleer], to a cart with everything still in it [PORTAL-064] [PORTAL-066]', async () => {
    const { user, address, api } = await fromTheCart({ [`POST ${PATH}/_cancel`]: payment('canceled') });
    await heading(/^U gaat/);
    await user.click(button('Annuleer'));
    await heading('Kies wat u nu betaalt');
    expect(address()).toBe('/voorbeeld/desk/cart');
    expect(api.asked.filter(({ path }) => path.endsWith('_cancel'))).toHaveLength(1);
  });
});

describe('back from the bank', () => {
  it('the result may not be known yet: [Ververs] asks again, and nobody is asked to pay twice [PORTAL-065]', async () => {
    const api = atTheDesk({ [READ]: onTheDay(payment('open')), [`POST ${PATH}/_refresh`]: payment('open') });
    const { user, container } = await visit(PAGE);
    await heading('Het resultaat van uw betaling is nog niet bekend');
    expect(screen.getByText(/Betaal dan niet opnieuw/)).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
    await user.click(button('Ververs'));
    expect(await screen.findByText(/^Nagevraagd om/)).toBeTruthy();
    api.answer({ [`POST ${PATH}/_refresh`]: payment('paid'), [READ]: payment('paid') });
    await user.click(button('Ververs'));
    expect(await heading('Uw betaling is gelukt en wordt nu verwerkt')).toBe(document.activeElement);
  });

  it('looks by itself as well, so that a late report shows without a press [PORTAL-065]', async () => {
    const api = atTheDesk({ [READ]: payment('pending') });
    await visit(PAGE);
    await heading('Het resultaat van uw betaling is nog niet bekend');
    api.answer({ [READ]: payment('paid') });
    expect(await heading('Uw betaling is gelukt en wordt nu verwerkt')).toBeTruthy();
  });

  it.each([
    ['canceled', 'U heeft uw betaling geannuleerd'],
    ['expired', 'Uw betaling is verlopen'],
    ['failed', 'Uw betaling is niet gelukt'],
  ] as const)(
    'a payment that is %s says so, and [Ga verder] leads to what is still in the cart [PORTAL-066]',
    async (status, title) => {
      atTheDesk({ [READ]: payment(status) });
      const { user, address, container } = await visit(PAGE);
      await heading(title);
      expect(screen.getByText(/Alles staat nog in uw winkelwagen/)).toBeTruthy();
      expect(await violationsIn(container)).toEqual([]);
      await user.click(button('Ga verder'));
      await heading('Wat u nog niet heeft betaald');
      expect(address()).toBe(`${PAGE}/products`);
      expect(screen.getByText('Wacht op betaling')).toBeTruthy();
      expect(button('Ververs')).toBeTruthy();
      expect(screen.getByRole('link', { name: 'Naar winkelwagen' }).getAttribute('href')).toBe('/voorbeeld/desk/cart');
    },
  );

  it('what is paid is processed, and then listed with its status, its letter and [Ververs] [PORTAL-067] [ASSEN-005]', async () => {
    const api = atTheDesk({ [READ]: payment('paid'), [`POST ${PATH}/_refresh`]: payment('paid') });
    const { user } = await visit(PAGE);
    await heading('Uw betaling is gelukt en wordt nu verwerkt');
    await user.click(button('Ga verder'));
    await heading('Wat u betaalde');
    expect(screen.getByText('Wordt verwerkt')).toBeTruthy();
    const issued = paid({ caseStatus: 'issued', permitId: 'v1', validFrom: '2026-11-20T23:00:00.000Z' });
    api.answer({ [READ]: payment('paid', { items: [issued] }), ...LETTERS });
    await user.click(button('Ververs'));
    await heading('Dit is nu van u');
    expect(screen.getByText('Verleend')).toBeTruthy();
    expect(screen.getByRole('link', { name: /^Bekijk/ }).getAttribute('href')).toBe('/voorbeeld/desk/permits/v1');
    const letterOf = await screen.findByRole('link', { name: 'Besluit: verleend' });
    expect(letterOf.getAttribute('href')).toBe('/v1/permits/v1/documents/l1');
  });

  it('of a renewal shows the letter about that one, and not one of before [ASSEN-008]', async () => {
    const renewed = paid({ kind: 'renewal', caseStatus: 'renewed', permitId: 'v1', applicationId: null });
    const before = letter('permit-renewed', { id: 'l0', at: '2025-11-21T09:00:00.000Z' });
    const documents = 'GET /v1/permits/v1/documents';
    const api = atTheDesk({
      [READ]: payment('paid', { items: [renewed] }),
      [documents]: { application: [], product: [before] },
    });
    await visit(`${PAGE}/products`);
    await screen.findByText(/^De brief wordt gemaakt/);
    expect(screen.queryByRole('link', { name: 'Besluit: verlengd' })).toBeNull();
    api.answer(LETTERS);
    const letterOf = await screen.findByRole('link', { name: 'Besluit: verlengd' });
    expect(letterOf.getAttribute('href')).toBe('/v1/permits/v1/documents/l2');
  });

  it.each(['canceled', 'expired', 'failed'] as const)(
    'a payment that is %s names no cart where there is none [ASSEN-005]',
    async (status) => {
      const without = onTheDay({ ...TOWN, payAtOnce: true });
      atTheDesk({ [READ]: payment(status), 'GET /v1/municipalities/voorbeeld': without });
      const { user } = await visit(PAGE);
      await screen.findByText(/Met Ga verder kunt u opnieuw betalen/);
      await user.click(button('Ga verder'));
      await heading('Wat u nog niet heeft betaald');
      expect(button('Betaal nu')).toBeTruthy();
      expect(document.body.textContent).not.toMatch(/winkelwagen/i);
    },
  );

  it('says what part comes back when a product could not be issued any more', async () => {
    atTheDesk({ [READ]: payment('paid', { refundedCents: 9000, items: [paid({ caseStatus: 'withdrawn' })] }) });
    await visit(`${PAGE}/products`);
    expect(await screen.findByText(/^U krijgt €.90,00 terug/)).toBeTruthy();
    expect(screen.getByText('Ingetrokken')).toBeTruthy();
  });
});

describe('what was granted', () => {
  const granted = (more: Parameters<typeof paid>[0]) =>
    payment('paid', {
      items: [paid({ caseStatus: 'issued', permitId: 'v1', validFrom: '2026-11-20T23:00:00.000Z', ...more })],
    });

  it.each([
    [
      'no plates, as in a pool',
      { plates: 0, platesAtOnce: 0 },
      'Meld elke auto in de parkeerapp aan zodra hij parkeert.',
    ],
    ['one plate', { plates: 1, platesAtOnce: 1 }, 'U mag met deze auto nu op straat parkeren.'],
    ['plates that count together', { plates: 3, platesAtOnce: 5 }, 'U mag met al deze auto’s nu op straat parkeren.'],
    ['plates of which one counts', { plates: 2, platesAtOnce: 1 }, /nu telt er nog geen\. Maak eerst in de parkeerapp/],
    ['a start to come', { validFrom: '2099-01-09T23:00:00.000Z' }, /vanaf 10 januari 2099\. Eerder nog niet\./],
  ])('says when one may park: %s [LOKET-014]', async (_what, item, sentence) => {
    atTheDesk({ [READ]: onTheDay(granted(item)), ...LETTERS });
    await visit(`${PAGE}/products`);
    await heading('Dit is nu van u');
    expect(within(screen.getByRole('main')).getByText(sentence)).toBeTruthy();
  });
});

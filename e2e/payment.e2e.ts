import { jest } from '@jest/globals';
import { type Browser, type Page } from 'playwright-core';
import { launch, PHONE } from './driver/browser.ts';
import { atDesk, atTheBank, begin, declare, press, title, toTheBank, walkTo } from './driver/desk.ts';
import { endPayment, paymentWith } from './driver/sandbox.ts';
import { Colleague } from './driver/staff.ts';

jest.setTimeout(90_000);

/** Pieter has a place of his own, and so the second permit: his own car, one place, one period, no documents. */
const PLATE = 'T-84-GLP';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const entry = (page: Page, number: string) => page.getByRole('listitem').filter({ hasText: number });

/** Something in the cart; gives back its number. */
async function readyToPay(page: Page): Promise<string> {
  await begin(page, 'Tweede bewonersvergunning');
  await walkTo(page, 'declaration', [PLATE]);
  await declare(page);
  await title(page, 'Tweede bewonersvergunning staat klaar om te betalen');
  return /Z-\d+/.exec(await page.getByText(/^Nummer Z-/).innerText())?.[0] ?? '';
}

/** Nothing but this in the cart, ticked. */
async function inTheCart(page: Page): Promise<string> {
  await page.goto('/voorbeeld/desk/cart');
  await page.getByRole('heading', { name: /^(Nog niet geldig|Uw winkelwagen is leeg)$/ }).waitFor();
  for (const later = page.getByRole('button', { name: /^Betaal later/ }); (await later.count()) > 0;) {
    await later.first().click();
    await page.getByText(/^Nu te betalen/).waitFor();
  }
  const number = await readyToPay(page);
  await page.getByRole('link', { name: 'Betaal', exact: true }).click();
  await page
    .getByRole('button', { name: /^Betaal nu/ })
    .first()
    .click();
  await page.getByText(/^Nu te betalen, 1 van/).waitFor();
  return number;
}

const applicationsWith = async (page: Page, number: string, status: string): Promise<void> => {
  await page.goto('/voorbeeld/desk/applications');
  await entry(page, number).getByText(status, { exact: true }).waitFor();
};

describe('a payment', () => {
  it('can be left before the bank and at the bank, and everything stays in the cart [PORTAL-064] [PORTAL-066]', async () => {
    const { page, complaints } = await atDesk(browser, 'pieter', { viewport: PHONE });
    const number = await inTheCart(page);
    await press(page, /^Betaal €/);
    await title(page, /^U gaat €.180,00 betalen$/);
    await press(page, 'Annuleer');
    await title(page, 'Kies wat u nu betaalt');

    const reference = await toTheBank(page);
    expect((await paymentWith(reference)).description).toContain(reference);
    await atTheBank(page, 'canceled');
    await title(page, 'U heeft uw betaling geannuleerd');
    await press(page, 'Ga verder');
    await title(page, 'Wat u nog niet heeft betaald');
    await page.getByText('Wacht op betaling').waitFor();
    await page.getByRole('link', { name: 'Naar winkelwagen' }).click();
    await page.getByRole('button', { name: /^Betaal €.180,00$/ }).waitFor();
    await applicationsWith(page, number, 'Wacht op betaling');
    await entry(page, number)
      .getByRole('button', { name: /^Trek in/ })
      .click();
    await press(page, 'Ja');
    await entry(page, number).waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  });

  it('that failed says so, and can be made again [PORTAL-066]', async () => {
    const { page, complaints } = await atDesk(browser, 'pieter');
    await inTheCart(page);
    await toTheBank(page);
    await atTheBank(page, 'failed');
    await title(page, 'Uw betaling is niet gelukt');
    await press(page, 'Ga verder');
    await page.getByRole('link', { name: 'Naar winkelwagen' }).click();
    await toTheBank(page);
    await atTheBank(page, 'paid', 'twice');
    await title(page, 'Uw betaling is gelukt en wordt nu verwerkt');
    await press(page, 'Ga verder');
    await title(page, 'Dit is nu van u');
    expect(complaints).toEqual([]);
  });

  it('of which the bank tells later shows by itself once it is known [PORTAL-065] [PORTAL-067]', async () => {
    const { page, complaints } = await atDesk(browser, 'pieter');
    await inTheCart(page);
    const reference = await toTheBank(page);
    await atTheBank(page, 'pending');
    await title(page, 'Het resultaat van uw betaling is nog niet bekend');
    await page.getByText(/Betaal dan niet opnieuw/).waitFor();
    await press(page, 'Ververs');
    await page.getByText(/^Nagevraagd om/).waitFor();
    await endPayment(reference, { status: 'paid', webhook: 'now' });
    await title(page, 'Uw betaling is gelukt en wordt nu verwerkt');
    await page.reload();
    await title(page, 'Uw betaling is gelukt en wordt nu verwerkt');
    expect(complaints).toEqual([]);
  });

  it('of which the bank never tells is asked for with [Ververs] [PORTAL-065]', async () => {
    const { page, complaints } = await atDesk(browser, 'pieter');
    await inTheCart(page);
    const reference = await toTheBank(page);
    await atTheBank(page, 'pending');
    await title(page, 'Het resultaat van uw betaling is nog niet bekend');
    await endPayment(reference, { status: 'paid', webhook: 'never' });
    await press(page, 'Ververs');
    await title(page, 'Uw betaling is gelukt en wordt nu verwerkt');
    expect(complaints).toEqual([]);
  });

  it('pays for several things at once, and the total follows each choice to the cent [PORTAL-060] [PORTAL-061] [LOKET-006]', async () => {
    const officer = await Colleague.signIn('officer');
    const { page, complaints } = await atDesk(browser, 'klaassen');
    for (const period of ['12 maanden', '6 maanden']) {
      await begin(page, 'Bedrijfsvergunning');
      await walkTo(page, 'period');
      await page.getByRole('radio', { name: period }).check();
      await press(page, 'Volgende');
      await page.waitForURL(/\/plates$/);
      await walkTo(page, 'declaration', ['V-63-BRN']);
      await declare(page);
    }
    await page.goto('/voorbeeld/desk/cart');
    const total = (amount: string) =>
      page.getByRole('button', { name: new RegExp(`^Betaal €.${amount.replace('.', '\\.')}$`) }).waitFor();
    const one = page.getByRole('listitem').filter({ hasText: '312,00' });
    const two = page.getByRole('listitem').filter({ hasText: '168,00' });
    await total('0,00');
    await one.getByRole('button', { name: /^Betaal nu/ }).click();
    await total('312,00');
    await two.getByRole('button', { name: /^Betaal nu/ }).click();
    await total('480,00');
    await one.getByRole('button', { name: /^Betaal later/ }).click();
    await total('168,00');
    await one.getByRole('button', { name: /^Betaal nu/ }).click();
    await total('480,00');
    const reference = await toTheBank(page);
    await atTheBank(page, 'paid');
    await press(page, 'Ga verder');
    await title(page, 'Dit is nu van u');
    expect(await page.getByText('Verleend', { exact: true }).count()).toBe(2);
    expect((await paymentWith(reference)).status).toBe('paid');
    expect(await officer.check('V-63-BRN', 'C')).toBe('green');
    expect(complaints).toEqual([]);
  });
});

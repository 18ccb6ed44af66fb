import { jest } from '@jest/globals';
import { type Browser } from 'playwright-core';
import { Applicant } from './driver/applicant.ts';
import { launch, PHONE } from './driver/browser.ts';
import { atDesk, atTheBank, begin, declare, press, title, toTheBank, walkTo } from './driver/desk.ts';
import { takeEveryPlace } from './driver/holder.ts';
import { until } from './driver/stack.ts';
import { Colleague } from './driver/staff.ts';

jest.setTimeout(180_000);

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

interface Pass {
  id: string;
  number: string;
}

describe('a garage in deventer', () => {
  it('lets in who subscribes: paid, with a pass that is made and posted, and another plate within five working days [LOKET-050, LOKET-053, LOKET-054, LOKET-055]', async () => {
    const clerk = await Colleague.signIn('deventer-clerk', 'deventer');
    const { page, complaints } = await atDesk(browser, 'deventer-bewoner', {
      municipality: 'deventer',
      viewport: PHONE,
    });
    await begin(page, 'Garageabonnement');
    await page.getByRole('radio', { name: /^Garage Spoor/ }).check();
    await press(page, 'Volgende');
    await page.waitForURL(/\/start-date$/);
    await walkTo(page, 'declaration', ['H-17-PLS']);
    await declare(page);
    await title(page, 'Garageabonnement staat klaar om te betalen');
    await page.getByRole('link', { name: 'Vraag nog een product aan' }).waitFor();
    await page.getByRole('link', { name: 'Betaal', exact: true }).click();
    await page
      .getByRole('button', { name: /^Betaal nu/ })
      .first()
      .click();
    await page.getByText(/^Nu te betalen, 1 van/).waitFor();
    await toTheBank(page);
    await atTheBank(page, 'paid');
    await press(page, 'Ga verder');
    await title(page, 'Dit is nu van u');
    await page.locator('a[href*="/desk/permits/"]').first().click();
    await page.getByText('Pas wordt gemaakt').waitFor();
    await page.getByText(/sturen hem uiterlijk .* naar uw adres/).waitFor();

    const number = /PAS-\d+/.exec(await page.getByText(/nummer PAS-/).innerText())?.[0];
    const { items } = await clerk.ask<{ items: Pass[] }>('GET', '/v1/staff/passes?limit=100');
    const pass = items.find((one) => one.number === number)!;
    await clerk.ask('POST', `/v1/staff/passes/${pass.id}/_made`);
    await clerk.ask('POST', `/v1/staff/passes/${pass.id}/_posted`);
    await page.reload();
    await page.getByText('Pas verstuurd').waitFor();

    await page.getByRole('link', { name: 'Beheer kenteken(s)' }).click();
    await page.getByRole('button', { name: /^Wijzig H-17-PLS/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').first().fill('8-KN-127');
    await dialog.getByRole('button', { name: 'Controleer' }).click();
    await press(page, 'Bevestig');
    await page.getByText('De wijziging is geregeld.').waitFor();
    await page.getByText('Gepland', { exact: true }).waitFor();
    await page.getByText('Tot dan geldt H-17-PLS.').waitFor();
    expect(complaints).toEqual([]);
  });
});

describe.each([
  ['deventer', 'deventer-bewoner', 'deventer-knutteldorp'],
  ['voorbeeld', 'pieter', 'lotte'],
])('a full garage in %s', (municipality, waits, fills) => {
  it('leads to the waiting list, to an offer when somebody withdraws, and back into the application [PORTAL-033, PORTAL-080, PORTAL-082, LOKET-050]', async () => {
    const [first, waiting] = await Promise.all([
      Applicant.signIn(fills, municipality),
      Applicant.signIn(waits, municipality),
    ]);
    const taken = await takeEveryPlace(first, 'garage-subscription', 'garage-kade');
    const { page, complaints } = await atDesk(browser, waits, { municipality });
    await begin(page, 'Garageabonnement');
    await page.getByRole('radio', { name: /^Garage Kade/ }).check();
    await page.getByRole('heading', { name: 'Garage Kade is vol' }).waitFor();
    await page.getByRole('button', { name: /^Zet mij op de wachtlijst/ }).click();
    await title(page, 'Uw plaats op de wachtlijst');
    await page.getByText('Nog niet aanvraagbaar').waitFor();
    await page.getByText('1 van 1').waitFor();

    await first.withdraw(taken);
    await until('the offer', async () => {
      const { items } = await waiting.ask<{ items: { readiness: string }[] }>('GET', '/v1/waitlist-entries');
      return items.some(({ readiness }) => readiness === 'now');
    });
    await page.reload();
    await page.getByText('Nu aanvraagbaar!').waitFor();
    await page.getByText(/^Er is een plaats voor u in Garage Kade/).waitFor();
    await page.getByRole('button', { name: /^Vervolg aanvraag/ }).click();
    await page.waitForURL(/\/start-date$/);
    await walkTo(page, 'declaration', ['5-LS-830']);
    await declare(page);
    await title(page, 'Garageabonnement staat klaar om te betalen');
    // It goes back, so that the line is empty for who comes after.
    const id = page.url().split('/').at(-1) ?? '';
    await waiting.withdraw({ id });
    expect(complaints).toEqual([]);
  });
});

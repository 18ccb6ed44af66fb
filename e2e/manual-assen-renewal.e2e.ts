import { jest } from '@jest/globals';
import { type Browser } from 'playwright-core';
import { Applicant } from './driver/applicant.ts';
import { DESKTOP, launch, PHONE } from './driver/browser.ts';
import { atDesk, press, title } from './driver/desk.ts';
import { granted, permitOf } from './driver/holder.ts';
import { dutchPlate } from './driver/plates.ts';
import { until } from './driver/stack.ts';
import { businessNow, timePassesTo } from './driver/time.ts';
import { DESK, openLetter, pay } from './driver/without-cart.ts';

// Nearly a year passes in the town: in a file of its own, beside journeys of a day.
jest.setTimeout(400_000);

const DAY_MS = 86_400_000;

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

describe('the leaflet of Assen, renewing', () => {
  it('finds the next year ready, finishes it, pays by either means and has the letter at once [ASSEN-004, ASSEN-008]', async () => {
    const business = await Applicant.signIn('assen-bedrijf', 'assen', 'eherkenning');
    const permits = [
      await granted(business, 'business', [dutchPlate()]),
      await granted(business, 'business', [dutchPlate()]),
    ];
    const ready = new Date(Date.parse(permits[0]!.lastDay) - 40 * DAY_MS).toISOString();
    if (ready > (await businessNow())) await timePassesTo(ready);

    for (const [at, { viewport, method }] of [
      { viewport: PHONE, method: 'ideal' as const },
      { viewport: DESKTOP, method: 'creditcard' as const },
    ].entries()) {
      const permit = permits[at]!;
      const of = { permitId: permit.id };
      const renewal = await until('the renewal', async () => (await permitOf(business, of)).renewal);
      const { page, complaints } = await atDesk(browser, 'assen-bedrijf', { municipality: 'assen', viewport });
      await page.goto(DESK);
      await page.getByRole('main').getByRole('link', { name: /^Verlengingen.*Wacht op u/s }).click(); // prettier-ignore
      await title(page, 'Verlengingen die voor u klaarstaan');
      await page.locator(`main a[href$="/renewals/${renewal.id}"]`).first().click();
      await title(page, /^Bedrijfsvergunning .*verlengen$/);
      await page.getByRole('heading', { name: 'Kloppen deze gegevens nog?' }).waitFor();
      await press(page, 'Dit klopt');
      await page.getByText('De verlenging gaat in zodra u heeft betaald.').waitFor();
      expect(await page.getByText(/winkelwagen/i).count()).toBe(0);
      await press(page, 'Betaal nu');
      await pay(page, method);
      await title(page, 'Dit is nu van u');
      const letter = await openLetter(page, 'Besluit: verlengd');
      expect(letter.suggestedFilename()).toMatch(/\.pdf$/);
      const { lastDay } = await permitOf(business, of);
      expect(lastDay > permit.lastDay).toBe(true);
      expect(complaints).toEqual([]);
    }
  });
});

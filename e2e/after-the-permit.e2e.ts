import { jest } from '@jest/globals';
import { type Browser, type Page } from 'playwright-core';
import { Applicant } from './driver/applicant.ts';
import { launch, PHONE } from './driver/browser.ts';
import { atDesk, atTheBank, press, title, toTheBank } from './driver/desk.ts';
import { granted, permitOf } from './driver/holder.ts';
import { until } from './driver/stack.ts';
import { Colleague } from './driver/staff.ts';
import { daysPass } from './driver/time.ts';

jest.setTimeout(180_000);

let browser: Browser;
let officer: Colleague;
beforeAll(async () => {
  [browser, officer] = await Promise.all([launch(), Colleague.signIn('officer')]);
});
afterAll(() => browser.close());

/** Pays one thing in the cart, and nothing else. */
async function payFor(page: Page, kind: string): Promise<void> {
  await page.goto('/voorbeeld/desk/cart');
  await title(page, 'Kies wat u nu betaalt');
  const entries = page.getByRole('main').getByRole('listitem');
  await entries.first().waitFor();
  for (const later = page.getByRole('button', { name: /^Betaal later/ }); (await later.count()) > 0;) {
    await later.first().click();
    await page.getByText(/^Nu te betalen/).waitFor();
  }
  await entries
    .filter({ hasText: kind })
    .first()
    .getByRole('button', { name: /^Betaal nu/ })
    .click();
  await page.getByText(/^Nu te betalen, 1 van/).waitFor();
  await toTheBank(page);
  await atTheBank(page, 'paid');
  await title(page, 'Uw betaling is gelukt en wordt nu verwerkt');
  await press(page, 'Ga verder');
}

const colourOf = (plate: string, colour: string) =>
  until(`${plate} is ${colour}`, async () => (await officer.check(plate, 'A')) === colour);

describe('somebody who has a permit in voorbeeld', () => {
  it('changes its plate for a fee: the old one counts until it is paid, the new one from then on [PORTAL-071, PORTAL-072]', async () => {
    const bakery = await Applicant.signIn('bakkerij', 'voorbeeld', 'eherkenning');
    const permit = await granted(bakery, 'business', ['D-95-JTR']);
    await colourOf('D-95-JTR', 'green');
    const { page, complaints } = await atDesk(browser, 'bakkerij', { viewport: PHONE });
    await page.goto(`/voorbeeld/desk/permits/${permit.id}`);
    await page.getByRole('link', { name: 'Beheer kenteken(s)' }).click();
    await title(page, 'Beheer kenteken(s)');
    await page.getByText(/^Wijzigen kost €.10,00/).waitFor();
    await page.getByRole('button', { name: /^Wijzig D-95-JTR/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').first().fill('738-VB-2');
    await dialog.getByRole('button', { name: 'Controleer' }).click();
    await page.getByText('Tot dan geldt D-95-JTR.').waitFor();
    await press(page, 'Bevestig');
    await page.getByRole('link', { name: 'Naar winkelwagen' }).waitFor();
    await page.goto(`/voorbeeld/desk/permits/${permit.id}`);
    await page.getByRole('heading', { name: '738-VB-2 komt op deze vergunning' }).waitFor();
    expect(await officer.check('738-VB-2', 'A')).toBe('red');

    await payFor(page, 'Kentekenwijziging');
    await colourOf('738-VB-2', 'green');
    expect(await officer.check('D-95-JTR', 'A')).toBe('red');
    await page.goto(`/voorbeeld/desk/permits/${permit.id}/plates`);
    await page.getByText('Gewijzigd', { exact: true }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('ends it: sees first what goes back, and follows that money afterwards [PORTAL-074, LOKET-034, BEYOND-018]', async () => {
    const bakery = await Applicant.signIn('bakkerij', 'voorbeeld', 'eherkenning');
    const permit = await granted(bakery, 'business', ['366-GR-4']);
    await colourOf('366-GR-4', 'green');
    const { page, complaints } = await atDesk(browser, 'bakkerij');
    await page.goto(`/voorbeeld/desk/permits/${permit.id}`);
    await page.getByRole('button', { name: /^Beëindig/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('U krijgt terug').waitFor();
    // Eleven of twelve months of € 384,00 have not begun.
    await dialog
      .getByText(/352,00/)
      .first()
      .waitFor();
    if ((await dialog.getByLabel('IBAN').count()) > 0) {
      await dialog.getByLabel('IBAN').fill('NL91 ABNA 0417 1643 01');
      await dialog.getByLabel('Op naam van').fill('Bakkerij De Zon');
      await dialog.getByRole('button', { name: 'Bevestig' }).click();
      await dialog.getByText(/tikfout/).waitFor();
      await dialog.getByLabel('IBAN').fill('NL91 ABNA 0417 1643 00');
    }
    await dialog.getByRole('button', { name: 'Bevestig' }).click();
    await page.getByRole('heading', { level: 2, name: /^Beëindigd op/ }).waitFor();
    await page.getByRole('heading', { level: 2, name: /^Terugbetaling €.352,00/ }).waitFor();
    await page.getByText(/^Het geld staat uiterlijk/).waitFor();
    expect(await officer.check('366-GR-4', 'A')).toBe('red');
    await page.goto('/voorbeeld/desk/history');
    await page.getByRole('listitem').filter({ hasText: permit.number }).getByText('Beëindigd').waitFor();
    expect(complaints).toEqual([]);
  });

  it('renews it: from the line on the home page to confirmed, paid, and valid for a period more [PORTAL-073, PORTAL-085, PORTAL-086]', async () => {
    const youssef = await Applicant.signIn('youssef');
    const permit = await granted(youssef, 'resident-centre', ['4-RZ-318'], 'P3M');
    await daysPass(52);
    const of = { permitId: permit.id };
    const renewal = await until('the renewal', async () => (await permitOf(youssef, of)).renewal);
    const { page, complaints } = await atDesk(browser, 'youssef', { viewport: PHONE });
    await page.goto('/voorbeeld/desk');
    await page.getByRole('link', { name: /^Verlengingen.*Wacht op u/s }).click();
    await title(page, 'Verlengingen die voor u klaarstaan');
    await page.getByRole('main').locator(`a[href$="/renewals/${renewal.id}"]`).first().click();
    await title(page, 'Bewonersvergunning binnenstad verlengen');
    await page.getByText('Wacht op uw bevestiging').waitFor();
    await press(page, 'Dit klopt');
    await page.getByText('Wacht op betaling').waitFor();

    await payFor(page, 'Verlenging');
    const { lastDay } = await until('a period more', async () => {
      const now = await permitOf(youssef, of);
      return now.lastDay > permit.lastDay && now;
    });
    await page.goto(`/voorbeeld/desk/permits/${permit.id}`);
    const written = new Intl.DateTimeFormat('nl-NL', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(lastDay));
    await page
      .getByText(new RegExp(`tot en met ${written}\\.$`))
      .first()
      .waitFor();
    expect(complaints).toEqual([]);
  });
});

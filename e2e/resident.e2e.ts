import { jest } from '@jest/globals';
import { type Browser, type Locator, type Page } from 'playwright-core';
import { DESKTOP, launch, PHONE, visitor } from './driver/browser.ts';
import { verifyEmail } from './driver/citizen.ts';
import { addPlate, arrive, atDesk, atTheBank, begin, declare, press, title, toTheBank, walkTo } from './driver/desk.ts';
import { mailsTo } from './driver/sandbox.ts';
import { until } from './driver/stack.ts';
import { Colleague } from './driver/staff.ts';

jest.setTimeout(90_000);

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const line = (page: Page, name: string) => page.getByRole('main').getByRole('link', { name: new RegExp(`^${name}`) });
/** The count on a line of the home screen, once the counts are there. */
const countOf = async (page: Page, name: string): Promise<number> =>
  Number(/\d+$/.exec((await line(page, name).innerText()).trim())?.[0]);

describe('a resident', () => {
  it('goes from the front page to a car that may park, on a telephone [PORTAL-001] [PORTAL-002] [PORTAL-003] [PORTAL-006] [PORTAL-010] [PORTAL-031] [PORTAL-036] [PORTAL-039] [PORTAL-045] [PORTAL-064] [PORTAL-067] [PORTAL-075] [LOKET-001] [LOKET-010] [LOKET-014] [BEYOND-006]', async () => {
    const officer = await Colleague.signIn('officer');
    expect(await officer.check('905-SP-8', 'B')).toBe('red');
    const { page, complaints } = await visitor(browser, { language: 'nl', viewport: PHONE });

    await page.goto('/');
    await page.getByRole('link', { name: /^Voorbeeldstad/ }).click();
    await title(page, 'Hoe wilt u inloggen?');
    await page.getByRole('link', { name: /^DigiD/ }).click();
    await page.locator('button[name="persona"][value="willem"]').click();
    await verifyEmail(page, 'willem@inwoner.example');
    await title(page, 'Dag Willem Bakker, wat wilt u regelen?');
    await line(page, 'Aanvraagbare producten').waitFor();
    const before = await countOf(page, 'Huidige producten');

    await line(page, 'Aanvraagbare producten').click();
    await page.getByRole('button', { name: 'Vraag aan Bewonersvergunning', exact: true }).click();
    await title(page, 'Waar wilt u parkeren?');
    await page.getByText('Stap 1 van 5').waitFor();
    await page.getByRole('radio', { name: /Kadekwartier/ }).check();
    await press(page, 'Volgende');
    await title(page, 'Wanneer gaat het in?');
    await press(page, 'Volgende');
    await title(page, 'Voor hoe lang?');
    await page.getByRole('radio', { name: '6 maanden' }).check();
    await press(page, 'Volgende');
    await title(page, 'Voor welke auto’s is het?');
    await addPlate(page, '905sp8');
    await page.getByText('Staat op uw naam.').waitFor();
    await page.getByRole('radio', { name: 'Ja' }).check();
    await press(page, 'Volgende');
    const chosen = page.getByRole('region', { name: 'Uw keuzes tot nu toe' });
    expect(await chosen.innerText()).toMatch(/Kadekwartier[^]*6 maanden[^]*905-SP-8[^]*48,00/);
    const until6 = /Geldig tot en met\s+(.*\d{4})/.exec(await chosen.innerText())?.[1];
    await declare(page);
    await title(page, 'Bewonersvergunning staat klaar om te betalen');
    await page.getByRole('heading', { name: 'Nog niet geldig' }).waitFor();
    expect(await officer.check('905-SP-8', 'B')).toBe('red');

    await page.getByRole('link', { name: 'Betaal', exact: true }).click();
    await page.getByRole('button', { name: /^Betaal nu/ }).click();
    const reference = await toTheBank(page);
    await page.getByText(reference).first().waitFor();
    await atTheBank(page, 'paid');
    await title(page, 'Uw betaling is gelukt en wordt nu verwerkt');
    await press(page, 'Ga verder');
    await title(page, 'Dit is nu van u');
    await page.getByText('U mag met deze auto nu op straat parkeren.').waitFor();
    await page.getByRole('link', { name: /^Bekijk/ }).click();

    await title(page, 'Bewonersvergunning Kadekwartier');
    await page.getByText('Telt nu', { exact: true }).waitFor();
    await page.getByText(/^Zichtbaar voor handhaving sinds vandaag \d\d:\d\d:\d\d$/).waitFor();
    await page.getByText(`tot en met ${until6}.`).waitFor();
    expect(await officer.check('905-SP-8', 'B')).toBe('green');
    const letter = page.getByRole('link', { name: 'Besluit: verleend', exact: true });
    await letter.waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), letter.click()]);
    expect(download.suggestedFilename()).toMatch(/^BV-.*\.pdf$/);

    await page.goto('/voorbeeld/desk');
    await page.getByRole('heading', { name: 'Deze auto mag hier staan' }).waitFor();
    expect(await countOf(page, 'Huidige producten')).toBe(before + 1);
    await until('a mail about the permit', async () =>
      (await mailsTo('willem@inwoner.example')).some(({ text }) => /BV-/.test(text)),
    );
    expect(complaints).toEqual([]);
  });

  it('with one place to choose from is not asked for it, in English and yellow on black [PORTAL-016] [PORTAL-017] [PORTAL-030] [PORTAL-063]', async () => {
    const { page, complaints } = await atDesk(browser, 'youssef', { language: 'en', contrast: 'yellow-on-black' });
    await begin(page, 'Resident permit city centre');
    await title(page, 'When should it start?');
    await page.getByText(/Step 1 of 4/).waitFor();
    await walkTo(page, 'declaration', ['4-RZ-318']);
    await declare(page);
    await title(page, /is ready to be paid/);
    expect(await page.locator('html').getAttribute('data-contrast')).toBe('yellow-on-black');
    await page.getByRole('link', { name: 'Pay', exact: true }).click();
    const item = page.getByRole('listitem').filter({ hasText: '4-RZ-318' }).first();
    await item.getByRole('button', { name: /^Withdraw/ }).click();
    await page.getByRole('button', { name: 'Yes', exact: true }).click();
    await page.getByText(/^You have withdrawn Resident permit city centre/).waitFor();
    await item.waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  });

  it('finds back what was filled in after closing the browser half-way [PORTAL-032] [PORTAL-058]', async () => {
    const first = await atDesk(browser, 'willem');
    await begin(first.page, 'Tweede bewonersvergunning');
    await walkTo(first.page, 'plates');
    await addPlate(first.page, 'R29DVK');
    const path = new URL(first.page.url()).pathname.replace(/\/plates$/, '');
    await first.context.close();

    const second = await atDesk(browser, 'willem');
    await second.page.goto('/voorbeeld/desk/applications');
    await second.page
      .getByRole('listitem')
      .filter({ has: second.page.locator(`a[href="${path}"]`) })
      .getByRole('link', { name: /^Vervolg aanvraag/ })
      .click();
    await title(second.page, 'Voor welke auto is het?');
    await second.page.getByText('R-29-DVK').first().waitFor();
    await press(second.page, 'Stoppen');
    await press(second.page, 'Nee');
    await title(second.page, 'Voor welke auto is het?');
    await press(second.page, 'Stoppen');
    await press(second.page, 'Ja');
    await title(second.page, 'Uw lopende aanvragen');
    await second.page.locator(`a[href="${path}"]`).waitFor({ state: 'detached' });
    expect(second.complaints).toEqual([]);
  });

  it('who has the application open twice is told what became of it [PORTAL-059]', async () => {
    const { page, context, complaints } = await atDesk(browser, 'willem');
    await begin(page, 'Tweede bewonersvergunning');
    await walkTo(page, 'plates');
    const other = await context.newPage();
    await other.goto(page.url());
    await press(other, 'Stoppen');
    await press(other, 'Ja');
    await title(other, 'Uw lopende aanvragen');
    await page.getByRole('button', { name: 'Voeg eerste kenteken toe' }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('R29DVK');
    await page.getByRole('dialog').getByRole('button', { name: 'OK' }).click();
    await title(page, 'U heeft deze aanvraag ingetrokken');
    await page.getByText(/Misschien had u haar ook in een ander venster open/).waitFor();
    expect(complaints).toEqual([]);
  });

  it('who logs out is out, also with the button back of the browser [PORTAL-013] [PORTAL-018]', async () => {
    const { page, complaints } = await atDesk(browser, 'youssef');
    await page.goto('/voorbeeld/desk/user');
    await title(page, 'Wat wij van u weten');
    await press(page, 'Menu');
    await press(page, 'Uitloggen');
    await title(page, 'Hoe wilt u inloggen?');
    await page.getByRole('heading', { name: 'U bent uitgelogd' }).waitFor();
    await page.goBack();
    await title(page, 'Hoe wilt u inloggen?');
    expect(await page.getByText('El Amrani').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it.each([
    ['pieter', 'U heeft een eigen parkeerplaats', 'Bewonersvergunning'],
    ['lotte', 'Uw adres ligt buiten de vergunningzones', 'Bewonersvergunning'],
    ['ines', 'Wij kennen uw adres niet', 'Bewonersvergunning'],
  ])('%s reads why some products are not offered [PORTAL-005] [PORTAL-020] [PORTAL-089]', async (persona, why, not) => {
    const { page, complaints } = await atDesk(browser, persona, { viewport: PHONE });
    await page.goto('/voorbeeld/desk/products');
    await page.getByRole('heading', { name: why }).waitFor();
    await page.getByRole('button', { name: 'Vraag aan Ontheffing verhuisdag' }).waitFor();
    expect(await page.getByRole('button', { name: `Vraag aan ${not}`, exact: true }).count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});

describe('a business', () => {
  it('gives up to five plates of which the register is not asked [PORTAL-004] [PORTAL-037] [PORTAL-038] [PORTAL-039]', async () => {
    const { page, complaints } = await atDesk(browser, 'bakkerij', { viewport: DESKTOP });
    await begin(page, 'Bedrijfsvergunning');
    await walkTo(page, 'plates');
    for (const plate of ['3-GK-771', '184-JT-5', 'V-63-BRN', '7-NB-542']) await addPlate(page, plate);
    await addPlate(page, '1-abc-234', 'B');
    await page.getByText('1-ABC-234').first().waitFor();
    expect(await page.getByRole('button', { name: /Voeg/ }).count()).toBe(0);
    expect(await page.getByText(/op uw naam/).count()).toBe(0);
    await press(page, 'Stoppen');
    await press(page, 'Ja');
    await title(page, 'Uw lopende aanvragen');
    expect(complaints).toEqual([]);
  });
});

describe('without a mouse', () => {
  /** Presses Tab until this has the focus, as somebody does who looks where they are. */
  async function reach(page: Page, target: Locator): Promise<void> {
    await target.waitFor();
    for (let tries = 0; tries < 80; tries += 1) {
      if ((await target.and(page.locator(':focus')).count()) > 0) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`Tab does not reach ${target.toString()}`);
  }

  it('a free product is applied for with the keyboard alone, and valid at once [PORTAL-045] [LOKET-013]', async () => {
    const officer = await Colleague.signIn('officer');
    const { page, complaints } = await visitor(browser, { language: 'nl' });
    await arrive(page, 'lotte');
    await page.goto('/voorbeeld/desk/products');
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    const go = async (target: Locator, key = 'Enter') => {
      await reach(page, target);
      await page.keyboard.press(key);
    };
    await go(button('Vraag aan Ontheffing verhuisdag'));
    const again = button('Vraag nog één aan');
    const location = page.getByRole('heading', { level: 1, name: 'Waar wilt u parkeren?' });
    await again.or(location).first().waitFor();
    if (await again.isVisible()) await go(again);
    await location.waitFor();
    await go(page.getByRole('radio').first(), 'Space');
    await go(button('Volgende'));
    await title(page, 'Wanneer gaat het in?');
    await go(button('Volgende'));
    await title(page, 'Voor welke auto is het?');
    await go(button('Voeg eerste kenteken toe'));
    await page.getByRole('dialog').waitFor();
    await page.keyboard.type('7nb542');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await go(page.getByRole('radio', { name: 'Ja' }), 'Space');
    await go(button('Volgende'));
    await title(page, 'Nog een vraag');
    await go(page.getByRole('radio', { name: 'Ja' }), 'Space');
    await go(button('Volgende'));
    await title(page, 'Klopt alles?');
    await go(page.getByRole('checkbox'), 'Space');
    await go(button('Bevestig'));
    await title(page, 'Ontheffing verhuisdag is geldig');
    expect(await officer.check('7-NB-542', 'A')).toBe('green');
    await page.getByRole('link', { name: 'Vraag nog een product aan' }).waitFor();
    expect(complaints).toEqual([]);
  });
});

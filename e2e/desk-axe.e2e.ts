import { jest } from '@jest/globals';
import { type Browser, type Page } from 'playwright-core';
import { barriersOn, sidewaysScroll } from './driver/barriers.ts';
import { launch, visitor, type Language } from './driver/browser.ts';
import { addPlate, arrive, begin, declare, title, walkTo } from './driver/desk.ts';

jest.setTimeout(180_000);

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** The narrowest window in which everything must be readable without scrolling sideways. */
const NARROW = { width: 320, height: 700 };

async function sweep(page: Page, found: string[], name = new URL(page.url()).pathname): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  // Loading is a state of its own; what is looked at here is the page with what it shows.
  await page.locator('.pw-loading').waitFor({ state: 'detached' });
  for (const violation of await barriersOn(page)) found.push(`${name}, ${violation}`);
  const over = await sidewaysScroll(page);
  if (over > 0) found.push(`${name}: ${over} pixels wider than the window`);
}

const OPEN = [
  '/',
  '/accessibility',
  '/privacy',
  '/voorbeeld/products',
  '/voorbeeld/check',
  '/voorbeeld/waiting-lists/garage-subscription/garage-kade',
  '/voorbeeld/desk/sign-in',
  '/voorbeeld/desk/sign-in/permit-login',
  '/no/such/page/here',
];
const OWN = [
  '',
  '/products',
  '/applications',
  '/cart',
  '/permits',
  '/waitlist',
  '/renewals',
  '/history',
  '/settings',
  '/user',
];

describe.each<Language>(['nl', 'en'])('in %s and all five themes, at 320 pixels', (language) => {
  it('pages for everybody have no barriers [PORTAL-016] [PORTAL-017]', async () => {
    const { page, complaints } = await visitor(browser, { language, viewport: NARROW });
    const found: string[] = [];
    for (const path of OPEN) {
      await page.goto(path);
      await sweep(page, found);
    }
    expect(found).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('pages of the desk have no barriers [PORTAL-012] [PORTAL-013] [PORTAL-016] [PORTAL-017]', async () => {
    const { page, complaints } = await visitor(browser, { language, viewport: NARROW });
    await arrive(page, 'klaassen');
    const found: string[] = [];
    for (const path of OWN) {
      await page.goto(`/voorbeeld/desk${path}`);
      await sweep(page, found);
    }
    await page.goto('/voorbeeld/desk/email');
    await sweep(page, found);
    await page.getByRole('button', { name: 'Menu' }).click();
    await sweep(page, found, 'the menu');
    expect(found).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('the wizard, its questions and its result have no barriers [PORTAL-016] [PORTAL-017] [PORTAL-031]', async () => {
    const { page, complaints } = await visitor(browser, { language, viewport: NARROW });
    await arrive(page, 'willem');
    const found: string[] = [];
    await begin(page, language === 'nl' ? 'Bewonersvergunning' : 'Resident permit');
    for (const step of ['location', 'start-date', 'period', 'plates']) {
      await walkTo(page, step);
      await sweep(page, found, step);
    }
    await addPlate(page, '627-HX-3');
    await page.getByRole('button', { name: /^(Voeg|Add)/ }).click();
    await sweep(page, found, 'the dialog for a plate');
    await page.keyboard.press('Escape');
    await walkTo(page, 'documents');
    await page.getByRole('radio').first().check();
    await sweep(page, found, 'documents');
    await page.getByRole('button', { name: /^(Stoppen|Stop)$/ }).click();
    await sweep(page, found, 'stopping');
    await page.getByRole('button', { name: /^(Ja|Yes)$/ }).click();
    await title(page, /^(Uw lopende aanvragen|Your applications in progress)$/);

    await begin(page, language === 'nl' ? 'Ontheffing verhuisdag' : 'Moving day exemption');
    await walkTo(page, 'questions', ['R-29-DVK']);
    await sweep(page, found, 'questions');
    await walkTo(page, 'declaration');
    await sweep(page, found, 'declaration');
    await declare(page);
    await sweep(page, found, 'result');
    await page.locator('a[href*="/desk/permits/"]').first().click();
    await page.getByRole('tab').first().waitFor();
    await sweep(page, found, 'permit');
    expect(found).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

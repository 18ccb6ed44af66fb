import { jest } from '@jest/globals';
import { type Browser, type Page } from 'playwright-core';
import { Applicant } from './driver/applicant.ts';
import { launch, PHONE, visitor, type Visit } from './driver/browser.ts';
import { until } from './driver/stack.ts';
import { signInAsStaff } from './driver/staff.ts';

jest.setTimeout(90_000);

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

async function onStreet(visit: Visit = {}): Promise<{ page: Page; complaints: string[] }> {
  const { page, complaints } = await visitor(browser, { language: 'nl', viewport: PHONE, ...visit });
  await signInAsStaff(page, 'officer', '/voorbeeld/enforcement');
  return { page, complaints };
}

const choosePlace = (page: Page, name: string) => page.getByLabel('Waar staat de auto?').selectOption({ label: name });
const plateField = (page: Page) => page.getByRole('textbox', { name: /^(Kenteken|Volgend kenteken)$/ });

async function check(page: Page, plate: string, answer: string): Promise<void> {
  await plateField(page).fill(plate);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: answer }).waitFor();
}

describe('an officer beside a car', () => {
  it('sees red before payment and green after it, and red again when the permit has been ended by the desk [PORTAL-002] [PEERS-037]', async () => {
    const willem = await Applicant.signIn('willem');
    const application = await willem.apply('second-resident', ['R-29-DVK']);
    expect(application.status).toBe('awaiting-payment');
    const { page, complaints } = await onStreet();
    await choosePlace(page, 'Zone B, Kadekwartier');
    await check(page, 'r29dvk', 'Geen recht gevonden');
    await page.getByText('Niet in dit gebied en niet op dit moment').waitFor();

    await willem.pay(application);
    await check(page, 'R-29-DVK', 'Mag hier staan');
    await page.getByText(/^Recht in dit gebied tot en met /).waitFor();
    expect(await page.getByText(/Willem|Bakker|Kadeplein|Tweede bewonersvergunning/).count()).toBe(0);

    const senior = await visitor(browser, { language: 'nl' });
    await signInAsStaff(senior.page, 'senior', `/voorbeeld/staff/cases/${application.id}`);
    await senior.page.getByRole('button', { name: /^Beëindig/ }).click();
    const question = senior.page.getByRole('dialog');
    await question.getByRole('radio', { name: 'De auto staat niet meer op uw naam.' }).check();
    await question.getByRole('button', { name: 'Beëindig nu' }).click();
    await senior.page.getByRole('heading', { name: 'De vergunning is beëindigd' }).waitFor();

    await check(page, 'r29dvk', 'Net verlopen');
    expect(await page.getByRole('listitem').filter({ hasText: 'R-29-DVK' }).count()).toBe(3);
    expect([...complaints, ...senior.complaints]).toEqual([]);
  });

  it('learns nothing about a person from any answer [ASSEN-021]', async () => {
    const { page } = await onStreet();
    await choosePlace(page, 'Zone A, Binnenstad');
    for (const plate of ['K51FTN', '627HX3', 'R29DVK']) {
      const answered = page.waitForResponse(/\/v1\/enforcement\/checks$/);
      await plateField(page).fill(plate);
      await page.keyboard.press('Enter');
      const body = (await (await answered).json()) as object;
      expect(Object.keys(body).sort()).toEqual([
        'area',
        'at',
        'earlier',
        'id',
        'justExpired',
        'near',
        'until',
        'verdict',
      ]);
      await page.getByText(/^Controle [0-9a-f-]{36}$/).waitFor();
    }
  });

  it('walks on with the area of before, and without the plates of before', async () => {
    const { page } = await onStreet();
    await choosePlace(page, 'Zone D, Molenwijk');
    await check(page, 'K51FTN', 'Geen recht gevonden');
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Mag deze auto hier staan?' }).waitFor();
    await page.getByText('Zone D, Molenwijk').first().waitFor();
    expect(await page.getByRole('heading', { name: 'Laatste controles' }).count()).toBe(0);
    expect(JSON.stringify(await page.context().storageState())).not.toContain('K51FTN');
  });

  it('is told the area by the device when the officer allows it', async () => {
    const { page } = await onStreet();
    await page.context().grantPermissions(['geolocation']);
    await page.context().setGeolocation({ latitude: 52.5505, longitude: 5.2457 });
    await choosePlace(page, 'Waar ik sta');
    await check(page, 'K51FTN', 'Geen recht gevonden');
    await page
      .getByRole('status')
      .getByText(/^Zone [A-D], /)
      .waitFor();
  });

  it('checks with the list it holds when the connection is gone, and sends that check afterwards [BEYOND-025]', async () => {
    const { page } = await visitor(browser, { language: 'nl', viewport: PHONE });
    const list = page.waitForResponse((response) => response.url().endsWith('/v1/enforcement/packs/current'));
    await signInAsStaff(page, 'officer', '/voorbeeld/enforcement');
    await (await list).finished();
    await choosePlace(page, 'Zone B, Kadekwartier');
    await check(page, 'K51FTN', 'Geen recht gevonden');
    await page.context().setOffline(true);
    await page.getByText(/^U heeft geen verbinding\. U controleert met de lijst van /).waitFor();
    await plateField(page).fill('627HX3');
    await page.keyboard.press('Enter');
    await page.getByText(/^Zonder verbinding gecontroleerd, met de lijst van /).waitFor();
    const waiting = page.getByText('Controles die nog verstuurd worden: 1');
    await waiting.waitFor();
    await page.context().setOffline(false);
    await waiting.waitFor({ state: 'hidden' });
  });

  it('comes up anew without a connection, checks on with the list of before, and keeps nothing after logging out [BEYOND-025]', async () => {
    const { page } = await visitor(browser, { language: 'nl', viewport: PHONE });
    const list = page.waitForResponse((response) => response.url().endsWith('/v1/enforcement/packs/current'));
    await signInAsStaff(page, 'officer', '/voorbeeld/enforcement');
    await (await list).finished();
    await choosePlace(page, 'Zone B, Kadekwartier');
    await check(page, 'K51FTN', 'Geen recht gevonden');
    await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
    // The list, who is signed in, the municipality and its map.
    await until('four things on the device', async () => (await keptOnDevice(page)) === 4);
    await page.context().setOffline(true);
    await page.reload();
    await page.getByText(/^U heeft geen verbinding\. U controleert met de lijst van /).waitFor();
    await plateField(page).fill('627HX3');
    await page.keyboard.press('Enter');
    await page.getByText(/^Zonder verbinding gecontroleerd, met de lijst van /).waitFor();
    const waiting = page.getByText('Controles die nog verstuurd worden: 1');
    await waiting.waitFor();
    await page.context().setOffline(false);
    await waiting.waitFor({ state: 'hidden' });

    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('button', { name: 'Uitloggen' }).click();
    await page.waitForURL((url) => !url.pathname.endsWith('/enforcement'));
    await page.goto('/');
    expect(await keptOnDevice(page)).toBe(0);
  });
});

/** How much the device keeps of the street for a page without a connection. */
const keptOnDevice = (page: Page): Promise<number> =>
  page.evaluate<number>(`new Promise((resolve, reject) => {
    const opening = indexedDB.open('parkwerk-street', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('kept'); // we came before the page
    opening.onerror = () => reject(new Error('the store does not open'));
    opening.onsuccess = () => {
      const counting = opening.result.transaction('kept').objectStore('kept').count();
      counting.onsuccess = () => {
        opening.result.close();
        resolve(counting.result);
      };
    };
  })`);

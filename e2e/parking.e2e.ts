import { jest } from '@jest/globals';
import { type Browser } from 'playwright-core';
import { Applicant } from './driver/applicant.ts';
import { couple, linkFor, select } from './driver/app.ts';
import { barriersOn, sidewaysScroll } from './driver/barriers.ts';
import { launch, PHONE, visitor } from './driver/browser.ts';
import { press, title } from './driver/desk.ts';
import { Colleague } from './driver/staff.ts';

jest.setTimeout(150_000);

let browser: Browser;
let officer: Colleague;
beforeAll(async () => {
  [browser, officer] = await Promise.all([launch(), Colleague.signIn('officer')]);
});
afterAll(() => browser.close());

describe('somebody with a visitor scheme', () => {
  it('couples it by the mailed link, tops it up and registers a visit on a telephone, which counts until it is stopped [2PARK-001, 2PARK-010, 2PARK-040, 2PARK-051, 2PARK-060, LOKET-040, LOKET-041]', async () => {
    const sanne = await Applicant.signIn('sanne');
    await sanne.apply('visitor', []);
    const { page, complaints } = await visitor(browser, { language: 'nl', viewport: PHONE });
    await couple(page, await linkFor('sanne@inwoner.example', 'link'));
    expect(await barriersOn(page)).toEqual([]);
    await select(page, 'Bezoekersregeling');

    await title(page, 'Wie staat er nu?');
    await page.goto(`${page.url()}/top-up`);
    await page.getByRole('radio', { name: /20,00/ }).check();
    expect(await sidewaysScroll(page)).toBe(0);
    await page.getByRole('button', { name: /^Betaal/ }).click();
    await page.waitForURL(/\/checkout\//);
    await page.locator('button[name="outcome"][value="paid"]').click();
    await title(page, 'Uw saldo is opgewaardeerd');
    await page.getByText(/Uw saldo is nu €\s20,00/).waitFor();

    await page.getByRole('link', { name: 'Parkeeracties', exact: true }).last().click();
    await page.getByRole('link', { name: 'Nieuwe parkeeractie' }).click();
    await title(page, 'Bezoek aanmelden');
    await page
      .getByRole('textbox', { name: /^Kenteken/ })
      .first()
      .fill('X-77-PRK');
    await page.getByRole('heading', { name: 'Dit kost het' }).waitFor();
    expect(await sidewaysScroll(page)).toBe(0);
    expect(await barriersOn(page)).toEqual([]);
    expect(await officer.check('X-77-PRK', 'B')).toBe('red');
    await press(page, 'Bevestigen');
    await title(page, 'Aangemeld');
    expect(await officer.check('X-77-PRK', 'B')).toBe('green');

    await page.getByRole('link', { name: 'Naar uw parkeeracties' }).click();
    await page.getByRole('tab', { name: /Lopend.*1/ }).waitFor();
    await page
      .getByText(/Zichtbaar voor handhaving sinds/)
      .first()
      .waitFor();
    expect(await barriersOn(page)).toEqual([]);
    await page.getByRole('button', { name: /^Stop/ }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Stop nu' }).click();
    await page.getByRole('tab', { name: /Lopend.*0/ }).waitFor();
    expect(await officer.check('X-77-PRK', 'B')).toBe('red');

    await page.goto(page.url().replace(/\/?$/, '/history'));
    await page.getByRole('tab', { name: /Parkeeracties.*1/ }).waitFor();
    await page.getByRole('tab', { name: /Transacties/ }).click();
    await page.getByText('Opgewaardeerd').waitFor();
    expect(complaints).toEqual([]);
  });
});

describe('somebody with an annual card for two cars', () => {
  it('says which one counts, and the other no longer does, in English on a telephone [2PARK-110, LOKET-020]', async () => {
    const marieke = await Applicant.signIn('deventer-bewoner', 'deventer');
    await marieke.pay(await marieke.apply('year-card', ['H-17-PLS', 'X-88-PRK']));
    const colleague = await Colleague.signIn('deventer-officer', 'deventer');
    const { page, complaints } = await visitor(browser, { language: 'en', viewport: PHONE });
    await couple(page, await linkFor('deventer-bewoner@inwoner.example', 'link'));
    await select(page, 'Annual card for paid parking');

    await title(page, 'Which car is on the street?');
    await page.getByText('No plate counts now').waitFor();
    expect(await barriersOn(page)).toEqual([]);
    for (const [plate, other] of [
      ['H-17-PLS', 'X-88-PRK'],
      ['X-88-PRK', 'H-17-PLS'],
    ] as const) {
      const row = page.getByRole('listitem').filter({ hasText: plate });
      await row.getByRole('button', { name: /^Select/ }).click();
      await press(page, 'Confirm');
      await page.getByText(new RegExp(`${plate} counts since \\d\\d:\\d\\d:\\d\\d`)).waitFor();
      expect(await colleague.check(plate, 'centrum')).toBe('green');
      expect(await colleague.check(other, 'centrum')).toBe('red');
    }
    expect(await sidewaysScroll(page)).toBe(0);
    expect(complaints).toEqual([]);
  });
});

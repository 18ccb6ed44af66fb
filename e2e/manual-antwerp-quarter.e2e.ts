import { jest } from '@jest/globals';
import { type Browser, type Locator, type Page } from 'playwright-core';
import { DESKTOP, launch, visitor } from './driver/browser.ts';
import { press, title } from './driver/desk.ts';
import { toTheQuestion, visitorMinutes, withdrawConsent } from './driver/on-demand.ts';
import { belgianPlate } from './driver/plates.ts';
import { until } from './driver/stack.ts';
import { businessNow, timePassesTo } from './driver/time.ts';

// Months pass in the town: in a file of its own, beside journeys of a day.
jest.setTimeout(400_000);

const DAY_MS = 86_400_000;

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const dayOf = (moment: number): string => new Date(moment).toISOString().slice(0, 10);
const written = (day: string): string => day.split('-').reverse().join('-');
const field = (page: Page, name: string): Locator => page.getByRole('textbox', { name: new RegExp(`^${name}`) });

/** The last day of a quarter and the first of the next: in summer and autumn, when neither can be a holiday, and no Sunday, which is free. */
async function quarterChange(): Promise<[last: string, first: string]> {
  const now = await businessNow();
  for (let year = Number(now.slice(0, 4)); ; year += 1)
    for (const month of [6, 9]) {
      const first = Date.UTC(year, month, 1);
      const sunday = [first - DAY_MS, first].some((day) => new Date(day).getUTCDay() === 0);
      if (!sunday && first - 3 * DAY_MS > Date.parse(now)) return [dayOf(first - DAY_MS), dayOf(first)];
    }
}

describe('Parkeren op maat over the change of a quarter', () => {
  it('counts each day of a visit in its own quarter, and gives both back when it does not take place [POM-022, POM-026]', async () => {
    const [last, first] = await quarterChange();
    await timePassesTo(new Date(Date.parse(`${last}T09:00:00.000Z`) - 2 * DAY_MS).toISOString());
    const { page, complaints } = await visitor(browser, { language: 'nl', viewport: DESKTOP });
    await page.goto('/antwerpen/on-demand');
    await toTheQuestion(page, 'itsme', 'lien');
    await press(page, 'Ja, geef toestemming');
    await title(page, 'Dag Lien Peeters');
    await page.getByRole('link', { name: 'Saldo opladen' }).click();
    await field(page, 'Bedrag').fill('5');
    await press(page, 'Naar betalen');
    await page.waitForURL(/\/checkout\//);
    await page.locator('button[name="outcome"][value="paid"]').click();
    await page.getByRole('heading', { name: 'Betaling gelukt' }).waitFor();
    const before = await visitorMinutes(page);
    expect(before).toHaveLength(2);

    // From nine in the evening to ten in the morning: an hour is paid before the night, and one after it.
    await page.getByRole('link', { name: 'Sessie of reeks boeken' }).click();
    await page.getByRole('radio', { name: 'Parkeren voor bezoekers' }).check();
    await field(page, 'Kenteken').fill(belgianPlate());
    await page.getByRole('combobox', { name: 'Vanaf' }).selectOption('later');
    await field(page, 'Begindatum').fill(written(last));
    await field(page, 'Begintijd').fill('21.00');
    await field(page, 'Einddatum').fill(written(first));
    await field(page, 'Eindtijd').fill('10.00');
    await page.getByRole('heading', { name: 'Dit kost het' }).waitFor();
    await press(page, 'Bevestigen');
    await title(page, 'Aangemeld');
    await page.getByRole('link', { name: 'Naar de startpagina' }).click();
    const left = async (...minutes: number[]) => (await visitorMinutes(page)).every((one, at) => one === before[at]! - minutes[at]!); // prettier-ignore
    await until('an hour less in each quarter', () => left(60, 60));

    await page.getByRole('region', { name: 'Eerstvolgende sessie' }).getByRole('link').click();
    await page.getByRole('button', { name: /^Verwijder/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Verwijder' }).click();
    await page.getByText(/De geplande actie is verwijderd/).waitFor();
    await page.goto('/antwerpen/on-demand');
    await title(page, 'Dag Lien Peeters');
    await until('both quarters as before', () => left(0, 0));
    await withdrawConsent(page);
    expect(complaints).toEqual([]);
  });
});

import { jest } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { type Browser, type Locator, type Page } from 'playwright-core';
import { DESKTOP, launch, PHONE, visitor, type Language } from './driver/browser.ts';
import { press, title } from './driver/desk.ts';
import { signInWith, toProfile, toTheQuestion, visitorMinutes, withdrawConsent } from './driver/on-demand.ts';
import { belgianPlate } from './driver/plates.ts';
import { paymentWith } from './driver/sandbox.ts';
import { until } from './driver/stack.ts';
import { faultsOn } from './driver/sweep.ts';
import { quietDay } from './driver/time.ts';

jest.setTimeout(240_000);

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const START = '/antwerpen/on-demand';
const region = (page: Page, name: string | RegExp): Locator => page.getByRole('region', { name });
const link = (page: Page, name: string | RegExp): Locator => page.getByRole('main').getByRole('link', { name });
const field = (page: Page, name: string): Locator => page.getByRole('textbox', { name: new RegExp(`^${name}`) });

/** `€ 1.012,50` → 101250, whatever stands around it. */
const centsIn = (text: string): number => Number(/-?[\d.]+,\d\d/.exec(text)?.[0].replace(/[.,]/g, ''));
const balanceOn = async (page: Page): Promise<number> => centsIn(await region(page, 'Saldo').innerText());

/** What is left for visitors, this quarter and the next together. */
const minutesOn = async (page: Page): Promise<number> =>
  (await visitorMinutes(page)).reduce((total, one) => total + one, 0);

const written = (day: string): string => day.split('-').reverse().join('-');

/** At the payment page: the same reference and amount, and one of the cards. */
async function payWith(page: Page, method: string, cents: number): Promise<string> {
  await page.waitForURL(/\/checkout\//);
  const shown = await page.locator('body').innerText();
  const reference = /PW-[\w-]+/.exec(shown)?.[0] ?? '';
  expect(centsIn(shown)).toBe(cents);
  expect((await paymentWith(reference)).description).toContain(reference);
  for (const offered of ['Bancontact', 'Visa', 'Mastercard']) expect(shown).toContain(offered);
  await page.locator(`input[name="method"][value="${method}"]`).check();
  await page.locator('button[name="outcome"][value="paid"]').click();
  await page.waitForURL(/\/on-demand\/top-ups\//);
  return reference;
}

async function planned(page: Page, day: string, from: string, to: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Vanaf' }).selectOption('later');
  await field(page, 'Begindatum').fill(written(day));
  await field(page, 'Begintijd').fill(from);
  await field(page, 'Eindtijd').fill(to);
}

async function confirmed(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'Dit kost het' }).waitFor();
  await press(page, 'Bevestigen');
  await title(page, 'Aangemeld');
  await link(page, 'Naar de startpagina').click();
  await title(page, /^Dag /);
}

describe.each([
  {
    on: 'a telephone',
    viewport: PHONE,
    persona: 'lien',
    name: 'Lien Peeters',
    means: 'itsme',
    zone: 'Historisch centrum',
  },
  { on: 'a desktop', viewport: DESKTOP, persona: 'jef', name: 'Jef Janssens', means: 'eID-kaartlezer', zone: 'Zuid' },
])('the manual of Parkeren op maat, page by page on $on', ({ viewport, persona, name, means, zone }) => {
  it('signs in, consents, tops up, books for oneself, for visitors and a series, and finds all of it back [POM-002, POM-003, POM-004, POM-005, POM-006, POM-010, POM-011, POM-012, POM-013, POM-020, POM-021, POM-022, POM-023, POM-024, POM-025, POM-030, POM-031, POM-032, POM-033]', async () => {
    const { page, complaints } = await visitor(browser, { language: 'nl', viewport });

    // Stap 1: aanmelden.
    await page.goto('/');
    await page.getByRole('link', { name: 'Naar Parkeren op maat' }).first().click();
    await title(page, 'Hoe wilt u zich aanmelden?');
    for (const about of [/^Meer info over itsme/, /^Meer info over de eID/]) await link(page, about).waitFor();

    // Stap 2: toestemming; a no leads back and leaves nothing.
    await toTheQuestion(page, means, persona);
    await link(page, /^Lees hoe wij met uw gegevens omgaan/).waitFor();
    await press(page, 'Nee, weiger');
    await page.getByRole('heading', { name: 'U gaf geen toestemming' }).waitFor();
    await signInWith(page, means, persona);
    await press(page, 'Ja, geef toestemming');

    // Stap 3: het overzichtsscherm.
    await title(page, `Dag ${name}`);
    for (const shown of ['Lopende sessie', 'Eerstvolgende sessie']) {
      const terms = await region(page, shown).getByRole('term').allInnerTexts();
      expect(terms).toEqual(['Datum', 'Tijd', 'Parkeerzone', 'Kenteken', 'Prijs', 'Reeks ID']);
    }
    expect(await region(page, 'Uw nummers').innerText()).toMatch(/Interne ID\s+\d+\s+A-profiel ID\s+\w{6}/);
    const [before, minutes] = [await balanceOn(page), await minutesOn(page)];
    expect(minutes).toBeGreaterThan(0);

    // Hoe saldo opladen?
    await link(page, 'Saldo opladen').click();
    await title(page, 'Saldo opladen');
    await page
      .getByRole('banner')
      .getByRole('link', { name: /Parkeren op maat/ })
      .click();
    await title(page, `Dag ${name}`);
    await link(page, 'Saldo opladen').click();
    await press(page, 'Annuleer');
    await title(page, `Dag ${name}`);
    await link(page, 'Saldo opladen').click();
    await press(page, 'Naar betalen');
    await page.getByText(/Vul een bedrag in van/).waitFor();
    await field(page, 'Bedrag').fill('20');
    await page.getByText(/^Saldo na opladen:/).waitFor();
    expect(centsIn(await page.getByText(/^Saldo na opladen:/).innerText())).toBe(before + 2_000);
    const company = persona === 'jef';
    await page.getByRole('radio', { name: company ? /^Factuur, voor een bedrijf/ : /^Kwitantie/ }).check();
    for (const [label, typed] of [
      ['Naam', company ? 'Garage Proef' : name],
      ['Straat en nummer', 'Oefenlei 12'],
      ['Postcode', '2000'],
      ['Gemeente', 'Antwerpen'],
    ] as const)
      await field(page, label).fill(typed);
    if (company) {
      await field(page, 'Btw-nummer').fill('BE0403019262');
      await press(page, 'Naar betalen');
      await page
        .getByText(/btw-nummer/i)
        .nth(1)
        .waitFor();
      await field(page, 'Btw-nummer').fill('BE0403019261');
    }
    await press(page, 'Naar betalen');
    const reference = await payWith(page, company ? 'creditcard' : 'bancontact', 2_000);
    await page.getByRole('heading', { name: 'Betaling gelukt' }).waitFor();
    await page.getByText(`Referentie van de bestelling: ${reference}.`).waitFor();
    await until('the balance is higher', async () => (await balanceOn(page)) === before + 2_000);

    // Hoe kan u als bewoner de online bezoekerspas activeren voor uw bezoek?
    await link(page, 'Sessie of reeks boeken').click();
    await title(page, 'Sessie of reeks boeken');
    await page.getByText('Wat is “Parkeren voor uzelf”?').waitFor();
    await page.getByText('Wat is “Parkeren voor bezoekers”?').waitFor();
    await page.getByRole('radio', { name: 'Parkeren voor bezoekers' }).check();
    await page.getByText(/Dit kwartaal heeft u nog/).waitFor();
    await press(page, 'Bevestigen');
    await link(page, 'Vul een kenteken in.').waitFor();
    const visit = belgianPlate();
    await field(page, 'Kenteken').fill(visit);
    await link(page, /^Laad uw saldo op/).click();
    await title(page, 'Saldo opladen');
    await press(page, 'Annuleer');
    await title(page, 'Sessie of reeks boeken');
    expect((await field(page, 'Kenteken').inputValue()).replaceAll('-', '')).toBe(visit.replaceAll('-', ''));
    const day = await quietDay(3);
    await planned(page, day, '10.00', '13.01');
    await page.getByRole('heading', { name: /^Dit kan wel/ }).waitFor();
    await page
      .getByText(/Een bezoek parkeert hooguit/)
      .first()
      .waitFor();
    await field(page, 'Eindtijd').fill('11.00');
    await confirmed(page);
    const next = region(page, 'Eerstvolgende sessie');
    await next.getByText(visit).first().waitFor();
    await until('an hour less for visitors', async () => (await minutesOn(page)) === minutes - 60);

    // Een reeks.
    await link(page, 'Sessie of reeks boeken').click();
    await page.getByRole('radio', { name: 'Parkeren voor bezoekers' }).check();
    await page.getByRole('radio', { name: 'Een reeks, elke week' }).check();
    await field(page, 'Kenteken').fill(visit);
    const weekday = new Intl.DateTimeFormat('nl', { weekday: 'long' }).format(new Date(day));
    await page.getByRole('checkbox', { name: weekday }).check();
    const inWeeks = (weeks: number) => new Date(Date.parse(day) + weeks * 7 * 86_400_000).toISOString().slice(0, 10);
    await field(page, 'Eerste datum').fill(written(inWeeks(1)));
    await field(page, 'Laatste datum').fill(written(inWeeks(3)));
    await field(page, 'Begin').fill('14.00');
    await field(page, 'Einde').fill('15.00');
    await press(page, 'Bekijk de reeks');
    await page.getByText(/^3 van 3 datums kunnen/).waitFor();
    await press(page, 'Boek alle 3 datums');
    await title(page, /^Reeks .* is geboekt: 3 sessies\.$/);
    const series = /Reeks (\S+) is/.exec(await page.getByRole('heading', { level: 1 }).innerText())?.[1] ?? '';
    await link(page, 'Naar de startpagina').click();
    const ofSeries = page.getByRole('row').filter({ hasText: series }).filter({ hasText: 'Gepland' });
    await until('the three sessions of the series', async () => (await ofSeries.count()) === 3);
    await ofSeries.first().getByRole('link').click();
    await page.getByRole('button', { name: /^Verwijder/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Verwijder' }).click();
    await page.getByText(/De geplande actie is verwijderd/).waitFor();
    await page.goto(START);
    await until('two of the series are left', async () => (await ofSeries.count()) === 2);

    // Voor uzelf, nu.
    await link(page, 'Sessie of reeks boeken').click();
    await page.getByRole('radio', { name: 'Parkeren voor uzelf' }).check();
    const own = belgianPlate();
    await field(page, 'Kenteken').fill(own);
    await page.getByRole('radio', { name: zone }).check();
    await confirmed(page);
    const running = region(page, 'Lopende sessie');
    await running.getByText(own).first().waitFor();
    expect(await running.innerText()).toContain(zone);
    await running.getByRole('link', { name: 'Bekijk of stop' }).click();
    await page.getByRole('button', { name: /^Stop/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Stop nu' }).click();
    await page.getByText(/Gestopt om/).waitFor();
    await page.goto(START);

    // Hoe uw transacties raadplegen?
    await page.getByRole('tab', { name: 'Transacties' }).click();
    const table = page.getByRole('table', { name: 'Transacties' });
    await table.getByRole('row').nth(2).waitFor();
    const rows = await table.getByRole('row').evaluateAll((all) =>
      (all as unknown as { cells: Iterable<{ textContent: string }> }[]).slice(1).map(({ cells }) => [...cells].map(({ textContent }) => textContent)),
    ); // prettier-ignore
    expect(rows.some((cells) => cells.some((cell) => cell.includes('Saldo opgeladen')))).toBe(true);
    rows.slice(0, -1).forEach((cells, at) => {
      const [amount, end] = [signed(cells[3]), signed(cells[4])];
      expect(end).toBe(signed(rows[at + 1]?.[4]) + amount);
    });
    await page.getByRole('checkbox', { name: 'Factuur opgevraagd' }).check();
    await press(page, 'Zoek');
    const shown = page.getByRole('tabpanel').getByText(/^1 - \d+ van \d+$/);
    const newest = table.getByRole('row').nth(1);
    const paper = newest.getByRole('link', { name: /^PDF/ });
    await until('the invoice', async () => {
      await press(page, 'Zoek');
      await shown.waitFor();
      return (await paper.count()) > 0;
    });
    const [pdf] = await Promise.all([page.waitForEvent('download'), paper.click()]);
    expect(
      readFileSync(await pdf.path())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    expect(await newest.getByRole('link', { name: /^UBL/ }).count()).toBe(company ? 1 : 0);
    await press(page, 'Reset filters');
    await table.getByText('Opzij gezet voor een sessie').first().waitFor();
    const total = Number(/\d+$/.exec(await shown.innerText())?.[0]);
    const [list] = await Promise.all([
      page.waitForEvent('download'),
      link(page, /^Transacties downloaden \(CSV\)/).click(),
    ]);
    expect(
      readFileSync(await list.path(), 'utf8')
        .trimEnd()
        .split('\r\n'),
    ).toHaveLength(total + 1);

    // Afmelden, by one's own name; and the consent, which can be taken back at any time.
    await toProfile(page);
    await press(page, 'Uitloggen');
    await page.getByRole('heading', { name: 'U bent uitgelogd' }).waitFor();
    await signInWith(page, means, persona);
    await title(page, `Dag ${name}`);
    await withdrawConsent(page);
    await toTheQuestion(page, means, persona);
    expect(complaints).toEqual([]);
  });
});

const signed = (text = ''): number => (/[-−–]/.test(text) ? -1 : 1) * Math.abs(centsIn(text));

describe('somebody from outside the city', () => {
  it('books for themselves only [POM-001, POM-020]', async () => {
    const { page, complaints } = await visitor(browser, { language: 'nl', viewport: PHONE });
    await page.goto(START);
    await toTheQuestion(page, 'itsme', 'noor');
    await press(page, 'Ja, geef toestemming');
    await title(page, 'Dag Noor Claeys');
    expect(await page.getByText(/voor bezoek/).count()).toBe(0);
    await link(page, 'Sessie of reeks boeken').click();
    await page.getByRole('radio', { name: 'Parkeren voor uzelf' }).waitFor();
    expect(await page.getByRole('radio', { name: 'Parkeren voor bezoekers' }).count()).toBe(0);
    await withdrawConsent(page);
    expect(complaints).toEqual([]);
  });
});

describe.each<{ language: Language; persona: string; means: string }>([
  { language: 'nl', persona: 'lien', means: 'itsme' },
  { language: 'en', persona: 'jef', means: 'eID card reader' },
])(
  'every page of Parkeren op maat in $language, in five themes and 320 pixels wide',
  ({ language, persona, means }) => {
    it('has no barriers, and Tab goes through it from top to bottom [POM-002, POM-003, POM-005, POM-010, POM-020, POM-025, POM-030]', async () => {
      const { page, complaints } = await visitor(browser, { language, viewport: PHONE });
      const found: string[] = [];
      const look = async (name?: string) => found.push(...(await faultsOn(page, name)));
      await page.goto(START);
      await title(page, /aanmelden|sign in/);
      await look('signing in');
      await toTheQuestion(page, means, persona);
      await look();
      await page.getByRole('main').getByRole('button').first().click();
      await title(page, /^(Dag|Hello) /);
      await look();

      await page.goto(`${START}/top-up`);
      await page.getByRole('radio').last().check();
      await press(page, /^(Naar betalen|To payment)$/);
      await look('topping up, with what is missing');
      const fields = page.getByRole('main').getByRole('textbox');
      for (const [at, typed] of ['15,00', 'Proef', 'Oefenlei 12', '2000', 'Antwerpen', 'BE0403019261'].entries())
        await fields.nth(at).fill(typed);
      await press(page, /^(Naar betalen|To payment)$/);
      await page.waitForURL(/\/checkout\//);
      await page.locator('button[name="outcome"][value="paid"]').click();
      await page.getByRole('heading', { name: /^(Betaling gelukt|Payment succeeded)$/ }).waitFor();
      await look('back from the payment page');
      await page.getByRole('tab', { name: /^Trans/ }).click();
      await look('transactions');

      await page.goto(`${START}/book`);
      await page.getByRole('radio', { name: /bezoekers|visitors/ }).check();
      await press(page, /^(Bevestigen|Confirm)$/);
      await look('booking, with what is missing');
      await page.getByRole('radio', { name: /elke week|every week/ }).check();
      await press(page, /^(Bekijk de reeks|Look at the series)$/);
      await look('a series, with what is missing');
      await page.goto(`${START}/book`);
      await page.getByRole('radio', { name: /uzelf|yourself/ }).check();
      await page.getByRole('textbox', { name: /^(Kenteken|Number plate)/ }).fill(belgianPlate());
      await page.getByRole('radio', { name: /Zuid/ }).check();
      await page.getByRole('heading', { name: /^(Dit kost het|What it costs)/ }).waitFor();
      await look('a price');
      await press(page, /^(Bevestigen|Confirm)$/);
      await title(page, /^(Aangemeld|Registered)$/);
      await look('booked');
      await page.goto(START);
      await link(page, /^(Bekijk of stop|View or stop)$/)
        .first()
        .click();
      await page.getByRole('button', { name: /^Stop/ }).waitFor();
      await look('a session');
      await page.getByRole('link', { name: /^(Meld een onterechte|Report a wrong)/ }).click();
      await look('a wrong fine');
      await toProfile(page);
      await look();
      await press(page, /^(Trek toestemming in|Withdraw consent)$/);
      await page.getByRole('dialog').waitFor();
      found.push(...(await faultsOn(page, 'taking consent back')).filter((fault) => !fault.includes('focus')));
      await page.keyboard.press('Escape');
      await withdrawConsent(page);
      expect(found).toEqual([]);
      expect(complaints).toEqual([]);
    });
  },
);

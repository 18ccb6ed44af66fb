import { jest } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { type Browser, type Page } from 'playwright-core';
import { couple, linkFor, select } from './driver/app.ts';
import { DESKTOP, launch, PHONE, visitor, type Language } from './driver/browser.ts';
import { verifyEmail } from './driver/citizen.ts';
import { allComplete, arrive, atDesk, atTheBank, begin, press, title, walkTo } from './driver/desk.ts';
import { leaseContract } from './driver/paper.ts';
import { dutchPlate } from './driver/plates.ts';
import { until } from './driver/stack.ts';
import { Colleague, signInAsStaff } from './driver/staff.ts';
import { faultsOn } from './driver/sweep.ts';
import { daysPass, quietDay, timePassesTo } from './driver/time.ts';
import { applyAndPay, changePlate, DESK, openLetter, pay } from './driver/without-cart.ts';

jest.setTimeout(300_000);

const PERSONA = 'assen-bedrijf';
const ADDRESS = `${PERSONA}@inwoner.example`;
const ACTS = 'Toon de mogelijkheden';
const ACCOUNT = { iban: 'NL91 ABNA 0417 1643 00', name: 'Drentse Glaszetterij' };

let browser: Browser;
let officer: Colleague;
beforeAll(async () => {
  [browser, officer] = await Promise.all([launch(), Colleague.signIn('assen-officer', 'assen')]);
});
afterAll(() => browser.close());

const link = (page: Page, name: string | RegExp) => page.getByRole('main').getByRole('link', { name });
const becomes = (plate: string, colour: string) =>
  until(`${plate} is ${colour}`, async () => (await officer.check(plate, 'centrum')) === colour);

describe.each([
  { on: 'a telephone', viewport: PHONE, method: 'ideal' as const },
  { on: 'a desktop', viewport: DESKTOP, method: 'creditcard' as const },
])('the leaflet of Assen, page by page on $on', ({ viewport, method }) => {
  it('signs in, applies and pays, puts it on another plate and ends it, with the letter at once each time [ASSEN-001, ASSEN-002, ASSEN-003, ASSEN-004, ASSEN-005, ASSEN-006, ASSEN-007, ASSEN-009, ASSEN-020, ASSEN-021, ASSEN-022]', async () => {
    const { page, complaints } = await visitor(browser, { language: 'nl', viewport });
    const street = await visitor(browser, { language: 'nl', viewport: PHONE });
    await signInAsStaff(street.page, 'assen-officer', '/assen/enforcement');
    const scan = async (plate: string, answer: string) => {
      await street.page.getByLabel('Waar staat de auto?').selectOption({ label: 'Centrum' });
      await street.page.getByRole('textbox', { name: /^(Kenteken|Volgend kenteken)$/ }).fill(plate);
      await street.page.keyboard.press('Enter');
      await street.page.getByRole('heading', { level: 1, name: answer }).waitFor();
      expect(await street.page.getByText(/Glaszetterij|Oefensingel|Bedrijfsvergunning/).count()).toBe(0);
    };
    const [first, second] = [dutchPlate(), dutchPlate()];

    // Opstarten.
    await page.goto('/assen/products');
    for (const product of ['Bedrijfsvergunning', 'Ontheffing laden en lossen', 'Bezoekers- en medewerkersvergunning'])
      await page.getByRole('heading', { level: 2, name: product }).waitFor();
    await page
      .getByRole('contentinfo')
      .getByText(/Bel 14 0592/)
      .waitFor();
    const mail = page.getByRole('contentinfo').getByRole('link', { name: /@/ });
    expect(await mail.getAttribute('href')).toMatch(/^mailto:.*subject=Digitale%20parkeervergunning$/);
    await link(page, 'Log in om aan te vragen').click();
    await title(page, 'Hoe wilt u inloggen?');
    await page.getByText(/Niveau 2 \(EH2\) is genoeg/).waitFor();
    expect(await link(page, /^Nog geen eHerkenning/).getAttribute('href')).toBe('https://www.eherkenning.nl/');
    await link(page, /^eHerkenning/).click();
    await page.locator(`button[name="persona"][value="${PERSONA}"]`).click();
    await page.waitForURL(/\/desk(?!\/sign-in)/);
    await verifyEmail(page, ADDRESS);
    await title(page, 'Dag Drentse Glaszetterij, wat wilt u regelen?');
    for (const line of [/^Aanvraagbare producten/, /^Huidige producten/, /^Verlengingen/])
      await link(page, line).waitFor();
    expect(await page.getByText(/winkelwagen/i).count()).toBe(0);

    // Aanvragen.
    await scan(first, 'Geen recht gevonden');
    await link(page, /^Aanvraagbare producten/).click();
    await title(page, 'Wat wilt u aanvragen?');
    await applyAndPay(page, 'Bedrijfsvergunning', [first], method);
    const granted = await openLetter(page, 'Besluit: verleend');
    expect(
      readFileSync(await granted.path())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    await scan(first, 'Mag hier staan');

    // Wijzigen.
    const permit = (await page.locator('main a[href*="/desk/permits/"]').first().getAttribute('href')) ?? '';
    await page.goto(DESK);
    await link(page, /^Huidige producten/).click();
    await title(page, 'Uw huidige producten');
    await page.locator(`main a[href="${permit}"]`).first().click();
    await link(page, 'Beheer kenteken(s)').click();
    await title(page, 'Beheer kenteken(s)');
    await changePlate(page, first, second);
    await openLetter(page, 'Kentekens gewijzigd');
    await becomes(second, 'green');
    await scan(second, 'Mag hier staan');
    expect(await officer.check(first, 'centrum')).not.toBe('green');

    // Beëindigen.
    await link(page, 'Terug naar de vergunning').click();
    const end = page.getByRole('button', { name: /^Beëindig/ });
    const acts = page.getByRole('button', { name: ACTS, exact: true });
    await end.or(acts).first().waitFor();
    // On a telephone they stand behind one button.
    if (!(await end.isVisible())) await acts.click();
    await end.click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Bevestig' }).waitFor();
    if ((await dialog.getByLabel('IBAN').count()) > 0) {
      await dialog.getByLabel('IBAN').fill(ACCOUNT.iban);
      await dialog.getByLabel('Op naam van').fill(ACCOUNT.name);
    }
    await dialog.getByRole('button', { name: 'Bevestig' }).click();
    await page.getByRole('heading', { level: 2, name: /^Beëindigd op/ }).waitFor();
    await openLetter(page, 'Besluit: beëindigd');
    await until(`${second} no longer counts`, async () => (await officer.check(second, 'centrum')) !== 'green');
    expect([...complaints, ...street.complaints]).toEqual([]);
  });
});

describe('who is not done paying in Assen', () => {
  it('finds what is to be paid with its application, and no cart anywhere [ASSEN-004, ASSEN-005]', async () => {
    const { page, complaints } = await atDesk(browser, PERSONA, { municipality: 'assen', viewport: PHONE });
    await page.goto(`${DESK}/products`);
    await press(page, 'Vraag aan Bedrijfsvergunning');
    const again = page.getByRole('button', { name: 'Vraag nog één aan' });
    await again
      .or(page.getByRole('button', { name: 'Vorige' }))
      .first()
      .waitFor();
    if (await again.isVisible()) {
      expect(await page.getByText(/winkelwagen/i).count()).toBe(0);
      await again.click();
    }
    await page.waitForURL(/\/applications\/[^/]+\/[a-z-]+$/);
    const application = new URL(page.url()).pathname.replace(/\/[a-z-]+$/, '');
    await walkTo(page, 'declaration', [dutchPlate()]);
    await page.getByRole('checkbox').check();
    await press(page, 'Bevestig');
    await title(page, /^U gaat .* betalen$/);
    await page.getByRole('button', { name: /^Verder/ }).click();
    await page.waitForURL(/\/checkout\//);
    await atTheBank(page, 'canceled');
    await title(page, 'U heeft uw betaling geannuleerd');
    await page.getByText(/Met Ga verder kunt u opnieuw betalen/).waitFor();
    await press(page, 'Ga verder');
    await page.getByRole('button', { name: 'Betaal nu' }).waitFor();
    await page.goto(DESK);
    await link(page, /^Lopende aanvragen.*Wacht op u/s).click();
    await page.locator(`main a[href="${application}"]`).first().click();
    await page.getByRole('button', { name: 'Betaal nu' }).waitFor();
    expect(await page.getByText(/winkelwagen/i).count()).toBe(0);
    await page.getByRole('button', { name: /^Trek in/ }).click();
    await press(page, 'Ja');
    await title(page, 'U heeft deze aanvraag ingetrokken');
    expect(complaints).toEqual([]);
  });
});

describe('an exemption in Assen, on a desktop', () => {
  it('is shown to be for a van, looked at by staff, and declared and paid after that; its letter is there at once [ASSEN-001, ASSEN-003, ASSEN-005, ASSEN-020]', async () => {
    const { page, complaints } = await atDesk(browser, PERSONA, { municipality: 'assen', viewport: DESKTOP });
    const plate = dutchPlate();
    await begin(page, 'Ontheffing laden en lossen');
    await walkTo(page, 'documents', [plate]);
    await page.getByText('De ontheffing is alleen voor bestelauto’s en vrachtauto’s.').waitFor();
    expect(await page.getByRole('button', { name: 'Volgende' }).isDisabled()).toBe(true);
    await page
      .locator('input[type=file]:not([capture])')
      .setInputFiles({ name: 'bestelauto.png', mimeType: 'image/png', buffer: Buffer.from(leaseContract()) });
    await page.getByText('Ontvangen', { exact: true }).waitFor();
    await allComplete(page);
    await title(page, 'Wij kijken uw aanvraag na');
    const application = page.url().replace(/\/[a-z-]+$/, '');
    const number = /Z-\d+/.exec(await page.getByText(/^Nummer Z-/).innerText())?.[0] ?? '';
    expect(await officer.check(plate, 'centrum')).not.toBe('green');

    // Somebody of the municipality looks at it.
    const clerk = await visitor(browser, { language: 'nl', viewport: DESKTOP });
    await signInAsStaff(clerk.page, 'assen-clerk', '/assen/staff?filter=free');
    await clerk.page.getByRole('link', { name: number, exact: true }).click();
    await clerk.page.getByRole('img', { name: /bestand bestelauto[.]png$/ }).waitFor();
    await press(clerk.page, 'Neem in behandeling');
    await clerk.page.getByRole('radio', { name: /^Keur goed/ }).check();
    await press(clerk.page, 'Leg besluit vast');
    await title(clerk.page, `${number} is goedgekeurd`);

    // The business goes on where it was.
    await page.goto(application);
    await walkTo(page, 'declaration');
    await page.getByRole('checkbox').check();
    await press(page, 'Bevestig');
    await pay(page, 'ideal');
    await title(page, 'Dit is nu van u');
    expect((await openLetter(page, 'Besluit: verleend')).suggestedFilename()).toMatch(/\.pdf$/);
    await becomes(plate, 'green');
    expect([...complaints, ...clerk.complaints]).toEqual([]);
  });
});

describe('visitors and employees by turns in Assen', () => {
  it('are signed on in the app and on the website, one day at a time; who forgets to sign off is signed off when the zone ends [ASSEN-010, ASSEN-011, ASSEN-012, ASSEN-013]', async () => {
    await timePassesTo(`${await quietDay(1)}T09:00:00.000Z`);
    const desk = await atDesk(browser, PERSONA, { municipality: 'assen' });
    await applyAndPay(desk.page, 'Bezoekers- en medewerkersvergunning', [], 'ideal');
    await desk.page.getByText('Meld elke auto in de parkeerapp aan zodra hij parkeert.').waitFor();
    await desk.page.locator('main a[href*="/desk/permits/"]').first().click();
    await link(desk.page, 'Bellen, sms of een kaart').click();
    await title(desk.page, 'Aanmelden zonder app');
    await desk.page.getByLabel('Kies een pincode').fill('4826');
    await press(desk.page, 'Bewaar pincode');
    await desk.page.getByText('De pincode is bewaard').waitFor();
    const number = (await desk.page.locator('main strong[translate="no"]').first().innerText()).replace(/\D/g, '');

    // In de app.
    const [employee, guest] = [dutchPlate(), dutchPlate()];
    const { page, complaints } = await visitor(browser, { language: 'nl', viewport: PHONE });
    await couple(page, await linkFor(ADDRESS, 'link'));
    await select(page, 'Bezoekers- en medewerkersvergunning');
    await link(page, 'Nieuwe parkeeractie').click();
    await title(page, 'Auto aanmelden');
    // The zone's hours end the day here: what would be refused is not offered.
    const ends = page.getByRole('combobox', { name: 'Tot' }).getByRole('option');
    expect((await ends.allInnerTexts()).filter((end) => end.startsWith('Einde van de dag'))).toEqual([]);
    await page.getByRole('textbox', { name: /^Kenteken/ }).first().fill(employee); // prettier-ignore
    await page.getByRole('heading', { name: 'Dit kost het' }).waitFor();
    await press(page, 'Bevestigen');
    await title(page, 'Aangemeld');
    await page
      .getByText(/21\.00/)
      .first()
      .waitFor();
    await becomes(employee, 'green');

    // Op de website, with number and PIN.
    const counter = await visitor(browser, { language: 'nl', viewport: PHONE });
    await counter.page.goto('/assen/sign-on');
    await counter.page.getByLabel('Meldnummer of kaartnummer').fill(number);
    await counter.page.getByLabel('Pincode of code van de kaart').fill('4826');
    await press(counter.page, 'Verder');
    await counter.page.getByRole('textbox', { name: /^Kenteken/ }).fill(guest);
    await press(counter.page, 'Bekijk wat het kost');
    await press(counter.page, 'Meld aan');
    await counter.page.getByText(new RegExp(`^${guest} is aangemeld tot`)).waitFor();
    await becomes(guest, 'green');

    // Seen in the app as well; nobody signs off, and the next morning neither may stand there.
    await link(page, 'Naar uw parkeeracties').click();
    await page.getByText(guest).first().waitFor();
    await daysPass(1);
    for (const plate of [employee, guest])
      await until(`${plate} no longer counts`, async () => (await officer.check(plate, 'centrum')) !== 'green');
    await page.reload();
    await page.getByRole('tab', { name: /Lopend.*0/ }).waitFor();
    expect([...complaints, ...counter.complaints, ...desk.complaints]).toEqual([]);
  });
});

/** What a test asks of a film in the page. */
interface Playing {
  duration: number;
  currentTime: number;
  textTracks: Iterable<{ kind: string; language: string; mode: string; activeCues: Iterable<{ text: string }> | null }>;
  play(): Promise<void>;
  addEventListener(name: string, then: () => void): void;
}

describe('the instruction film of Assen', () => {
  it('plays from any moment, with captions and the same words to read, and never by itself [ASSEN-004]', async () => {
    const { page, complaints } = await visitor(browser, { language: 'nl', viewport: PHONE });
    await page.goto('/assen/products');
    const film = page.locator('video');
    expect(await film.evaluate((one) => (one as unknown as Playing).currentTime)).toBe(0);
    const { duration, tracks } = await film.evaluate(async (one) => {
      const video = one as unknown as Playing;
      const known = new Promise<void>((then) => video.addEventListener('loadedmetadata', then));
      await video.play();
      await known;
      return { duration: video.duration, tracks: [...video.textTracks].map(({ kind, language, mode }) => [kind, language, mode]) };
    }); // prettier-ignore
    expect(duration).toBeGreaterThan(60);
    expect(tracks).toEqual([['captions', 'nl', 'showing'], ['captions', 'en', 'disabled']]); // prettier-ignore
    await film.evaluate((one) => {
      const video = one as unknown as Playing;
      return new Promise<void>((then) => {
        video.addEventListener('seeked', then);
        video.currentTime = video.duration - 3;
      });
    });
    const said = () => film.evaluate((one) => [...([...(one as unknown as Playing).textTracks][0]?.activeCues ?? [])].map(({ text }) => text)); // prettier-ignore
    await until('the last caption', async () => (await said()).some((text) => text.includes('14 0592')));
    await page.getByText('Lees wat er in de film wordt verteld').click();
    for (const text of await said()) await page.getByRole('listitem').filter({ hasText: text }).waitFor();
    expect(complaints).toEqual([]);
  });
});

describe.each<Language>(['nl', 'en'])(
  'every page of the desk of Assen in %s, in five themes and 320 pixels wide',
  (language) => {
    it('has no barriers, and Tab goes through it from top to bottom [ASSEN-001, ASSEN-004, ASSEN-005, ASSEN-022]', async () => {
      const { page, complaints } = await visitor(browser, { language, viewport: PHONE });
      const found: string[] = [];
      const look = async (name?: string) => found.push(...(await faultsOn(page, name)));
      for (const path of ['/assen/products', `${DESK}/sign-in`, '/assen/sign-on']) {
        await page.goto(path);
        await look();
      }
      await page.goto(DESK);
      await arrive(page, PERSONA, 'assen');
      for (const path of ['', '/products', '/applications', '/permits', '/renewals', '/history', '/user']) {
        await page.goto(DESK + path);
        await look();
      }
      await begin(page, language === 'nl' ? 'Bedrijfsvergunning' : 'Business permit');
      for (const step of ['start-date', 'plates', 'declaration']) {
        await walkTo(page, step, [dutchPlate()]);
        await look(step);
      }
      await page.getByRole('checkbox').check();
      await press(page, /^(Bevestig|Confirm)$/);
      await title(page, /^(U gaat|You are going to pay)/);
      await look('before the bank');
      await page.getByRole('button', { name: /^(Verder|Continue)/ }).click();
      await page.waitForURL(/\/checkout\//);
      await page.locator('button[name="outcome"][value="paid"]').click();
      await page.waitForURL(/\/desk\/payments\//);
      await press(page, /^(Ga verder|Continue)$/);
      await link(page, /^(Besluit: verleend|Decision: granted)$/).waitFor({ timeout: 60_000 });
      await look('granted, with its letter');
      await page.locator('main a[href*="/desk/permits/"]').first().click();
      await page.getByRole('tab').first().waitFor();
      await look('a permit');
      await page.goto(`${page.url()}/plates`);
      await look('its plates');
      expect(found).toEqual([]);
      expect(complaints).toEqual([]);
    });
  },
);

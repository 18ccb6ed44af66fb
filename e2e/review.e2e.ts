import { jest } from '@jest/globals';
import { type Browser, type Page } from 'playwright-core';
import { Applicant, type Application } from './driver/applicant.ts';
import { DESKTOP, launch, PHONE, visitor, type Visit } from './driver/browser.ts';
import { mailsTo } from './driver/sandbox.ts';
import { until } from './driver/stack.ts';
import { Colleague, signInAsStaff } from './driver/staff.ts';

jest.setTimeout(90_000);

let browser: Browser;
let emma: Applicant;
let colleague: Colleague;
beforeAll(async () => {
  browser = await launch();
  [emma, colleague] = await Promise.all([Applicant.signIn('emma'), Colleague.signIn('senior')]);
});
afterAll(() => browser.close());

/** Of a lease car, with its contract: staff have to look. */
const inReview = (): Promise<Application> => emma.apply('resident', ['627-HX-3']);

/** A member of staff with the case in front of them. */
async function atCase(application: Application, persona = 'clerk', visit: Visit = {}): Promise<Page> {
  const { page } = await visitor(browser, { language: 'nl', ...visit });
  const { id } = await colleague.taskOf(application);
  await signInAsStaff(page, persona, `/voorbeeld/staff/tasks/${id}`);
  return page;
}

const claim = (page: Page) => page.getByRole('button', { name: 'Neem in behandeling' }).click();
const choose = (page: Page, name: string | RegExp) => page.getByRole('radio', { name }).check();
const decide = (page: Page) => page.getByRole('button', { name: 'Leg besluit vast' }).click();
const title = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();

const mailAbout = (application: Application, words: RegExp) =>
  until(`a mail about ${application.number}`, async () =>
    (await mailsTo('emma@inwoner.example')).find(
      ({ subject, text }) => `${subject} ${text}`.includes(application.number) && words.test(`${subject} ${text}`),
    ),
  );

describe('a case at the desk of a clerk', () => {
  it('is taken from the queue, sent back for a better document, and approved when that has come [LOKET-012] [PORTAL-054] [PORTAL-052]', async () => {
    const application = await inReview();
    const { page, complaints } = await visitor(browser, { language: 'nl', viewport: DESKTOP });
    await signInAsStaff(page, 'clerk', '/voorbeeld/staff?filter=free');
    const { id } = await colleague.taskOf(application);
    const row = page.getByRole('link', { name: application.number, exact: true });
    await row
      .or(page.getByRole('button', { name: 'Toon meer' }))
      .first()
      .waitFor();
    while ((await row.count()) === 0) await page.getByRole('button', { name: 'Toon meer' }).click();
    await row.click();
    await page.waitForURL(`**/staff/tasks/${id}`);

    await title(page, /^Mag .* op deze vergunning\?$/);
    await page.getByRole('img', { name: /bestand bewijs[.]png$/ }).waitFor();
    await page.getByText('Kentekenregister: staat niet op naam van de aanvrager.').waitFor();
    await claim(page);
    await choose(page, /^Afgekeurd met nieuw document/);
    await decide(page);
    await page.getByRole('link', { name: 'Kies een reden.' }).waitFor();
    await choose(page, 'Het document is niet goed te lezen.');
    await page.getByLabel(/Toelichting voor het dossier/).fill('De namen zijn niet te lezen.');
    await page.getByText('In het loket staat: Aanvraag afgekeurd, upload nieuw document.').waitFor();
    await decide(page);
    await title(page, `${application.number} is afgekeurd, een nieuw document mag`);
    expect((await emma.read(application)).status).toBe('rejected-new-document');
    expect((await mailAbout(application, /afgekeurd/)).text).toContain('Het document is niet goed te lezen');

    await emma.prove(application, 'beter.png');
    await emma.sendDocuments(application);
    await page.goto(`/voorbeeld/staff/tasks/${id}`);
    await page.getByRole('tab', { name: 'Eerder gestuurd 1' }).waitFor();
    await page.getByRole('img', { name: /bestand beter[.]png$/ }).waitFor();
    await page.getByText('De namen zijn niet te lezen.').waitFor();
    const take = page.getByRole('button', { name: 'Neem in behandeling' });
    await take.or(page.getByRole('heading', { name: 'Uw besluit' })).waitFor();
    if (await take.isVisible()) await take.click();
    await choose(page, /^Keur goed/);
    await decide(page);
    await title(page, `${application.number} is goedgekeurd`);
    expect((await emma.read(application)).status).toBe('awaiting-payment');
    expect(complaints).toEqual([]);
    await emma.withdraw(application);
  });

  it('is refused with a ground, which the applicant reads in a letter with the way to object [PORTAL-053]', async () => {
    const application = await inReview();
    const page = await atCase(application, 'clerk', { viewport: PHONE });
    await claim(page);
    await choose(page, /^Wijs af/);
    await choose(page, 'Het document staat op naam van iemand anders.');
    await page.getByText('De reden: “Het document staat op naam van iemand anders.”').waitFor();
    await decide(page);
    const question = page.getByRole('dialog', { name: 'Wilt u deze aanvraag afwijzen?' });
    await question.getByRole('button', { name: 'Nee, terug' }).click();
    expect((await emma.read(application)).status).toBe('in-review');
    await decide(page);
    await question.getByRole('button', { name: 'Wijs af' }).click();
    await title(page, `${application.number} is afgewezen`);
    expect((await mailAbout(application, /Besluit/)).text).toContain('bezwaar');
    await until('the letter', async () => (await emma.read(application)).letters.length > 0);
    await emma.withdraw(application);
  });

  it('shows who the applicant is only after a press, and the applicant is told', async () => {
    const application = await inReview();
    const page = await atCase(application);
    await title(page, /^Mag /);
    expect(await page.getByText('Emma Visser').count()).toBe(0);
    await page.getByText('Dit wordt vastgelegd en is zichtbaar voor de aanvrager.').waitFor();
    await page.getByRole('button', { name: 'Toon persoonsgegevens' }).click();
    await page.getByText('Emma Visser').waitFor();
    await page.getByRole('button', { name: 'Verberg' }).click();
    expect(await page.getByText('Emma Visser').count()).toBe(0);
    await emma.withdraw(application);
  });

  it('keeps a half-made decision when the language is switched and when the clerk comes back', async () => {
    const application = await inReview();
    const page = await atCase(application);
    await claim(page);
    await choose(page, /^Vraag een nieuw document/);
    await page.getByLabel(/Toelichting voor het dossier/).fill('Pagina 2 ontbreekt.');
    await page.evaluate("localStorage.setItem('parkwerk.language', 'en')");
    await page.reload();
    await page.getByRole('heading', { name: 'Your decision' }).waitFor();
    expect(await page.getByRole('radio', { name: /^Ask for a new document/ }).isChecked()).toBe(true);
    expect(await page.getByLabel(/Note for the file/).inputValue()).toBe('Pagina 2 ontbreekt.');
    await emma.withdraw(application);
  });
});

describe('two at once', () => {
  it('who comes second reads which colleague has the case, and can look along', async () => {
    const application = await inReview();
    const [first, second] = await Promise.all([atCase(application, 'clerk'), atCase(application, 'senior')]);
    await Promise.all(
      [first, second].map((page) => page.getByRole('button', { name: 'Neem in behandeling' }).waitFor()),
    );
    await claim(first);
    await first.getByRole('heading', { name: 'Uw besluit' }).waitFor();
    await claim(second);
    const told = second.getByRole('alert');
    await told.getByRole('button', { name: 'Ververs' }).click();
    await second.getByRole('heading', { name: /behandelt deze zaak$/ }).waitFor();
    expect(await second.getByRole('button', { name: 'Leg besluit vast' }).count()).toBe(0);
    await first.getByRole('button', { name: 'Geef terug' }).click();
    await first.getByRole('heading', { name: 'Deze zaak heeft nog geen behandelaar' }).waitFor();
    await emma.withdraw(application);
  });

  it('a clerk who decides on what the applicant has just taken back reads so, and nothing is decided', async () => {
    const application = await inReview();
    const page = await atCase(application);
    await claim(page);
    await choose(page, /^Keur goed/);
    await emma.withdraw(application);
    await decide(page);
    const told = page.getByRole('alert').filter({ hasText: /Ingetrokken/ });
    await told.waitFor();
    await told.getByRole('button', { name: 'Ververs' }).click();
    await title(page, 'Deze zaak hoeft niet meer beoordeeld te worden');
    expect((await emma.read(application)).status).toBe('withdrawn');
  });
});

import { jest } from '@jest/globals';
import { type Browser, type Page } from 'playwright-core';
import { launch, PHONE } from './driver/browser.ts';
import { allComplete, atDesk, begin, declare, press, sendProof, title, walkTo } from './driver/desk.ts';
import { leaseContract } from './driver/paper.ts';
import { mailsTo } from './driver/sandbox.ts';
import { until } from './driver/stack.ts';
import { Colleague } from './driver/staff.ts';

jest.setTimeout(90_000);

/** A car that is in the name of a lease company. */
const LEASED = '627-HX-3';

let browser: Browser;
let senior: Colleague;
beforeAll(async () => {
  [browser, senior] = await Promise.all([launch(), Colleague.signIn('senior')]);
});
afterAll(() => browser.close());

/** With everything filled in and sent, at "Wacht op goedkeuring"; gives the number of the case. */
async function upToReview(page: Page): Promise<string> {
  await begin(page, 'Bewonersvergunning');
  await walkTo(page, 'documents', [LEASED]);
  await sendProof(page, 'contract.png', leaseContract());
  await allComplete(page);
  await declare(page);
  await title(page, 'Wij kijken uw aanvraag na');
  return /Z-\d+/.exec(await page.getByText(/^Nummer Z-/).innerText())?.[0] ?? '';
}

interface Task {
  id: string;
  number: string;
}

/** The other side: a member of staff decides. */
async function decide(number: string, decision: { verdict: string; ground?: string }): Promise<void> {
  const task = await until(`a task about ${number}`, async () => {
    const { items } = await senior.ask<{ items: Task[] }>('GET', '/v1/staff/tasks?limit=100');
    return items.find((known) => known.number === number);
  });
  await senior.ask('POST', `/v1/staff/tasks/${task.id}/_claim`);
  await senior.ask('POST', `/v1/staff/tasks/${task.id}/_decide`, decision);
}

const entryOf = (page: Page, number: string) =>
  page.getByRole('listitem').filter({ hasText: new RegExp(`${number}\\b`) });

async function withdraw(page: Page, number: string): Promise<void> {
  await page.goto('/voorbeeld/desk/applications');
  await entryOf(page, number)
    .getByRole('button', { name: /^Trek in/ })
    .click();
  await press(page, 'Ja');
  await entryOf(page, number).waitFor({ state: 'detached' });
}

describe('who drives a car that is not in their own name', () => {
  it('is told why, shows it with a document, and waits for the municipality [LOKET-012] [PORTAL-041] [PORTAL-042] [PORTAL-043] [PORTAL-044] [PORTAL-052] [PORTAL-059]', async () => {
    const { page, complaints } = await atDesk(browser, 'sanne', { viewport: PHONE });
    await begin(page, 'Bewonersvergunning');
    await walkTo(page, 'documents', [LEASED]);
    await title(page, 'Stuur uw documenten');
    await page.getByText(/Deze auto staat niet op uw naam/).waitFor();
    expect(await page.getByRole('button', { name: 'Volgende' }).isDisabled()).toBe(true);

    await sendProof(page, 'fout.png', leaseContract());
    await page.getByRole('button', { name: /^Maak een foto/ }).waitFor();
    await page.getByRole('link', { name: 'fout.png' }).click();
    await page.getByRole('img', { name: 'fout.png' }).waitFor();
    await page.keyboard.press('Escape');
    await press(page, 'Verwijder fout.png');
    await press(page, 'Ja');
    await page.getByText('Nog nodig', { exact: true }).waitFor();
    await sendProof(page, 'contract.png', leaseContract());
    await allComplete(page);
    await title(page, 'Klopt alles?');
    await press(page, 'Vorige');
    await page.getByText('U heeft bevestigd dat dit alle documenten zijn.').waitFor();
    expect(await page.getByRole('button', { name: /^Verwijder|^Kies bestand/ }).count()).toBe(0);
    await press(page, 'Volgende');
    await declare(page);
    await title(page, 'Wij kijken uw aanvraag na');
    await page.getByText('Wacht op goedkeuring', { exact: true }).waitFor();
    await page.getByText(/^Wij beslissen uiterlijk /).waitFor();
    const number = /Z-\d+/.exec(await page.getByText(/^Nummer Z-/).innerText())?.[0] ?? '';
    await withdraw(page, number);
    expect(complaints).toEqual([]);
  });

  it('cannot send what is no document, and reads why', async () => {
    const { page } = await atDesk(browser, 'sanne');
    await begin(page, 'Bewonersvergunning');
    await walkTo(page, 'documents', [LEASED]);
    await page.getByRole('radio', { name: /^Leasecontract/ }).check();
    const input = page.locator('input[type=file]:not([capture])');
    await input.setInputFiles({
      name: 'contract.exe',
      mimeType: 'application/x-msdownload',
      buffer: Buffer.from('MZ'),
    });
    await page.getByText(/contract\.exe/).waitFor();
    // It only calls itself a picture: the service looks at the bytes.
    await input.setInputFiles({ name: 'contract.png', mimeType: 'image/png', buffer: Buffer.from('MZ no picture') });
    await page.getByText(/Stuur een PDF, JPG, PNG of HEIC/).waitFor();
    await page.getByText('Nog nodig', { exact: true }).waitFor();
    await press(page, 'Stoppen');
    await press(page, 'Ja');
    await title(page, 'Uw lopende aanvragen');
  });

  it('may send a better document, and then pays [PORTAL-051] [PORTAL-054]', async () => {
    const { page, complaints } = await atDesk(browser, 'sanne');
    const number = await upToReview(page);
    await decide(number, { verdict: 'reject-new-document', ground: 'evidence-unreadable' });
    await page.goto('/voorbeeld/desk/applications');
    const entry = entryOf(page, number);
    await entry.getByText('Aanvraag afgekeurd, upload nieuw document').waitFor();
    await entry.getByRole('link', { name: /^Vervolg aanvraag/ }).click();
    await page.getByRole('heading', { name: 'Uw vorige document was niet goed genoeg' }).waitFor();
    await page.getByText('Het document is niet goed te lezen.').waitFor();
    await sendProof(page, 'beter.png', leaseContract());
    await allComplete(page);
    await title(page, 'Wij kijken uw aanvraag na');

    await decide(number, { verdict: 'approve' });
    await page.goto('/voorbeeld/desk/applications');
    await entry.getByText('Wacht op betaling').waitFor();
    await entry.getByRole('link', { name: /^Naar winkelwagen/ }).click();
    await title(page, 'Kies wat u nu betaalt');
    await withdraw(page, number);
    expect(complaints).toEqual([]);
  });

  it('who is refused reads why, gets a letter with the way to object, and can only withdraw [PORTAL-053] [BEYOND-007]', async () => {
    const { page, complaints } = await atDesk(browser, 'sanne');
    const number = await upToReview(page);
    const path = new URL(page.url()).pathname;
    await decide(number, { verdict: 'reject', ground: 'evidence-other-person' });
    await page.goto(path);
    await title(page, 'Wij hebben uw aanvraag afgekeurd');
    await page.getByText('Het document staat op naam van iemand anders.').waitFor();
    await page.getByText(/U kunt bezwaar maken/).waitFor();
    await page.getByRole('link', { name: 'Besluit: afgekeurd', exact: true }).waitFor();
    await page.getByText(/^Kenmerk van het besluit: [0-9a-f-]{36}$/).waitFor();
    await until('a mail about the decision', async () =>
      (await mailsTo('sanne@inwoner.example')).some(
        ({ subject, text }) => `${subject} ${text}`.includes(number) && text.includes('bezwaar'),
      ),
    );
    await page.goto('/voorbeeld/desk/applications');
    await entryOf(page, number).getByText('Aanvraag afgekeurd', { exact: true }).waitFor();
    expect(
      await entryOf(page, number)
        .getByRole('link', { name: /Vervolg|winkelwagen/ })
        .count(),
    ).toBe(0);
    await withdraw(page, number);
    expect(complaints).toEqual([]);
  });
});

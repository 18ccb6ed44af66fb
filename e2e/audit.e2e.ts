import { jest } from '@jest/globals';
import { type Browser, type Page } from 'playwright-core';
import { Applicant, type Application } from './driver/applicant.ts';
import { launch, PHONE, visitor, type Visit } from './driver/browser.ts';
import { Colleague, signInAsStaff } from './driver/staff.ts';

jest.setTimeout(90_000);

let browser: Browser;
let emma: Applicant;
let clerk: Colleague;
beforeAll(async () => {
  browser = await launch();
  [emma, clerk] = await Promise.all([Applicant.signIn('emma'), Colleague.signIn('clerk')]);
});
afterAll(() => browser.close());

/** A colleague in front of the file of a case. */
async function atFile(
  { id }: Application,
  persona: string,
  visit: Visit = {},
): Promise<{ page: Page; complaints: string[] }> {
  const { page, complaints } = await visitor(browser, { language: 'nl', ...visit });
  await signInAsStaff(page, persona, `/voorbeeld/staff/cases/${id}`);
  return { page, complaints };
}

describe('the file of a case', () => {
  it('tells an auditor what happened, who of staff decided, on which rules, and what the engine recorded [BEYOND-007] [PORTAL-044]', async () => {
    const application = await emma.apply('resident', ['627-HX-3']);
    const task = await clerk.taskOf(application);
    await clerk.ask('POST', `/v1/staff/tasks/${task.id}/_claim`);
    await clerk.ask('POST', `/v1/staff/tasks/${task.id}/_decide`, { verdict: 'approve' });
    const { staff } = await clerk.ask<{ staff: { name: string } }>('GET', '/v1/me');

    const { page, complaints } = await atFile(application, 'auditor');
    await page.getByRole('heading', { level: 1, name: `Dossier ${application.number}` }).waitFor();
    const story = page.getByRole('tabpanel', { name: 'Verhaal' });
    await story
      .getByRole('listitem')
      .filter({ hasText: 'In behandeling genomen' })
      .filter({ hasText: staff.name })
      .waitFor();
    expect(await story.getByText(/Emma|Visser|627-?HX-?3|inwoner/).count()).toBe(0);
    await page.getByRole('heading', { name: 'Verklaring van de aanvrager' }).waitFor();
    await page.getByText('versie 1', { exact: true }).waitFor();

    await page.getByRole('tab', { name: /^Besluiten/ }).click();
    const decisions = page.getByRole('tabpanel', { name: /^Besluiten/ });
    await decisions.getByRole('heading', { name: 'Goedgekeurd' }).waitFor();
    await decisions.getByText(`Door ${staff.name},`, { exact: false }).waitFor();
    await decisions
      .getByText(/artikel 4 lid 2/i)
      .first()
      .waitFor();
    await decisions
      .getByText(/^Kenmerk van de afweging: [0-9a-f-]{36}$/)
      .first()
      .waitFor();

    await page.getByRole('tab', { name: 'Stappen' }).click();
    await page.getByText(/^Aanvraag: loopt, \d+ stappen$/).waitFor();
    await page.getByRole('row', { name: /WorkflowExecutionStarted/ }).waitFor();
    expect(await page.getByRole('button', { name: /^Beëindig/ }).count()).toBe(0);

    // While the file is open, the case goes on.
    await page.getByRole('tab', { name: 'Verhaal' }).click();
    await emma.withdraw(application);
    await page.getByRole('button', { name: 'Ververs' }).click();
    await story.getByText('Aanvraag ingetrokken').waitFor();
    expect(complaints).toEqual([]);
  });

  it('stays when the applicant takes the application back, and is found by its number [PORTAL-059]', async () => {
    const application = await emma.apply('resident', ['627-HX-3']);
    await emma.withdraw(application);
    const { page } = await visitor(browser, { language: 'en', viewport: PHONE });
    await signInAsStaff(page, 'auditor', '/voorbeeld/staff/cases');
    await page.getByRole('textbox', { name: /Case number/ }).fill(application.number);
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: application.number }).click();
    await page.getByRole('heading', { level: 1, name: new RegExp(application.number) }).waitFor();
    await page.getByText('Withdrawn', { exact: true }).first().waitFor();
  });

  it('of another municipality is nowhere, for whoever asks', async () => {
    const application = await emma.apply('resident', ['627-HX-3']);
    const { page } = await visitor(browser, { language: 'nl' });
    await signInAsStaff(page, 'deventer-clerk', '/deventer/staff');
    await page.goto(`/deventer/staff/cases/${application.id}`);
    await page.getByRole('heading', { level: 1, name: 'Dit dossier is er niet' }).waitFor();
    await page.goto(`/voorbeeld/staff/cases/${application.id}`);
    await page.getByRole('heading', { level: 1, name: 'U werkt voor Deventer' }).waitFor();
    await emma.withdraw(application);
  });
});

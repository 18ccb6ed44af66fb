import { jest } from '@jest/globals';
import { type Browser, type Page } from 'playwright-core';
import { Applicant, type Application } from './driver/applicant.ts';
import { barriersOn, sidewaysScroll } from './driver/barriers.ts';
import { DESKTOP, launch, PHONE, visitor, type Language } from './driver/browser.ts';
import { Colleague, signInAsStaff } from './driver/staff.ts';

jest.setTimeout(120_000);

const NARROW = { width: 320, height: 640 };

let browser: Browser;
let emma: Applicant;
let application: Application;
let taskId: string;
let personId: string;
let operator: Colleague;
let draftId: string;
beforeAll(async () => {
  browser = await launch();
  emma = await Applicant.signIn('emma');
  application = await emma.apply('resident', ['627-HX-3']);
  const clerk = await Colleague.signIn('clerk');
  taskId = (await clerk.taskOf(application)).id;
  await clerk.ask('POST', `/v1/staff/tasks/${taskId}/_claim`);
  operator = await Colleague.signIn('operator');
  const { releases } = await operator.ask<{ releases: { number: number }[] }>('GET', '/v1/staff/releases');
  ({ id: draftId } = await operator.ask<{ id: string }>('POST', '/v1/staff/release-drafts', {
    title: 'Parkeertarieven 2027', article: 'Verordening parkeerbelastingen, artikel 3', articleUrl: null, validOn: null,
    base: releases[0]!.number, restores: false,
  })); // prettier-ignore
  ({ personId } = await clerk.ask<{ personId: string }>('GET', `/v1/staff/cases/${application.id}`));
});
afterAll(async () => {
  await operator.ask('POST', `/v1/staff/release-drafts/${draftId}/_withdraw`);
  await emma.withdraw(application);
  await browser.close();
});

type Does = (page: Page) => Promise<unknown>;
/** A page for staff, and what somebody does there before it is looked at; the title has come by then. */
type Stop = [path: string, does?: Does];

const press =
  (role: 'button' | 'tab' | 'radio', name: RegExp): Does =>
  (page) =>
    page.getByRole(role, { name }).first().click();
const inTurn =
  (...acts: Does[]): Does =>
  async (page) => {
    for (const act of acts) await act(page);
  };
/** There may be nothing to list yet. */
const lists: Does = (page) =>
  page
    .getByRole('table')
    .or(page.getByText(/^(Er is geen controle gevonden|No check was found)$/))
    .first()
    .waitFor();
const checkPlate: Does = async (page) => {
  await page.getByLabel(/Waar staat de auto|Where is the car/).selectOption('B');
  await page.getByRole('textbox', { name: /^(Kenteken|Licence plate)/ }).fill('K51FTN');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: /Geen recht gevonden|No right found/ }).waitFor();
};

const stops = (): Record<string, Stop[]> => ({
  clerk: [
    ['/voorbeeld/staff'],
    [`/voorbeeld/staff/tasks/${taskId}`, (page) => page.getByRole('img', { name: /bewijs[.]png$/ }).waitFor()],
    [
      `/voorbeeld/staff/tasks/${taskId}`,
      inTurn(press('radio', /^(Wijs af|Reject)\b/), press('button', /^(Leg besluit vast|Record decision)/), (page) =>
        page.getByRole('link', { name: /^(Kies een reden|Choose a reason)/ }).waitFor(),
      ),
    ],
    ['/voorbeeld/staff/cases'],
    ['/voorbeeld/staff/passes'],
    ['/voorbeeld/staff/post'],
    ['/voorbeeld/staff/people'],
    [`/voorbeeld/staff/people/${personId}`],
    ['/voorbeeld/staff/announcements'],
    ['/voorbeeld/staff/workload'],
    ['/voorbeeld/staff/products', (page) => page.getByRole('table').first().waitFor()],
    ['/voorbeeld/staff/permit-logins'],
    ['/voorbeeld/staff/waitlist'],
    ['/voorbeeld/staff/settings'],
    ['/voorbeeld/staff', press('button', /^Menu$/)],
  ],
  auditor: [
    [`/voorbeeld/staff/cases/${application.id}`, press('tab', /^(Besluiten|Decisions)/)],
    [
      `/voorbeeld/staff/cases/${application.id}`,
      inTurn(press('tab', /^(Stappen|Steps)/), (page) => page.getByRole('table').first().waitFor()),
    ],
    ['/voorbeeld/staff/cases/00000000-0000-7000-8000-000000000000'],
    ['/voorbeeld/staff/past'],
    ['/voorbeeld/staff/checks', lists],
    ['/voorbeeld/staff/trail', lists],
    ['/voorbeeld/staff/rights', lists],
    ['/voorbeeld/staff/retention'],
    ['/voorbeeld/staff/flagged-checks'],
    // Of another role: a page that says so.
    [`/voorbeeld/staff/tasks/${taskId}`],
  ],
  officer: [['/voorbeeld/enforcement'], ['/voorbeeld/enforcement', checkPlate]],
  finance: [
    ['/voorbeeld/staff'],
    ['/voorbeeld/staff/refunds'],
    ['/voorbeeld/staff/bank'],
    ['/voorbeeld/staff/reports', (page) => page.getByRole('table').first().waitFor()],
    ['/voorbeeld/staff/relief'],
    ['/voorbeeld/staff/forgotten-stops'],
  ],
  senior: [['/voorbeeld/staff/second-looks'], ['/voorbeeld/staff/hints']],
  operator: [
    [
      '/voorbeeld/staff/health',
      (page) => page.getByRole('table', { name: /^(Vaste taken|Recurring jobs)$/ }).waitFor(),
    ],
    ['/voorbeeld/staff/outages?part=mail'],
    ['/voorbeeld/staff/providers'],
    ['/voorbeeld/staff/events'],
    ['/voorbeeld/staff/releases', (page) => page.getByRole('table').first().waitFor()],
    [
      `/voorbeeld/staff/releases/${draftId}`,
      (page) => page.getByRole('tab').or(page.getByRole('form')).or(page.getByRole('textbox')).first().waitFor(),
    ],
    ['/voorbeeld/staff/simulator'],
  ],
});

describe.each<[Language, { width: number; height: number }]>([
  ['nl', PHONE],
  ['en', DESKTOP],
])('in %s, the pages of staff', (language, viewport) => {
  it.each(['clerk', 'auditor', 'officer', 'finance', 'senior', 'operator'])(
    'of a %s put up no barriers in any of five themes, and fit a narrow screen [PORTAL-017]',
    async (persona) => {
      const { context, page, complaints } = await visitor(browser, { language, viewport });
      const found: string[] = [];
      for (const [path, does] of stops()[persona] ?? []) {
        if (page.url() === 'about:blank') await signInAsStaff(page, persona, path);
        else await page.goto(path);
        await page.locator('h1').waitFor();
        await does?.(page);
        for (const barrier of await barriersOn(page)) found.push(`${path}: ${barrier}`);
        await page.setViewportSize(NARROW);
        const wider = await sidewaysScroll(page);
        if (wider > 0) found.push(`${path}: ${wider} px wider than ${NARROW.width} px`);
        await page.setViewportSize(viewport);
        expect(await page.title()).toMatch(/Voorbeeldstad|Parkwerk/);
        expect(await page.locator('html').getAttribute('lang')).toBe(language);
      }
      await context.close();
      expect(found).toEqual([]);
      expect(complaints).toEqual([]);
    },
  );

  it('before somebody is signed in put up no barriers either', async () => {
    const { context, page, complaints } = await visitor(browser, { language, viewport });
    await page.goto('/voorbeeld/staff/sign-in?problem=no-role');
    await page.locator('h1').waitFor();
    expect(await barriersOn(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });
});

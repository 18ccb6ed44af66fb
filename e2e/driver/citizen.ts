import { type Page } from 'playwright-core';
import { codeFor } from './sandbox.ts';

interface SignIn {
  municipality?: string;
  /** As the sign-in page names it. */
  means?: string | RegExp;
}

/** Signs in as a persona through the pages people use, from wherever the desk asks for it. */
export async function signIn(
  page: Page,
  persona: string,
  { municipality = 'voorbeeld', means = 'DigiD' }: SignIn = {},
): Promise<void> {
  if (!/\/desk/.test(page.url())) await page.goto(`/${municipality}/desk`);
  await page.getByRole('heading', { level: 1, name: /inloggen|sign in/i }).waitFor();
  await page.getByRole('link', { name: means }).first().click();
  await page.locator(`button[name="persona"][value="${persona}"]`).click();
  await page.waitForURL(/\/desk(?!\/sign-in)/);
}

/** Gives the e-mail address and the code, as everybody does the first time; who did before is let through. */
export async function verifyEmail(page: Page, address: string): Promise<void> {
  const heading = page.getByRole('heading', { level: 1 });
  await heading.waitFor();
  if (!/\/email/.test(page.url())) return;
  await page.getByLabel(/E-mailadres|Email address/).fill(address);
  await page.getByRole('button', { name: /Stuur de code|Send the code/ }).click();
  await page.getByLabel(/Code van 6 cijfers|Six-digit code/).fill(await codeFor(address));
  await page.getByRole('button', { name: /Bevestig|Confirm/ }).click();
  await page.waitForURL((url) => !url.pathname.endsWith('/email'));
}

import { type Page } from 'playwright-core';
import { press, title } from './desk.ts';

const ASKED = /^(Mogen wij uw gegevens gebruiken\?|May we use your details\?)$/;
const HELLO = /^(Dag|Hello) /;

/** From the page with the ways to sign in to the one with the people, and back as one of them: to the question, or to the start page. */
export async function signInWith(page: Page, means: string, persona: string): Promise<void> {
  await title(page, /^(Hoe wilt u zich aanmelden\?|How do you want to sign in\?)$/);
  await page
    .getByRole('link', { name: new RegExp(`^${means}`) })
    .first()
    .click();
  const person = page.locator(`button[name="persona"][value="${persona}"]`);
  const back = page
    .getByRole('heading', { level: 1, name: ASKED })
    .or(page.getByRole('heading', { level: 1, name: HELLO }));
  // Who signed in before in this browser is still known there, and not asked again.
  await person.or(back).waitFor();
  if (await person.isVisible()) await person.click();
  await back.waitFor();
}

/** Comes to the question of consent: who gave it before, on another journey, first takes it back. */
export async function toTheQuestion(page: Page, means: string, persona: string): Promise<void> {
  await signInWith(page, means, persona);
  if (await page.getByRole('heading', { level: 1, name: HELLO }).isVisible()) {
    await withdrawConsent(page);
    await signInWith(page, means, persona);
  }
  await title(page, ASKED);
}

/** By one's own name at the top, as the profile is reached. */
export async function toProfile(page: Page): Promise<void> {
  await page.getByRole('banner').locator('a[href$="/on-demand/profile"]').click();
  await page.getByRole('button', { name: /^(Trek toestemming in|Withdraw consent)$/ }).waitFor();
}

export async function withdrawConsent(page: Page): Promise<void> {
  await toProfile(page);
  await press(page, /^(Trek toestemming in|Withdraw consent)$/);
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^(Trek toestemming in|Withdraw consent)$/ })
    .click();
  await page
    .getByRole('heading', { name: /^(Uw toestemming is ingetrokken|Your consent has been withdrawn)$/ })
    .waitFor();
}

/** Minutes left for visitors as the start page tells them: of this quarter, and of the next. */
export async function visitorMinutes(page: Page): Promise<number[]> {
  const text = await page.getByRole('region', { name: 'Saldo' }).innerText();
  return [...text.matchAll(/(?:nog|kwartaal:)\s(?:(\d+)\su)?\s?(?:(\d+)\smin)?/g)].map(
    ([, hours = '0', minutes = '0']) => Number(hours) * 60 + Number(minutes),
  );
}

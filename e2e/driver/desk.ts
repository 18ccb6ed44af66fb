import { type Browser, type Page } from 'playwright-core';
import { visitor, type Visit, type Visitor } from './browser.ts';
import { signIn, verifyEmail } from './citizen.ts';

export const title = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('heading', { level: 1, name }).waitFor();

/** Presses the button of this name; names of the desk are those of the manuals. */
export const press = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('button', { name, exact: true }).click();

const MEANS: Record<string, string | RegExp> = {
  bakkerij: 'eHerkenning',
  klaassen: 'eHerkenning',
  'assen-bedrijf': /^eHerkenning/,
  ines: /EU-land|EU country/,
};

/** Somebody who is signed in at the desk, with an address for messages, in a browser of their own. */
export async function atDesk(
  browser: Browser,
  persona: string,
  { municipality = 'voorbeeld', ...visit }: Visit & { municipality?: string } = {},
): Promise<Visitor> {
  const arrived = await visitor(browser, { language: 'nl', ...visit });
  await arrive(arrived.page, persona, municipality);
  return arrived;
}

export async function arrive(page: Page, persona: string, municipality = 'voorbeeld'): Promise<void> {
  await signIn(page, persona, { municipality, means: MEANS[persona] ?? 'DigiD' });
  await verifyEmail(page, `${persona}@inwoner.example`);
}

/** From the list of products into the first step; who applied before says that they want another. */
export async function begin(page: Page, product: string): Promise<void> {
  await page.goto(page.url().replace(/\/desk.*/, '/desk/products'));
  const again = page.getByRole('button', { name: /Vraag nog één aan|Apply for another/ });
  const wizard = page.getByRole('button', { name: /^(Vorige|Back)$/ });
  await page
    .getByRole('button', { name: new RegExp(`^(Vraag aan|Apply) ${product}$`) })
    .first()
    .click();
  await again.or(wizard).first().waitFor();
  if (await again.isVisible()) await again.click();
  await wizard.waitFor();
}

const next = (page: Page): Promise<void> => press(page, /^(Volgende|Next)$/);

export async function addPlate(page: Page, plate: string, country?: string): Promise<void> {
  await page.getByRole('button', { name: /^(Voeg .* kenteken toe|Add .* licence plate)$/ }).click();
  const dialog = page.getByRole('dialog');
  if (country !== undefined) await dialog.getByRole('combobox').selectOption(country);
  await dialog.getByRole('textbox').fill(plate);
  await dialog.getByRole('button', { name: 'OK' }).click();
  await dialog.waitFor({ state: 'detached' });
}

const yes = (page: Page): Promise<void> => page.getByRole('radio', { name: /^(Ja|Yes)$/ }).check();

/** "These are all, and they are right", and on. */
export async function allComplete(page: Page): Promise<void> {
  await yes(page);
  await next(page);
}

/** Sends a document for the one thing that must be proved. */
export async function sendProof(page: Page, name: string, content: Uint8Array): Promise<void> {
  const kind = page.getByRole('radio', { name: /^Leasecontract|^Lease contract/ });
  await kind.check();
  await page
    .locator('input[type=file]:not([capture])')
    .setInputFiles({ name, mimeType: 'image/png', buffer: Buffer.from(content) });
  await page.getByText(/^(Ontvangen|Received)$/).waitFor();
}

/** Declares that all is true, and waits for what came of it. */
export async function declare(page: Page): Promise<void> {
  await title(page, /Klopt alles\?|Is everything correct\?/);
  await page.getByRole('checkbox').check();
  await press(page, /^(Bevestig|Confirm)$/);
  await page.waitForURL(/\/applications\/[^/]+$/);
}

/** Every step with the first answer that is possible, up to the one called this. */
export async function walkTo(page: Page, step: string, plates: string[] = []): Promise<void> {
  for (let steps = 0; steps < 8; steps += 1) {
    const name = await stepOf(page);
    if (name === step) return;
    if (name === 'location' || name === 'period') await page.getByRole('radio').first().check();
    if (name === 'plates') {
      for (const plate of plates) await addPlate(page, plate);
      await yes(page);
    }
    if (name === 'questions') await yes(page);
    await next(page);
    await page.waitForURL((url) => !url.pathname.endsWith(`/${name}`));
  }
  throw new Error(`there is no step ${step}`);
}

const STEPS: Record<string, RegExp> = {
  location: /^Waar|^Where/,
  'start-date': /^Wanneer|^When/,
  period: /^Voor hoe lang|^For how long/,
  plates: /^Voor welke|^For which|^Which/,
  documents: /^Stuur|^Send/,
  questions: /^Nog een|^A few|^One more|^Another/,
  declaration: /^Klopt alles|^Is everything/,
};

/** The step somebody sees: the address changes a moment before the page does. */
async function stepOf(page: Page): Promise<string> {
  await page.waitForURL(/\/applications\/[^/]+\/[a-z-]+$/);
  const name = page.url().split('/').at(-1) ?? '';
  await title(page, STEPS[name] ?? name);
  return name;
}

/** The reference on the overview before paying; the page of the bank is next. */
export async function toTheBank(page: Page): Promise<string> {
  await press(page, /^(Betaal|Pay) €/);
  await title(page, /^U gaat|^You are going to pay/);
  const reference = page.url().split('/').at(-1) ?? '';
  await page.getByRole('button', { name: /^(Verder|Continue)/ }).click();
  await page.waitForURL(/\/checkout\//);
  return reference;
}

/** Ends the payment at the bank, and comes back to the desk. */
export async function atTheBank(
  page: Page,
  outcome: 'paid' | 'canceled' | 'failed' | 'expired' | 'pending',
  webhook: 'now' | 'late' | 'twice' | 'never' = 'now',
): Promise<void> {
  await page.locator(`input[name="webhook"][value="${webhook}"]`).check();
  await page.locator(`button[name="outcome"][value="${outcome}"]`).click();
  await page.waitForURL(/\/desk\/payments\//);
}

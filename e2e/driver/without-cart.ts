import { type Download, type Page } from 'playwright-core';
import { atTheBank, press, title, walkTo } from './desk.ts';

export const DESK = '/assen/desk';

/** Applies for a product and pays for it on the way, as a municipality without a cart has it; ends at what was granted. */
export async function applyAndPay(
  page: Page,
  product: string,
  plates: string[],
  method: 'ideal' | 'creditcard',
): Promise<void> {
  await page.goto(`${DESK}/products`);
  await press(page, `Vraag aan ${product}`);
  const again = page.getByRole('button', { name: 'Vraag nog één aan' });
  const step = page.getByRole('button', { name: 'Vorige' });
  await again.or(step).first().waitFor();
  if (await again.isVisible()) await again.click();
  await walkTo(page, 'declaration', plates);
  await page.getByRole('checkbox').check();
  await press(page, 'Bevestig');
  await pay(page, method);
  await title(page, 'Dit is nu van u');
}

/** From the overview of what is to be paid, over the bank, to what was paid for. */
export async function pay(page: Page, method: 'ideal' | 'creditcard'): Promise<void> {
  await title(page, /^U gaat .* betalen$/);
  await page.getByRole('button', { name: /^Verder/ }).click();
  await page.waitForURL(/\/checkout\//);
  await page.locator(`input[name="method"][value="${method}"]`).check();
  await atTheBank(page, 'paid');
  await title(page, 'Uw betaling is gelukt en wordt nu verwerkt');
  await press(page, 'Ga verder');
}

/** "Open document": the letter about what was just done, in hand. */
export async function openLetter(page: Page, name: string): Promise<Download> {
  const letter = page.getByRole('main').getByRole('link', { name, exact: true }).first();
  await letter.waitFor({ timeout: 60_000 });
  const [download] = await Promise.all([page.waitForEvent('download'), letter.click()]);
  return download;
}

/** Another plate instead of this one, from the page with the plates of a permit. */
export async function changePlate(page: Page, goes: string, comes: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^Wijzig ${goes}`) }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').first().fill(comes);
  await dialog.getByRole('button', { name: 'Controleer' }).click();
  await press(page, 'Bevestig');
  await page.getByText('De kentekens zijn gewijzigd!').waitFor();
}

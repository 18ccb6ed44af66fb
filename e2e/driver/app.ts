import { type Page } from 'playwright-core';
import { title } from './desk.ts';
import { mailsTo } from './sandbox.ts';
import { until } from './stack.ts';

export const PASSWORD = 'vier woorden voor de app';

/** The newest link to the app of this kind that was mailed to an address. */
export const linkFor = (address: string, kind: 'link' | 'verify' | 'do', about = ''): Promise<string> =>
  until(`a link for ${address}`, async () => {
    for (const { text, subject } of await mailsTo(address)) {
      const found = new RegExp(`/parking/${kind}#[\\w-]+`).exec(text)?.[0];
      if (found !== undefined && `${subject} ${text}`.includes(about)) return found;
    }
    return undefined;
  });

/** Opens a coupling link, makes the account it asks for, or signs in to the one there is, and confirms. */
export async function couple(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await title(page, /koppelen aan deze app|to this app|gemachtigd|authorised|granted/i);
  const passwords = page.locator('input[type=password]');
  await passwords.first().waitFor();
  const count = await passwords.count();
  for (let at = 0; at < count; at += 1) await passwords.nth(at).fill(PASSWORD);
  await page.locator('main form button[type=submit]').click();
  const confirm = page.getByRole('button', { name: /^(Bevestig|Confirm)$/ });
  const products = page.getByRole('heading', {
    level: 1,
    name: /Waarmee wilt u parkeren|What do you want to park with/,
  });
  await confirm.or(products).first().waitFor();
  if (await confirm.isVisible()) await confirm.click();
  await products.waitFor();
}

/** Into one product of the list, its municipality unfolded first. */
export async function select(page: Page, product: string): Promise<void> {
  await page.goto('/parking/products');
  const show = page.getByRole('button', { name: /^(Toon producten|Show products)/ });
  const card = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: product }) });
  await show.or(card).first().waitFor();
  if (!(await card.first().isVisible())) await show.first().click();
  await card
    .last()
    .getByRole('link', { name: /^(Selecteer|Select)/ })
    .click();
}

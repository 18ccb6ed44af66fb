import { accountHolder, freshAddress, tokenIn } from './accounts.ts';
import { type Browser } from './browser.ts';
import { checkOut, declared, permit, untilStatus, type Choices } from './cases.ts';
import { citizen } from './people.ts';
import { type System } from './stack.ts';
import { type Cart } from '../payments/shapes.ts';

/** Somebody with an account of the parking app, signed in. */
export async function account(system: System, email = freshAddress()): Promise<Browser> {
  return (await accountHolder(system, email)).browser;
}

/** A permit of this product in the hands of its holder, paid when it costs something. */
export async function issuedPermit(
  system: System,
  desk: Browser,
  productId: string,
  choices: Choices = {},
): Promise<string> {
  const application = await declared(desk, productId, choices);
  if (application.status === 'awaiting-payment') {
    const { items } = await desk.ask<Cart>('GET', '/v1/cart');
    const { reference } = await checkOut(desk, [
      items.find(({ applicationId }) => applicationId === application.id)!.id,
    ]);
    await system.sandbox.end(reference, { status: 'paid' });
  }
  return (await permit(desk, await untilStatus(desk, application, 'issued'))).id;
}

export interface Coupled {
  /** In the parking app. */
  owner: Browser;
  email: string;
  /** The holder at the desk. */
  desk: Browser;
  permitId: string;
}

/** A permit of this persona, coupled to an account: a new one, or the one that is given. */
export async function coupledPermit(
  system: System,
  persona: string,
  productId: string,
  { choices = {}, as }: { choices?: Choices; as?: { browser: Browser; email: string } } = {},
): Promise<Coupled> {
  const desk = await citizen(system, persona);
  const permitId = await issuedPermit(system, desk, productId, choices);
  const { browser: owner, email } = as ?? (await accountHolder(system));
  await owner.ask('POST', '/v1/parking/links/_accept', { token: await couplingToken(desk, permitId) });
  return { owner, email, desk, permitId };
}

/** What the desk leads to the app with. */
export async function couplingToken(desk: Browser, permitId: string): Promise<string> {
  const { link } = await desk.ask<{ link: string }>('POST', `/v1/permits/${permitId}/_couple`, { by: 'link' });
  return tokenIn({ text: link });
}

/** Somebody to whom the owner of a permit gave a grant, who took it up. */
export async function grantee(
  system: System,
  { owner, permitId }: Pick<Coupled, 'owner' | 'permitId'>,
  terms: { amount?: number; plate?: string; country?: string; monthlyCap?: number } = {},
): Promise<{ browser: Browser; email: string; grantId: string }> {
  const { browser, email } = await accountHolder(system);
  const path = `/v1/parking/permits/${permitId}/grants`;
  const { grant } = await owner.ask<{ grant: { id: string } }>('POST', path, { email, ...terms });
  const mail = await system.sandbox.mailAbout(email, /gemachtigd/);
  await browser.ask('POST', '/v1/parking/links/_accept', { token: tokenIn(mail) });
  return { browser, email, grantId: grant.id };
}

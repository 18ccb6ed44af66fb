import { type Page } from 'playwright-core';
import { barriersOn, sidewaysScroll } from './barriers.ts';
import { until } from './stack.ts';

/** The narrowest window in which everything must be readable without scrolling sideways. */
const NARROW = { width: 320, height: 700 };

/** What is wrong with a page as it stands: barriers in five themes, wider than the narrowest window, a focus that is lost or jumps back. */
export async function faultsOn(page: Page, name = new URL(page.url()).pathname): Promise<string[]> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  // Loading is a state of its own; what is looked at here is the page with what it shows.
  await until('everything to be there', async () => (await page.locator('.pw-loading').count()) === 0);
  const before = page.viewportSize();
  await page.setViewportSize(NARROW);
  const over = await sidewaysScroll(page);
  const faults = [
    ...(await barriersOn(page)),
    ...(over > 0 ? [`${over} pixels wider than the window`] : []),
    ...(await focusFaults(page)),
  ];
  if (before) await page.setViewportSize(before);
  return faults.map((fault) => `${name}, ${fault}`);
}

interface Focus {
  /** Where it stands among everything on the page. */
  at: number;
  ringed: boolean;
  what: string;
}

/** Goes through the page with Tab, from its top to its end: each stop is seen, and lies further down the page than the one before. */
async function focusFaults(page: Page): Promise<string[]> {
  await page.evaluate("document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex')");
  const faults: string[] = [];
  let first: number | undefined;
  let before = -1;
  for (let stops = 0; stops < 200; stops += 1) {
    await page.keyboard.press('Tab');
    const focus = await page.evaluate<Focus | null>(FOCUS);
    // Past the end it goes to the browser, or begins anew.
    if (focus === null || focus.at === first) return faults;
    first ??= focus.at;
    if (!focus.ringed) faults.push(`focus is not seen on ${focus.what}`);
    // The buttons of a film are within it.
    if (focus.at < before || (focus.at === before && !focus.what.startsWith('VIDEO')))
      faults.push(`focus goes back to ${focus.what}`);
    before = focus.at;
  }
  return [...faults, 'focus never leaves the page'];
}

/** In a string: the page knows another world than this file. A field may have its ring around it, with what belongs to it. */
const FOCUS = `(() => {
  const one = document.activeElement;
  if (!one || one === document.body || one === document.documentElement) return null;
  const ringed = [one, one.parentElement, one.parentElement.parentElement, ...one.parentElement.children].some((near) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(near);
    return outlineStyle !== 'none' && parseFloat(outlineWidth) > 0;
  });
  const what = one.tagName + ' ' + (one.getAttribute('aria-label') ?? one.textContent ?? '').trim().slice(0, 60);
  return { at: [...document.querySelectorAll('*')].indexOf(one), ringed, what };
})()`;

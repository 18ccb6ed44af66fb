import { appendFileSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Page } from 'playwright-core';
import { CONTRASTS, type Contrast } from './browser.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  id: string;
  nodes: { html: string; failureSummary?: string }[];
}

/**
 * What axe finds wrong with the page as it stands, in all five colour themes. The themes change colours and nothing else, so only colours
 * are looked at again.
 */
export async function barriersOn(page: Page): Promise<string[]> {
  await page.evaluate(`if (!globalThis.axe) { ${axe} }`);
  const found: string[] = [];
  for (const contrast of CONTRASTS) {
    await page.evaluate(wear(contrast));
    const rules = contrast === 'standard' ? '{}' : "{ runOnly: ['color-contrast'] }";
    // In strings: the page knows another world than this file.
    const { violations, passed }: { violations: Violation[]; passed: number } = await page.evaluate(
      `axe.run(document, ${rules}).then(({ violations, passes }) => ({ violations, passed: passes.length }))`,
    );
    await note(page, contrast, violations, passed);
    for (const { id, nodes } of violations) for (const { html } of nodes) found.push(`${contrast}, ${id}: ${html}`);
  }
  await page.evaluate(wear('standard'));
  return found;
}

/** For the public report: what was found on which page, in which theme (`npm run accessibility-report`). */
async function note(page: Page, theme: Contrast, violations: readonly Violation[], passed: number): Promise<void> {
  const file = process.env['ACCESSIBILITY_LOOKS'];
  if (!file) return;
  const language = await page.locator('html').getAttribute('lang');
  const barriers = violations.reduce((total, { nodes }) => total + nodes.length, 0);
  const look = { path: new URL(page.url()).pathname, language, theme, rules: passed + violations.length, barriers };
  appendFileSync(file, `${JSON.stringify(look)}\n`);
}

const wear = (contrast: Contrast): string =>
  contrast === 'standard'
    ? 'delete document.documentElement.dataset.contrast'
    : `document.documentElement.dataset.contrast = '${contrast}'`;

/** By how much the page is wider than the window; nobody should have to scroll sideways. */
export function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}

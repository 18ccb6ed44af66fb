import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { stackUrl } from './stack.ts';

export type Language = 'nl' | 'en';
export const CONTRASTS = [
  'standard',
  'black-on-white',
  'white-on-black',
  'black-on-yellow',
  'yellow-on-black',
] as const;
export type Contrast = (typeof CONTRASTS)[number];

export const PHONE = { width: 360, height: 740 };
export const DESKTOP = { width: 1280, height: 900 };

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', ...believing(process.env['NODE_EXTRA_CA_CERTS'])],
  });
}

/** Behind TLS the certificate is the copy's own: that one alone is believed, also where a service worker is fetched. */
function believing(certificate: string | undefined): string[] {
  if (!certificate) return [];
  const key = new X509Certificate(readFileSync(certificate)).publicKey.export({ type: 'spki', format: 'der' });
  return [`--ignore-certificate-errors-spki-list=${createHash('sha256').update(key).digest('base64')}`];
}

export interface Visitor {
  context: BrowserContext;
  page: Page;
  /** What the browser complained about: errors of scripts, of the security policy, and of files that are missing. */
  complaints: string[];
}

export interface Visit {
  viewport?: { width: number; height: number };
  language?: Language;
  contrast?: Contrast;
}

/** Somebody with a browser of their own, in which nothing is remembered but what they chose before. */
export async function visitor(
  browser: Browser,
  { viewport = DESKTOP, language, contrast }: Visit = {},
): Promise<Visitor> {
  const context = await browser.newContext({
    baseURL: stackUrl(),
    viewport,
    locale: language === 'en' ? 'en-GB' : 'nl-NL',
    timezoneId: 'Europe/Amsterdam',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(15_000);
  const kept = {
    ...(language && { 'parkwerk.language': language }),
    ...(contrast && { 'parkwerk.contrast': contrast }),
  };
  // Before the page's own script reads it, and once: what is chosen later stays chosen.
  await context.addInitScript((chosen) => {
    const storage = (
      globalThis as unknown as {
        localStorage: { getItem(k: string): string | null; setItem(k: string, v: string): void };
      }
    ).localStorage;
    for (const [name, value] of Object.entries(chosen))
      if (storage.getItem(name) === null) storage.setItem(name, value);
  }, kept);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !isAnswer(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return { context, page, complaints };
}

/** The browser also reports every answer that says no; those are part of the conversation with the service. */
const isAnswer = (text: string): boolean =>
  /the server responded with a status of (401|403|404|409|413|415|429)/.test(text);

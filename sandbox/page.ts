import type { Request, Response } from 'express';
import type { Language } from './sentence.ts';
import { text } from './text.ts';

/** Text that is already HTML. */
export class Markup {
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }
}

export type Content = Markup | string | number | null | undefined | false | readonly Content[];

/** A piece of page; whatever is put in is escaped unless it was made by this function too. */
export function html(parts: TemplateStringsArray, ...contents: Content[]): Markup {
  return new Markup(parts.reduce((whole, part, i) => whole + sourceOf(contents[i - 1]) + part));
}

function sourceOf(content: Content): string {
  if (content === null || content === undefined || content === false) return '';
  if (content instanceof Markup) return content.source;
  if (typeof content === 'object') return content.map(sourceOf).join('');
  return String(content).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

export interface Page {
  title: string;
  body: Markup;
  /** File names under assets/. */
  scripts?: string[];
  /** Origins a form of this page may end at, after redirects. */
  formTargets?: string[];
  /** Where the page's own request says so; otherwise as the visitor chose. */
  lang?: Language;
  /** Pages that stand in for somebody else's (bank, login) show no menu of ours. */
  menu?: boolean;
}

const MENU = [
  ['/sandbox', 'home'],
  ['/sandbox/mail', 'mail'],
  ['/sandbox/phone', 'phone'],
  ['/sandbox/payments', 'payments'],
  ['/sandbox/register', 'register'],
  ['/sandbox/vehicles', 'vehicles'],
] as const;

/** Sends a whole page under a policy that lets no inline script or style run. */
export function sendPage(
  req: Request,
  res: Response,
  { title, body, scripts = [], formTargets = [], lang = languageOf(req), menu = true }: Page,
) {
  const path = req.originalUrl.split('?')[0];
  res.set('Content-Security-Policy', policy(scripts.length > 0, formTargets));
  res.set({ 'Content-Language': lang, 'Cache-Control': 'no-store' }).type('html');
  res.send(
    html`<!doctype html>
      <html lang="${lang}">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>${title} – ${text.brand[lang]}</title>
          <link rel="stylesheet" href="/sandbox/assets/sandbox.css" />
          <link rel="icon" href="/sandbox/assets/icon.svg" type="image/svg+xml" />
          ${scripts.map((script) => html`<script type="module" src="/sandbox/assets/${script}"></script>`)}
        </head>
        <body>
          <a class="skip" href="#main">${text.skip[lang]}</a>
          <header>
            <div class="band wrap">
              <a class="brand" href="/sandbox">${text.brand[lang]}</a>
              ${languageSwitch(req, lang)}
            </div>
            <div class="bays" aria-hidden="true"></div>
            ${
              menu &&
              html`<nav class="wrap" aria-label="${text.menu[lang]}">
                <ul role="list">
                  ${MENU.map(
                    ([href, key]) =>
                      html`<li>
                        <a href="${href}" ${new Markup(currentMark(href, path))}>${text.menuItems[key][lang]}</a>
                      </li>`,
                  )}
                </ul>
              </nav>`
            }
          </header>
          <main id="main" class="wrap" tabindex="-1">${body}</main>
          <footer class="wrap"><p>${text.footer[lang]}</p></footer>
        </body>
      </html>`.source,
  );
}

function currentMark(href: string, path: string | undefined): string {
  if (href === path) return 'aria-current="page"';
  return href !== '/sandbox' && path?.startsWith(`${href}/`) ? 'aria-current="true"' : '';
}

function languageSwitch(req: Request, lang: Language): Markup {
  const other: Language = lang === 'nl' ? 'en' : 'nl';
  const target = new URL(req.originalUrl, 'http://sandbox');
  target.searchParams.set('lang', other);
  return html`<a class="language" href="${target.pathname}${target.search}" lang="${other}" hreflang="${other}"
    >${text.thisLanguage[other]}</a
  >`;
}

/** `?lang=` first, then what was chosen before, then what the browser asks for. */
export function languageOf(req: Request): Language {
  const asked = req.query.lang ?? /(?:^|;\s*)sandbox_lang=(nl|en)\b/.exec(req.headers.cookie ?? '')?.[1];
  if (asked === 'nl' || asked === 'en') return asked;
  return req.acceptsLanguages('nl', 'en') === 'en' ? 'en' : 'nl';
}

export function rememberLanguage(req: Request, res: Response): void {
  const { lang } = req.query;
  if (lang !== 'nl' && lang !== 'en') return;
  res.cookie('sandbox_lang', lang, { path: '/sandbox', sameSite: 'lax', httpOnly: true, maxAge: 365 * 86_400_000 });
}

/** A browser asks for a page; a program that names nothing gets data. */
export function wantsPage(req: Request): boolean {
  return req.accepts(['json', 'html']) === 'html';
}

export function showMoment(instant: string | Date, lang: Language): Markup {
  const moment = new Date(instant);
  const words = new Intl.DateTimeFormat(lang === 'nl' ? 'nl-NL' : 'en-GB', {
    dateStyle: 'medium',
    timeStyle: 'medium',
    timeZone: 'Europe/Amsterdam',
  }).format(moment);
  return html`<time datetime="${moment.toISOString()}">${words}</time>`;
}

export function showPlates(plates: string[]): Content {
  return plates.map((plate) => html`<span class="plate" translate="no">${plate}</span> `);
}

export function showEuros(value: string, lang: Language): string {
  const amount = new Intl.NumberFormat(lang === 'nl' ? 'nl-NL' : 'en-GB', { minimumFractionDigits: 2 }).format(
    Number(value),
  );
  return lang === 'nl' ? `€\u00a0${amount}` : `€${amount}`;
}

/** A list as a table that folds to blocks on a phone. */
export function table(caption: string, heads: string[], rows: Content[][], empty: string): Markup {
  if (rows.length === 0) return html`<p class="empty">${empty}</p>`;
  return html`<table>
    <caption class="hidden">
      ${caption}
    </caption>
    <thead>
      <tr>
        ${heads.map((head) => html`<th scope="col">${head}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) =>
          html`<tr>
            ${row.map((cell, i) => html`<td data-head="${heads[i]}"><div>${cell}</div></td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function policy(scripts: boolean, formTargets: string[]): string {
  return [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "frame-src 'self'",
    "connect-src 'self'",
    ...(scripts ? ["script-src 'self'"] : []),
    `form-action ${["'self'", ...new Set(formTargets)].join(' ')}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

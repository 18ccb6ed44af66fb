import type { Request, Response } from 'express';
import { html, languageOf, sendPage, type Markup } from './page.ts';
import { nameOf, type Persona } from './personas.ts';
import type { Language } from './sentence.ts';
import { text } from './text.ts';

export interface LoginChoice {
  municipality: string;
  means: unknown;
  uiLocales: unknown;
  personas: Persona[];
}

/** The personas of one municipality and means, a form each, and a way back. */
export function loginPage(
  req: Request,
  res: Response,
  { municipality, means, uiLocales, personas }: LoginChoice,
): void {
  const lang = languageAsked(req, uiLocales);
  const words = text.login;
  sendPage(req, res, {
    title: words.title[lang],
    lang,
    menu: false,
    body: html`
      <h1>${words.title[lang]}</h1>
      <p class="note">${words.invented[lang]}</p>
      <p class="lead">${nameOf(municipality)}: ${meansName(means, lang)}. ${words.choose[lang]}</p>
      ${personas.length === 0 && html`<p class="empty">${words.nobody[lang]}</p>`}
      <ul class="lines" role="list">
        ${personas.map((persona) => html`<li>${personaForm(persona, lang)}</li>`)}
      </ul>
      <form method="post"><button class="quiet" name="cancel" value="yes">${words.cancel[lang]}</button></form>
    `,
  });
}

function personaForm({ id, name, address, zone, plates, special }: Persona, lang: Language): Markup {
  const lives = address && `${address.street} ${address.number}, ${address.postcode} ${address.city}`;
  const where = [lives, zone && text.login.zone(zone)[lang], plates.join(', ')].filter(Boolean).join(' · ');
  return html`<form method="post">
    <button class="choice" name="persona" value="${id}">
      <strong>${name}</strong>
      <span>${special[lang]}</span>
      ${where && html`<span class="small">${where}</span>`}
    </button>
  </form>`;
}

/** Shown when the sign-in itself cannot go on: the relying party cannot be told, so the person is. */
export function failedLogin(req: Request, res: Response, detail?: string): void {
  const lang = languageOf(req);
  sendPage(req, res, {
    title: text.login.failed[lang],
    menu: false,
    body: html`
      <h1>${text.login.failed[lang]}</h1>
      <p class="lead">${text.login.failedWhat[lang]}</p>
      ${detail && html`<p class="small" lang="en">${detail}</p>`}
      <p><a href="/">${text.login.toStart[lang]}</a></p>
    `,
  });
}

function languageAsked(req: Request, uiLocales: unknown): Language {
  if (req.query.lang !== undefined || typeof uiLocales !== 'string') return languageOf(req);
  const known = uiLocales.split(' ').map((locale) => locale.slice(0, 2).toLowerCase());
  const first = known.find((locale) => locale === 'nl' || locale === 'en');
  return first === 'nl' || first === 'en' ? first : languageOf(req);
}

function meansName(means: unknown, lang: Language): string {
  const names: Record<string, { nl: string; en: string }> = text.means;
  return (typeof means === 'string' && names[means]?.[lang]) || text.login.anyMeans[lang];
}

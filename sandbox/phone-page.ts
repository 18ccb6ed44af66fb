import express, { Router, type Request, type Response } from 'express';
import { html, languageOf, sendPage, type Markup } from './page.ts';
import { MUNICIPALITIES, type Municipality } from './personas.ts';
import type { CallerAct, Phone } from './phone.ts';
import { fieldsOf, sendProblem } from './problem.ts';
import type { Language } from './sentence.ts';
import { text } from './text.ts';

/** The number people call or text, per municipality. */
export const NUMBERS: Record<Municipality, string> = {
  voorbeeld: '+31880000001',
  deventer: '+31880000002',
  antwerpen: '+31880000003',
  assen: '+31880000004',
};

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];

/** `/sandbox/phone`: the telephone as a page, and the same calls and messages for tests. */
export function phoneRoutes(phone: Phone): Router {
  const routes = Router();
  routes.use(express.json());

  routes.get('/', phonePage);

  routes.post('/calls', async (req, res) => {
    const { from, to } = fieldsOf(req.body);
    if (!isNumber(from) || !isNumber(to)) return wrongNumber(res);
    res.status(201).json(await phone.dial(from, to));
  });

  routes.get('/calls/:sid', (req, res) => {
    const call = phone.find(req.params.sid);
    if (call) res.json(call);
    else sendProblem(res, 404, 'unknown-call', 'There is no such call.');
  });

  routes.post('/calls/:sid', async (req, res) => {
    if (!phone.find(req.params.sid)) return sendProblem(res, 404, 'unknown-call', 'There is no such call.');
    const act = actOf(fieldsOf(req.body));
    if (!act) return sendProblem(res, 400, 'unreadable-act', 'Send digits (0-9, *, #), speech, or hangup: true.');
    const call = await phone.act(req.params.sid, act);
    if (call) res.json(call);
    else sendProblem(res, 422, 'not-awaited', 'The call is over or waits for something else.');
  });

  routes.post('/messages', async (req, res) => {
    const { from, to, body } = fieldsOf(req.body);
    if (!isNumber(from) || !isNumber(to)) return wrongNumber(res);
    if (typeof body !== 'string') return sendProblem(res, 400, 'unreadable-message', 'Send a text as body.');
    res.status(201).json(await phone.text(from, to, body));
  });

  return routes;
}

/** Nothing at all means: the caller waited until the time was over. */
function actOf({ digits = '', speech, hangup }: Record<string, unknown>): CallerAct | undefined {
  if (hangup === true) return { hangup };
  if (typeof speech === 'string') return { speech };
  return typeof digits === 'string' && /^[0-9*#]*$/.test(digits) ? { digits } : undefined;
}

function phonePage(req: Request, res: Response): void {
  const lang = languageOf(req);
  const words = text.phone;
  sendPage(req, res, {
    title: words.title[lang],
    scripts: ['phone.js'],
    body: html`
      <h1>${words.title[lang]}</h1>
      <p class="lead">${words.lead[lang]}</p>
      <noscript><p class="note">${words.needsScript[lang]}</p></noscript>
      <div class="cols">
        <section aria-labelledby="call-title">
          <h2 id="call-title">${words.call[lang]}</h2>
          <form id="dial" class="stack">
            ${numberFields('call', lang)}
            <label class="option"><input type="checkbox" id="aloud" /> ${words.aloud[lang]}</label>
            <button class="primary">${words.dial[lang]}</button>
          </form>
          ${callPanel(lang)}
        </section>
        <section aria-labelledby="sms-title">
          <h2 id="sms-title">${words.sms[lang]}</h2>
          <form id="sms" class="stack">
            ${numberFields('sms', lang)}
            <label for="sms-body">${words.message[lang]}</label>
            <textarea id="sms-body" name="body" rows="3" required></textarea>
            <button class="primary">${words.send[lang]}</button>
          </form>
          <div id="messages" class="log" role="log" aria-label="${words.messages[lang]}"></div>
        </section>
      </div>
      ${sentencesForScript(lang)}
    `,
  });
}

function numberFields(prefix: string, lang: Language): Markup {
  const words = text.phone;
  return html`<label for="${prefix}-to">${words.to[lang]}</label>
    <select id="${prefix}-to" name="to">
      ${Object.entries(NUMBERS).map(
        ([municipality, number]) =>
          html`<option value="${number}">${MUNICIPALITIES[municipality as Municipality]} ${number}</option>`,
      )}
    </select>
    <label for="${prefix}-from">${words.from[lang]}</label>
    <input
      id="${prefix}-from"
      name="from"
      type="tel"
      value="+31612345678"
      pattern="\\+[0-9]{6,15}"
      required
      aria-describedby="${prefix}-hint"
    />
    <p class="small" id="${prefix}-hint">${words.fromHint[lang]}</p>`;
}

function callPanel(lang: Language): Markup {
  const words = text.phone;
  return html`<div id="panel" class="stack" hidden>
    <p id="state" role="status"></p>
    <div id="transcript" class="log" role="log" aria-label="${words.said[lang]}" tabindex="0"></div>
    <p>${words.pressed[lang]} <output id="pressed" class="figure"></output></p>
    <div class="keypad" role="group" aria-label="${words.keypad[lang]}">
      ${KEYS.map((key) => html`<button type="button" class="plain" data-key="${key}">${key}</button>`)}
    </div>
    <div class="row">
      <button type="button" class="primary" id="press">${words.press[lang]}</button>
      <button type="button" class="plain" id="erase">${words.erase[lang]}</button>
      <button type="button" class="plain" id="wait">${words.wait[lang]}</button>
    </div>
    <form id="speak" class="row">
      <label for="words">${words.speech[lang]}</label>
      <input id="words" type="text" autocomplete="off" required />
      <button class="plain">${words.speak[lang]}</button>
    </form>
    <button type="button" class="plain" id="hangup">${words.hangup[lang]}</button>
  </div>`;
}

/** The script has no words of its own: it takes them from here. */
function sentencesForScript(lang: Language): Markup {
  const { states, you, system, failed, noReply } = text.phone;
  const attributes = {
    'in-progress': states['in-progress'][lang],
    completed: states.completed[lang],
    busy: states.busy[lang],
    rejected: states.rejected[lang],
    failed: states.failed[lang],
    you: you[lang],
    system: system[lang],
    error: failed[lang],
    'no-reply': noReply[lang],
  };
  return html`<template id="sentences"
    >${Object.entries(attributes).map(([key, sentence]) => html`<p data-sentence="${key}">${sentence}</p>`)}</template
  >`;
}

function isNumber(value: unknown): value is string {
  return typeof value === 'string' && /^\+\d{6,15}$/.test(value);
}

function wrongNumber(res: Response): void {
  sendProblem(res, 400, 'unreadable-number', 'Write numbers with the country code, such as +31612345678.');
}

import { Router, type Request, type Response } from 'express';
import type { Mail, Mailbox, MailText } from './mail.ts';
import { html, languageOf, sendPage, showMoment, wantsPage, type Markup } from './page.ts';
import { sendProblem } from './problem.ts';
import type { Language } from './sentence.ts';
import { text } from './text.ts';

const SHOWN = 100;

/** `/sandbox/mail`: everybody's inbox, for people as a page and for tests as data. */
export function mailRoutes(mailbox: Mailbox, publicUrl: string): Router {
  const routes = Router();

  routes.get('/', (req, res) => {
    const to = addressAsked(req);
    if (wantsPage(req)) inboxPage(req, res, mailbox.list(to), to);
    else res.json(mailbox.list(to).map((mail) => asData(mail, mailbox.read(mail), publicUrl)));
  });

  routes.get('/:id', (req, res) => {
    const mail = mailbox.find(req.params.id);
    if (!mail) return unknownMail(res);
    const to = addressAsked(req);
    if (wantsPage(req)) inboxPage(req, res, mailbox.list(to), to, { ...mail, ...mailbox.read(mail) });
    else res.json(asData(mail, mailbox.read(mail), publicUrl));
  });

  routes.get('/:id/html', (req, res) => {
    const mail = mailbox.find(req.params.id);
    const rich = mail && mailbox.read(mail).html;
    if (!rich) return unknownMail(res);
    // What a sender wrote must not act in our name: no scripts, nothing fetched, its own origin; links open a window of their own.
    res.set({
      'Content-Security-Policy':
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; " +
        "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox",
      'X-Frame-Options': 'SAMEORIGIN',
      'Cache-Control': 'no-store',
    });
    res.type('html').send(`<base target="_blank">${rich}`);
  });

  routes.get('/:id/attachments/:index', async (req, res) => {
    const mail = mailbox.find(req.params.id);
    const attachment = mail && (await mailbox.attachment(mail, Number(req.params.index)));
    if (!attachment) return unknownMail(res);
    res.set({ 'Content-Security-Policy': "default-src 'none'; sandbox", 'X-Content-Type-Options': 'nosniff' });
    res.attachment(attachment.filename).type(attachment.contentType).send(attachment.content);
  });

  return routes;
}

function asData(mail: Mail, { text: plain, html: rich }: MailText, publicUrl: string) {
  const { id, from, to, subject, attachments, receivedAt, messageId } = mail;
  return {
    id,
    from,
    to,
    subject,
    text: plain,
    html: rich,
    attachments: attachments.map((attachment, i) => ({ ...attachment, url: `${publicUrl}${attachmentPath(id, i)}` })),
    receivedAt,
    messageId,
  };
}

function inboxPage(req: Request, res: Response, mails: Mail[], to: string | undefined, open?: Mail & MailText): void {
  const lang = languageOf(req);
  const words = text.mail;
  sendPage(req, res, {
    title: open ? open.subject || words.noSubject[lang] : words.title[lang],
    scripts: ['mail.js'],
    body: html`
      <h1>${words.title[lang]}</h1>
      <div class="inbox ${open ? 'inbox--open' : ''}">
        <section class="inbox__list" aria-labelledby="list">
          <h2 id="list">${words.received[lang]}</h2>
          <form class="row" method="get" action="/sandbox/mail" role="search">
            <label for="to">${words.filter[lang]}</label>
            <input id="to" name="to" type="text" inputmode="email" autocomplete="off" value="${to}" />
            <button class="plain">${words.show[lang]}</button>
          </form>
          <p
            role="status"
            id="mail-news"
            class="small"
            data-one="${words.oneNew[lang]}"
            data-more="${words.moreNew[lang]}"
          ></p>
          <div id="mail-list">${mailList(mails, open, to, lang)}</div>
        </section>
        ${open ? reading(open, to, lang) : html`<p class="inbox__hint">${words.pick[lang]}</p>`}
      </div>
    `,
  });
}

function mailList(mails: Mail[], open: Mail | undefined, to: string | undefined, lang: Language): Markup {
  const words = text.mail;
  if (mails.length === 0) return html`<p class="empty">${words.none[lang]}</p>`;
  return html`<ul class="lines" role="list">
      ${mails.slice(0, SHOWN).map(
        (mail) =>
          html`<li>
            <a href="/sandbox/mail/${mail.id}${suffix(to)}" ${mail.id === open?.id && html`aria-current="true"`}>
              <strong>${mail.subject || words.noSubject[lang]}</strong>
              <span class="small">${mail.to}</span>
              <span class="small">${showMoment(mail.receivedAt, lang)}</span>
            </a>
          </li>`,
      )}
    </ul>
    ${mails.length > SHOWN && html`<p class="small">${words.newestOnly(SHOWN, mails.length)[lang]}</p>`}`;
}

function reading(mail: Mail & MailText, to: string | undefined, lang: Language): Markup {
  const words = text.mail;
  const subject = mail.subject || words.noSubject[lang];
  return html`<article class="inbox__mail" aria-labelledby="subject">
    <p class="inbox__back"><a href="/sandbox/mail${suffix(to)}">${words.back[lang]}</a></p>
    <h2 id="subject">${subject}</h2>
    <dl class="facts">
      <dt>${words.from[lang]}</dt>
      <dd>${mail.from}</dd>
      <dt>${words.to[lang]}</dt>
      <dd>${mail.to}</dd>
      <dt>${words.at[lang]}</dt>
      <dd>${showMoment(mail.receivedAt, lang)}</dd>
    </dl>
    ${
      mail.attachments.length > 0 &&
      html`<h3>${words.attachments[lang]}</h3>
        <ul class="lines" role="list">
          ${mail.attachments.map(
            ({ filename, size }, i) =>
              html`<li>
                <a href="${attachmentPath(mail.id, i)}" download>${filename}</a>
                <span class="small">${Math.max(1, Math.round(size / 1_024))} kB</span>
              </li>`,
          )}
        </ul>`
    }
    ${
      mail.html &&
      html`<h3>${words.asPage[lang]}</h3>
        <iframe title="${words.asPage[lang]}: ${subject}" src="/sandbox/mail/${mail.id}/html" tabindex="0"></iframe>`
    }
    ${
      mail.text !== null &&
      html`<h3>${words.asText[lang]}</h3>
        <pre tabindex="0" aria-label="${words.asText[lang]}">${mail.text}</pre>`
    }
  </article>`;
}

function attachmentPath(id: string, index: number): string {
  return `/sandbox/mail/${id}/attachments/${index}`;
}

function suffix(to: string | undefined): string {
  return to ? `?${new URLSearchParams({ to }).toString()}` : '';
}

function addressAsked({ query }: Request): string | undefined {
  return typeof query.to === 'string' && query.to.trim() !== '' ? query.to.trim() : undefined;
}

function unknownMail(res: Response): void {
  sendProblem(res, 404, 'unknown-mail', 'There is no such mail.');
}

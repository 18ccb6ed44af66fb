import express, { Router, type Request, type Response } from 'express';
import { amountOf } from './mollie-requests.ts';
import { html, languageOf, sendPage, showEuros, showMoment, table, wantsPage, type Markup } from './page.ts';
import {
  chargedBackCents,
  METHODS,
  possibleOutcomes,
  possibleRefundOutcomes,
  type Payment,
  type Payments,
  type PaymentStatus,
  type Refund,
  type RefundStatus,
  type WebhookMode,
} from './payments.ts';
import { fieldsOf, sendProblem } from './problem.ts';
import type { Language } from './sentence.ts';
import { text } from './text.ts';

const WEBHOOK_MODES: WebhookMode[] = ['now', 'late', 'twice', 'never'];
/** In the order in which the checkout page offers them. */
const BUTTONS: PaymentStatus[] = ['paid', 'canceled', 'failed', 'expired', 'pending'];

/** What people and tests do with payments: look, and decide how they end. */
export function paymentPages(payments: Payments, publicUrl: string): Router {
  const routes = Router();
  const checkoutUrl = (id: string) => `${publicUrl}/sandbox/payments/checkout/${id}`;

  routes.get('/', (req, res) => {
    if (wantsPage(req)) return listPage(req, res, payments.list());
    res.json(payments.list().map((payment) => ({ ...summary(payment), checkoutUrl: checkoutUrl(payment.id) })));
  });

  routes.get('/checkout/:id', (req, res) => {
    const payment = payments.open(req.params.id);
    if (payment) checkoutPage(req, res, payment, publicUrl);
    else noSuchPayment(req, res);
  });

  routes.post('/checkout/:id', express.urlencoded({ extended: false }), (req, res) => {
    const payment = payments.find(String(req.params.id));
    if (!payment) return noSuchPayment(req, res);
    const { outcome, webhook, method } = fieldsOf(req.body);
    const settled = payments.settle(payment, {
      status: outcome as PaymentStatus,
      webhook: isWebhookMode(webhook) ? webhook : 'now',
      method: payment.offered.find((one) => one === method),
    });
    if (!settled) return res.redirect(303, checkoutUrl(payment.id)); // it ended meanwhile, and the page says how
    const back = settled.redirectUrl ?? checkoutUrl(payment.id);
    res.redirect(303, settled.status === 'canceled' ? (settled.cancelUrl ?? back) : back);
  });

  routes.post('/:id/chargeback', express.json(), express.urlencoded({ extended: false }), (req, res) => {
    const payment = payments.find(String(req.params.id));
    if (!payment) return sendProblem(res, 404, 'unknown-payment', 'There is no payment with this id.');
    const { webhook = 'now' } = fieldsOf(req.body);
    if (!isWebhookMode(webhook)) return wrongWebhook(res);
    const taken = payments.chargeBack(payment, webhook);
    if (!taken) return impossible(res, payment.status, []);
    if (req.is('urlencoded')) return res.redirect(303, checkoutUrl(payment.id));
    res.json(summary(taken));
  });

  routes.post('/:id/outcome', express.json(), (req, res) => {
    const payment = payments.find(String(req.params.id));
    if (!payment) return sendProblem(res, 404, 'unknown-payment', 'There is no payment with this id.');
    const { status, webhook = 'now', amount } = fieldsOf(req.body);
    if (!isWebhookMode(webhook)) return wrongWebhook(res);
    const paid = amount === undefined ? undefined : amountOf(amount);
    if (paid && 'title' in paid) return sendProblem(res, 400, 'unreadable-amount', paid.detail);

    const settled = payments.settle(payment, { status: status as PaymentStatus, webhook, amount: paid });
    if (!settled) return impossible(res, payment.status, possibleOutcomes(payment));
    res.json({ ...summary(settled), checkoutUrl: checkoutUrl(settled.id) });
  });

  routes.post('/:id/refunds/:refundId/outcome', express.json(), express.urlencoded({ extended: false }), (req, res) => {
    const payment = payments.find(String(req.params.id));
    const refund = payment?.refunds.find(({ id }) => id === req.params.refundId);
    if (!payment || !refund) return sendProblem(res, 404, 'unknown-refund', 'There is no refund with this id.');
    const { status, webhook = 'now' } = fieldsOf(req.body);
    if (!isWebhookMode(webhook)) return wrongWebhook(res);

    const settled = payments.settleRefund(payment, refund, status as RefundStatus, webhook);
    if (!settled) return impossible(res, refund.status, possibleRefundOutcomes(refund));
    if (req.is('urlencoded')) return res.redirect(303, checkoutUrl(payment.id));
    res.json(settled);
  });

  return routes;
}

function summary({
  id,
  status,
  amount,
  description,
  metadata,
  webhookUrl,
  redirectUrl,
  createdAt,
  expiresAt,
  refunds,
}: Payment) {
  return { id, status, amount, description, metadata, webhookUrl, redirectUrl, createdAt, expiresAt, refunds };
}

function listPage(req: Request, res: Response, all: Payment[]): void {
  const lang = languageOf(req);
  const words = text.payments;
  const rows = all.map(({ id, createdAt, description, amount, status }) => [
    html`<a href="/sandbox/payments/checkout/${id}">${id}</a>`,
    showMoment(createdAt, lang),
    description,
    showEuros(amount.value, lang),
    words.statuses[status][lang],
  ]);
  sendPage(req, res, {
    title: words.title[lang],
    body: html`
      <h1>${words.title[lang]}</h1>
      <p class="lead">${words.listLead[lang]}</p>
      ${table(
        words.title[lang],
        words.heads.map((head) => head[lang]),
        rows,
        words.none[lang],
      )}
    `,
  });
}

function checkoutPage(req: Request, res: Response, payment: Payment, publicUrl: string): void {
  const lang = languageOf(req);
  const words = text.payments;
  const { redirectUrl, cancelUrl } = payment;
  sendPage(req, res, {
    title: words.checkout[lang],
    menu: false,
    // The form ends at the shop, and a browser holds the policy against every redirect on the way.
    formTargets: [publicUrl, redirectUrl, cancelUrl].flatMap((url) => (url === null ? [] : [new URL(url).origin])),
    body: html`
      <h1>${words.checkout[lang]}</h1>
      <p class="note">${words.noMoney[lang]}</p>
      <dl class="facts">
        <dt>${words.amount[lang]}</dt>
        <dd class="figure">${showEuros(payment.amount.value, lang)}</dd>
        <dt>${words.description[lang]}</dt>
        <dd>${payment.description}</dd>
        <dt>${words.status[lang]}</dt>
        <dd>${words.statuses[payment.status][lang]}</dd>
        ${
          payment.status === 'open' &&
          html`<dt>${words.until[lang]}</dt>
            <dd>${showMoment(payment.expiresAt, lang)}</dd>`
        }
      </dl>
      ${outcomeForm(payment, lang)} ${mayBeTakenBack(payment) && chargebackForm(payment, lang)}
      ${payment.refunds.length > 0 && refundList(payment, lang)}
    `,
  });
}

function outcomeForm(payment: Payment, lang: Language): Markup {
  const words = text.payments;
  const possible = possibleOutcomes(payment);
  const buttons = possible.length > 0 ? BUTTONS.filter((status) => possible.includes(status)) : [payment.status];
  return html`<form method="post" class="stack">
      ${
        payment.status === 'open' &&
        !payment.method &&
        choices(
          'method',
          words.method[lang],
          payment.offered.map((method) => [method, METHODS[method]]),
        )
      }
      ${choices(
        'webhook',
        words.webhook[lang],
        WEBHOOK_MODES.map((mode) => [mode, words.webhooks[mode][lang]]),
      )}
      <div class="row">
        ${buttons.map(
          (status, i) =>
            html`<button name="outcome" value="${status}" class="${i === 0 ? 'primary' : 'plain'}">
              ${possible.length > 0 ? words.buttons[status][lang] : words.tellAgain[lang]}
            </button>`,
        )}
      </div>
    </form>
    ${
      possible.length === 0 &&
      payment.redirectUrl !== null &&
      html`<p><a href="${payment.redirectUrl}">${words.back[lang]}</a></p>`
    }`;
}

const mayBeTakenBack = (payment: Payment): boolean =>
  payment.recurring !== undefined && payment.status === 'paid' && chargedBackCents(payment) === 0;

function chargebackForm({ id }: Payment, lang: Language): Markup {
  return html`<form method="post" class="row" action="/sandbox/payments/${id}/chargeback">
    <button class="plain">${text.payments.chargeBack[lang]}</button>
  </form>`;
}

function choices(name: string, legend: string, options: [value: string, label: string][]): Markup {
  return html`<fieldset>
    <legend>${legend}</legend>
    ${options.map(
      ([value, label], i) =>
        html`<label class="option"
          ><input type="radio" name="${name}" value="${value}" ${i === 0 && 'checked'} /> ${label}</label
        >`,
    )}
  </fieldset>`;
}

function refundList(payment: Payment, lang: Language): Markup {
  const words = text.payments;
  return html`<section aria-labelledby="refunds">
    <h2 id="refunds">${words.refunds[lang]}</h2>
    <ul class="lines" role="list">
      ${payment.refunds.map((refund) => html`<li>${refundItem(payment, refund, lang)}</li>`)}
    </ul>
  </section>`;
}

function refundItem({ id: paymentId }: Payment, refund: Refund, lang: Language): Markup {
  const words = text.payments;
  const possible = possibleRefundOutcomes(refund).filter((status) => status === 'refunded' || status === 'failed');
  return html`<p>
      ${showEuros(refund.amount.value, lang)} · ${refund.description || refund.id} ·
      <strong>${words.refundStatuses[refund.status][lang]}</strong>
    </p>
    ${
      possible.length > 0 &&
      html`<form method="post" class="row" action="/sandbox/payments/${paymentId}/refunds/${refund.id}/outcome">
        ${possible.map(
          (status) =>
            html`<button class="plain" name="status" value="${status}">${words.refundButtons[status]?.[lang]}</button>`,
        )}
      </form>`
    }`;
}

function noSuchPayment(req: Request, res: Response): void {
  const lang = languageOf(req);
  const title = text.payments.unknown[lang];
  sendPage(req, res.status(404), { title, menu: false, body: html`<h1>${title}</h1>` });
}

function isWebhookMode(value: unknown): value is WebhookMode {
  return WEBHOOK_MODES.some((mode) => mode === value);
}

function wrongWebhook(res: Response): void {
  sendProblem(res, 400, 'unknown-webhook-mode', `webhook is one of ${WEBHOOK_MODES.join(', ')}.`, {
    allowed: WEBHOOK_MODES,
  });
}

function impossible(res: Response, status: string, possible: readonly string[]): void {
  const detail = possible.length > 0 ? `From ${status} it can go to ${possible.join(', ')}.` : `${status} is final.`;
  sendProblem(res, 422, 'impossible-status', detail, { current: status, possible });
}

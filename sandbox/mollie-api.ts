import express, { Router, type Request, type RequestHandler, type Response } from 'express';
import type { BusinessClock } from './clock.ts';
import type { Mandates } from './mandates.ts';
import { customerRoutes, refused, type Answer, type Endpoint } from './mollie-customers.ts';
import { amountOf, newPaymentOf, refusal, type Refusal } from './mollie-requests.ts';
import {
  chargebackResource,
  listResource,
  methodResource,
  paymentResource,
  refundResource,
  type Resources,
} from './mollie-resources.ts';
import { cents, isCancelable, METHODS, refundedCents, type Payment, type Payments, type Refund } from './payments.ts';
import { fieldsOf } from './problem.ts';
import type { State } from './state.ts';

export interface MollieSettings {
  payments: Payments;
  mandates: Mandates;
  state: State;
  clock: BusinessClock;
  publicUrl: string;
  apiKey: string;
}

const IDEMPOTENT_FOR_MS = 3_600_000;

/** `/sandbox/mollie/v2`: the part of Mollie's REST interface that takes payments and gives them back, and debits with a mandate. */
export function mollieApi({ payments, mandates, state, clock, publicUrl, apiKey }: MollieSettings): {
  routes: Router;
  clear(): void;
} {
  const links: Resources = { api: `${publicUrl}/sandbox/mollie/v2`, pages: `${publicUrl}/sandbox` };
  const answers = state.table<Answer & { at: number }>('mollie-answers');
  const routes = Router();

  /** Answers, and for an hour the same again to the same key, whatever happened since. */
  const answering =
    (endpoint: Endpoint): RequestHandler =>
    (req, res) => {
      const key = req.method === 'GET' ? undefined : req.get('idempotency-key');
      const now = clock.now().getTime();
      forgetOld(now);
      const answer = (key ? answers.get(key) : undefined) ?? endpoint(req);
      if (key && !answers.get(key)) answers.put(key, { ...answer, at: now });
      send(res, answer);
    };

  function forgetOld(now: number): void {
    for (const [key, { at }] of answers.entries()) {
      if (now - at < IDEMPOTENT_FOR_MS) return; // kept in order of arrival
      answers.remove(key);
    }
  }

  const withPayment =
    (endpoint: (payment: Payment, req: Request) => Answer): Endpoint =>
    (req) => {
      const payment = payments.find(String(req.params.id));
      return payment
        ? endpoint(payment, req)
        : refused(refusal(404, `No payment exists with token ${String(req.params.id)}.`));
    };

  const withRefund = (endpoint: (payment: Payment, refund: Refund) => Answer): Endpoint =>
    withPayment((payment, req) => {
      const refund = payment.refunds.find(({ id }) => id === req.params.refundId);
      if (!refund) return refused(refusal(404, `No refund exists with token ${String(req.params.refundId)}.`));
      return endpoint(payment, refund);
    });

  const ok = (body: object): Answer => ({ status: 200, body });

  routes.use((req, res, next) => {
    if (req.get('authorization') === `Bearer ${apiKey}`) return next();
    send(res, refused(refusal(401, 'Missing authentication, or failed to authenticate')));
  });
  routes.use(express.json({ type: () => true }));

  routes.post(
    '/payments',
    answering((req) => {
      const asked = newPaymentOf(fieldsOf(req.body));
      if ('title' in asked) return refused(asked);
      return { status: 201, body: paymentResource(payments.create(asked), links) };
    }),
  );

  routes.get(
    '/payments',
    answering((req) => ok(listResource('payments', payments.list(), req, links, (one) => paymentResource(one, links)))),
  );

  routes.get(
    '/payments/:id',
    answering(
      withPayment((payment, req) => {
        const resource = paymentResource(payment, links);
        if (req.query.embed !== 'refunds' && req.query.include !== 'refunds') return ok(resource);
        return ok({
          ...resource,
          _embedded: { refunds: payment.refunds.map((one) => refundResource(payment, one, links)) },
        });
      }),
    ),
  );

  routes.delete(
    '/payments/:id',
    answering(
      withPayment((payment) => {
        const canceled = isCancelable(payment) && payments.settle(payment, { status: 'canceled', webhook: 'now' });
        if (!canceled) return refused(refusal(422, 'The payment can not be canceled.'));
        return ok(paymentResource(canceled, links));
      }),
    ),
  );

  routes.post(
    '/payments/:id/refunds',
    answering(
      withPayment((payment, req) => {
        const asked = refundAsked(payment, fieldsOf(req.body));
        if ('title' in asked) return refused(asked);
        const refund = payments.refund(payment, asked);
        return { status: 201, body: refundResource(payment, refund, links) };
      }),
    ),
  );

  routes.get(
    '/payments/:id/refunds',
    answering(
      withPayment((payment, req) =>
        ok(
          listResource('refunds', [...payment.refunds].reverse(), req, links, (one) =>
            refundResource(payment, one, links),
          ),
        ),
      ),
    ),
  );

  routes.get(
    '/payments/:id/refunds/:refundId',
    answering(withRefund((payment, refund) => ok(refundResource(payment, refund, links)))),
  );

  routes.delete(
    '/payments/:id/refunds/:refundId',
    answering(
      withRefund((payment, refund) => {
        const canceled = payments.settleRefund(payment, refund, 'canceled', 'never');
        return canceled ? { status: 204, body: null } : refused(refusal(422, 'The refund can not be canceled.'));
      }),
    ),
  );

  routes.get(
    '/payments/:id/chargebacks',
    answering(
      withPayment((payment, req) =>
        ok(
          listResource('chargebacks', payment.chargebacks ?? [], req, links, (one) =>
            chargebackResource(payment, one, links),
          ),
        ),
      ),
    ),
  );

  const today = () => clock.now().toISOString().slice(0, 10);
  routes.use(customerRoutes({ mandates, payments, links, today, answering }));

  routes.get(
    '/refunds',
    answering((req) => {
      const all = payments
        .list()
        .flatMap((payment) => payment.refunds.map((refund) => ({ id: refund.id, payment, refund })));
      return ok(
        listResource('refunds', all, req, links, ({ payment, refund }) => refundResource(payment, refund, links)),
      );
    }),
  );

  const methods = Object.entries(METHODS).map(([id, description]) => methodResource(id, description, links));
  routes.get(
    '/methods',
    answering(() =>
      ok({ count: methods.length, _embedded: { methods }, _links: { self: link(`${links.api}/methods`) } }),
    ),
  );
  routes.get(
    '/methods/:id',
    answering((req) => {
      const method = methods.find(({ id }) => id === req.params.id);
      return method ? ok(method) : refused(refusal(404, `No method exists with id ${String(req.params.id)}.`));
    }),
  );

  routes.use((_req, res) => send(res, refused(refusal(404, 'No such endpoint.'))));
  return { routes, clear: () => answers.clear() };
}

function refundAsked(
  payment: Payment,
  body: Record<string, unknown>,
): Pick<Refund, 'amount' | 'description' | 'metadata'> | Refusal {
  if (payment.status !== 'paid') return refusal(422, 'The payment is not paid, so there is nothing to refund.');
  const amount = amountOf(body.amount);
  if ('title' in amount) return amount;
  if (cents(amount) > cents(payment.amount) - refundedCents(payment)) {
    return refusal(422, 'The amount is higher than the maximum', 'amount');
  }
  const description = typeof body.description === 'string' ? body.description : '';
  return { amount, description, metadata: body.metadata ?? null };
}

const link = (href: string) => ({ href, type: 'application/hal+json' });

function send(res: Response, { status, body }: Answer): void {
  res.status(status).set('X-Mollie-Mode', 'test');
  if (body === null) return void res.end();
  res.type('application/hal+json').send(JSON.stringify(body));
}

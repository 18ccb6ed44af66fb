import { Router, type Request, type RequestHandler } from 'express';
import { hal, listResource, moment, paymentResource, type Resources } from './mollie-resources.ts';
import { newDebitOf, refusal, type Refusal } from './mollie-requests.ts';
import { isIban, type Customer, type Mandate, type Mandates, type NewMandate } from './mandates.ts';
import type { Payments } from './payments.ts';
import { fieldsOf } from './problem.ts';

export interface Answer {
  status: number;
  body: object | null;
}
export type Endpoint = (req: Request) => Answer;

export const refused = (body: Refusal): Answer => ({ status: body.status, body });

interface CustomerSettings {
  mandates: Mandates;
  payments: Payments;
  links: Resources;
  today: () => string;
  answering: (endpoint: Endpoint) => RequestHandler;
}

/** `/customers` and what belongs to one: mandates, and payments that nobody has to make (`sequenceType: recurring`). */
export function customerRoutes({ mandates, payments, links, today, answering }: CustomerSettings): Router {
  const routes = Router();
  const ok = (body: object): Answer => ({ status: 200, body });

  const withCustomer = (endpoint: (customer: Customer, req: Request) => Answer): RequestHandler =>
    answering((req) => {
      const customer = mandates.customer(String(req.params.customerId));
      if (customer) return endpoint(customer, req);
      return refused(refusal(404, `No customer exists with token ${String(req.params.customerId)}.`));
    });
  const withMandate = (endpoint: (mandate: Mandate) => Answer): RequestHandler =>
    withCustomer((customer, req) => {
      const mandate = mandates.of(customer.id).find(({ id }) => id === req.params.mandateId);
      if (mandate) return endpoint(mandate);
      return refused(refusal(404, `No mandate exists with token ${String(req.params.mandateId)}.`));
    });

  routes.post(
    '/customers',
    answering((req) => {
      const { name, email, metadata } = fieldsOf(req.body);
      const customer = mandates.addCustomer({ name: textOf(name), email: textOf(email), metadata: metadata ?? null });
      return { status: 201, body: customerResource(customer, links) };
    }),
  );
  routes.get('/customers/:customerId', withCustomer((customer) => ok(customerResource(customer, links)))); // prettier-ignore

  routes.post(
    '/customers/:customerId/mandates',
    withCustomer(({ id }, req) => {
      const asked = newMandateOf(id, fieldsOf(req.body), today());
      return 'title' in asked ? refused(asked) : { status: 201, body: mandateResource(mandates.add(asked), links) };
    }),
  );
  routes.get(
    '/customers/:customerId/mandates',
    withCustomer(({ id }, req) =>
      ok(listResource('mandates', mandates.of(id), req, links, (one) => mandateResource(one, links))),
    ),
  );
  routes.get('/customers/:customerId/mandates/:mandateId', withMandate((mandate) => ok(mandateResource(mandate, links)))); // prettier-ignore
  routes.delete(
    '/customers/:customerId/mandates/:mandateId',
    withMandate(({ id }) => {
      mandates.revoke(id);
      return { status: 204, body: null };
    }),
  );

  routes.post(
    '/customers/:customerId/payments',
    withCustomer(({ id: customerId }, req) => {
      const asked = newDebitOf(fieldsOf(req.body));
      if ('title' in asked) return refused(asked);
      const own = mandates.of(customerId);
      const mandate = asked.mandateId === null ? own[0] : own.find(({ id }) => id === asked.mandateId);
      if (!mandate) return refused(refusal(422, 'The customer has no suitable mandates', 'mandateId'));
      const { mandateId: _, ...payment } = asked;
      const made = payments.debit({ ...payment, recurring: { customerId, mandateId: mandate.id } });
      return { status: 201, body: paymentResource(made, links) };
    }),
  );
  routes.get(
    '/customers/:customerId/payments',
    withCustomer(({ id }, req) => {
      const own = payments.list().filter(({ recurring }) => recurring?.customerId === id);
      return ok(listResource('payments', own, req, links, (one) => paymentResource(one, links)));
    }),
  );
  return routes;
}

function newMandateOf(customerId: string, body: Record<string, unknown>, today: string): NewMandate | Refusal {
  const { method, consumerName, consumerAccount, mandateReference, signatureDate } = body;
  if (method !== 'directdebit') return refusal(422, 'The payment method is invalid', 'method');
  if (typeof consumerName !== 'string' || consumerName.trim() === '')
    return refusal(422, 'The consumer name is required', 'consumerName');
  if (typeof consumerAccount !== 'string' || !isIban(consumerAccount))
    return refusal(422, 'The consumer account is invalid', 'consumerAccount');
  const signed = textOf(signatureDate) ?? today;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(signed)) return refusal(422, 'The signature date is invalid', 'signatureDate');
  return {
    customerId,
    consumerName,
    consumerAccount,
    mandateReference: textOf(mandateReference),
    signatureDate: signed,
  };
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

function customerResource({ id, name, email, metadata, createdAt }: Customer, { api }: Resources): object {
  return {
    resource: 'customer',
    id,
    mode: 'test',
    name,
    email,
    locale: null,
    metadata,
    createdAt: moment(createdAt),
    _links: { self: hal(`${api}/customers/${id}`), mandates: hal(`${api}/customers/${id}/mandates`) },
  };
}

function mandateResource(mandate: Mandate, { api }: Resources): object {
  const { id, customerId, status, consumerName, consumerAccount, mandateReference, signatureDate, createdAt } = mandate;
  return {
    resource: 'mandate',
    id,
    mode: 'test',
    status,
    method: 'directdebit',
    details: { consumerName, consumerAccount, consumerBic: null },
    mandateReference,
    signatureDate,
    createdAt: moment(createdAt),
    _links: {
      self: hal(`${api}/customers/${customerId}/mandates/${id}`),
      customer: hal(`${api}/customers/${customerId}`),
    },
  };
}

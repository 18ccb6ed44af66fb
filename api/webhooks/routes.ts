import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Request } from 'express';
import { z } from 'zod';
import { recordBounce } from '../../activities/messages/bounce.ts';
import { keepRegisterEvent, type RegisterEvent } from '../../activities/register-notices/event.ts';
import { plateKey } from '../../rules/values/plate.ts';
import { command } from '../../activities/db/stores/outbox.ts';
import { inTransaction, statement } from '../../activities/db/transaction.ts';
import { type Api } from '../api.ts';
import { endpoint, sent, type Endpoint } from '../http/endpoint.ts';
import { HttpProblem } from '../http/problem.ts';
import { createPasswords } from '../../activities/accounts/passwords.ts';
import { phoneMenu, releaseOfLine } from './phone.ts';
import { goOnWithCall, type CallForm } from './sign-on-call.ts';
import { textMessage } from './text-messages.ts';

const MollieForm = z.object({ id: z.string().max(60) });
const Subject = z.object({ type: z.literal('bsn'), value: z.string().max(20) });
const CarSold = z.object({ subject: Subject, plate: z.string().max(20), countryCode: z.string().max(3) });
const PersonMoved = z.object({
  subject: Subject,
  address: z.object({
    street: z.string().max(200),
    number: z.int(),
    postcode: z.string().max(10),
    city: z.string().max(200),
  }),
});
const Bounce = z.object({ messageId: z.string().max(300), recipient: z.string().max(300), status: z.string().max(20) });

/** What parties outside tell us: kept first, answered at once, followed up from the outbox. None of it is believed as it stands. */
export function webhookRoutes(api: Api): Endpoint[] {
  const { deps, settings } = api;
  const passwords = createPasswords(deps.vault, settings.BREACHED_PASSWORDS_FILE);
  return [
    endpoint({
      method: 'post', path: '/webhooks/mollie', may: 'anyone', records: null, raw: 'webhook',
      summary: 'Something changed about a payment; its process asks the provider what',
      async handle({ req, res }) {
        const form = MollieForm.safeParse(req.body);
        if (!form.success) throw new HttpProblem(400, 'invalid-form');
        await inTransaction(deps.pool, async (tx) => {
          await tx.query({ ...keepEvent, values: ['mollie', JSON.stringify(form.data)] });
          const { rows } = await tx.query<{ id: string }>({ ...findPayment, values: [form.data.id] });
          // The same answer for an id we do not know: nobody learns which ones exist.
          if (rows[0]) await command(tx, rows[0].id, 'payment-hint', { paymentId: rows[0].id });
        });
        res.status(200).end();
        return sent;
      },
    }),
    endpoint({
      method: 'post', path: '/webhooks/mail-bounces', may: 'anyone', records: 'message-bounced', raw: 'webhook',
      summary: 'A mail that was accepted could not be delivered after all',
      async handle({ req, res }) {
        requireSignature(req, settings.MAIL_WEBHOOK_SECRET);
        const bounce = Bounce.parse(req.body);
        await recordBounce(deps, { smtpId: bounce.messageId, status: bounce.status });
        res.status(204).end();
        return sent;
      },
    }),
    endpoint({
      method: 'post', path: '/webhooks/vehicle-register', may: 'anyone', records: 'register-notice-received', raw: 'webhook',
      summary: 'A car is no longer in the name of somebody',
      async handle({ req, res }) {
        requireSignature(req, settings.RDW_API_KEY);
        const { subject, plate, countryCode } = CarSold.parse(req.body);
        await keepAndFollow(api, { kind: 'vehicle-not-in-name', subject, plate: plateKey(plate), country: countryCode });
        res.status(204).end();
        return sent;
      },
    }),
    endpoint({
      method: 'post', path: '/webhooks/person-register', may: 'anyone', records: 'register-notice-received', raw: 'webhook',
      summary: 'Somebody has another address',
      async handle({ req, res }) {
        requireSignature(req, settings.BRP_API_KEY);
        const { subject, address: { street, number: houseNumber, postcode, city } } = PersonMoved.parse(req.body);
        const address = { street, houseNumber, houseSuffix: '', postcode, city, country: 'NL' };
        await keepAndFollow(api, { kind: 'moved-out', subject, address });
        res.status(204).end();
        return sent;
      },
    }),
    ...(['/webhooks/voice', '/webhooks/voice/menu'] as const).map((path) =>
      endpoint({
        method: 'post', path, may: 'anyone', records: null, raw: 'webhook',
        summary: 'A call to the parking line: what to say and what to listen for',
        async handle({ req, res }) {
          requireTwilio(api, req);
          res.type('text/xml').send(await phoneMenu(api, req.body as Record<string, string>));
          return sent;
        },
      }),
    ),
    endpoint({
      method: 'post', path: '/webhooks/voice/step', may: 'anyone', records: 'parking-started', raw: 'webhook',
      summary: 'What a caller answered while signing a plate on or off',
      async handle({ req, res }) {
        requireTwilio(api, req);
        const form = req.body as CallForm;
        const release = await releaseOfLine(api, form['To']);
        if (!release) throw new HttpProblem(404, 'not-found');
        const question = Number(req.query['n']);
        res.type('text/xml').send(await goOnWithCall(api, passwords, release, form, question));
        return sent;
      },
    }),
    endpoint({
      method: 'post', path: '/webhooks/sms', may: 'anyone', records: 'parking-started', raw: 'webhook',
      summary: 'A text message to the parking line',
      async handle({ req, res }) {
        requireTwilio(api, req);
        res.type('text/xml').send(await textMessage(api, req.body as Record<string, string>));
        return sent;
      },
    }),
  ]; // prettier-ignore
}

/** Kept sealed, and followed up by a process of its own: a register is not kept waiting, and nothing it said is lost. */
function keepAndFollow({ deps }: Api, event: RegisterEvent): Promise<void> {
  return inTransaction(deps.pool, async (tx) => {
    const eventId = await keepRegisterEvent(tx, deps, event, deps.clock());
    await command(tx, eventId, 'start-register-notice', { eventId });
  });
}

function requireSignature(req: Request, secret: string): void {
  const expected = `sha256=${createHmac('sha256', secret).update(rawBody(req)).digest('hex')}`;
  if (!sameText(req.get('X-Signature') ?? '', expected)) throw new HttpProblem(401, 'signature-wrong');
}

/** Twilio signs the address and the sorted form with the account's token. */
function requireTwilio({ deps, settings }: Api, req: Request): void {
  const form = Object.entries((req.body ?? {}) as Record<string, string>).sort(([a], [b]) => (a < b ? -1 : 1));
  const signed = `${deps.publicUrl}${req.originalUrl}${form.map(([name, value]) => name + value).join('')}`;
  const expected = createHmac('sha1', settings.TWILIO_AUTH_TOKEN).update(signed).digest('base64');
  if (!sameText(req.get('X-Twilio-Signature') ?? '', expected)) throw new HttpProblem(403, 'signature-wrong');
}

function sameText(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

const rawBody = (req: Request): Buffer => (req as Request & { rawBody?: Buffer }).rawBody ?? Buffer.alloc(0);

const keepEvent = statement('keep-inbound-event', 'INSERT INTO inbound_event (source, body) VALUES ($1, $2)');
const findPayment = statement('find-payment-by-provider', 'SELECT id FROM payment WHERE provider_id = $1');

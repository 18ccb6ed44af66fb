import express, { Router, type Response } from 'express';
import type { BusinessClock } from './clock.ts';
import { html, languageOf, sendPage, showMoment, showPlates, table, wantsPage } from './page.ts';
import { ERRORS, type Register, type RegisterError, type Right } from './right-register.ts';
import { answersOf, type Operation } from './right-register-messages.ts';
import { text } from './text.ts';
import { childOf, elementsIn, escapeXml, parseXml, textOf, XmlError, type Element } from './xml.ts';

export const RPV = 'http://rdw.nl/rpv/1.0';
const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
const ADDRESSING = 'http://www.w3.org/2005/08/addressing';

/** `POST /sandbox/npr/registration.svc`: SOAP 1.1 with WS-Addressing, the operation in the Action header, the PIN in one of its own. */
export function registerService(register: Register, clock: BusinessClock, pin: string): Router {
  const answers = answersOf(register, clock);
  const routes = Router();

  routes.post('/registration.svc', express.text({ type: () => true, limit: '256kb' }), (req, res) => {
    const request = readEnvelope(req.body);
    if ('fault' in request) return sendFault(res, request.fault);

    const { action, messageId, pinGiven, body } = request;
    const operation = action.slice(`${RPV}/IRegistration/`.length);
    const answer = Object.hasOwn(answers, operation) ? answers[operation as Operation] : undefined;
    if (!action.startsWith(`${RPV}/IRegistration/`) || !answer) return sendFault(res, `Unknown action ${action}`);
    if (body?.name !== answer.request || body.namespace !== RPV) {
      return sendFault(res, `${operation} takes ${answer.request} in namespace ${RPV}`);
    }
    const data = childOf(body, answer.data, RPV);
    const outcome = pinGiven !== pin ? 'pin' : data ? answer.to(data) : 'field';
    sendEnvelope(
      res,
      `${action}Response`,
      messageId,
      responseOf(answer.response, answer.result, answer.error, outcome),
    );
  });

  return routes;
}

interface Envelope {
  action: string;
  messageId: string | undefined;
  pinGiven: string | undefined;
  body: Element | undefined;
}

function readEnvelope(source: unknown): Envelope | { fault: string } {
  try {
    const envelope = parseXml(typeof source === 'string' ? source : '');
    if (envelope.name !== 'Envelope' || envelope.namespace !== SOAP) return { fault: 'Send a SOAP 1.1 envelope' };
    const header = childOf(envelope, 'Header', SOAP);
    const body = childOf(envelope, 'Body', SOAP);
    const valueOf = (name: string, namespace: string) => {
      const element = childOf(header, name, namespace);
      return element && textOf(element);
    };
    const action = valueOf('Action', ADDRESSING);
    if (!action)
      return { fault: 'A required header representing a Message Addressing Property is not present: Action' };
    return {
      action,
      messageId: valueOf('MessageID', ADDRESSING),
      pinGiven: valueOf('PIN', RPV),
      body: body && elementsIn(body)[0],
    };
  } catch (error) {
    if (error instanceof XmlError) return { fault: `The message is not well-formed: ${error.message}` };
    throw error;
  }
}

/** A refusal is an answer like any other, with a code instead of data. */
function responseOf(response: string, result: string, error: string, outcome: string[] | RegisterError): string {
  if (Array.isArray(outcome))
    return `<${response} xmlns="${RPV}"><${result}>${outcome.join('')}</${result}></${response}>`;
  const [code, description] = ERRORS[outcome];
  const what = `<ErrorCode>${code}</ErrorCode><ErrorDesc>${escapeXml(description)}</ErrorDesc>`;
  return `<${response} xmlns="${RPV}"><${error}>${what}</${error}></${response}>`;
}

function sendEnvelope(res: Response, action: string, relatesTo: string | undefined, body: string): void {
  const related = relatesTo ? `<a:RelatesTo>${escapeXml(relatesTo)}</a:RelatesTo>` : '';
  res
    .type('text/xml')
    .send(
      `<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="${SOAP}" xmlns:a="${ADDRESSING}">` +
        `<s:Header><a:Action>${escapeXml(action)}</a:Action>${related}</s:Header><s:Body>${body}</s:Body></s:Envelope>`,
    );
}

function sendFault(res: Response, reason: string): void {
  const fault = `<s:Fault><faultcode>s:Client</faultcode><faultstring>${escapeXml(reason)}</faultstring></s:Fault>`;
  sendEnvelope(res.status(500), `${ADDRESSING}/fault`, undefined, fault);
}

/** `/sandbox/register`: what the register holds, for people and tests. */
export function registerList(register: Register): Router {
  const routes = Router();
  routes.get('/', (req, res) => {
    if (!wantsPage(req)) return void res.json(register.list());
    const lang = languageOf(req);
    const words = text.register;
    const moment = (value: string | null) => (value ? showMoment(value, lang) : '–');
    const row = (right: Right) => [
      right.id,
      right.vehicleId ? [showPlates([right.vehicleId]), right.countryCode] : words.erased[lang],
      `${right.areaManagerId} ${right.areaId} ${right.usageId}`,
      moment(right.start),
      moment(right.end),
      moment(right.enrolledAt),
      moment(right.revokedAt),
    ];
    sendPage(req, res, {
      title: words.title[lang],
      body: html`
        <h1>${words.title[lang]}</h1>
        <p class="lead">${words.lead[lang]}</p>
        ${table(
          words.title[lang],
          words.heads.map((head) => head[lang]),
          register.list().slice(0, 200).map(row),
          words.none[lang],
        )}
      `,
    });
  });
  return routes;
}

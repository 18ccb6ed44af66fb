import { childOf, elementsIn, parseXml, textOf, type Element } from './xml.ts';

/** What the caller is asked for, and where the answer goes. */
export interface Gather {
  input: ('dtmf' | 'speech')[];
  numDigits: number | null;
  finishOnKey: string;
  timeoutSeconds: number;
  language: string | null;
  action: string;
  method: 'GET' | 'POST';
  /** Post also when the caller did nothing. */
  evenWhenEmpty: boolean;
}

export type Verb =
  | { verb: 'say'; text: string; language: string | null }
  | { verb: 'play'; url: string }
  | { verb: 'pause'; seconds: number }
  | { verb: 'gather'; prompts: Verb[]; gather: Gather }
  | { verb: 'redirect'; url: string; method: 'GET' | 'POST' }
  | { verb: 'hangup' }
  | { verb: 'reject'; reason: string };

/** Answers that the telephone company cannot carry out. */
export class TwimlError extends Error {}

/** The verbs of an answer in order; addresses are taken as seen from where the answer came from. */
export function parseTwiml(source: string, from: string): Verb[] {
  const response = parseXml(source);
  if (response.name !== 'Response') throw new TwimlError(`the root is <${response.name}>, not <Response>`);
  return elementsIn(response).map((element) => verbOf(element, from));
}

/** The texts of the messages in an answer to a text message. */
export function parseReplies(source: string): string[] {
  const response = parseXml(source);
  if (response.name !== 'Response') throw new TwimlError(`the root is <${response.name}>, not <Response>`);
  return elementsIn(response).map((element) => {
    if (element.name !== 'Message') throw new TwimlError(`<${element.name}> is not played here`);
    return textOf(childOf(element, 'Body') ?? element);
  });
}

function verbOf(element: Element, from: string): Verb {
  const { name, attributes } = element;
  switch (name) {
    case 'Say':
      return { verb: 'say', text: textOf(element), language: attributes.language ?? null };
    case 'Play':
      return { verb: 'play', url: new URL(textOf(element), from).href };
    case 'Pause':
      return { verb: 'pause', seconds: Number(attributes.length ?? 1) };
    case 'Gather':
      return { verb: 'gather', prompts: promptsOf(element, from), gather: gatherOf(attributes, from) };
    case 'Redirect':
      return { verb: 'redirect', url: new URL(textOf(element), from).href, method: methodOf(attributes.method) };
    case 'Hangup':
      return { verb: 'hangup' };
    case 'Reject':
      return { verb: 'reject', reason: attributes.reason ?? 'rejected' };
    default:
      throw new TwimlError(`<${name}> is not played here`);
  }
}

function promptsOf(gather: Element, from: string): Verb[] {
  return elementsIn(gather).map((element) => {
    if (!['Say', 'Play', 'Pause'].includes(element.name)) throw new TwimlError(`<${element.name}> inside <Gather>`);
    return verbOf(element, from);
  });
}

function gatherOf(attributes: Record<string, string>, from: string): Gather {
  const input = (attributes.input ?? 'dtmf').split(' ');
  return {
    input: (['dtmf', 'speech'] as const).filter((kind) => input.includes(kind)),
    numDigits: attributes.numDigits ? Number(attributes.numDigits) : null,
    finishOnKey: attributes.finishOnKey ?? '#',
    timeoutSeconds: Number(attributes.timeout ?? 5),
    language: attributes.language ?? null,
    action: new URL(attributes.action ?? '', from).href,
    method: methodOf(attributes.method),
    evenWhenEmpty: attributes.actionOnEmptyResult === 'true',
  };
}

function methodOf(method: string | undefined): 'GET' | 'POST' {
  return method?.toUpperCase() === 'GET' ? 'GET' : 'POST';
}

/** What counts of the keys pressed: up to the finishing key, or as many as were asked for. */
export function digitsHeard(
  pressed: string,
  { numDigits, finishOnKey }: Gather,
): { digits: string; finishedOnKey: string | null } {
  const end = [...pressed].findIndex((key) => finishOnKey.includes(key));
  const before = end < 0 ? pressed : pressed.slice(0, end);
  const enough = numDigits !== null && before.length >= numDigits;
  return {
    digits: enough ? before.slice(0, numDigits) : before,
    finishedOnKey: enough || end < 0 ? null : (pressed[end] ?? null),
  };
}

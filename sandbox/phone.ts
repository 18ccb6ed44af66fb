import { createHmac, randomBytes } from 'node:crypto';
import { digitsHeard, parseReplies, parseTwiml, TwimlError, type Gather, type Verb } from './twiml.ts';
import { XmlError } from './xml.ts';

export interface Line {
  who: 'system' | 'caller';
  text: string;
  language: string | null;
}

export interface Call {
  callSid: string;
  from: string;
  to: string;
  status: 'in-progress' | 'completed' | 'busy' | 'rejected' | 'failed';
  /** What the system said since the caller last did something. */
  said: string[];
  awaiting: Gather | null;
  transcript: Line[];
  /** Why the call broke off, for whoever builds the other side. */
  problem: string | null;
}

interface LiveCall extends Call {
  /** What comes after the question when the caller does nothing. */
  rest: Verb[];
}

export type CallerAct = { hangup: true } | { digits: string } | { speech: string };

export interface PhoneSettings {
  publicUrl: string;
  authToken: string;
}

export type Phone = ReturnType<typeof createPhone>;

const ACCOUNT = `AC${'0'.repeat(32)}`;
const APOLOGY = 'We are sorry, an application error has occurred. Goodbye.';
const MOST_REDIRECTS = 20;
const MOST_CALLS = 500;

/** The telephone company: carries calls and text messages to the system's webhooks as Twilio does, and plays what comes back. */
export function createPhone({ publicUrl, authToken }: PhoneSettings) {
  const calls = new Map<string, LiveCall>();

  async function request(url: string, method: 'GET' | 'POST', parameters: Record<string, string>): Promise<string> {
    const asked = new URL(url);
    if (method === 'GET') Object.entries(parameters).forEach(([name, value]) => asked.searchParams.set(name, value));
    const answer = await fetch(asked, {
      method,
      headers: { 'x-twilio-signature': signature(authToken, asked.href, method === 'POST' ? parameters : {}) },
      ...(method === 'POST' ? { body: new URLSearchParams(parameters) } : {}),
      signal: AbortSignal.timeout(15_000),
    });
    if (!answer.ok) throw new TwimlError(`HTTP ${answer.status}`);
    return answer.text();
  }

  /** Asks for instructions and plays them, up to a question, an end or a mistake. */
  async function follow(
    call: LiveCall,
    url: string,
    method: 'GET' | 'POST',
    extra: Record<string, string>,
  ): Promise<void> {
    let next: { url: string; method: 'GET' | 'POST' } | undefined = { url, method };
    let parameters = { ...about(call), ...extra };
    try {
      for (let hops = 0; next; hops += 1) {
        if (hops > MOST_REDIRECTS) throw new TwimlError('too many redirects');
        const verbs = parseTwiml(await request(next.url, next.method, parameters), next.url);
        next = play(call, verbs);
        parameters = about(call);
      }
    } catch (error) {
      breakOff(call, error);
    }
  }

  return {
    async dial(from: string, to: string): Promise<Call> {
      const callSid = sid('CA');
      const call: LiveCall = {
        callSid,
        from,
        to,
        status: 'in-progress',
        said: [],
        awaiting: null,
        transcript: [],
        problem: null,
        rest: [],
      };
      calls.set(callSid, call);
      if (calls.size > MOST_CALLS) calls.delete(calls.keys().next().value!);
      await follow(call, `${publicUrl}/webhooks/voice`, 'POST', { CallStatus: 'ringing' });
      return view(call);
    },

    find(callSid: string): Call | undefined {
      const call = calls.get(callSid);
      return call && view(call);
    },

    /** What the caller does; undefined when this call is over or waits for something else. */
    async act(callSid: string, act: CallerAct): Promise<Call | undefined> {
      const call = calls.get(callSid);
      if (!call || call.status !== 'in-progress' || !call.awaiting) return undefined;
      const gather = call.awaiting;
      if ('speech' in act && !gather.input.includes('speech')) return undefined;
      if ('digits' in act && act.digits !== '' && !gather.input.includes('dtmf')) return undefined;

      call.awaiting = null;
      call.said = [];
      if ('hangup' in act) {
        call.status = 'completed';
        return view(call);
      }
      const heard = whatWasHeard(act, gather);
      if (heard.text) call.transcript.push({ who: 'caller', text: heard.text, language: gather.language });
      if (heard.text || gather.evenWhenEmpty) await follow(call, gather.action, gather.method, heard.parameters);
      else await goOn(call);
      return view(call);
    },

    async text(
      from: string,
      to: string,
      body: string,
    ): Promise<{ messageSid: string; replies: string[]; problem: string | null }> {
      const messageSid = sid('SM');
      const parameters = { MessageSid: messageSid, AccountSid: ACCOUNT, From: from, To: to, Body: body, NumMedia: '0' };
      try {
        const answer = await request(`${publicUrl}/webhooks/sms`, 'POST', parameters);
        return { messageSid, replies: answer.trim() === '' ? [] : parseReplies(answer), problem: null };
      } catch (error) {
        return { messageSid, replies: [], problem: reasonOf(error) };
      }
    },

    clear: () => calls.clear(),
  };

  /** The caller did nothing: the verbs after the question are next. */
  async function goOn(call: LiveCall): Promise<void> {
    const next = play(call, call.rest);
    if (next) await follow(call, next.url, next.method, {});
  }
}

function about({ callSid, from, to }: Call): Record<string, string> {
  return {
    CallSid: callSid,
    AccountSid: ACCOUNT,
    ApiVersion: '2010-04-01',
    Direction: 'inbound',
    From: from,
    Caller: from,
    To: to,
    Called: to,
    CallStatus: 'in-progress',
  };
}

/** Plays verbs until somebody has to answer, the call ends, or other instructions must be fetched. */
function play(call: LiveCall, verbs: Verb[]): { url: string; method: 'GET' | 'POST' } | undefined {
  for (const [i, verb] of verbs.entries()) {
    switch (verb.verb) {
      case 'say':
        call.said.push(verb.text);
        call.transcript.push({ who: 'system', text: verb.text, language: verb.language });
        break;
      case 'play':
        call.said.push(`♪ ${verb.url}`);
        call.transcript.push({ who: 'system', text: `♪ ${verb.url}`, language: null });
        break;
      case 'pause':
        break; // silence has no words
      case 'gather':
        play(call, verb.prompts);
        call.status = 'in-progress';
        call.awaiting = verb.gather;
        call.rest = verbs.slice(i + 1);
        return undefined;
      case 'redirect':
        return verb;
      case 'hangup':
        call.status = 'completed';
        return undefined;
      case 'reject':
        call.status = verb.reason === 'busy' ? 'busy' : 'rejected';
        return undefined;
      default:
        return verb satisfies never;
    }
  }
  call.status = 'completed';
  return undefined;
}

function whatWasHeard(
  act: Exclude<CallerAct, { hangup: true }>,
  gather: Gather,
): { text: string; parameters: Record<string, string> } {
  if ('speech' in act) return { text: act.speech, parameters: { SpeechResult: act.speech, Confidence: '0.9' } };
  const { digits, finishedOnKey } = digitsHeard(act.digits, gather);
  return { text: digits, parameters: { Digits: digits, ...(finishedOnKey ? { FinishedOnKey: finishedOnKey } : {}) } };
}

/** As the real company does: an apology in English, and the line goes dead. */
function breakOff(call: LiveCall, error: unknown): void {
  call.problem = reasonOf(error);
  call.status = 'failed';
  call.said.push(APOLOGY);
  call.transcript.push({ who: 'system', text: APOLOGY, language: 'en-US' });
}

/** Mistakes of the other side are part of the play; ours are not. */
function reasonOf(error: unknown): string {
  const theirs = error instanceof TwimlError || error instanceof XmlError;
  const unreachable = error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError');
  if (theirs) return error.message;
  if (unreachable) return 'the webhook did not answer';
  throw error;
}

/** Over the full address and the posted fields in order of name, as the receiver computes it again. */
export function signature(authToken: string, url: string, parameters: Record<string, string>): string {
  const fields = Object.keys(parameters)
    .sort()
    .map((name) => `${name}${parameters[name]}`);
  return createHmac('sha1', authToken)
    .update(url + fields.join(''))
    .digest('base64');
}

function view({ callSid, from, to, status, said, awaiting, transcript, problem }: LiveCall): Call {
  return { callSid, from, to, status, said, awaiting, transcript, problem };
}

function sid(kind: 'CA' | 'SM'): string {
  return `${kind}${randomBytes(16).toString('hex')}`;
}

import { type Passwords } from '../../activities/accounts/passwords.ts';
import { keepCall, readCall } from '../../activities/sign-on/calls.ts';
import { type Release } from '../../rules/municipalities/release.ts';
import { type Language } from '../../rules/values/language.ts';
import { type Api } from '../api.ts';
import { promptOf } from './call-prompts.ts';
import { type CallState } from './call-state.ts';
import { turnOf } from './call-turns.ts';
import { spoken, twiml, VOICES } from './twiml.ts';

/** What the telephone company tells of a call and of what was answered. */
export type CallForm = Record<string, string>;

/** The begin of signing on or off: whoever calls is asked for the number of the permit. */
export async function beginCall(
  api: Api,
  release: Release,
  language: Language,
  { CallSid = '' }: CallForm,
): Promise<string> {
  const state: CallState = { at: 'number', tries: 0, language, silent: 0 };
  const { municipalityId } = release;
  const at = api.deps.clock();
  const before = await readCall<CallState>(api.deps, CallSid, at);
  // Sent twice: the call is there already, and is asked what it was asked.
  const step = before?.step ?? 0;
  if (!before) await keepCall(api.deps, { callSid: CallSid, municipalityId, step, state, at });
  return asking(api, release, before?.state ?? state, step, []);
}

/** One answer of the caller, by the number of the question it is an answer to. */
export async function goOnWithCall(
  api: Api,
  passwords: Passwords,
  release: Release,
  form: CallForm,
  question: number,
): Promise<string> {
  const { CallSid = '', From = '' } = form;
  const { deps } = api;
  const at = deps.clock();
  const call = await readCall<CallState>(deps, CallSid, at);
  if (!call) return twiml({ Redirect: '/webhooks/voice' });
  // An answer to an earlier question came twice: what was booked stays, and the present question is asked again.
  if (call.step !== question) return asking(api, release, call.state, call.step, []);
  const { language } = call.state;
  const { municipality } = release.content;
  const turn = await turnOf(
    {
      api,
      passwords,
      voice: { language, say: deps.texts.in(language, release.content) },
      municipalityId: release.municipalityId,
      caller: /^\+\d{8,15}$/.test(From) ? From : null,
      key: `call-${CallSid}-${question}`.slice(0, 100),
      phone: municipality.contact.phone,
    },
    call.state,
    { digits: form['Digits'], speech: form['SpeechResult'] },
  );
  const step = call.step + 1;
  const kept = await keepCall(deps, {
    callSid: CallSid,
    municipalityId: release.municipalityId,
    step,
    state: turn.state,
    at,
  });
  if (kept) return asking(api, release, turn.state, step, turn.say);
  const now = await readCall<CallState>(deps, CallSid, at);
  return now ? asking(api, release, now.state, now.step, []) : twiml({ Hangup: {} });
}

async function asking(api: Api, release: Release, state: CallState, step: number, said: string[]): Promise<string> {
  const { language } = state;
  const voice = { language, say: api.deps.texts.in(language, release.content) };
  const before = said.length > 0 ? { Say: said.map((text) => spoken(language, text)) } : {};
  if (state.at === 'over') return twiml({ ...before, Hangup: {} });
  const { text, numDigits, speech } = await promptOf(api, voice, state);
  const action = `/webhooks/voice/step?n=${step}`;
  return twiml({
    ...before,
    Gather: {
      '@input': speech ? 'dtmf speech' : 'dtmf',
      ...(numDigits === undefined ? {} : { '@numDigits': String(numDigits) }),
      ...(speech && { '@language': VOICES[language], '@speechTimeout': 'auto' }),
      '@finishOnKey': '#',
      '@timeout': '8',
      '@action': action,
      Say: spoken(language, text),
    },
    Redirect: action,
  });
}

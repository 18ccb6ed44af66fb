import { type Passwords } from '../../activities/accounts/passwords.ts';
import { enterWithKey, isKeyLive } from '../../activities/sign-on/enter.ts';
import { formatsIn } from '../../rules/values/format.ts';
import { nextMoment } from '../../rules/sign-on/end.ts';
import { plateHeard, plateTyped } from '../../rules/sign-on/plate-by-ear.ts';
import { clockTyped } from '../../rules/sign-on/text-message.ts';
import { isPlate, plateKey, readPlate, type Plate } from '../../rules/values/plate.ts';
import { type Api } from '../api.ts';
import { permitToSignOn, platesKnown, proposedEnd, quoteSignOn, runningOn, signOff, signOn } from '../sign-on/acts.ts';
import { costInWords, spelledOut, whyNot, type Voice } from '../sign-on/words.ts';
import { countriesFor } from './call-prompts.ts';
import { type CallState, type Heard } from './call-state.ts';

/** What one answer leads to: something to say first, and where the call is then. */
export interface Turn {
  say: string[];
  state: CallState;
  /** It was none of the answers there are. */
  notThere?: true;
}

export interface Line {
  api: Api;
  passwords: Passwords;
  voice: Voice;
  municipalityId: string;
  /** Who calls; null when they keep that to themselves. */
  caller: string | null;
  /** One and the same for one answer, however often it is sent. */
  key: string;
  /** Of the counter, for whom it does not work out. */
  phone: string;
}

const MOST_TRIES = 3;
const MOST_AT_ONCE = 9;

type In<Where extends CallState['at']> = Extract<CallState, { at: Where }>;

/** Takes one answer of the caller, or none; after three that lead nowhere the call is over. */
export async function turnOf(line: Line, state: CallState, heard: Heard): Promise<Turn> {
  const silent = heard.digits === undefined && heard.speech === undefined;
  const turn = silent
    ? { say: [], state, notThere: true as const }
    : await answered(line, { ...state, silent: 0 }, heard);
  if (!turn.notThere) return turn;
  return state.silent + 1 >= MOST_TRIES ? goodbye(line) : { ...turn, state: { ...state, silent: state.silent + 1 } };
}

/** Nothing is booked before the last question was answered with yes. */
async function answered(line: Line, asked: CallState, heard: Heard): Promise<Turn> {
  const { say } = line.voice;
  // A card that was revoked during the call ends it: nothing more is told and nothing is booked.
  if ('keyId' in asked && !(await isKeyLive(line.api.deps, asked.keyId)))
    return goodbye(line, say('refusal.sign-on-wrong'));
  const { digits } = heard;
  switch (asked.at) {
    case 'number':
      return { say: [], state: { ...asked, at: 'code', number: digits ?? '' } };
    case 'code':
      return entered(line, asked, digits ?? '');
    case 'choose':
      return chosen(line, asked, digits);
    case 'zone': {
      const { areas } = await permitToSignOn(line.api, asked.permitId);
      const area = areas[Number(digits) - 1];
      return area ? { say: [], state: { ...asked, at: 'country', areaId: area.id } } : again(line, asked);
    }
    case 'country': {
      const { content } = await permitToSignOn(line.api, asked.permitId);
      const country = countriesFor(content.municipality.country)[Number(digits) - 1];
      if (country === undefined) return again(line, asked);
      return { say: [], state: { ...asked, at: 'plate', country, tries: 0, notMeant: [] } };
    }
    case 'plate':
      return plateSaid(line, asked, heard);
    case 'plate-check':
      if (isYes(heard)) return { say: [], state: { ...asked, at: 'end' } };
      return isNo(heard) ? misheard(line, asked, asked.plate) : again(line, asked);
    case 'end':
      return endSaid(line, asked, digits ?? '');
    case 'confirm':
      if (isNo(heard)) return { say: [say('signOn.call.nothingDone')], state: { ...asked, at: 'choose' } };
      return isYes(heard) ? started(line, asked) : again(line, asked);
    case 'stop':
      return stopped(line, asked, digits);
    case 'over':
      return goodbye(line);
    default:
      return asked satisfies never;
  }
}

async function entered(line: Line, state: In<'code'>, code: string): Promise<Turn> {
  const { api, passwords, voice, municipalityId, caller } = line;
  const entry = await enterWithKey(api.deps, passwords, { municipalityId, number: state.number, code, caller });
  if (entry.outcome === 'allow') {
    const { keyId, permitId } = entry;
    const { product } = await permitToSignOn(api, permitId);
    const welcome = voice.say('signOn.call.welcome', { product: product.name[voice.language] });
    return { say: [welcome], state: { at: 'choose', keyId, permitId, language: state.language, silent: 0 } };
  }
  const tries = state.tries + 1;
  const sorry = whyNot(voice, entry);
  if (entry.ground === 'sign-on-locked' || tries >= MOST_TRIES) return goodbye(line, sorry);
  return { say: [sorry], state: { at: 'number', tries, language: state.language, silent: 0 } };
}

async function chosen(line: Line, state: In<'choose'>, digits: string | undefined): Promise<Turn> {
  const { api, voice } = line;
  const { say, language } = voice;
  const { permitId } = state;
  if (digits === '1') {
    const { areas } = await permitToSignOn(api, permitId);
    return {
      say: [],
      state: areas.length > 1 ? { ...state, at: 'zone' } : { ...state, at: 'country', areaId: areas[0]!.id },
    };
  }
  if (digits === '0') return goodbye(line);
  if (digits !== '2' && digits !== '3') return again(line, state);
  const running = (await runningOn(api.deps.pool, permitId, api.deps.clock())).slice(0, MOST_AT_ONCE);
  if (running.length === 0) return { say: [say('signOn.nothingRuns')], state };
  if (digits === '2') return { say: [], state: { ...state, at: 'stop', actionIds: running.map(({ id }) => id) } };
  const lines = running.map(({ plate, endsAt }) =>
    say('signOn.runs', { plate: spelledOut(voice, plate), end: formatsIn(language).moment(endsAt) }),
  );
  return { say: lines, state };
}

async function plateSaid(line: Line, state: In<'plate'>, { digits, speech }: Heard): Promise<Turn> {
  const { api, voice } = line;
  const known = await platesKnown(api.deps.pool, state.permitId, state.country);
  const meant = known.filter((plate) => !state.notMeant.includes(plate));
  const key = speech !== undefined ? plateHeard(speech) : plateTyped(digits ?? '', meant);
  const plate = key === undefined ? undefined : readOrKept(key, state.country);
  return plate
    ? { say: [], state: { ...state, at: 'plate-check', plate } }
    : misheard(line, state, undefined, voice.say('signOn.call.unclear'));
}

/** A plate of the own country must follow a pattern of it: one sign misheard costs a fine. */
function readOrKept(key: string, country: string): Plate | undefined {
  const read = readPlate(key, country);
  return isPlate(read) ? read : undefined;
}

/** Asked again, three times in all; a plate that was not meant is not proposed a second time. */
function misheard(line: Line, state: In<'plate'> | In<'plate-check'>, not: Plate | undefined, sorry?: string): Turn {
  const tries = state.tries + 1;
  if (tries >= MOST_TRIES) return goodbye(line, line.voice.say('signOn.call.noPlate', { phone: line.phone }));
  const { keyId, permitId, areaId, country, language } = state;
  const notMeant = not ? [...state.notMeant, plateKey(not.key)] : state.notMeant;
  return {
    say: sorry === undefined ? [] : [sorry],
    state: { at: 'plate', keyId, permitId, areaId, country, language, tries, notMeant, silent: 0 },
  };
}

async function endSaid(line: Line, state: In<'end'>, digits: string): Promise<Turn> {
  const { api } = line;
  const { timeZone } = await permitToSignOn(api, state.permitId);
  const clock = clockTyped(digits);
  if (clock === undefined && digits !== '0') return again(line, state);
  const endsAt = clock === undefined ? undefined : nextMoment(clock, api.deps.clock(), timeZone);
  return offered(line, state, endsAt, []);
}

/** What is possible, with its price, to be confirmed; where something else is, that. */
async function offered(line: Line, state: In<'end'>, endsAt: string | undefined, before: string[]): Promise<Turn> {
  const { api, voice } = line;
  const quoted = await quoteSignOn(api, { ...state, endsAt });
  if (quoted.outcome === 'quoted') {
    const cost = costInWords(voice, quoted.holds);
    return { say: before, state: { ...state, at: 'confirm', endsAt: quoted.stay.to, cost } };
  }
  const sorry = whyNot(voice, quoted);
  const instead = before.length === 0 ? proposedEnd(quoted) : undefined;
  if (instead !== undefined) return offered(line, state, instead, [sorry, voice.say('signOn.call.instead')]);
  return { say: [...before, sorry], state: { ...state, at: 'choose' } };
}

async function started(line: Line, state: In<'confirm'>): Promise<Turn> {
  const { api, voice, key } = line;
  const done = await signOn(api, state, { kind: 'key', id: state.keyId }, key);
  if (done.outcome === 'refuse') return { say: [whyNot(voice, done)], state: { ...state, at: 'choose' } };
  const end = formatsIn(voice.language).moment(done.endsAt);
  return goodbye(line, voice.say('signOn.call.started', { plate: spelledOut(voice, state.plate.key), end }));
}

async function stopped(line: Line, state: In<'stop'>, digits: string | undefined): Promise<Turn> {
  const { api, voice } = line;
  const { say, language } = voice;
  if (digits === '0') return { say: [say('signOn.call.nothingDone')], state: { ...state, at: 'choose' } };
  const actionId = state.actionIds[Number(digits) - 1];
  if (actionId === undefined) return again(line, state);
  const actor = { kind: 'key', id: state.keyId } as const;
  const done = await signOff(api, { permitId: state.permitId, actionId, actor });
  if (done.outcome === 'refuse') return { say: [whyNot(voice, done)], state: { ...state, at: 'choose' } };
  const time = formatsIn(language).timeInWords(done.endedAt);
  return goodbye(line, say('signOn.stopped', { time, cost: costInWords(voice, done.costsInUnits) }));
}

/** Not one of the answers there were: the same question, and not for ever. */
function again(line: Line, state: CallState): Turn {
  return { say: [line.voice.say('signOn.call.notThere')], state, notThere: true };
}

function goodbye({ voice: { say, language } }: Line, before?: string): Turn {
  const words = [...(before === undefined ? [] : [before]), say('phone.goodbye')];
  return { say: words, state: { at: 'over', language, silent: 0 } };
}

const isYes = ({ digits, speech }: Heard): boolean =>
  digits === '1' || /^\s*(ja|yes|klopt|correct)\b/i.test(speech ?? '');
const isNo = ({ digits, speech }: Heard): boolean =>
  digits === '2' || digits === '0' || /^\s*(nee|no|fout|wrong)\b/i.test(speech ?? '');

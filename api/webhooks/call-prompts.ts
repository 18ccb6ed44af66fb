import { formatsIn } from '../../rules/values/format.ts';
import { NUMBER_DIGITS } from '../../rules/sign-on/keys.ts';
import { type Api } from '../api.ts';
import { permitToSignOn, runningOn } from '../sign-on/acts.ts';
import { spelledOut, type Voice } from '../sign-on/words.ts';
import { type CallState } from './call-state.ts';

/** Countries somebody can choose with one key, the own one first; what else drives here signs on at the counter or in the app. */
const ABROAD = ['NL', 'B', 'D', 'F', 'GB', 'L', 'PL'];
export const countriesFor = (country: 'NL' | 'BE'): string[] => {
  const own = country === 'BE' ? 'B' : 'NL';
  return [own, ...ABROAD.filter((other) => other !== own)];
};

/** One question: what is asked, and what is listened for. */
export interface Prompt {
  text: string;
  numDigits?: number;
  speech?: true;
}

/** The question of where a call is now. Asked again as it is when nothing was answered. */
export async function promptOf(api: Api, voice: Voice, state: CallState): Promise<Prompt> {
  const { say, language } = voice;
  const formats = formatsIn(language);
  switch (state.at) {
    case 'number':
      return { text: say('signOn.call.number', { digits: NUMBER_DIGITS }), numDigits: NUMBER_DIGITS };
    case 'code':
      return { text: say('signOn.call.code') };
    case 'choose':
      return { text: say('signOn.call.choose'), numDigits: 1 };
    case 'zone': {
      const { areas } = await permitToSignOn(api, state.permitId);
      return { text: areas.map(({ name }, at) => say('signOn.call.press', { key: at + 1, what: name })).join(' ') };
    }
    case 'country': {
      const { content } = await permitToSignOn(api, state.permitId);
      const choices = countriesFor(content.municipality.country).map((code, at) =>
        say('signOn.call.press', { key: at + 1, what: say(`countries.${code}`) }),
      );
      return { text: [say('signOn.call.country'), ...choices].join(' '), numDigits: 1 };
    }
    case 'plate':
      return { text: say('signOn.call.plate'), speech: true };
    case 'plate-check':
      return {
        text: say('signOn.call.check', { plate: spelledOut(voice, state.plate.key) }),
        numDigits: 1,
        speech: true,
      };
    case 'end':
      return { text: say('signOn.call.end'), numDigits: 4 };
    case 'confirm':
      return {
        text: say('signOn.call.confirm', {
          plate: spelledOut(voice, state.plate.key),
          end: formats.moment(state.endsAt),
          cost: state.cost,
        }),
        numDigits: 1,
        speech: true,
      };
    case 'stop': {
      const running = await runningOn(api.deps.pool, state.permitId, api.deps.clock());
      const lines = state.actionIds.flatMap((id, at) => {
        const action = running.find((one) => one.id === id);
        return action ? [say('signOn.call.press', { key: at + 1, what: spelledOut(voice, action.plate) })] : [];
      });
      return { text: [say('signOn.call.which'), ...lines, say('signOn.call.none')].join(' '), numDigits: 1 };
    }
    case 'over':
      return { text: '' };
    default:
      return state satisfies never;
  }
}

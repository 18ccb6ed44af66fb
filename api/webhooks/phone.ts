import { type Release } from '../../rules/municipalities/release.ts';
import { type Language } from '../../rules/messages.ts';
import { type Api } from '../api.ts';
import { beginCall, type CallForm } from './sign-on-call.ts';
import { spoken, twiml } from './twiml.ts';

/**
 * The first menu of the parking line (TwiML): the hours of the counter, its address, signing on and off, the same in English.
 * The language travels as the digit that chose it, so nothing about a caller is kept before they sign on.
 */
export async function phoneMenu(api: Api, form: CallForm): Promise<string> {
  const { To, Digits } = form;
  const release = await releaseOfLine(api, To);
  if (!release) return twiml({ Reject: {} });
  const language: Language = Digits !== undefined && /^[6789]$/.test(Digits) ? 'en' : 'nl';
  const say = api.deps.texts.in(language, release.content);
  const { name, contact } = release.content.municipality;
  const speak = (text: string) => spoken(language, text);
  const menu = {
    Gather: {
      '@numDigits': '1',
      '@timeout': '8',
      '@action': '/webhooks/voice/menu',
      Say: speak(say('phone.menu', { municipality: name })),
    },
    Redirect: '/webhooks/voice',
  };
  switch (Digits) {
    case '1':
    case '7':
      return twiml({ Say: speak(say('phone.hours', { hours: contact.hours[language] })), ...menu });
    case '2':
    case '8':
      return twiml({ Say: speak(say('phone.address', { address: contact.address[language] })), ...menu });
    case '3':
    case '6':
      return beginCall(api, release, language, form);
    case '0':
      return twiml({ Say: speak(say('phone.goodbye')), Hangup: {} });
    default:
      return twiml(menu);
  }
}

/** Whose line was dialled. */
export async function releaseOfLine({ deps }: Api, number: string | undefined): Promise<Release | undefined> {
  const releases = await deps.releases.all(deps.clock());
  return releases.find(({ content }) => content.municipality.contact.line === number);
}

import { XMLBuilder } from 'fast-xml-parser';
import { type Release } from '../../rules/municipalities/release.ts';
import { type Language } from '../../rules/messages.ts';
import { type Api } from '../api.ts';

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  preserveOrder: false,
  format: false,
});
const VOICES: Record<Language, string> = { nl: 'nl-NL', en: 'en-GB' };

/**
 * The first menu of the parking line (TwiML): the hours of the counter, its address, the same in English. The language travels as the
 * digit that chose it, so nothing about a caller is kept.
 */
export async function phoneMenu(api: Api, { To, Digits }: Record<string, string>): Promise<string> {
  const release = await releaseOfLine(api, To);
  if (!release) return twiml({ Reject: {} });
  const language: Language = Digits !== undefined && /^[789]$/.test(Digits) ? 'en' : 'nl';
  const say = api.deps.texts.in(language, release.content);
  const { name, contact } = release.content.municipality;
  const speak = (text: string) => ({ '@language': VOICES[language], '#text': text });
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
    case '0':
      return twiml({ Say: speak(say('phone.goodbye')), Hangup: {} });
    default:
      return twiml(menu);
  }
}

/** Text messages are answered with where to go: the line takes calls. */
export async function textMessage(api: Api, { To }: Record<string, string>): Promise<string> {
  const release = await releaseOfLine(api, To);
  if (!release) return twiml({});
  const { contact } = release.content.municipality;
  return twiml({
    Message: api.deps.texts.in('nl', release.content)('phone.sms', { phone: contact.phone, url: api.deps.publicUrl }),
  });
}

async function releaseOfLine({ deps }: Api, number: string | undefined): Promise<Release | undefined> {
  const releases = await deps.releases.all(deps.clock());
  return releases.find(({ content }) => content.municipality.contact.line === number);
}

const twiml = (response: object): string =>
  `<?xml version="1.0" encoding="UTF-8"?>${builder.build({ Response: response })}`;

import { linkPhone, mayTellStranger, phoneOf, unlinkPhone, type LinkedPhone } from '../../activities/sign-on/phones.ts';
import { nextMoment } from '../../rules/sign-on/end.ts';
import { readTextMessage, type Wish } from '../../rules/sign-on/text-message.ts';
import { type Release } from '../../rules/municipalities/release.ts';
import { formatsIn } from '../../rules/values/format.ts';
import { type Language } from '../../rules/values/language.ts';
import { type Api } from '../api.ts';
import { permitToSignOn, proposedEnd, runningOn, signOff, signOn } from '../sign-on/acts.ts';
import { costInWords, whyNot, type Voice } from '../sign-on/words.ts';
import { releaseOfLine } from './phone.ts';
import { twiml } from './twiml.ts';

/**
 * A text message to the line. The answer is the confirmation: what it does not confirm was not booked. A number nobody linked gets one
 * polite answer a day, whatever it asks.
 */
export async function textMessage(api: Api, form: Record<string, string>): Promise<string> {
  const { To, From = '', Body = '', MessageSid = '' } = form;
  const release = await releaseOfLine(api, To);
  if (!release) return twiml({});
  const wish = readTextMessage(Body);
  const language: Language = /^\s*(on|off|link|unlink)\b/i.test(Body) ? 'en' : 'nl';
  const voice = { language, say: api.deps.texts.in(language, release.content) };
  const text = await answerTo(api, release, voice, { wish, sender: From, sid: MessageSid });
  return twiml(text === undefined ? {} : { Message: text });
}

async function answerTo(
  api: Api,
  release: Release,
  voice: Voice,
  { wish, sender, sid }: { wish: Wish; sender: string; sid: string },
): Promise<string | undefined> {
  const { deps } = api;
  const { municipalityId } = release;
  const { say } = voice;
  const at = deps.clock();
  if (wish.kind === 'link') {
    const linked = await linkPhone(deps, { municipalityId, sender, code: wish.code, at });
    if (linked.outcome === 'linked') {
      const { product } = await permitToSignOn(api, linked.permitId);
      return say('signOn.sms.linked', { product: product.name[voice.language] });
    }
    if (await phoneOf(deps, municipalityId, sender)) return whyNot(voice, linked);
  }
  const phone = await phoneOf(deps, municipalityId, sender);
  if (phone) return answerToLinked(api, voice, phone, wish, sid);
  if (!(await mayTellStranger(deps, { municipalityId, sender, at }))) return undefined;
  const { contact } = release.content.municipality;
  return say('signOn.sms.unknown', { url: deps.publicUrl, phone: contact.phone });
}

async function answerToLinked(api: Api, voice: Voice, phone: LinkedPhone, wish: Wish, sid: string): Promise<string> {
  const { deps } = api;
  const { say, language } = voice;
  const { permitId, phoneId, holderId } = phone;
  const actor = { kind: 'key', id: phoneId } as const;
  const formats = formatsIn(language);
  const running = () => runningOn(deps.pool, permitId, deps.clock());
  switch (wish.kind) {
    case 'on': {
      const { timeZone } = await permitToSignOn(api, permitId);
      const endsAt = wish.clock === null ? undefined : nextMoment(wish.clock, deps.clock(), timeZone);
      const started = await signOn(
        api,
        { permitId, plate: wish.plate, areaId: undefined, endsAt },
        actor,
        `sms-${sid}`,
      );
      if (started.outcome === 'refuse') {
        const instead = proposedEnd(started);
        const hint = instead === undefined ? [] : [say('signOn.sms.instead', { end: formats.moment(instead) })];
        return [whyNot(voice, started), ...hint].join(' ');
      }
      const { display: plate } = wish.plate;
      return say('signOn.sms.started', {
        plate,
        end: formats.moment(started.endsAt),
        cost: costInWords(voice, started.holds),
      });
    }
    case 'off': {
      const all = await running();
      if (all.length === 0) return say('signOn.nothingRuns');
      const meant = wish.plate === null ? all : all.filter(({ plate }) => plate === wish.plate);
      if (meant.length === 0) return say('signOn.sms.notRunning', { plate: wish.plate! });
      if (meant.length > 1) return say('signOn.sms.which', { plates: meant.map(({ display }) => display).join(', ') });
      const stopped = await signOff(api, { permitId, actionId: meant[0]!.id, actor });
      if (stopped.outcome === 'refuse') return whyNot(voice, stopped);
      const [time, cost] = [formats.timeInWords(stopped.endedAt), costInWords(voice, stopped.costsInUnits)];
      return say('signOn.sms.stopped', { plate: meant[0]!.display, time, cost });
    }
    case 'status': {
      const lines = (await running()).map(({ display, endsAt }) =>
        say('signOn.sms.runs', { plate: display, end: formats.moment(endsAt) }),
      );
      return lines.length === 0 ? say('signOn.nothingRuns') : lines.join('\n');
    }
    case 'unlink': {
      const gone = await unlinkPhone(deps, { permitId, holderId, actor, at: deps.clock(), phoneId });
      return gone.outcome === 'refuse' ? whyNot(voice, gone) : say('signOn.sms.unlinked');
    }
    case 'link':
      return say('signOn.sms.unclear.word');
    case 'unclear':
      return say(`signOn.sms.unclear.${wish.about}`);
    default:
      return wish satisfies never;
  }
}

import { formatsIn } from '../../../rules/values/format.ts';
import nl from '../../../text/nl.json' with { type: 'json' };
import { fill, findSentence } from '../../../rules/sentences.ts';
import type { Say } from '../../text/sentences.ts';
import { at, MIDNIGHT, NOW } from './testing/sample.ts';
import { momentWords } from './moment-words.ts';

const t: Say = (key, values = {}) => fill(findSentence(key, 'nl', nl, {}) ?? key, values);
const words = momentWords({ now: NOW, timeZone: 'Europe/Amsterdam', t, format: formatsIn('nl') });
const plain = (text: string) => text.replace(/\s/g, ' ');

describe('moments in words', () => {
  it('name the day as people do', () => {
    expect(plain(words.at(at('14:15')))).toBe('vandaag 14.15 uur');
    expect(plain(words.at(at('14:15', '2026-11-22')))).toBe('morgen 14.15 uur');
    expect(plain(words.at(at('14:15', '2026-11-27')))).toBe('vrijdag 27 november 14.15 uur');
  });

  it('tell the end of a day as its last second [2PARK-052]', () => {
    expect(words.until(MIDNIGHT)).toBe('vandaag 23:59:59');
    expect(words.untilTime(MIDNIGHT)).toBe('23:59:59');
    // The night of 25 October has an hour more.
    const october = momentWords({
      now: '2026-10-25T10:00:00.000Z',
      timeZone: 'Europe/Amsterdam',
      t,
      format: formatsIn('nl'),
    });
    expect(october.until('2026-10-25T23:00:00.000Z')).toBe('vandaag 23:59:59');
  });

  it('say the day once for a stay within it', () => {
    expect(plain(words.stay({ from: at('14:15'), to: at('22:30') }))).toBe('vandaag, 14.15 tot 22.30 uur');
    expect(plain(words.stay({ from: at('14:15'), to: MIDNIGHT }))).toBe('vandaag, 14.15 tot 23:59:59');
    expect(plain(words.stay({ from: at('14:15'), to: at('09:00', '2026-11-22') }))).toBe(
      'vandaag 14.15 uur tot morgen 09.00 uur',
    );
  });
});

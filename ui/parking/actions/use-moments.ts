import { useNow } from '../../data/clock.ts';
import { useFormat, useText } from '../../text/text.tsx';
import { momentWords, type MomentWords } from './moment-words.ts';

/** Moments in words, as seen from this minute. */
export function useMoments(timeZone: string): MomentWords & { now: string } {
  const t = useText();
  const format = useFormat();
  const now = useNow();
  return { now, ...momentWords({ now, timeZone, t, format }) };
}

import { Fact } from '../components/note.tsx';
import { Plate } from '../components/plate.tsx';
import { Verdict } from '../components/verdict.tsx';
import { useFormat, useText } from '../text/text.tsx';
import type { TimedAnswer } from './data/checks.ts';
import { sayUntil } from './until-words.ts';

export interface Checked {
  plate: string;
  country: string;
  areaName: string;
  /** When the list was made that answered without connection. */
  listOf?: string;
  answer: TimedAnswer;
}

/** The answer, readable at arm's length: may stand here, no right, or look again. Never whose car it is (ASSEN-021). */
export function Result({ checked: { plate, country, areaName, listOf, answer } }: { checked: Checked }) {
  const t = useText();
  const format = useFormat();
  const { verdict, justExpired, near, earlier, until, at, id, tookMs } = answer;
  const expired = verdict === 'red' && justExpired;
  return (
    <div className="pw-stack pw-stack--tight">
      <Verdict kind={verdict} title={t(expired ? 'check.verdict.justExpired' : `check.verdict.${verdict}`)}>
        <Plate value={plate} country={country} size="xl" />
        <p>
          {verdict === 'green' && until !== null && sayUntil(until, at, t, format)}
          {verdict === 'amber' && (near > 1 ? t('check.amberMany', { count: near }) : t('check.amber'))}
          {verdict === 'red' && t(expired ? 'check.justExpired' : 'check.red')}
        </p>
        <p>{areaName}</p>
      </Verdict>
      {listOf !== undefined && (
        <Fact kind="wait" icon="offline">
          {t('check.pack.answered', { time: format.clock(listOf) })}
        </Fact>
      )}
      {earlier > 0 && (
        <Fact kind="wait">
          <strong>{t('check.earlier.title')}.</strong> {t('check.earlier.text')}
        </Fact>
      )}
      <p className="pw-small pw-muted pw-check__line">
        {t('check.line', { time: format.clock(at), seconds: format.number(Math.round(tookMs / 10) / 100) })}
      </p>
      <p className="pw-xs pw-muted pw-check__line pw-break">{t('check.number', { id })}</p>
    </div>
  );
}

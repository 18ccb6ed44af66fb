import type { ReactNode } from 'react';
import type { Instant } from '../../rules/values/moment.ts';
import { epoch, MINUTE_MS } from '../../rules/values/moment.ts';
import type { Cents } from '../../rules/values/money.ts';
import { useFormat, useText } from '../text/text.tsx';
import './figures.css';

/** An amount; `big` for the one figure a view is about. */
export function Money({ cents, big = false }: { cents: Cents; big?: boolean }) {
  const written = useFormat().money(cents);
  if (!big) return <span className="pw-money">{written}</span>;
  const [before = '', after = ''] = written.split('€');
  return (
    <span className="pw-figure pw-money">
      {before}
      <span className="pw-figure__unit">€</span>
      {/* The space is drawn by the style: beside a small sign a whole one is too wide. */}
      <span>{after.trimStart()}</span>
    </span>
  );
}

export interface Sum {
  text: ReactNode;
  cents: Cents;
}

/** How an amount is made up: lines, and their sum under a rule. */
export function Ledger({ caption, lines, total }: { caption: string; lines: readonly Sum[]; total: Sum }) {
  return (
    <table className="pw-ledger">
      <caption className="pw-said">{caption}</caption>
      <tbody>
        {lines.map(({ text, cents }, at) => (
          <tr key={at}>
            <th scope="row">{text}</th>
            <td>
              <Money cents={cents} />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{total.text}</th>
          <td>
            <Money cents={total.cents} />
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

/** Minutes left at which somebody who cannot see the figure is told. */
const SPOKEN_AT = [1, 5, 10, 30];

/** Time left. Give it a new `now` every minute; it neither ticks nor asks the device what time it is. */
export function Countdown({ until, now }: { until: Instant; now: Instant }) {
  const t = useText();
  const format = useFormat();
  const time = format.timeInWords(until);
  const left = epoch(until) - epoch(now);
  const minutes = Math.floor(left / MINUTE_MS);
  const threshold = SPOKEN_AT.find((limit) => left <= limit * MINUTE_MS);
  const sentence = (): string => {
    if (left <= 0) return t('parts.countdown.over', { time });
    if (minutes < 1) return t('parts.countdown.almost', { time });
    return t('parts.countdown.left', { duration: format.durationInWords(minutes), time });
  };
  return (
    <>
      <p className="pw-figure" role="timer" aria-label={sentence()}>
        {left <= 0 ? <small>{t('parts.countdown.ended')}</small> : <Left minutes={minutes} />}
      </p>
      {/* Its text changes only when a threshold is passed, so that nobody hears every minute. */}
      <span className="pw-said" role="status">
        {left <= 0 && t('parts.countdown.over', { time })}
        {left > 0 && threshold !== undefined && t('parts.countdown.warning', { count: threshold, time })}
      </span>
    </>
  );
}

function Left({ minutes }: { minutes: number }) {
  const t = useText();
  const written = useFormat().duration(Math.max(1, minutes));
  return (
    <>
      {minutes < 1 && <small>{t('parts.countdown.lessThanOne')} </small>}
      {written.split(/(\d+)/).map((piece, at) => (at % 2 === 1 ? piece : <small key={at}>{piece}</small>))}
    </>
  );
}

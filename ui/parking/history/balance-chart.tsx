import { useCallback } from 'react';
import { epoch, type Instant } from '../../../rules/values/moment.ts';
import { now } from '../../data/clock.ts';
import { useCall } from '../../data/use-call.ts';
import { useFormat, useText } from '../../text/text.tsx';
import { useAmount } from '../amount.ts';
import { readLatestTransactions } from '../data/money.ts';
import type { Balance } from '../data/permits.ts';
import { usePermit } from '../parking.ts';
import { courseOf, scaleOf, type Step } from './course.ts';
import './balance-chart.css';

/** How the balance went; each step stands in the list of transactions too, so this says nothing that cannot be read (2PARK-101). */
export function BalanceChart({ balance }: { balance: Balance }) {
  const { id } = usePermit();
  const { call } = useCall(useCallback((signal: AbortSignal) => readLatestTransactions(id, signal), [id]));
  if (call.state !== 'done') return null; // the list below says it when it cannot be read
  const steps = courseOf(balance, call.value.items, now());
  return steps.length < 2 ? null : <Chart steps={steps} unit={balance.unit} />;
}

function Chart({ steps, unit }: { steps: Step[]; unit: Balance['unit'] }) {
  const t = useText();
  const format = useFormat();
  const amountOf = useAmount();
  const amount = (value: number) => amountOf({ unit, amount: value });
  const [first, last] = [steps[0]!, steps.at(-1)!];
  const top = scaleOf(steps);
  const across = acrossFrom(first.at, last.at);
  const up = (value: number) => (100 * Math.max(0, value)) / top;
  const rises = steps.filter(({ rise }) => rise !== null);
  const highest = rises.reduce<Step | null>((high, step) => (high && high.rise! >= step.rise! ? high : step), null);

  const line = steps.map(({ at, amount: value }, index) =>
    index === 0 ? `M0 ${100 - up(value)}` : `H${across(at)} ${index < steps.length - 1 ? `V${100 - up(value)}` : ''}`,
  );
  return (
    <figure className="pw-course">
      <figcaption>
        <h2>{t('parking.history.course.heading')}</h2>
      </figcaption>
      <div
        className="pw-course__plot"
        role="img"
        aria-label={t('parking.history.course.label', {
          from: format.day(first.at),
          begin: amount(first.amount),
          now: amount(last.amount),
        })}
      >
        {[top, top / 2, 0].map((value) => (
          <span key={value} className="pw-course__level" style={{ insetBlockEnd: `${up(value)}%` }}>
            <span>{amount(value)}</span>
          </span>
        ))}
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          <path className="pw-course__area" d={`${line.join('')}V100H0Z`} />
          <path className="pw-course__line" d={line.join('')} vectorEffect="non-scaling-stroke" />
        </svg>
        {rises.map((step) => (
          <i
            key={step.at}
            className="pw-course__rise"
            style={{ insetInlineStart: `${across(step.at)}%`, insetBlockEnd: `${up(step.amount)}%` }}
          />
        ))}
        {highest && (
          <span
            className={across(highest.at) > 50 ? 'pw-course__word pw-course__word--before' : 'pw-course__word'}
            style={{ insetInlineStart: `${across(highest.at)}%`, insetBlockEnd: `${up(highest.amount)}%` }}
          >
            +{'\u00a0'}
            {amount(highest.rise!)}
          </span>
        )}
        <i className="pw-course__now" style={{ insetBlockEnd: `${up(last.amount)}%` }} />
      </div>
      <div className="pw-course__days" aria-hidden="true">
        <span>{format.day(first.at)}</span>
        <strong>{t('parking.history.course.now', { amount: amount(last.amount) })}</strong>
      </div>
      <p className="pw-small pw-muted">{t('parking.history.course.how')}</p>
    </figure>
  );
}

/** Where a moment stands between the first and the last, in hundredths. */
function acrossFrom(first: Instant, last: Instant): (at: Instant) => number {
  const whole = Math.max(1, epoch(last) - epoch(first));
  return (at) => Math.round((10_000 * (epoch(at) - epoch(first))) / whole) / 100;
}

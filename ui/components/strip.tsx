import { useText } from '../text/text.tsx';
import { classes } from './classes.ts';
import './strip.css';

/**
 * What a piece of time is. Solid is still to go or to pay (`paid`, `valid`), tint is used (`past`), hatched is free or standing still
 * (`free`, `paused`, `cut`), empty is not covered or not yet (`open`), and `late` is late.
 */
export type StripKind = 'paid' | 'valid' | 'past' | 'free' | 'paused' | 'cut' | 'open' | 'late';

export interface StripSegment {
  kind: StripKind;
  /** Share of the whole, in any unit: minutes, months, weeks. */
  size: number;
  /** A word inside, shown when there is room for it. */
  text?: string;
}

export interface StripTick {
  /** On the same scale as the sizes, from 0. */
  at: number;
  text: string;
}

interface StripProps {
  /** The whole strip as a sentence: it is an image to those who do not see it. */
  label: string;
  segments: readonly StripSegment[];
  /** Where the yellow peg stands, on the scale of the sizes. */
  now?: number | undefined;
  ticks?: readonly StripTick[];
  thin?: boolean;
}

/** A word needs this share of the line. */
const ROOM_FOR_TEXT = 0.18;

/** One line of time with kerb ticks: the minutes of a visit, the months of a permit, the weeks of a term. */
export function Strip({ label, segments, now, ticks = [], thin = false }: StripProps) {
  const whole = segments.reduce((total, { size }) => total + size, 0);
  const percent = (size: number) => `${((100 * size) / whole).toFixed(3)}%`;
  return (
    <div className={classes('pw-strip', thin && 'pw-strip--thin')} role="img" aria-label={label}>
      <div className="pw-strip__bar">
        {segments.map(({ kind, size, text }, at) => (
          <div key={at} className={`pw-strip__piece pw-strip__piece--${kind}`} style={{ inlineSize: percent(size) }}>
            {text !== undefined && !thin && size / whole >= ROOM_FOR_TEXT && (
              <span className="pw-strip__word">{text}</span>
            )}
          </div>
        ))}
        {now !== undefined && <i className="pw-strip__now" style={{ insetInlineStart: percent(now) }} />}
      </div>
      {ticks.length > 0 && (
        <div className="pw-strip__ticks">
          {ticks.map(({ at, text }) => (
            <span
              key={at}
              className={classes(
                'pw-strip__tick',
                at === 0 && 'pw-strip__tick--first',
                at === whole && 'pw-strip__tick--last',
              )}
              style={{ insetInlineStart: percent(at) }}
            >
              {text}
            </span>
          ))}
        </div>
      )}
    </div>
  );
}

/** What the patterns of a strip mean, where the words do not stand in it. */
export function Legend({ of }: { of: readonly { kind: StripKind; text: string }[] }) {
  return (
    <ul className="pw-legend">
      {of.map(({ kind, text }) => (
        <li key={kind}>
          <i className={`pw-strip__piece pw-strip__piece--${kind}`} aria-hidden="true" />
          {text}
        </li>
      ))}
    </ul>
  );
}

/** Steps of a wizard on a strip: how far, and how many. */
export function StepStrip({ step, of, name }: { step: number; of: number; name: string }) {
  const t = useText();
  const progress = t('parts.step.progress', { step, of });
  const kindOf = (at: number): StripKind => {
    if (at === step) return 'past';
    return at < step ? 'valid' : 'open';
  };
  return (
    <div className="pw-stack pw-stack--close">
      <p className="pw-small">
        <strong>{progress}</strong> <span className="pw-muted">· {name}</span>
      </p>
      <Strip
        thin
        label={progress}
        segments={Array.from({ length: of }, (_, index) => ({ kind: kindOf(index + 1), size: 1 }))}
        now={step - 0.5}
      />
    </div>
  );
}

import type { ReactNode } from 'react';
import './verdict.css';

export type VerdictKind = 'green' | 'red' | 'amber';

/** A circle with a tick, an octagon with a cross, a diamond with an exclamation mark: clear without colour, and from a distance. */
const SIGNS: Record<VerdictKind, { shape: string; mark: string }> = {
  green: { shape: 'M48 5a43 43 0 110 86 43 43 0 010-86z', mark: 'M27 50l14 14 28-31' },
  red: { shape: 'M30 5h36l25 25v36L66 91H30L5 66V30z', mark: 'M32 32l32 32M64 32L32 64' },
  amber: { shape: 'M48 4l44 44-44 44L4 48z', mark: 'M48 25v28M48 68h.1' },
};

interface VerdictProps {
  kind: VerdictKind;
  title: string;
  level?: 'h1' | 'h2' | 'h3' | 'h4';
  children?: ReactNode;
}

/** The answer to one question as a field of colour, read out at once. */
export function Verdict({ kind, title, level: Heading = 'h1', children }: VerdictProps) {
  const { shape, mark } = SIGNS[kind];
  return (
    <section className={`pw-verdict pw-verdict--${kind}`} role="status" aria-live="assertive" aria-atomic="true">
      <svg
        width="104"
        height="104"
        viewBox="0 0 96 96"
        fill="none"
        stroke="currentColor"
        strokeLinejoin="round"
        strokeLinecap="round"
        aria-hidden="true"
      >
        <path d={shape} strokeWidth="6" />
        <path d={mark} strokeWidth="9" />
      </svg>
      <Heading className="pw-verdict__title">{title}</Heading>
      {children}
    </section>
  );
}

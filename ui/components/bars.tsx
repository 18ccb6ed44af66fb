import './bars.css';

/** How large a number is beside the others of its column: drawn for the eye, beside the number itself for everybody. */
export function Bar({ value, most }: { value: number; most: number }) {
  const share = most > 0 ? Math.min(1, Math.max(0, value / most)) : 0;
  return (
    <span className="pw-bar" aria-hidden="true">
      <span className="pw-bar__fill" style={{ inlineSize: `${(100 * share).toFixed(1)}%` }} />
    </span>
  );
}

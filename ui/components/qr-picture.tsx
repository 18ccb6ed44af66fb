import { qrCode } from '../../rules/values/qr.ts';

/** Light around it, as readers need it. */
const QUIET = 4;

/** A QR code, dark on light in every theme: cameras read no other. */
export function QrPicture({ text, label }: { text: string; label: string }) {
  const modules = qrCode(text);
  const size = modules.length + 2 * QUIET;
  const path = modules
    .flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x + QUIET} ${y + QUIET}h1v1h-1z`] : [])))
    .join('');
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      style={{ inlineSize: '100%', maxInlineSize: '22rem', forcedColorAdjust: 'none' }}
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

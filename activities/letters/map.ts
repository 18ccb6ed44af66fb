import type PDFDocument from 'pdfkit';
import { type Area, type Backdrop } from '../../rules/municipalities/areas.ts';

type Pdf = InstanceType<typeof PDFDocument>;
type Point = readonly [number, number];

const GROUND = '#f2f4f3';
const TONES: Record<Backdrop['kind'], string> = {
  land: '#f2f4f3',
  water: '#cfe3ee',
  green: '#d9e8d3',
  street: '#c3cbc9',
  rail: '#8b9694',
};
const ZONE = '#14252b';

/** Draws an area on what lies around it, to scale at its own latitude, in a frame at the present height of the page. */
export function drawMap(
  pdf: Pdf,
  { polygons, backdrop }: { polygons: Area['polygons']; backdrop: readonly Backdrop[] },
  { left, width, height }: { left: number; width: number; height: number },
): void {
  const points = polygons.flat(2);
  if (points.length === 0) return;
  const [west, east] = [Math.min(...points.map(([x]) => x)), Math.max(...points.map(([x]) => x))];
  const [south, north] = [Math.min(...points.map(([, y]) => y)), Math.max(...points.map(([, y]) => y))];
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180);
  // A tenth of room around the area.
  const scale = Math.min(width / ((east - west) * squeeze * 1.2), height / ((north - south) * 1.2));
  const top = pdf.y;
  const place = ([x, y]: Point): [number, number] => [
    left + width / 2 + (x - (west + east) / 2) * squeeze * scale,
    top + height / 2 - (y - (south + north) / 2) * scale,
  ];
  const trace = (ring: readonly Point[], close: boolean) => {
    ring.forEach((point, index) => (index === 0 ? pdf.moveTo(...place(point)) : pdf.lineTo(...place(point))));
    if (close) pdf.closePath();
  };
  pdf.save();
  pdf.rect(left, top, width, height).clip().rect(left, top, width, height).fill(GROUND);
  for (const piece of backdrop) {
    const isLine = piece.shape === 'line';
    for (const ring of piece.points) trace(ring, !isLine);
    if (isLine) pdf.lineWidth(piece.kind === 'street' ? 2.5 : 1).stroke(TONES[piece.kind]);
    else pdf.fill(TONES[piece.kind], 'even-odd');
  }
  for (const polygon of polygons) for (const ring of polygon) trace(ring, true);
  pdf.fillOpacity(0.18).lineWidth(2).fillAndStroke(ZONE, ZONE, 'even-odd');
  pdf.restore();
  pdf.fillOpacity(1);
  pdf.x = left;
  pdf.y = top + height;
}

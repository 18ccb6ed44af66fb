import type { Geometry, Position } from 'geojson';
import type { Drawn, MapDrawing } from '../components/map-drawing.ts';

/** Thousandths of a degree from a point in the sea. */
const at = (points: readonly [number, number][]): Position[] => points.map(([x, y]) => [4 + x / 1000, 52 + y / 1600]);
const area = (points: readonly [number, number][]): Geometry => ({
  type: 'Polygon',
  coordinates: [at([...points, ...points.slice(0, 1)])],
});
const way = (points: readonly [number, number][]): Geometry => ({ type: 'LineString', coordinates: at(points) });
const drawn = (properties: Drawn, geometry: Geometry) => ({ type: 'Feature' as const, properties, geometry });

/** A made-up town on a river: four zones around an old centre. */
// prettier-ignore
export const TOWN: MapDrawing = {
  type: 'FeatureCollection',
  features: [
    drawn({ kind: 'land' }, area([[-90, -80], [150, -80], [150, 130], [-90, 130]])),
    drawn({ kind: 'water' }, area([[-90, -34], [-20, -26], [30, -36], [90, -24], [150, -30], [150, -48], [90, -42], [30, -54], [-20, -44], [-90, -52]])),
    drawn({ kind: 'green' }, area([[-70, 58], [-40, 70], [-24, 60], [-32, 40], [-62, 42]])),
    drawn({ kind: 'green' }, area([[96, -14], [124, -10], [130, -20], [100, -22]])),
    drawn({ kind: 'street' }, way([[-80, 20], [-20, 18], [30, 22], [80, 18], [140, 24]])),
    drawn({ kind: 'street' }, way([[30, -70], [30, -20], [34, 22], [28, 60], [30, 110]])),
    drawn({ kind: 'street' }, way([[-50, -10], [-46, 30], [-52, 36]])),
    drawn({ kind: 'street' }, way([[84, -12], [82, 18], [88, 50]])),
    drawn({ kind: 'rail' }, way([[128, -70], [120, 10], [132, 110]])),
    drawn({ kind: 'zone', id: 'A', name: 'Binnenstad' }, area([[10, 4], [34, -6], [56, 6], [58, 30], [34, 44], [8, 32]])),
    drawn({ kind: 'zone', id: 'B', name: 'Singelbuurt' }, area([[-56, -12], [2, -8], [2, 38], [-20, 42], [-60, 34]])),
    drawn({ kind: 'zone', id: 'C', name: 'Stationskwartier' }, area([[66, -14], [112, -16], [110, 44], [66, 38]])),
    drawn({ kind: 'zone', id: 'D', name: 'Hoornwerk' }, area([[-12, 54], [34, 54], [76, 52], [74, 88], [-6, 92]])),
  ],
};

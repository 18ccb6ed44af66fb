import type { FeatureCollection, Geometry } from 'geojson';

/** What a piece of the drawing is; `zone` can be chosen and has a name. */
export type Drawn =
  { kind: 'zone'; id: string; name: string } | { kind: 'land' | 'water' | 'green' | 'street' | 'rail' };

/** Zones and what lies around them as GeoJSON, later features over earlier ones. */
export type MapDrawing = FeatureCollection<Geometry, Drawn>;

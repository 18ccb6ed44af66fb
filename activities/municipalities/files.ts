import { stringify } from 'yaml';
import { type ReleaseContent } from '../../rules/municipalities/release.ts';

/** The files a release is written in. */
export const FILE_NAMES = [
  'municipality.yaml', 'products.yaml', 'addresses.yaml', 'areas.geojson', 'tariffs.yaml', 'national-tariffs.json', 'texts.yaml',
] as const; // prettier-ignore
export type FileName = (typeof FILE_NAMES)[number];

export type Files = Partial<Record<FileName, string>>;

/** A release written down again, so that the next one can be made of it. Reading these files gives the same release. */
export function filesOf(content: ReleaseContent): Files {
  const { municipality, evidence, products, addresses, ownPlaces, areas, backdrop, tariffs, national, texts } = content;
  const features = [
    ...backdrop.map(({ kind, shape, points }) => ({
      type: 'Feature',
      properties: { kind },
      geometry:
        shape === 'line' ? { type: 'LineString', coordinates: points[0] } : { type: 'Polygon', coordinates: points },
    })),
    ...areas.map(({ polygons, ...properties }) => ({
      type: 'Feature',
      properties,
      geometry:
        polygons.length === 1
          ? { type: 'Polygon', coordinates: polygons[0] }
          : { type: 'MultiPolygon', coordinates: polygons },
    })),
  ];
  return {
    'municipality.yaml': yaml(municipality),
    'products.yaml': yaml({ evidence, products }),
    'addresses.yaml': yaml({ addresses, ownPlaces }),
    // A feature a line: that is how a fault in it has a place.
    'areas.geojson': `{"type": "FeatureCollection", "features": [\n${features.map((one) => JSON.stringify(one)).join(',\n')}\n]}\n`,
    'tariffs.yaml': yaml(tariffs),
    ...(national && { 'national-tariffs.json': `${JSON.stringify(national, null, 1)}\n` }),
    ...(Object.keys({ ...texts.nl, ...texts.en }).length > 0 && { 'texts.yaml': yaml(texts) }),
  };
}

/** Without anchors: a price that is mended in one place changes in one place. */
const yaml = (value: unknown): string => stringify(value, { aliasDuplicateObjects: false, lineWidth: 130 });

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LineCounter, parseDocument, isNode, type Document } from 'yaml';
import { type z } from 'zod';
import { type Area, type Backdrop } from '../../rules/municipalities/areas.ts';
import { type ReleaseContent } from '../../rules/municipalities/release.ts';
import { contentFaults, type Fault } from './content-faults.ts';
import { FILE_NAMES, type FileName, type Files } from './files.ts';
import { TextsFile } from './shapes/content.ts';
import { MunicipalityFile } from './shapes/municipality.ts';
import { AddressesFile, AreasFile, NationalTariffsFile, TariffsFile } from './shapes/places.ts';
import { ProductsFile } from './shapes/products.ts';

/** A fault in municipal data, with the place to mend it. */
export interface PlacedFault {
  file: string;
  line: number;
  message: string;
}

export type FolderRead = { outcome: 'read'; content: ReleaseContent } | { outcome: 'faults'; faults: PlacedFault[] };

const SHAPES = {
  'municipality.yaml': MunicipalityFile,
  'products.yaml': ProductsFile,
  'addresses.yaml': AddressesFile,
  'areas.geojson': AreasFile,
  'tariffs.yaml': TariffsFile,
  'national-tariffs.json': NationalTariffsFile,
  'texts.yaml': TextsFile,
} satisfies Record<FileName, z.ZodType>;

/** Reads a municipality's folder whole, or says everything that is wrong with it: YAML and GeoJSON, each fault with file and line. */
export function readFolder(folder: string): FolderRead {
  const there = FILE_NAMES.filter((name) => existsSync(join(folder, name)));
  const read = readFiles(Object.fromEntries(there.map((name) => [name, readFileSync(join(folder, name), 'utf8')])));
  if (read.outcome === 'read') return read;
  return { outcome: 'faults', faults: read.faults.map((fault) => ({ ...fault, file: join(folder, fault.file) })) };
}

/** The same for files that lie in no folder, such as those of a draft. */
export function readFiles(files: Files): FolderRead {
  const faults: PlacedFault[] = [];
  const sources = new Map<FileName, Source>();
  const open = <Name extends FileName>(name: Name, optional = false): z.infer<(typeof SHAPES)[Name]> | undefined => {
    const text = files[name];
    if (text === undefined) {
      if (!optional) faults.push({ file: name, line: 1, message: 'this file is missing' });
      return undefined;
    }
    const source = new Source(name, text);
    sources.set(name, source);
    if (source.faults.length > 0) {
      faults.push(...source.faults);
      return undefined;
    }
    const parsed = SHAPES[name].safeParse(source.value());
    if (parsed.success) return parsed.data as z.infer<(typeof SHAPES)[Name]>;
    faults.push(...parsed.error.issues.flatMap((issue) => source.faultsOf(issue)));
    return undefined;
  };

  const municipality = open('municipality.yaml');
  const products = open('products.yaml');
  const addresses = open('addresses.yaml');
  const areas = open('areas.geojson');
  const tariffs = open('tariffs.yaml', true);
  const national = open('national-tariffs.json', true);
  const texts = open('texts.yaml', true);
  if (!municipality || !products || !addresses || !areas || faults.length > 0) return { outcome: 'faults', faults };

  const content: ReleaseContent = {
    municipality,
    ...products,
    ...addresses,
    areas: areas.features.flatMap(areaOf),
    backdrop: areas.features.flatMap(backdropOf),
    tariffs: tariffs ?? { regulations: [], fares: [] },
    national: national ?? null,
    texts: texts ?? { nl: {}, en: {} },
  };
  const wrong = contentFaults(content).map(({ file, path, message }: Fault) => {
    const source = sources.get(file);
    return { file, line: source?.lineOf(path) ?? 1, message };
  });
  return wrong.length > 0 ? { outcome: 'faults', faults: wrong } : { outcome: 'read', content };
}

/** A file with the lines its values stand on. GeoJSON is read as YAML, which it is, so that its faults have lines too. */
class Source {
  readonly faults: PlacedFault[];
  private readonly file: string;
  private readonly lines = new LineCounter();
  private readonly document: Document.Parsed;

  constructor(file: string, text: string) {
    this.file = file;
    this.document = parseDocument(text, {
      lineCounter: this.lines,
      prettyErrors: false,
      uniqueKeys: true,
    });
    this.faults = this.document.errors.map(({ pos, message }) => ({
      file,
      line: this.lines.linePos(pos[0]).line,
      message,
    }));
  }

  value(): unknown {
    return this.document.toJS();
  }

  /** The line of a value, or of the nearest thing around it that is there. */
  lineOf(path: readonly PropertyKey[]): number {
    for (let depth = path.length; depth >= 0; depth -= 1) {
      const node: unknown = depth === 0 ? this.document.contents : this.document.getIn(path.slice(0, depth), true);
      if (isNode(node) && node.range) return this.lines.linePos(node.range[0]).line;
    }
    return 1;
  }

  private placed(path: readonly PropertyKey[]): Pick<PlacedFault, 'file' | 'line'> {
    return { file: this.file, line: this.lineOf(path) };
  }

  faultsOf(issue: z.core.$ZodIssue): PlacedFault[] {
    if (issue.code === 'invalid_union' && issue.errors[0]) {
      const closest = [...issue.errors].sort((a, b) => a.length - b.length)[0]!;
      return closest.flatMap((inner) => this.faultsOf({ ...inner, path: [...issue.path, ...inner.path] }));
    }
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({
        ...this.placed([...issue.path, key]),
        message: `${key}: there is no such field`,
      }));
    const where = issue.path.map(String).join('.');
    return [{ ...this.placed(issue.path), message: where ? `${where}: ${issue.message}` : issue.message }];
  }
}

type Feature = z.infer<typeof AreasFile>['features'][number];

function areaOf({ properties, geometry }: Feature): Area[] {
  if (!('id' in properties)) return [];
  const { id, name, kind, registerId } = properties;
  if (geometry.type === 'LineString') return [];
  return [
    {
      id,
      name,
      kind,
      registerId,
      polygons: geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates,
    },
  ];
}

function backdropOf({ properties, geometry }: Feature): Backdrop[] {
  if ('id' in properties) return [];
  const { kind } = properties;
  switch (geometry.type) {
    case 'LineString':
      return [{ kind, shape: 'line', points: [geometry.coordinates] }];
    case 'Polygon':
      return [{ kind, shape: 'polygon', points: geometry.coordinates }];
    case 'MultiPolygon':
      return geometry.coordinates.map((points) => ({ kind, shape: 'polygon' as const, points }));
    default:
      return geometry satisfies never;
  }
}

import { type OpenDataRow, type OpenDataTables } from '../municipalities/national.ts';
import { type Area } from '../municipalities/areas.ts';
import { type CivilDate } from '../values/civil-day.ts';
import { OpenDataFault, tariffOf } from './open-data.ts';

/** Everything the national register publishes that areas and tariffs are made of (RDW open data parkeren). */
export interface NationalData extends OpenDataTables {
  gebieden: readonly OpenDataRow[];
  geometrieen: readonly OpenDataRow[];
}

/** Rows that were left aside, and why; one example is enough to find them. */
export interface LeftAside {
  table: keyof NationalData;
  reason: 'over' | 'not-linked' | 'unreadable' | 'no-geometry' | 'special-day';
  count: number;
  example: string;
}

export interface NationalChoice {
  areas: Area[];
  tariffs: OpenDataTables;
  leftAside: LeftAside[];
}

/**
 * What of the published rows a municipality needs from this day on: areas with a drawing that are not over, the regulations that hold
 * there, their frames, fares and parts. A row nobody can read is left aside and told, so that one slip stops nothing else.
 */
export function chooseNational(data: NationalData, areaManagerId: string, day: CivilDate): NationalChoice {
  const aside = new Aside();
  const own = (table: keyof NationalData) =>
    data[table].filter((row) => textOf(row, 'areamanagerid') === areaManagerId && !aside.over(table, row, day));
  const readable = (table: keyof OpenDataTables) => own(table).filter((row) => aside.readable(table, row));

  const drawings = own('geometrieen');
  const areas = own('gebieden').flatMap((row): Area[] => {
    const registerId = textOf(row, 'areaid');
    const polygons = drawings
      .filter((drawing) => textOf(drawing, 'areaid') === registerId)
      .flatMap((drawing) => polygonsOf(textOf(drawing, 'areageometryastext')));
    if (polygons.length === 0) {
      aside.add('gebieden', 'no-geometry', registerId);
      return [];
    }
    const kind = textOf(row, 'usageid').startsWith('GARAGE') ? 'garage' : 'zone';
    return [{ id: idOf(registerId), name: textOf(row, 'areadesc') || registerId, kind, registerId, polygons }];
  });

  const linkedTo = <Table extends keyof OpenDataTables>(table: Table, field: string, ids: ReadonlySet<string>) =>
    readable(table).filter((row) => ids.has(textOf(row, field)) || aside.add(table, 'not-linked', textOf(row, field)));
  const gebiedRegelingen = linkedTo('gebiedRegelingen', 'areaid', new Set(areas.map(({ registerId }) => registerId)));
  const regulations = valuesOf(gebiedRegelingen, 'regulationid');
  const regelingen = linkedTo('regelingen', 'regulationid', regulations);
  const tijdvakken = linkedTo('tijdvakken', 'regulationid', regulations);
  const fares = valuesOf(tijdvakken, 'farecalculationcode');
  const tariefberekeningen = linkedTo('tariefberekeningen', 'farecalculationcode', fares);
  const tariefdelen = linkedTo('tariefdelen', 'farecalculationcode', fares);
  for (const row of tijdvakken) {
    // Special days hold on the municipality's holidays only; of shopping evenings the register publishes no usable calendar.
    if (!/^(MAAN|DINS|WOENS|DONDER|VRIJ|ZATER|ZON)DAG$/i.test(textOf(row, 'daytimeframe')))
      aside.note('tijdvakken', 'special-day', textOf(row, 'daytimeframe'));
  }
  return {
    areas,
    tariffs: { regelingen, gebiedRegelingen, tijdvakken, tariefberekeningen, tariefdelen },
    leftAside: aside.all(),
  };
}

/** Polygons of a well-known text in WGS84, as in GeoJSON; none when it is something else. */
export function polygonsOf(wkt: string): Area['polygons'] {
  const shape = /^\s*(?:SRID=4326;)?(MULTIPOLYGON|POLYGON)\s*(\(.*\))\s*$/is.exec(wkt);
  if (!shape) return [];
  const polygons = shape[1]!.toUpperCase() === 'POLYGON' ? [shape[2]!] : partsOf(shape[2]!);
  const read = polygons.map((polygon) => partsOf(polygon).map(pointsOf));
  return read.every((rings) => rings.length > 0 && rings.every((ring) => ring.length >= 4)) ? read : [];
}

/** What stands inside the outer brackets, bracket by bracket. */
function partsOf(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '(') {
      depth += 1;
      if (depth === 2) from = at;
    }
    if (text[at] === ')') {
      if (depth === 2) parts.push(text.slice(from, at + 1));
      depth -= 1;
    }
  }
  return parts;
}

const pointsOf = (ring: string): [number, number][] =>
  [...ring.matchAll(/(-?\d+(?:\.\d+)?)\s+(-?\d+(?:\.\d+)?)/g)].map(([, longitude, latitude]) => [
    Number(longitude),
    Number(latitude),
  ]);

/** Counts what is left aside, by table and reason. */
class Aside {
  private readonly counts = new Map<string, LeftAside>();

  /** False, so that it can end a condition. */
  add(table: keyof NationalData, reason: LeftAside['reason'], example: string): false {
    this.note(table, reason, example);
    return false;
  }

  note(table: keyof NationalData, reason: LeftAside['reason'], example: string): void {
    const key = `${table} ${reason}`;
    const known = this.counts.get(key);
    this.counts.set(key, known ? { ...known, count: known.count + 1 } : { table, reason, count: 1, example });
  }

  over(table: keyof NationalData, row: OpenDataRow, day: CivilDate): boolean {
    const field = Object.keys(row).find((name) => name.startsWith('enddate'));
    const digits = field === undefined ? '' : textOf(row, field).replaceAll('-', '').slice(0, 8);
    if (digits === '' || digits > day.replaceAll('-', '')) return false;
    this.note(table, 'over', digits);
    return true;
  }

  readable(table: keyof OpenDataTables, row: OpenDataRow): boolean {
    try {
      tariffOf({ ...NOTHING, areaManagerId: textOf(row, 'areamanagerid'), areaId: textOf(row, 'areaid'), usageId: textOf(row, 'usageid'), [table]: [row] }); // prettier-ignore
      return true;
    } catch (error) {
      if (!(error instanceof OpenDataFault)) throw error;
      return this.add(table, 'unreadable', error.message);
    }
  }

  all(): LeftAside[] {
    return [...this.counts.values()];
  }
}

const NOTHING = {
  timezone: 'Europe/Amsterdam', holidays: [], regelingen: [], gebiedRegelingen: [], tijdvakken: [], tariefberekeningen: [],
  tariefdelen: [],
}; // prettier-ignore

const valuesOf = (rows: readonly OpenDataRow[], field: string): Set<string> =>
  new Set(rows.map((row) => textOf(row, field)));

function textOf(row: OpenDataRow, field: string): string {
  const value = row[field];
  return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
}

/** Area ids of the register hold spaces and underscores; ours are letters, digits and dashes. */
const idOf = (registerId: string): string =>
  registerId.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '') || 'area'; // prettier-ignore

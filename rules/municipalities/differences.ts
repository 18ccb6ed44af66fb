import { fieldAt, type FieldUnit } from './fields.ts';
import { type LocalText } from './names.ts';
import { areaOf, productOf, type ReleaseContent } from './release.ts';

export type Leaf = string | number | boolean | null;

/** What a part of a release is about: one of these, by its own name where it has one. */
export const SUBJECTS = [
  'product', 'evidence', 'area', 'addresses', 'fare', 'regulation', 'municipality', 'texts', 'map', 'national',
] as const; // prettier-ignore
export type Subject = (typeof SUBJECTS)[number];

/** A place in a release in words: of what, where, which field of it. */
export interface Place {
  /** Ids and names from the outside in, such as `products`, `resident`, `vatPercent`. */
  path: string[];
  subject: Subject;
  name: LocalText | null;
  /** The area it is about, where it is about one. */
  areaName: string | null;
  /** Its sentence; null: its path speaks for itself. */
  field: string | null;
  unit: FieldUnit;
  /** What else tells it apart: a period, from which minute, which hours. */
  detail: string | null;
}

/** One thing that two releases do not have in common (verschil). */
export interface Difference extends Place {
  change: 'changed' | 'added' | 'removed';
  before: Leaf;
  after: Leaf;
}

/** A value that is changed on an ordinary day: a price, a tariff, a ceiling, a day the offices are closed, a limit. */
export interface EverydayValue extends Place {
  value: Leaf;
  mayBeEmpty: boolean;
}

/** Everything that differs, whatever it is: what has no words of its own is there with its place in the file. */
export function differencesOf(before: ReleaseContent, after: ReleaseContent): Difference[] {
  const found: Omit<Difference, keyof Place>[] = [];
  const paths: string[][] = [];
  const add = (path: string[], change: Difference['change'], was: Leaf, becomes: Leaf) => {
    paths.push(path);
    found.push({ change, before: was, after: becomes });
  };
  compare([], partsOf(before), partsOf(after));
  return found.map((difference, at) => ({ ...placeOf(paths[at]!, after, before), ...difference }));

  function compare(path: string[], was: unknown, becomes: unknown): void {
    const [a, b] = [nodeOf(was), nodeOf(becomes)];
    if (a.kind === 'leaf' && b.kind === 'leaf') {
      if (a.leaf !== b.leaf) add(path, 'changed', shown(path, a.leaf), shown(path, b.leaf));
      return;
    }
    const none: Node = { kind: 'node', list: true, children: new Map() };
    const [left, right] = [a, b].map((node) => (node.kind === 'leaf' && node.leaf === null ? none : node));
    if (left?.kind !== 'node' || right?.kind !== 'node') {
      add(path, 'changed', a.kind === 'leaf' ? a.leaf : null, b.kind === 'leaf' ? b.leaf : null);
      return;
    }
    const one = left === none ? right : left;
    // What is there as a whole or not at all is one difference; the items of a list are one each.
    if (!one.list && (left === none || right === none)) {
      add(path, left === none ? 'added' : 'removed', null, null);
      return;
    }
    for (const name of new Set([...left.children.keys(), ...right.children.keys()])) {
      if (one.list && !left.children.has(name)) add([...path, name], 'added', null, null);
      else if (one.list && !right.children.has(name)) add([...path, name], 'removed', null, null);
      else compare([...path, name], left.children.get(name), right.children.get(name));
    }
  }
}

/** Every value that a form may change. */
export function everydayValues(content: ReleaseContent): EverydayValue[] {
  const values: EverydayValue[] = [];
  walk([], partsOf(content));
  return values;

  function walk(path: string[], value: unknown): void {
    const node = nodeOf(value);
    if (node.kind === 'node') {
      for (const [name, child] of node.children) walk([...path, name], child);
      return;
    }
    const everyday = fieldAt(path)?.field.everyday;
    if (!everyday) return;
    values.push({ ...placeOf(path, content), value: node.leaf, mayBeEmpty: everyday === 'may-be-empty' });
  }
}

/** A list of things is one thing each, by its id; a list of words or days is one value; outlines are compared, never shown. */
type Node = { kind: 'leaf'; leaf: Leaf } | { kind: 'node'; list: boolean; children: Map<string, unknown> };

function nodeOf(value: unknown): Node {
  if (value === undefined || value === null) return { kind: 'leaf', leaf: null };
  if (Array.isArray(value)) {
    if (value.length === 0) return { kind: 'leaf', leaf: null };
    if (value.some((item) => typeof item !== 'object' || item === null || Array.isArray(item)))
      return { kind: 'leaf', leaf: Array.isArray(value[0]) ? JSON.stringify(value) : value.join(', ') };
    const children = new Map<string, unknown>();
    value.forEach((item: Record<string, unknown>, index) => {
      const name = nameOf(item) ?? String(index + 1);
      children.set(children.has(name) ? `${name} (${index + 1})` : name, item);
    });
    return { kind: 'node', list: true, children };
  }
  if (typeof value === 'object') return { kind: 'node', list: false, children: new Map(Object.entries(value)) };
  return { kind: 'leaf', leaf: value as Leaf };
}

/** By what an item of a list is known. */
export function nameOf(item: Record<string, unknown>): string | undefined {
  const word = (name: string) => {
    const value = item[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  };
  const list = (value: unknown) => (Array.isArray(value) ? value.join(' ') : '');
  if ('id' in item) return word('id');
  if ('frames' in item || 'days' in item) return `${list(item['days'])}, ${word('from')}–${word('to')}`;
  if ('euros' in item) return word('from');
  if ('postcode' in item)
    return [word('postcode'), word('houseNumber') ?? word('from'), word('to')].filter(Boolean).join(' ');
  return word('area') ?? word('unit');
}

/** Outlines are compared and never shown, and what is drawn under them is one thing. */
function partsOf({ areas, backdrop, national, ...rest }: ReleaseContent): unknown {
  return {
    ...rest,
    areas: areas.map(({ polygons, ...area }) => ({ ...area, polygons: JSON.stringify(polygons) })),
    backdrop: JSON.stringify(backdrop),
    national: national ? JSON.stringify(national) : null,
  };
}

const shown = (path: readonly string[], leaf: Leaf): Leaf => (fieldAt(path)?.field.unit === 'shape' ? null : leaf);

function placeOf(path: string[], content: ReleaseContent, other: ReleaseContent = content): Place {
  const known = fieldAt(path);
  const { subject, name } = subjectOf(path, content, other);
  const place = path[0] === 'products' && path[2] === 'places' ? path[3] : undefined;
  const area = place === undefined ? undefined : (areaOf(content, place) ?? areaOf(other, place));
  const details = known?.details.filter((detail) => detail !== place) ?? [];
  return {
    path,
    subject,
    name,
    areaName: place === undefined ? null : (area?.name ?? place),
    field: known?.field.name ?? null,
    unit: known?.field.unit ?? 'text',
    detail: details.length > 0 ? details.join(', ') : null,
  };
}

const both = (text: string): LocalText => ({ nl: text, en: text });

function subjectOf(
  path: readonly string[],
  content: ReleaseContent,
  other: ReleaseContent,
): { subject: Subject; name: LocalText | null } {
  const [part, id = '', inner = ''] = path;
  switch (part) {
    case 'products':
      return { subject: 'product', name: (productOf(content, id) ?? productOf(other, id))?.name ?? both(id) };
    case 'evidence':
      return { subject: 'evidence', name: [content, other].flatMap(({ evidence }) => evidence).find((one) => one.id === id)?.name ?? both(id) }; // prettier-ignore
    case 'areas':
      return { subject: 'area', name: both((areaOf(content, id) ?? areaOf(other, id))?.name ?? id) };
    case 'addresses':
    case 'ownPlaces':
      return { subject: 'addresses', name: id === '' ? null : both(id) };
    case 'tariffs':
      return { subject: id === 'fares' ? 'fare' : 'regulation', name: inner === '' ? null : both(inner) };
    case 'texts':
      return { subject: 'texts', name: inner === '' ? null : both(inner) };
    case 'backdrop':
      return { subject: 'map', name: null };
    case 'national':
      return { subject: 'national', name: null };
    default:
      return { subject: 'municipality', name: null };
  }
}

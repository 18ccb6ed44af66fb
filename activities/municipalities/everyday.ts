import { isMap, isScalar, isSeq, parseDocument, stringify, visit, type Document, type ParsedNode } from 'yaml';
import { nameOf, type Leaf } from '../../rules/municipalities/differences.ts';
import { fieldAt } from '../../rules/municipalities/fields.ts';
import { refuse, type Refusal } from '../../rules/values/refusal.ts';
import { type FileName, type Files } from './files.ts';

export interface NewValue {
  path: readonly string[];
  value: Leaf;
}

/**
 * Puts values of a form where they belong in the files, and leaves the rest of them as it is written, comments included. A file with
 * anchors is written without them first: else what is changed in one place would change in others.
 */
export function withValues(files: Files, values: readonly NewValue[]): Files | Refusal<'value-unknown'> {
  const opened = new Map<FileName, Document.Parsed>();
  for (const { path, value } of values) {
    const field = fieldAt(path)?.field;
    const [file, inside] = placeIn(path);
    const text = files[file];
    if (!field?.everyday || text === undefined) return refuse('value-unknown', {}, 'look-again');
    const document = opened.get(file) ?? plain(text);
    opened.set(file, document);
    const place = keysOf(document, inside);
    if (!place) return refuse('value-unknown', {}, 'look-again');
    document.setIn(place, field.unit === 'dates' ? daysIn(value) : value);
  }
  return { ...files, ...Object.fromEntries([...opened].map(([file, document]) => [file, String(document)])) };
}

const daysIn = (value: Leaf): string[] =>
  String(value ?? '')
    .split(/[\s,;]+/)
    .filter(Boolean);

/** Which file, and where in it. */
function placeIn([part, ...rest]: readonly string[]): [FileName, string[]] {
  if (part === 'municipality') return ['municipality.yaml', rest];
  return part === 'tariffs' ? ['tariffs.yaml', rest] : ['products.yaml', [part ?? '', ...rest]];
}

/** Names as keys and numbers: an item of a list is found by what it is known by. */
function keysOf(document: Document.Parsed, path: readonly string[]): (string | number)[] | undefined {
  const keys: (string | number)[] = [];
  let node: ParsedNode | null | undefined = document.contents;
  for (const name of path) {
    if (isSeq(node)) {
      const index: number = (node.toJS(document) as Record<string, unknown>[]).findIndex(
        (item) => nameOf(item) === name,
      );
      if (index < 0) return undefined;
      keys.push(index);
      node = node.items[index];
    } else if (isMap(node)) {
      keys.push(name);
      node = node.get(name, true) as ParsedNode | undefined;
    } else {
      // What is left out has its standard value; the last name may be new.
      return undefined;
    }
  }
  return node === undefined || node === null || isScalar(node) || isSeq(node) ? keys : undefined;
}

function plain(text: string): Document.Parsed {
  const document = parseDocument(text);
  let anchored = false;
  visit(document, {
    Alias: () => {
      anchored = true;
      return visit.BREAK;
    },
  });
  return anchored
    ? parseDocument(stringify(document.toJS(), { aliasDuplicateObjects: false, lineWidth: 130 }))
    : document;
}

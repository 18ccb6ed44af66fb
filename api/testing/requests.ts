import fc from 'fast-check';
import { type Operation } from './contract.ts';
import { type Heard } from './heard.ts';
import { type Schema } from './json-schema.ts';

/** A request as somebody might send it who has read the description and means no good. */
export interface MadeRequest {
  path: string;
  body: unknown;
}

/** Stands in words that are made up here, so that they can be looked for where nothing a person typed may stand. */
export const TYPED = 'Kwartelkoning';

/** Requests to an operation: most of the shape it describes, with what was heard before; some bent in one place. */
export function requestsTo(path: string, operation: Operation, heard: Heard): fc.Arbitrary<MadeRequest> {
  const schema = operation.requestBody?.content['application/json']?.schema;
  const queries = operation.parameters.filter(({ in: place }) => place === 'query');
  return fc.record({
    path: fc.tuple(pathsOf(path, heard), queriesOf(queries, heard)).map(([filled, query]) => `/v1${filled}${query}`),
    body: schema ? bodiesOf(schema, heard) : fc.constant(undefined),
  });
}

function pathsOf(path: string, heard: Heard): fc.Arbitrary<string> {
  const parts = path.split('/');
  const filled = parts.map((part, index) => {
    if (!part.startsWith('{')) return fc.constant(part);
    const name = part.slice(1, -1);
    const known = heardAs(name === 'id' ? (parts[index - 1] ?? name) : name, heard);
    return fc.oneof({ weight: 6, arbitrary: known }, { weight: 1, arbitrary: wordsOf(1, 100) }).map(encodeURIComponent);
  });
  return fc.tuple(...filled).map((filledIn) => filledIn.join('/'));
}

function queriesOf(parameters: Operation['parameters'], heard: Heard): fc.Arbitrary<string> {
  const given = parameters.map(({ name, required, schema }) => {
    const value = valuesOf(schema, heard, name).map((made): [string, string][] => [[name, String(made)]]);
    return required ? value : fc.option(value, { nil: [] as [string, string][] });
  });
  return fc.tuple(...given).map((pairs) => {
    const query = new URLSearchParams(pairs.flat()).toString();
    return query === '' ? '' : `?${query}`;
  });
}

/** One of its fields holds something else entirely, once in a while. */
function bodiesOf(schema: Schema, heard: Heard): fc.Arbitrary<unknown> {
  const fitting = valuesOf(schema, heard);
  const bent = fc.tuple(fitting, fc.nat(), fc.jsonValue({ maxDepth: 2 })).map(([body, at, value]) => {
    const names = Object.keys(body ?? {});
    return names.length === 0 ? value : { ...(body as object), [names[at % names.length]!]: value };
  });
  return fc.oneof({ weight: 4, arbitrary: fitting }, { weight: 1, arbitrary: bent });
}

/** Values a JSON Schema allows, as far as the interface's own description uses it. */
export function valuesOf(schema: Schema, heard: Heard, name = ''): fc.Arbitrary<unknown> {
  const options = (schema['anyOf'] ?? schema['oneOf']) as Schema[] | undefined;
  if (options) return fc.oneof(...options.map((option) => valuesOf(option, heard, name)));
  if ('const' in schema) return fc.constant(schema['const']);
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as unknown[]));
  const { type } = schema;
  if (Array.isArray(type))
    return fc.oneof(...type.map((one) => valuesOf({ ...schema, type: one as unknown }, heard, name)));
  switch (type) {
    case 'string':
      return textsOf(schema, heard, name);
    case 'integer':
      return fc.integer(boundsOf(schema));
    case 'number':
      return fc.double({ ...boundsOf(schema), noNaN: true, noDefaultInfinity: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return listsOf(schema, heard, name);
    case 'object':
      return objectsOf(schema, heard);
    case undefined:
      return fc.jsonValue({ maxDepth: 2 });
    default:
      throw new Error(`the schema of ${name} says type ${JSON.stringify(type)}, which is not known here`);
  }
}

const numberIn = (schema: Schema, keyword: string): number | undefined => schema[keyword] as number | undefined;

function boundsOf(schema: Schema): { min: number; max: number } {
  const above = numberIn(schema, 'exclusiveMinimum');
  return {
    min: numberIn(schema, 'minimum') ?? (above === undefined ? Number.MIN_SAFE_INTEGER : above + 1),
    max: numberIn(schema, 'maximum') ?? Number.MAX_SAFE_INTEGER,
  };
}

function listsOf(schema: Schema, heard: Heard, name: string): fc.Arbitrary<unknown[]> {
  const minLength = numberIn(schema, 'minItems') ?? 0;
  const maxLength = Math.max(minLength, Math.min(numberIn(schema, 'maxItems') ?? 4, 4));
  return fc.array(valuesOf((schema['items'] ?? {}) as Schema, heard, name), { minLength, maxLength });
}

function objectsOf(schema: Schema, heard: Heard): fc.Arbitrary<object> {
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Schema>);
  const named = fc.record(Object.fromEntries(properties.map(([name, of]) => [name, valuesOf(of, heard, name)])), {
    requiredKeys: (schema['required'] ?? []) as string[],
    noNullPrototype: true,
  });
  const others = schema['additionalProperties'];
  if (typeof others !== 'object' || others === null) return named;
  const names = textsOf((schema['propertyNames'] ?? {}) as Schema, heard, 'id');
  const more = fc.dictionary(names, valuesOf(others as Schema, heard), { maxKeys: 3, noNullPrototype: true });
  return fc.tuple(named, more).map(([one, other]) => ({ ...other, ...one }));
}

function textsOf(schema: Schema, heard: Heard, name: string): fc.Arbitrary<string> {
  const [least, most] = [numberIn(schema, 'minLength') ?? 0, numberIn(schema, 'maxLength') ?? 300];
  const { format, pattern, enum: values } = schema;
  if (Array.isArray(values)) return fc.constantFrom(...(values as string[]));
  const made = (): fc.Arbitrary<string> => {
    if (format === 'uuid') return fc.uuid();
    if (format === 'date-time') return MOMENTS;
    if (format === 'date') return MOMENTS.map((moment) => moment.slice(0, 10));
    if (format === 'uri')
      return fc.constantFrom('https://nowhere.example/x', 'http://127.0.0.1:1/', 'file:///etc/passwd');
    if (format === 'email') return fc.uuid().map((id) => `${id.slice(0, 8)}@inwoner.example`);
    if (typeof pattern === 'string') return fc.stringMatching(new RegExp(pattern));
    return wordsOf(least, most);
  };
  const fits = (text: string) =>
    text.length >= least &&
    text.length <= most &&
    (typeof pattern !== 'string' || new RegExp(pattern, 'u').test(text)) &&
    (format !== 'uuid' || /^[0-9a-f-]{36}$/.test(text));
  const fitting = made().filter(fits);
  // A pattern says whether what was heard fits; a format alone does not.
  const tellable = format === undefined || format === 'uuid' || typeof pattern === 'string';
  return fc
    .tuple(fitting, heardAs(name, heard), fc.nat(9))
    .map(([own, told, dice]) => (tellable && dice < 6 && fits(told) ? told : own));
}

const MOMENTS = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2036-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());

/** Text of every kind and, among it, what finds its way into places where it should not be. */
function wordsOf(least: number, most: number): fc.Arbitrary<string> {
  const typed = `${TYPED} `.repeat(Math.ceil(Math.max(least, 1) / (TYPED.length + 1))).trim();
  const longest = Math.min(most, 300);
  return fc.oneof(
    fc
      .constantFrom(...WICKED, typed, typed.padEnd(Math.min(most, 5_000), ' x'))
      .map((word) => word.padEnd(least, 'x').slice(0, most)),
    fc.string({ unit: 'grapheme', minLength: least, maxLength: longest }).map((word) => word.slice(0, most)),
    fc.string({ unit: 'binary', minLength: least, maxLength: longest }),
  );
}

const WICKED = [
  '', "'; DROP TABLE holder; --", '%', '${7*7}', '{{7*7}}', '<img src=x onerror=alert(1)>', '../../../etc/passwd', 'javascript:alert(1)', '\u202eBA-12-DC',
  '=HYPERLINK("http://nowhere.example")', '\r\nBcc: iedereen@inwoner.example', 'NL', 'K-51-FTN', '-1', '1e400', 'null', '__proto__',
]; // prettier-ignore

const NOBODYS = '00000000-0000-4000-8000-000000000000';

/** Something that was heard under this name, as it is when a request is made; an id of nobody before anything was. */
const heardAs = (name: string, heard: Heard): fc.Arbitrary<string> =>
  fc.nat(10_000).map((at) => {
    const known = heard.as(name);
    return known.length === 0 ? NOBODYS : known[at % known.length]!;
  });

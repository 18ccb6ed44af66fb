/** A JSON Schema (2020-12), as far as the interface's own description uses it. */
export type Schema = Readonly<Record<string, unknown>>;

const ANNOTATIONS = new Set(['description', 'title', 'default', 'examples', 'contentMediaType', '$defs']);
const FORMATS: Record<string, RegExp> = {
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/,
  date: /^\d{4}-\d\d-\d\d$/,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  email: /^[^@\s]+@[^@\s]+$/,
};

/** What a value has that its schema does not allow, each fault with its path; nothing when it fits. An unknown keyword is a fault too. */
export function faultsOf(value: unknown, schema: Schema, root: object, path = '$'): string[] {
  return Object.entries(schema).flatMap(([keyword, wanted]) => {
    if (ANNOTATIONS.has(keyword)) return [];
    const check = KEYWORDS[keyword];
    if (!check) return [`${path}: the schema says ${keyword}, which this check does not know`];
    return check({ value, wanted, schema, root, path });
  });
}

interface Check {
  value: unknown;
  wanted: unknown;
  schema: Schema;
  root: object;
  path: string;
}

type Keyword = (check: Check) => string[];

const KEYWORDS: Record<string, Keyword> = {
  $ref: ({ value, wanted, root, path }) => faultsOf(value, at(root, String(wanted)), root, path),
  type: ({ value, wanted, path }) => {
    const types = [wanted].flat();
    return types.some((type) => isOfType(value, String(type))) ? [] : [`${path}: is no ${types.join(' or ')}`];
  },
  const: ({ value, wanted, path }) => (value === wanted ? [] : [`${path}: is not ${JSON.stringify(wanted)}`]),
  enum: ({ value, wanted, path }) =>
    (wanted as unknown[]).includes(value) ? [] : [`${path}: is none of ${JSON.stringify(wanted)}`],
  anyOf: ({ value, wanted, root, path }) => {
    const tried = (wanted as Schema[]).map((option) => faultsOf(value, option, root, path));
    return tried.some((faults) => faults.length === 0) ? [] : [`${path}: fits no option (${tried.flat().join('; ')})`];
  },
  oneOf: ({ value, wanted, root, path }) => {
    const tried = (wanted as Schema[]).map((option) => faultsOf(value, option, root, path));
    const fitting = tried.filter((faults) => faults.length === 0).length;
    return fitting === 1 ? [] : [`${path}: fits ${fitting} options (${tried.flat().join('; ')})`];
  },
  format: text(({ value, wanted, path }) => {
    const format = FORMATS[String(wanted)];
    if (!format) return [`${path}: the schema says format ${String(wanted)}, which this check does not know`];
    return format.test(value) ? [] : [`${path}: is no ${String(wanted)}`];
  }),
  pattern: text(({ value, wanted, path }) =>
    new RegExp(String(wanted), 'u').test(value) ? [] : [`${path}: does not match ${String(wanted)}`],
  ),
  minLength: text(({ value, wanted, path }) => (value.length >= Number(wanted) ? [] : [`${path}: is too short`])),
  maxLength: text(({ value, wanted, path }) => (value.length <= Number(wanted) ? [] : [`${path}: is too long`])),
  minimum: ({ value, wanted, path }) =>
    typeof value !== 'number' || value >= Number(wanted) ? [] : [`${path}: is less than ${String(wanted)}`],
  maximum: ({ value, wanted, path }) =>
    typeof value !== 'number' || value <= Number(wanted) ? [] : [`${path}: is more than ${String(wanted)}`],
  minItems: list(({ value, wanted, path }) => (value.length >= Number(wanted) ? [] : [`${path}: has too few`])),
  maxItems: list(({ value, wanted, path }) => (value.length <= Number(wanted) ? [] : [`${path}: has too many`])),
  items: list(({ value, wanted, root, path }) =>
    value.flatMap((item, index) => faultsOf(item, wanted as Schema, root, `${path}[${index}]`)),
  ),
  prefixItems: list(({ value, wanted, root, path }) =>
    (wanted as Schema[]).flatMap((item, index) => faultsOf(value[index], item, root, `${path}[${index}]`)),
  ),
  required: object(({ value, wanted, path }) =>
    (wanted as string[]).filter((name) => !Object.hasOwn(value, name)).map((name) => `${path}.${name}: is missing`),
  ),
  properties: object(({ value, wanted, root, path }) =>
    Object.entries(wanted as Record<string, Schema>).flatMap(([name, schema]) =>
      Object.hasOwn(value, name) ? faultsOf(value[name], schema, root, `${path}.${name}`) : [],
    ),
  ),
  additionalProperties: object(({ value, wanted, schema, root, path }) => {
    const others = Object.keys(value).filter((name) => !Object.hasOwn(schema['properties'] ?? {}, name));
    if (wanted === false) return others.map((name) => `${path}.${name}: is not in the description`);
    return others.flatMap((name) => faultsOf(value[name], wanted as Schema, root, `${path}.${name}`));
  }),
  propertyNames: object(({ value, wanted, root, path }) =>
    Object.keys(value).flatMap((name) => faultsOf(name, wanted as Schema, root, `${path} (a name)`)),
  ),
};

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'integer':
      return Number.isInteger(value);
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isObject(value);
    default:
      return typeof value === type;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Keywords that say something of texts, lists or objects say nothing of other values. */
function text(check: (given: Check & { value: string }) => string[]): Keyword {
  return (given) => (typeof given.value === 'string' ? check({ ...given, value: given.value }) : []);
}
function list(check: (given: Check & { value: unknown[] }) => string[]): Keyword {
  return (given) => (Array.isArray(given.value) ? check({ ...given, value: given.value }) : []);
}
function object(check: (given: Check & { value: Record<string, unknown> }) => string[]): Keyword {
  return (given) => (isObject(given.value) ? check({ ...given, value: given.value }) : []);
}

/** `#/components/schemas/Problem` */
export function at(root: object, pointer: string): Schema {
  let here: unknown = root;
  for (const name of pointer.replace(/^#\//, '').split('/'))
    here = isObject(here) ? here[name.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined;
  if (!isObject(here)) throw new Error(`${pointer} leads nowhere`);
  return here;
}

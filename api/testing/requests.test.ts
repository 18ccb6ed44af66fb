import fc from 'fast-check';
import { Heard } from './heard.ts';
import { faultsOf, type Schema } from './json-schema.ts';
import { requestsTo, valuesOf } from './requests.ts';

const SCHEMA: Schema = {
  type: 'object',
  required: ['permitId', 'plate', 'amount'],
  additionalProperties: false,
  properties: {
    permitId: { type: 'string', format: 'uuid' },
    plate: { type: 'string', minLength: 1, maxLength: 20 },
    country: { type: 'string', pattern: '^[A-Z]{1,3}$', default: 'NL' },
    amount: { type: 'integer', minimum: 1, maximum: 12 },
    until: { anyOf: [{ type: 'string', format: 'date-time' }, { type: 'null' }] },
    areas: { type: 'array', minItems: 2, items: { enum: ['A', 'B'] } },
    more: {
      type: 'object',
      propertyNames: { type: 'string', pattern: '^[a-z]{1,5}$' },
      additionalProperties: { type: 'boolean' },
    },
  },
};

describe('requests that are made up', () => {
  it('have the shape the description gives', () => {
    fc.assert(
      fc.property(valuesOf(SCHEMA, new Heard()), (value) => {
        expect(faultsOf(JSON.parse(JSON.stringify(value)), SCHEMA, {})).toEqual([]);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('ask about what was heard before, under the name it has there', () => {
    const heard = new Heard();
    heard.listen('/permits', { items: [{ id: 'p1', areaId: 'B', holder: { id: 'h1' } }] });
    expect([heard.as('permits'), heard.as('permitId'), heard.as('areaId'), heard.as('holder')]).toEqual([
      ['p1'],
      ['p1'],
      ['B'],
      ['h1'],
    ]);
    const operation = { operationId: 'x', 'x-may': 'desk', parameters: [], responses: {} };
    const made = fc.sample(requestsTo('/permits/{id}/plates', operation, heard), { seed: 1, numRuns: 50 });
    expect(made.map(({ path }) => path)).toContain('/v1/permits/p1/plates');
    expect(made.every(({ path, body }) => path.startsWith('/v1/permits/') && body === undefined)).toBe(true);
  });

  it('are the same again with the same seed', () => {
    const made = () => JSON.stringify(fc.sample(valuesOf(SCHEMA, new Heard()), { seed: 7, numRuns: 20 }));
    expect(made()).toBe(made());
  });
});

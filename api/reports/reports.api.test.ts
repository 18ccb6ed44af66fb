import { jest } from '@jest/globals';
import { type Announcements } from '../announcements/shapes.ts';
import { type SecondLookPage } from '../second-looks/shapes.ts';
import { type Workload } from '../review/shapes.ts';
import { permitInForce } from '../testing/cases.ts';
import { citizen, staff } from '../testing/people.ts';
import { dutch } from '../testing/plates.ts';
import { sharedSystem, type System } from '../testing/stack.ts';
import { REPORTS, type Reports } from './shapes.ts';

jest.setTimeout(120_000);

let system: System;
beforeAll(async () => {
  system = await sharedSystem();
});

it('what was sold is in the reports of finance, and every file holds the totals of the page [PEERS-039]', async () => {
  const bakkerij = await citizen(system, 'bakkerij');
  await permitInForce(bakkerij, system.sandbox, 'business', { plates: [dutch()] });
  const finance = await staff(system, 'finance');
  const { from, until, tables } = await finance.ask<Reports>('GET', '/v1/staff/reports');
  expect(tables.map(({ id }) => id)).toEqual([...REPORTS]);
  expect(tables.find(({ id }) => id === 'income')!.totals[2]).toBeGreaterThan(0);
  // Other tests write balances by hand, so here only that a difference is told; that there is none, the tests of bookings hold.
  for (const [, held, owed, difference] of tables.find(({ id }) => id === 'balances')!.rows)
    expect(difference).toBe(Number(held) - Number(owed));
  for (const table of tables.filter(({ id }) => id !== 'use' && id !== 'issued')) {
    const file = await finance.download(
      `/v1/staff/reports/export?from=${from}&until=${until}&table=${table.id}&format=csv`,
    );
    const lines = file.bytes.toString('utf8').trimEnd().split('\r\n');
    expect(lines).toHaveLength(table.rows.length + 2);
    const last = table.columns.length - 1;
    const total = table.totals[last];
    if (typeof total === 'number')
      expect(Number(lines.at(-1)!.split(',').at(-1))).toBe(table.columns[last]!.kind === 'cents' ? total / 100 : total);
  }
  expect((await finance.download('/v1/staff/reports/export?table=vat&format=xlsx')).status).toBe(200);
});

it('seniors find the sample, the announcements and what the coming days bring', async () => {
  const senior = await staff(system, 'senior');
  expect((await senior.ask<SecondLookPage>('GET', '/v1/staff/second-looks')).sampling).toMatchObject({ percent: 2 });
  expect((await senior.ask<Announcements>('GET', '/v1/staff/announcements')).areas.length).toBeGreaterThan(0);
  expect((await senior.ask<Workload>('GET', '/v1/staff/workload')).days).toHaveLength(10);
  const reach = await senior.ask<{ nl: number }>('POST', '/v1/staff/announcements/_count', { areas: ['B'] });
  expect(reach.nl).toBeGreaterThanOrEqual(0);
});

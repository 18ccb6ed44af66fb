import { byAge, tableOf } from './report.ts';

describe('a table of a report [PEERS-039]', () => {
  const columns = [
    { id: 'product', kind: 'text' },
    { id: 'issued', kind: 'count' },
    { id: 'ceiling', kind: 'count' },
  ] as const;

  it('adds up what is complete, and says nothing of what is not', () => {
    const table = tableOf('issued', [...columns], [['a', 3, 10], ['b', 4, null]]); // prettier-ignore
    expect(table.totals).toEqual([null, 7, null]);
    expect(tableOf('issued', [...columns], []).totals).toEqual([null, 0, 0]);
  });

  it('puts every age in one group', () => {
    expect(byAge([0, 5, 6, 14, 15, 28, 29, 56, 57, 400])).toEqual([2, 2, 2, 2, 2]);
  });
});

import { jest } from '@jest/globals';
import { type CaseSummary } from '../audit/shapes.ts';
import { type PermitView } from '../permits/shapes.ts';
import { type TaskSummary } from '../review/shapes.ts';
import { type Browser } from '../testing/browser.ts';
import { declared, permitInForce, withdraw } from '../testing/cases.ts';
import { citizen, staff } from '../testing/people.ts';
import { dutch } from '../testing/plates.ts';
import { sharedSystem, type System } from '../testing/stack.ts';

jest.setTimeout(60_000);

let system: System;
let clerk: Browser;
let bakkerij: Browser;
beforeAll(async () => {
  system = await sharedSystem();
  [clerk, bakkerij] = await Promise.all([staff(system, 'clerk'), citizen(system, 'bakkerij')]);
});

interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

/** Turns the pages of a list to its end; between two of them `meanwhile` happens once. */
async function pages<Item>(
  browser: Browser,
  path: string,
  limit: number,
  meanwhile?: () => Promise<unknown>,
): Promise<Item[][]> {
  const read: Item[][] = [];
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({ limit: String(limit), ...(cursor !== null && { cursor }) });
    const page: Page<Item> = await browser.ask<Page<Item>>('GET', `${path}?${query.toString()}`);
    read.push(page.items);
    cursor = page.nextCursor;
    if (read.length === 1) await meanwhile?.();
  } while (cursor !== null);
  return read;
}
const idsOf = (read: { id: string }[][]): string[] => read.flat().map(({ id }) => id);

async function endedPermit(): Promise<string> {
  const { id } = await permitInForce(bakkerij, system.sandbox, 'business');
  await clerk.ask('POST', `/v1/staff/permits/${id}/_end`, { ground: 'by-staff' });
  return id;
}

describe('a list that is read page by page', () => {
  it('of past permits shows each once, newest first, also when one comes in between', async () => {
    const ours = [await endedPermit(), await endedPermit(), await endedPermit()];
    let late = '';
    const read = await pages<PermitView>(bakkerij, '/v1/history', 2, async () => (late = await endedPermit()));
    const ids = idsOf(read);
    expect(read.slice(0, -1).every(({ length }) => length === 2)).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => ours.includes(id))).toEqual([...ours].reverse());
    expect(ids).not.toContain(late); // it belongs before the first page
    expect(idsOf(await pages<PermitView>(bakkerij, '/v1/history', 100))).toEqual([late, ...ids]);
  });

  it('of tasks shows each once, also when one that was shown is gone meanwhile', async () => {
    const emma = await citizen(system, 'emma');
    const reviewed = async () => declared(emma, 'resident', { plates: [dutch('627-HX-3')] });
    const [first, second, third] = [await reviewed(), await reviewed(), await reviewed()];
    const all = (await pages<TaskSummary>(clerk, '/v1/staff/tasks', 100)).flat().map(({ number }) => number);
    const read = await pages<TaskSummary>(clerk, '/v1/staff/tasks', 1, () => withdraw(emma, first));
    const numbers = read.flat().map(({ number }) => number);
    expect(new Set(numbers).size).toBe(numbers.length);
    const others = (list: string[]) => list.filter((number) => number !== first.number);
    expect(others(numbers)).toEqual(others(all));
    expect(numbers.filter((number) => [second.number, third.number].includes(number))).toEqual([
      second.number,
      third.number,
    ]);
    for (const left of [second, third]) await withdraw(emma, left);
  });

  it('of cases says the same with small pages as with large ones', async () => {
    const large = await pages<CaseSummary>(clerk, '/v1/staff/cases', 100);
    const small = await pages<CaseSummary>(clerk, '/v1/staff/cases', 3);
    const known = new Set(idsOf(large)); // somebody else may open a case meanwhile
    expect(idsOf(small).filter((id) => known.has(id))).toEqual(idsOf(large));
    expect(large.flat().map(({ openedAt }) => openedAt)).toEqual(
      large
        .flat()
        .map(({ openedAt }) => openedAt)
        .sort()
        .reverse(),
    );
  });

  it('takes the cursor of one list for another as what it is: a place, and no way into what is not one’s own', async () => {
    const { nextCursor } = await clerk.ask<Page<CaseSummary>>('GET', '/v1/staff/cases?limit=1');
    const { items } = await bakkerij.ask<Page<PermitView>>('GET', `/v1/history?cursor=${nextCursor}&limit=100`);
    const own = idsOf(await pages<PermitView>(bakkerij, '/v1/history', 100));
    expect(items.every(({ id }) => own.includes(id))).toBe(true);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { erase } from '../erasure.ts';
import { offerPlaces } from '../waitlist/offer.ts';
import { importReleases } from '../municipalities/import.ts';
import { type Deps } from '../ports.ts';
import { count, depsOn, NOW, resident } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { isGreenAt } from '../testing/resident-permit.ts';
import { join as joinLine, scarceTown } from '../testing/waiting-list.ts';
import { linesOf } from './command.ts';
import { bringOver, type BroughtOver } from './run.ts';

jest.setTimeout(60_000); // a database of its own takes its time on a busy machine

/** The files the guide shows, as an old system would give them. */
const EXAMPLE = new URL('./example', import.meta.url).pathname;
const example = (): Record<string, string> =>
  Object.fromEntries(readdirSync(EXAMPLE).map((name) => [name, readFileSync(join(EXAMPLE, name), 'utf8')]));

let database: TestDatabase;
let deps: Deps;
beforeEach(async () => {
  database = await openTestDatabase();
  deps = await depsOn(database.pool);
});
afterEach(() => database.drop());

const run = (texts = example(), forReal = true, at = NOW) =>
  bringOver(deps, { municipalityId: 'voorbeeld', texts, forReal }, at);
const reportOf = (brought: BroughtOver) => {
  if (brought.outcome === 'faults') throw new Error(JSON.stringify(brought.faults));
  return brought.report;
};
const one = async <Row extends object>(statement: string, values: unknown[] = []): Promise<Row> =>
  (await database.pool.query<Row>(statement, values)).rows[0]!;
/** What stands in the books, for comparison. */
const books = async () => ({
  holders: await count(database.pool, 'holder'),
  permits: await count(database.pool, 'permit'),
  plates: await count(database.pool, 'permit_plate'),
  favourites: await count(database.pool, 'favourite'),
  balances: await count(database.pool, 'balance'),
  entries: await count(database.pool, 'waitlist_entry'),
  postings: await count(database.pool, 'posting'),
  commands: await count(database.pool, `outbox WHERE kind = 'start-permit'`),
});

describe('taking over from an old system', () => {
  it('only judges and reports unless it is meant: nothing comes over [BEYOND-040]', async () => {
    const before = await books();
    const brought = await run(example(), false);
    expect(reportOf(brought).kinds.permit).toEqual({ read: 3, came: 3, before: 0, refused: 0 });
    expect(await books()).toEqual(before);
    expect(await count(database.pool, 'old_system_run WHERE NOT for_real')).toBe(1);
    expect(await count(database.pool, 'old_system_item')).toBe(0);
    const say = deps.texts.withoutMunicipality('en');
    expect(linesOf(brought, false, say).join('\n')).toMatch(
      /a try(.|\n)*permit +3 read = 3 would come \+ 0 before \+ 0 not(.|\n)*favourites\.csv:4 \(plate\) A plate of that country/,
    );
  });

  it('brings permits that are green at once, with their own process, and writes to nobody [BEYOND-040]', async () => {
    const { kinds } = reportOf(await run());
    expect(kinds.permit).toEqual({ read: 3, came: 3, before: 0, refused: 0 });
    expect(kinds.favourite).toEqual({ read: 3, came: 2, before: 0, refused: 1 });
    expect(await isGreenAt(deps, 'T17KRV', 'B', NOW)).toBe(true);
    expect(await count(database.pool, `process WHERE kind = 'permit' AND next_due_at IS NOT NULL`)).toBe(3);
    expect(await count(database.pool, `outbox WHERE kind = 'start-permit'`)).toBe(3);
    for (const nothing of ['message', 'letter', 'charge', 'payment'])
      expect(await count(database.pool, nothing)).toBe(0);
    expect(await count(database.pool, `audit_event WHERE kind = 'permit-came-over'`)).toBe(3);
    const { taken } = await one<{ taken: number }>(
      `SELECT taken FROM place_count WHERE product_id = 'resident' AND area_id = 'B'`,
    );
    expect(taken).toBe(1);
  });

  it('finds its people by the number they sign in with, which nobody can read in the books [BEYOND-040]', async () => {
    await run();
    const {
      subject_sealed: sealed,
      means,
      email,
    } = await one<{ subject_sealed: Buffer; means: string; email: null }>(
      `SELECT subject_sealed, means, email FROM holder WHERE municipality_id = 'voorbeeld' AND subject_type = 'bsn' AND subject_hash = $1`,
      [deps.vault.fingerprint('subject', 'bsn:999900109')],
    );
    expect(sealed.toString('latin1')).not.toContain('999900109');
    expect([deps.vault.open(sealed).toString(), means, email]).toEqual(['999900109', 'old-system', null]);
    const { everything } = await one<{ everything: string }>(
      `SELECT (SELECT string_agg(report::text, '') FROM old_system_run) || (SELECT string_agg(data::text, '') FROM audit_event)
              || coalesce((SELECT string_agg(payload::text, '') FROM outbox), '') AS everything`,
    );
    for (const personal of ['999900109', 'Sanne', 'T17KRV', 'T-17-KRV', 'Oma', 'Lindestraat'])
      expect(everything).not.toContain(personal);
  });

  it('changes nothing when it is run again, and says what came over before [BEYOND-040]', async () => {
    await run();
    const once = await books();
    const { kinds, sums } = reportOf(await run());
    expect(await books()).toEqual(once);
    expect(kinds.permit).toEqual({ read: 3, came: 0, before: 3, refused: 0 });
    expect(kinds.favourite).toEqual({ read: 3, came: 0, before: 2, refused: 1 });
    expect(kinds.waitlist).toEqual({ read: 1, came: 0, before: 1, refused: 0 });
    expect(sums.minute).toEqual({ read: 750, came: 0, before: 750, refused: 0 });
  });

  it('brings what was refused once it is mended, beside what came over before [BEYOND-040]', async () => {
    await run();
    const { kinds } = reportOf(
      await run({ ...example(), 'favourites.csv': example()['favourites.csv']!.replace('GEENPLAAT', '8-KLM-88') }),
    );
    expect(kinds.favourite).toEqual({ read: 3, came: 1, before: 2, refused: 0 });
    expect(await count(database.pool, 'favourite')).toBe(3);
    // Two at once: each row comes over with one of them.
    const [a, b] = await Promise.all([run(scarce()), run(scarce())]);
    expect(reportOf(a).kinds.permit.came + reportOf(b).kinds.permit.came).toBe(1);
    expect(await count(database.pool, 'permit')).toBe(4);
  });

  /** The example with one more permit. */
  const scarce = () => ({
    ...example(),
    'permits.csv': `${example()['permits.csv']!}OUD-1004;H2;resident;B;P12M;2026-01-01;2026-12-31;9000\n`,
    'plates.csv': `${example()['plates.csv']!}OUD-1004;NL;8-KLM-88\n`,
  });

  it('keeps the books balanced: what was left there is here, against one account of the run [BEYOND-040]', async () => {
    const brought = await run();
    const { sums } = reportOf(brought);
    const runId = brought.outcome === 'run' ? brought.runId : '';
    const { rows } = await database.pool.query<{ unit: string; amount: string }>(
      `SELECT unit, sum(amount) AS amount FROM posting WHERE account = 'old-system' AND ref = $1 GROUP BY unit ORDER BY unit`,
      [runId],
    );
    expect(rows).toEqual([
      { unit: 'eurocent', amount: String(sums.eurocent.read) },
      { unit: 'minute', amount: String(sums.minute.read) },
    ]);
    const { rows: wrong } = await database.pool.query(
      `SELECT b.id FROM balance b LEFT JOIN posting p ON p.account = 'available' AND p.ref = b.id::text
        GROUP BY b.id HAVING b.available <> coalesce(-sum(p.amount), 0)`,
    );
    expect(wrong).toEqual([]);
    const { rows: ofCare } = await database.pool.query<{ available: string }>(
      `SELECT b.available FROM balance b WHERE b.unit = 'minute' ORDER BY b.period_from`,
    );
    // Of this year what was left; the year that follows begins as for everybody.
    expect(ofCare.map(({ available }) => Number(available))).toEqual([750, 45_000]);
  });

  it('keeps the order of the line: who waited longest there stands first here, before who joined later [BEYOND-040]', async () => {
    await importReleases(database.pool, [scarceTown({ B: 1, D: 1 })], '2026-02-01T00:00:00.000Z');
    await run({ ...example(), 'waiting-list.csv': 'entry;holder;product;area;since\n' });
    const later = await joinLine(deps, await resident(database.pool), NOW);
    await run();
    const order = await database.pool.query<{ id: string }>(
      `SELECT entry_id AS id FROM waitlist_place WHERE left_at IS NULL ORDER BY entered_at, position`,
    );
    expect(order.rows).toHaveLength(2);
    expect(order.rows[1]).toEqual({ id: later });
    const { entered_at: since } = await one<{ entered_at: Date }>(
      'SELECT entered_at FROM waitlist_entry WHERE id = $1',
      [order.rows[0]!.id],
    );
    expect(since.toISOString()).toBe('2023-04-01T07:30:00.000Z');
    // The place is taken by the permit that came over, so nobody is offered one.
    const line = { municipalityId: 'voorbeeld', productId: 'resident', areaId: 'B' };
    expect(await offerPlaces(deps, line, NOW)).toMatchObject({ offered: 0 });
  });

  it('brings no more permits than there are places, and keeps why for whom it concerns [BEYOND-040]', async () => {
    await importReleases(database.pool, [scarceTown({ B: 1 })], '2026-02-01T00:00:00.000Z');
    const { kinds, faults } = reportOf(await run(scarce()));
    expect(kinds.permit).toMatchObject({ came: 3, refused: 1 });
    expect(faults).toContainEqual(expect.objectContaining({ code: 'product-full', file: 'permits.csv', line: 5 }));
    const kept = await one<{ fault: string; label_sealed: Buffer; came_over: boolean }>(
      `SELECT fault, label_sealed, came_over FROM old_system_item WHERE kind = 'permit' AND NOT came_over`,
    );
    expect([kept.fault, deps.vault.open(kept.label_sealed).toString()]).toEqual(['product-full', 'OUD-1004']);
  });

  it('forgets whose row was whose after two years, and still knows that it came over [BEYOND-040]', async () => {
    await run();
    const later = '2028-05-03T12:00:00.000Z';
    expect((await erase(deps, later)).oldSystemRows).toBeGreaterThan(0);
    expect(await count(database.pool, 'old_system_item WHERE holder_id IS NOT NULL OR label_sealed IS NOT NULL')).toBe(
      0,
    );
    expect(await count(database.pool, 'old_system_item WHERE came_over')).toBeGreaterThan(0);
  });
});

import { renderLetter } from '../letters/page.ts';
import { erase } from '../erasure.ts';
import { importReleases } from '../municipalities/import.ts';
import { startParking, stopParking } from '../parking.ts';
import { type Deps } from '../ports.ts';
import { accountWith, newAccount } from '../testing/account.ts';
import { count, depsOn, ME } from '../testing/case.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { readPdf } from '../testing/pdf.ts';
import { visitorPermit, withVisitorScheme } from '../testing/visitor-scheme.ts';
import { writeNote } from './note.ts';
import { expenseTable, receiptPage, statementPage } from './print.ts';
import { readSession, readStatement } from './read.ts';

/** A Wednesday; a minute costs a cent, of which 21% VAT. */
const MORNING = '2026-05-06T08:00:00.000Z';
const JUNE = '2026-06-01T10:00:00.000Z';
const LONG_AFTER = '2027-06-01T10:00:00.000Z';
const MAY = { from: '2026-05-01', until: '2026-05-31' };

let database: TestDatabase;
let deps: Deps;
beforeAll(async () => {
  database = await openTestDatabase(8);
  deps = await depsOn(database.pool, { clock: () => JUNE });
  await importReleases(database.pool, [withVisitorScheme()], '2026-01-02T00:00:00.000Z');
});
afterAll(() => database.drop());

/** Twenty euros topped up in April, and somebody with the app. */
async function scheme(): Promise<{ permitId: string; accountId: string }> {
  const { permitId, balanceId } = await visitorPermit(deps, 2_000);
  await database.pool.query(
    `WITH entry AS (
       INSERT INTO journal_entry (municipality_id, reason, subject_id, at) VALUES ('voorbeeld', 'payment-received', $1, '2026-04-10') RETURNING id
     )
     INSERT INTO posting (entry_id, account, ref, unit, amount)
     SELECT id, 'clearing', $1::text, 'eurocent', 2000 FROM entry UNION ALL SELECT id, 'available', $2::text, 'eurocent', -2000 FROM entry`,
    [permitId, balanceId],
  );
  return { permitId, accountId: await accountWith(database.pool, permitId) };
}

async function session(permitId: string, plate: string, day = '2026-05-06'): Promise<string> {
  const at = (time: string) => `${day}T${time}:00.000Z`;
  const started = await startParking(deps, {
    permitId, country: 'NL', plate, display: plate, actor: ME, at: at('08:00'), endsAt: at('09:00'),
  }); // prettier-ignore
  if (started.outcome !== 'started') throw new Error(JSON.stringify(started));
  await stopParking(deps, { actionId: started.id, actor: ME, at: at('08:30') });
  return started.id;
}

const reader = ({ permitId, accountId }: { permitId: string; accountId: string }, balances = true) => ({
  permitId,
  accountId,
  grantId: null,
  balances,
});
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('the statement of a month', () => {
  it('begins and ends with the balance of the books, and what happened between is every session [PEERS-019]', async () => {
    const mine = await scheme();
    const first = await session(mine.permitId, 'STAAT1');
    await session(mine.permitId, 'STAAT2', '2026-05-29');
    await session(mine.permitId, 'STAAT3', '2026-06-01');
    const { sessions, courses } = await readStatement(deps, reader(mine), MAY);
    expect(sessions.map(({ plate, costs }) => [plate, costs])).toEqual([
      ['STAAT1', [{ unit: 'eurocent', amount: 30 }]],
      ['STAAT2', [{ unit: 'eurocent', amount: 30 }]],
    ]);
    expect(sessions[0]!.id).toBe(first);
    expect(courses).toEqual([
      {
        unit: 'eurocent',
        period: null,
        begin: 2_000,
        changes: [
          { kind: 'hold', amount: -120 },
          { kind: 'settle', amount: 60 },
        ],
        end: 1_940,
      },
    ]);
    const april = await readStatement(deps, reader(mine), { from: '2026-04-01', until: '2026-04-30' });
    expect(april).toMatchObject({ sessions: [], courses: [{ begin: 0, end: 2_000, changes: [{ kind: 'top-up' }] }] });
  });

  it('tells no balance to who may not see it [PEERS-019]', async () => {
    const mine = await scheme();
    await session(mine.permitId, 'STAAT4');
    const { sessions, courses } = await readStatement(deps, reader(mine, false), MAY);
    expect([sessions.length, courses]).toEqual([1, []]);
  });

  it.each(['nl', 'en'] as const)('is a tagged page in %s with sessions, balances and the VAT [PEERS-019]', async (language) => {
    const mine = await scheme();
    const id = await session(mine.permitId, 'STAAT5');
    await writeNote(deps.pool, { actionId: id, accountId: mine.accountId, words: 'Klant in de Kade', at: MORNING });
    const facts = await readStatement(deps, reader(mine), MAY);
    const { pages, isTagged } = await readPdf(await renderLetter(statementPage(facts, deps.texts, language)));
    const words = pages.flatMap(({ read }) => read.map(({ text }) => plain(text)));
    expect(isTagged).toBe(true);
    expect(pages.flatMap(({ untagged }) => untagged)).toEqual([]);
    for (const word of ['STAAT5', 'Kadekwartier', 'Klant in de Kade']) expect(words).toContain(word);
    const euros = language === 'nl' ? ['€ 20,00', '€ 19,70', '€ 0,30', '€ 0,05', 'Btw 21%'] : ['€20.00', '€19.70', '€0.30', '€0.05', 'VAT 21%'];
    for (const word of euros) expect(words).toContain(word);
  }); // prettier-ignore

  it('is for a spreadsheet a row a session, with amounts that add up [PEERS-019]', async () => {
    const mine = await scheme();
    await session(mine.permitId, 'STAAT6');
    await session(mine.permitId, 'STAAT7', '2026-05-07');
    const { table, titles } = expenseTable(await readStatement(deps, reader(mine), MAY), deps.texts, 'nl');
    expect(titles).toHaveLength(table.columns.length);
    const euros = table.columns.findIndex(({ id }) => id === 'euros');
    expect([table.rows.length, table.totals[euros]]).toEqual([2, 60]);
    expect(table.rows[0]!.slice(0, 5)).toEqual(['2026-05-06', '10:00:00', '2026-05-06', '10:30:00', 30]);
  });
});

describe('the receipt of a session', () => {
  it('has its VAT on a line of its own [PEERS-019]', async () => {
    const mine = await scheme();
    const id = await session(mine.permitId, 'BEWIJS1');
    const found = await readSession(deps, mine.accountId, id);
    const { pages } = await readPdf(await renderLetter(receiptPage(found!, deps.texts, 'nl')));
    const words = pages.flatMap(({ read }) => read.map(({ text }) => plain(text)));
    for (const word of ['Parkeerbewijs', 'BEWIJS1', id, '€ 0,30', 'Btw 21%', '€ 0,05', 'Zonder btw', '€ 0,25'])
      expect(words).toContain(word);
  });

  it('is not there while the session goes on [PEERS-019]', async () => {
    const mine = await scheme();
    const started = await startParking(deps, {
      permitId: mine.permitId, country: 'NL', plate: 'BEWIJS2', display: 'BEWIJS2', actor: ME, at: JUNE, endsAt: '2026-06-01T12:00:00.000Z',
    }); // prettier-ignore
    expect(await readSession(deps, mine.accountId, (started as { id: string }).id)).toBeUndefined();
  });
});

describe('a note about a session', () => {
  it('is of who wrote it alone, changes, and goes when it is emptied [PEERS-019]', async () => {
    const mine = await scheme();
    const actionId = await session(mine.permitId, 'NOTITIE');
    const other = await newAccount(database.pool, `${actionId}@inwoner.example`);
    const write = (accountId: string, words: string) =>
      writeNote(deps.pool, { actionId, accountId, words, at: MORNING });
    expect(await write(mine.accountId, 'Bij oma')).toBe(true);
    expect(await write(mine.accountId, 'Bij oma Ria')).toBe(true);
    expect(await write(other, 'Werk')).toBe(true);
    const noteFor = async (accountId: string) => (await readSession(deps, accountId, actionId))!.session.note;
    expect([await noteFor(mine.accountId), await noteFor(other)]).toEqual(['Bij oma Ria', 'Werk']);
    expect(await write(mine.accountId, '')).toBe(true);
    expect([await noteFor(mine.accountId), await noteFor(other)]).toEqual([null, 'Werk']);
  });

  it('goes with the plate, after which none can be added; the cost stays [PEERS-019]', async () => {
    const mine = await scheme();
    const actionId = await session(mine.permitId, 'GEWIST1');
    const note = { actionId, accountId: mine.accountId, words: 'Bij de dokter', at: MORNING };
    await writeNote(deps.pool, note);
    await erase(deps, LONG_AFTER);
    expect(await count(database.pool, 'parking_note')).toBe(0);
    expect(await writeNote(deps.pool, note)).toBe(false);
    const { session: left } = (await readSession(deps, mine.accountId, actionId))!;
    expect(left).toMatchObject({ plate: null, note: null, costs: [{ unit: 'eurocent', amount: 30 }] });
  });
});

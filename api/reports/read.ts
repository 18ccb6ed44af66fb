import { statement } from '../../activities/db/transaction.ts';
import { type Language } from '../../rules/messages.ts';
import { AGES, byAge, tableOf } from '../../rules/bookkeeping/report.ts';
import { addDays, civilDateOf, startOfDay, type CivilDate } from '../../rules/values/civil-day.ts';
import { type Api } from '../api.ts';
import { areaName } from '../permit-applications/read.ts';
import { type Reports, type ReportTable } from './shapes.ts';

interface Asked {
  municipalityId: string;
  language: Language;
  from?: CivilDate | undefined;
  until?: CivilDate | undefined;
}

/** Every report over a period, counted from the books themselves (PEERS-039). */
export async function readReports(api: Api, { municipalityId, language, ...period }: Asked): Promise<Reports> {
  const { pool, releases, clock, texts } = api.deps;
  const say = texts.withoutMunicipality(language);
  const now = clock();
  const release = await releases.inForce(municipalityId, now);
  const { municipality, products } = release.content;
  const today = civilDateOf(now, municipality.timeZone);
  const from = period.from ?? `${today.slice(0, 4)}-01-01`;
  const until = period.until ?? today;
  const [since, before] = [
    startOfDay(from, municipality.timeZone),
    startOfDay(addDays(until, 1), municipality.timeZone),
  ];
  const [issued, ages, income, vat, use, balances] = await Promise.all([
    pool.query<{ product_id: string; area_id: string; count: number }>({ ...inForce, values: [municipalityId, now] }),
    pool.query<{ opened_at: Date }>({ ...openTasks, values: [municipalityId] }),
    pool.query<{ ref: string; cents: string }>({ ...sumOf, values: [municipalityId, 'income', since, before] }),
    pool.query<{ ref: string; cents: string }>({ ...sumOf, values: [municipalityId, 'vat', since, before] }),
    pool.query<{ area_id: string; count: number; minutes: string }>({
      ...useOfZones,
      values: [municipalityId, since, before],
    }),
    pool.query<{ unit: string; held: string; owed: string }>({ ...liabilities, values: [municipalityId] }),
  ]);
  const issuedAt = (product: string, area: string) =>
    issued.rows.find((row) => row.product_id === product && row.area_id === area)?.count ?? 0;
  const days = ages.rows.map(({ opened_at }) =>
    Math.max(0, Math.floor((Date.parse(now) - opened_at.getTime()) / 86_400_000)),
  );
  const soldOn = (account: string) =>
    products
      .filter(({ ledgerAccount }) => ledgerAccount === account)
      .map(({ name }) => name[language])
      .join(', ');
  const tables: ReportTable[] = [
    tableOf(
      'issued',
      [text('product'), text('area'), count('issued'), count('ceiling')],
      products.flatMap(
        (product) =>
        product.places.map(({ area, ceiling }) => [
          product.name[language], areaName(release, area) ?? area, issuedAt(product.id, area), ceiling,
        ]), // prettier-ignore
      ),
    ),
    tableOf(
      'queue',
      [text('age'), count('cases')],
      byAge(days).map((cases, at) => [`${AGES[at]!.from}–${AGES[at]!.until ?? ''}`, cases]),
    ),
    tableOf(
      'income',
      [text('account'), text('products'), cents('net')],
      income.rows.map(({ ref, cents: amount }) => [ref, soldOn(ref), -Number(amount)]),
    ),
    tableOf(
      'vat',
      [text('rate'), cents('vat')],
      vat.rows.map(({ ref, cents: amount }) => [`${ref} %`, -Number(amount)]),
    ),
    tableOf(
      'use',
      [text('area'), count('actions'), { id: 'minutes', kind: 'minutes' }],
      use.rows.map((row) => [areaName(release, row.area_id) ?? row.area_id, row.count, Number(row.minutes)]),
    ),
    tableOf(
      'balances',
      [text('unit'), count('onBalances'), count('inLedger'), count('difference')],
      balances.rows.map(({ unit, held, owed }) => [
        say(`staff.reports.unit.${unit}`),
        Number(held),
        Number(owed),
        Number(held) - Number(owed),
      ]),
    ),
  ];
  // Units do not add up to one another.
  return {
    from,
    until,
    tables: tables.map((table) =>
      table.id === 'balances' ? { ...table, totals: table.totals.map(() => null) } : table,
    ),
  };
}

const text = (id: string) => ({ id, kind: 'text' as const });
const count = (id: string) => ({ id, kind: 'count' as const });
const cents = (id: string) => ({ id, kind: 'cents' as const });

const inForce = statement(
  'report-permits-in-force',
  `SELECT product_id, area_id, count(*)::int AS count FROM permit
    WHERE municipality_id = $1 AND status = 'issued' AND valid_until > $2 GROUP BY product_id, area_id`,
);
const openTasks = statement(
  'report-open-tasks',
  `SELECT opened_at FROM task WHERE municipality_id = $1 AND status <> 'done'`,
);
const sumOf = statement(
  'report-sum-of-account',
  `SELECT p.ref, sum(p.amount) AS cents FROM posting p JOIN journal_entry e ON e.id = p.entry_id
    WHERE e.municipality_id = $1 AND p.account = $2 AND p.unit = 'eurocent' AND e.at >= $3 AND e.at < $4
    GROUP BY p.ref ORDER BY p.ref`,
);
const useOfZones = statement(
  'report-use-of-zones',
  `SELECT area_id, count(*)::int AS count, coalesce(sum(extract(epoch FROM ends_at - starts_at) / 60), 0)::bigint AS minutes
     FROM parking_action WHERE municipality_id = $1 AND starts_at >= $2 AND starts_at < $3 GROUP BY area_id ORDER BY area_id`,
);
/** What lies on all balances is what the ledger says the municipality owes for it (BEYOND-020). */
const liabilities = statement(
  'report-liabilities',
  `SELECT u.unit, coalesce((SELECT sum(available + held) FROM balance b WHERE b.municipality_id = $1 AND b.unit = u.unit), 0) AS held,
          coalesce((SELECT -sum(p.amount) FROM posting p JOIN journal_entry e ON e.id = p.entry_id
                     WHERE e.municipality_id = $1 AND p.account IN ('available', 'held') AND p.unit = u.unit), 0) AS owed
     FROM (VALUES ('eurocent'), ('minute'), ('action')) AS u (unit)`,
);

import { statement } from '../../activities/db/transaction.ts';
import { tableOf } from '../../rules/bookkeeping/report.ts';
import { type Language } from '../../rules/messages.ts';
import { areaOf, productOf, type ReleaseContent } from '../../rules/municipalities/release.ts';
import {
  sizeBorders,
  type SimulatedBy,
  type SimulatedTable,
  type SimulatedUnit,
} from '../../rules/simulation/simulate.ts';
import { formatsIn } from '../../rules/values/format.ts';
import { type Api } from '../api.ts';
import { type Staff } from '../http/caller.ts';
import { isUuid } from '../http/ids.ts';
import { type SimulationItem, type Simulations, type SimulationTable, type SimulationView } from './shapes.ts';

export async function readSimulations({ deps }: Api, { municipalityId }: Staff): Promise<Simulations> {
  const values = [municipalityId];
  const [{ rows }, { rows: drafts }] = await Promise.all([
    deps.pool.query<Row>({ ...newest, values }),
    deps.pool.query<{ id: string; number: string; title: string }>({ ...openDrafts, values }),
  ]);
  return { items: rows.map(itemOf), drafts };
}

/** What came out, in tables: the page and every file show the same (BEYOND-023). */
export async function readSimulation(
  { deps }: Api,
  { municipalityId }: Staff,
  id: string,
  language: Language,
): Promise<SimulationView | undefined> {
  if (!isUuid(id)) return undefined;
  const { rows } = await deps.pool.query<Row & ResultRow>({ ...one, values: [id, municipalityId] });
  const row = rows[0];
  if (!row) return undefined;
  const say = deps.texts.withoutMunicipality(language);
  const money = (cents: number) => formatsIn(language).money(cents);
  const nameOf = (by: SimulatedBy, unit: SimulatedUnit, group: string): string => {
    if (by === 'area') return areaOf(row.content, group)?.name ?? group;
    if (by === 'product') return productOf(row.content, group)?.name[language] ?? group;
    if (by === 'outcome') return say(`staff.simulator.outcome.${group}`);
    if (by === 'hour') return group.replace('-', '–');
    const { from, until } = sizeBorders(group);
    const amount = (border: number) => (unit === 'minute' ? `${border} min` : money(border));
    if (from === 0 && until === 1) return say('staff.simulator.outcome.same');
    if (from === null) return say('staff.simulator.lessThan', { amount: amount(until!) });
    return until === null
      ? say('staff.simulator.moreThan', { amount: amount(from) })
      : `${amount(from)} – ${amount(until)}`;
  };
  return {
    ...itemOf(row),
    smallestGroup: row.smallest_group,
    weeks: row.weeks,
    tables: row.result?.tables.map(tableFrom) ?? [],
    withheld: row.result?.withheld ?? [],
  };

  function tableFrom({ by, unit, groups, together }: SimulatedTable): SimulationTable {
    const kind = unit === 'minute' ? ('minutes' as const) : ('cents' as const);
    const rest = together && {
      ...together,
      name: say('staff.simulator.together', { count: together.groups }),
    };
    const shown = [...groups.map((group) => ({ ...group, name: nameOf(by, unit, group.id) })), ...(rest ? [rest] : [])];
    const table = tableOf(
      `${by}-${unit}`,
      [
        { id: by, kind: 'text' },
        { id: 'stays', kind: 'count' },
        { id: 'before', kind },
        { id: 'after', kind },
        { id: 'difference', kind },
      ],
      shown.map(({ name, actions, before, after }) => [name, actions, before, after, after - before]),
    );
    return { ...table, by, unit };
  }
}

const itemOf = (row: Row): SimulationItem => ({
  id: row.id,
  draftId: row.draft_id,
  draftNumber: row.number,
  draftTitle: row.title,
  draftVersion: row.draft_version,
  baseline: row.baseline,
  from: row.from_day,
  until: row.until_day,
  askedBy: row.asker,
  askedAt: row.asked_at.toISOString(),
  status: row.finished_at ? 'done' : row.failed_at ? 'failed' : 'running',
  done: row.done,
  total: row.total,
});

interface Row {
  id: string;
  draft_id: string;
  number: string;
  title: string;
  draft_version: number;
  baseline: number;
  from_day: string;
  until_day: string;
  asker: string;
  asked_at: Date;
  done: number;
  total: number | null;
  failed_at: Date | null;
  finished_at: Date | null;
}

interface ResultRow {
  content: ReleaseContent;
  smallest_group: number;
  weeks: number;
  result: { tables: SimulatedTable[]; withheld: { by: SimulatedBy; unit: SimulatedUnit }[] } | null;
}

const COLUMNS = `s.id, s.draft_id, d.number, d.title, s.draft_version, s.baseline, s.from_day::text AS from_day, s.until_day::text AS until_day,
          m.name AS asker, s.asked_at, s.done, s.total, s.failed_at, s.finished_at`;
const FROM = 'FROM simulation s JOIN release_draft d ON d.id = s.draft_id JOIN staff_member m ON m.id = s.asked_by';

const newest = statement(
  'read-simulations',
  `SELECT ${COLUMNS} ${FROM} WHERE s.municipality_id = $1 ORDER BY s.asked_at DESC, s.id LIMIT 30`,
);
const one = statement(
  'read-simulation',
  `SELECT ${COLUMNS}, s.content, s.smallest_group, s.weeks, s.result ${FROM} WHERE s.id = $1 AND s.municipality_id = $2`,
);
const openDrafts = statement(
  'read-drafts-to-simulate',
  `SELECT id, number, title FROM release_draft WHERE municipality_id = $1 AND status IN ('draft', 'submitted') ORDER BY written_at DESC, id LIMIT 50`,
);

import { statement } from '../../activities/db/transaction.ts';
import {
  ERASED,
  RECORD_CLASSES,
  retentionOf,
  termOf,
  type Erased,
  type RecordClass,
  type TermUnit,
} from '../../rules/retention.ts';
import { type Language } from '../../rules/messages.ts';
import { formatsIn } from '../../rules/values/format.ts';
import { type Api } from '../api.ts';
import { cursorOf, placeIn } from '../http/cursor.ts';
import { csvOf } from '../reports/csv.ts';
import { EventPlace, type Deletions, type RetentionTerms } from './shapes.ts';

export const UNITS: Record<TermUnit, RetentionTerms['items'][number]['unit']> = {
  hours: 'hours',
  'days-exact': 'days',
  days: 'days',
  months: 'months',
  years: 'years',
  'book-years': 'years',
};

const OF_A_MUNICIPALITY: ReadonlySet<RecordClass> = new Set(Object.values(ERASED));

/** How long this municipality keeps what (bewaartermijnen), as its release in force says. */
export async function readTerms({ deps }: Pick<Api, 'deps'>, municipalityId: string): Promise<RetentionTerms> {
  const { content } = await deps.releases.inForce(municipalityId, deps.clock());
  const { retention = {} } = content.municipality;
  return {
    items: RECORD_CLASSES.map((id) => {
      const { unit, bounds = null, because } = retentionOf(id);
      return {
        id,
        term: termOf(id, content.municipality),
        unit: UNITS[unit],
        bounds,
        own: id in retention,
        because,
        everywhere: !OF_A_MUNICIPALITY.has(id),
      };
    }),
  };
}

interface DeletionRow {
  id: string;
  at: Date;
  data: { what: string; count: number; upTo: string };
}

type Deletion = Deletions['items'][number];
const shown = ({ id, at, data }: DeletionRow): Deletion => ({
  id,
  at: at.toISOString(),
  what: data.what,
  recordClass: ERASED[data.what as Erased],
  count: data.count,
  upTo: data.upTo,
});

/** The log of deletions is what the chain of events says of them: it cannot be written anywhere else. */
export async function readDeletions(
  { deps }: Pick<Api, 'deps'>,
  municipalityId: string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Deletions> {
  const place = placeIn(EventPlace, cursor) ?? ['infinity', '0'];
  const { rows } = await deps.pool.query<DeletionRow>({
    ...readPage,
    values: [municipalityId, ...place, limit + 1],
  });
  const items = rows.slice(0, limit).map(shown);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? cursorOf([last.at, last.id]) : null };
}

/** So many lines a time: a log of years is read without holding a connection for long. */
const AT_ONCE = 1_000;

export async function deletionsAsCsv(
  api: Pick<Api, 'deps'>,
  municipalityId: string,
  language: Language,
): Promise<string> {
  const say = api.deps.texts.withoutMunicipality(language);
  const format = formatsIn(language);
  const rows: (string | number)[][] = [];
  let cursor: string | undefined;
  do {
    const { items, nextCursor } = await readDeletions(api, municipalityId, { limit: AT_ONCE, cursor });
    rows.push(
      ...items.map((one) => [
        format.moment(one.at),
        say(`retention.erased.${one.what}`),
        one.count,
        format.moment(one.upTo),
      ]),
    );
    cursor = nextCursor ?? undefined;
  } while (cursor !== undefined);
  const columns = (['when', 'erased', 'count', 'upTo'] as const).map((id) => ({
    id,
    kind: id === 'count' ? ('count' as const) : ('text' as const),
  }));
  const titles = columns.map(({ id }) => say(`audit.retention.${id}`));
  return csvOf({ id: 'deletions', columns, rows, totals: [] }, titles, '');
}

const readPage = statement(
  'read-deletions',
  `SELECT id, at, data FROM audit_event
    WHERE municipality_id = $1 AND kind = 'records-erased' AND (at, id) < ($2::timestamptz, $3::bigint)
    ORDER BY at DESC, id DESC LIMIT $4`,
);

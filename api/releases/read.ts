import { statement } from '../../activities/db/transaction.ts';
import { asWritten, readDraftFiles } from '../../activities/municipalities/drafts.ts';
import { FILE_NAMES, type Files } from '../../activities/municipalities/files.ts';
import { differencesOf, everydayValues } from '../../rules/municipalities/differences.ts';
import { areaOf, productOf, type Release, type ReleaseContent } from '../../rules/municipalities/release.ts';
import { overtakenBy, releaseStates, type ReleaseDates } from '../../rules/municipalities/release-state.ts';
import { sampleQuotes } from '../../rules/parking/sample-stays.ts';
import { civilDateOf, startOfDay } from '../../rules/values/civil-day.ts';
import { latest, type Instant } from '../../rules/values/moment.ts';
import { type Api } from '../api.ts';
import { type Staff } from '../http/caller.ts';
import { isUuid } from '../http/ids.ts';
import { type DraftItem, type DraftView, type ReleaseList, type ReleasePreview } from './shapes.ts';

const MOST_SHOWN = 500;

/** Releases, the newest first, and drafts of the next. */
export async function readReleases({ deps }: Api, { id: staffId, municipalityId }: Staff): Promise<ReleaseList> {
  const now = deps.clock();
  const [{ rows: releases }, { rows: drafts }, current] = await Promise.all([
    deps.pool.query<ReleaseRow>({ ...allReleases, values: [municipalityId] }),
    deps.pool.query<DraftRow>({ ...newestDrafts, values: [municipalityId] }),
    deps.releases.inForce(municipalityId, now),
  ]);
  const states = releaseStates(releases.map(datesOf), now);
  return {
    releases: releases.map((row) => ({
      number: row.number,
      state: states.get(row.number)!,
      validFrom: row.valid_from.toISOString(),
      draftId: row.draft_id,
      title: row.title,
      article: row.article,
      articleUrl: row.article_url,
      writtenBy: row.writer,
      approvedBy: row.approver,
      restores: row.restores,
    })),
    drafts: drafts.map((row) => itemOf(row, staffId)),
    today: civilDateOf(now, current.content.municipality.timeZone),
  };
}

/** A draft with what is wrong with it, or with what would come of it. */
export async function readDraft(
  { deps }: Api,
  { id: staffId, municipalityId }: Staff,
  id: string,
): Promise<DraftView | undefined> {
  if (!isUuid(id)) return undefined;
  const now = deps.clock();
  const { rows } = await deps.pool.query<DraftRow>({ ...oneDraft, values: [id, municipalityId] });
  const row = rows[0];
  if (!row) return undefined;
  const current = await deps.releases.inForce(municipalityId, now);
  const read = readDraftFiles(row.files, current.content);
  const open = row.status === 'draft' || row.status === 'submitted';
  const editable = row.status === 'draft' && row.written_by === staffId && !row.restores;
  return {
    ...itemOf(row, staffId),
    version: row.version,
    files: FILE_NAMES.flatMap((name) => {
      const text = row.files[name];
      return text === undefined ? [] : [{ name, text }];
    }),
    faults: open && read.outcome === 'faults' ? read.faults : [],
    values: editable && read.outcome === 'read' ? everydayValues(read.content) : [],
    preview: open && read.outcome === 'read' ? await previewOf(deps, current, read.content, row.valid_on, now) : null,
  };
}

async function previewOf(
  { pool, releases }: Api['deps'],
  { municipalityId, content: current }: Release,
  after: ReleaseContent,
  validOn: string | null,
  now: Instant,
): Promise<ReleasePreview> {
  const { timeZone } = current.municipality;
  const from = validOn === null ? now : latest(startOfDay(validOn, timeZone), now);
  const values = [municipalityId, now];
  const [{ rows: all }, { rows: open }, { rows: issued }, { rows: planned }] = await Promise.all([
    pool.query<ReleaseRow>({ ...allReleases, values: [municipalityId] }),
    pool.query<{ product_id: string; release: number; count: number }>({ ...openCases, values: [municipalityId] }),
    pool.query<{ product_id: string; area_id: string; count: number }>({ ...issuedNow, values }),
    pool.query<{ count: number }>({ ...plannedFrom, values: [municipalityId, from] }),
  ]);
  const against = await releases.inForce(municipalityId, from);
  const before = asWritten(against.content);
  const differences = differencesOf(before, after);
  const nameOf = (id: string) => (productOf(after, id) ?? productOf(current, id))?.name ?? { nl: id, en: id };
  const areaName = (id: string) => areaOf(after, id)?.name ?? id;
  return {
    against: against.number,
    differences: differences.slice(0, MOST_SHOWN),
    more: Math.max(0, differences.length - MOST_SHOWN),
    quotes: sampleQuotes(before, after, civilDateOf(from, timeZone)).map(({ area, ...quote }) => ({
      ...quote,
      areaName: areaName(area),
    })),
    consequences: {
      openCases: open.map((row) => ({ productName: nameOf(row.product_id), release: row.release, count: row.count })),
      overCeiling: after.products.flatMap(({ id, name, places }) =>
        places.flatMap(({ area, ceiling }) => {
          const count = issued.find((row) => row.product_id === id && row.area_id === area)?.count ?? 0;
          return ceiling === null || count <= ceiling
            ? []
            : [{ productName: name, areaName: areaName(area), issued: count, ceiling }];
        }),
      ),
      plannedActions: planned[0]!.count,
      overtaken: overtakenBy(all.map(datesOf), from, now),
    },
  };
}

const datesOf = ({ number, valid_from, restores }: ReleaseRow): ReleaseDates => ({
  number,
  validFrom: valid_from.toISOString(),
  restores,
});

const itemOf = (row: DraftRow, staffId: string): DraftItem => ({
  id: row.id,
  number: row.number,
  title: row.title,
  article: row.article,
  articleUrl: row.article_url,
  validOn: row.valid_on,
  base: row.base,
  restores: row.restores,
  status: row.status,
  writtenBy: row.writer,
  writtenAt: row.written_at.toISOString(),
  ownWork: row.written_by === staffId,
  decidedBy: row.decider,
  decidedAt: row.decided_at?.toISOString() ?? null,
  reason: row.reason,
});

interface ReleaseRow {
  number: number;
  valid_from: Date;
  draft_id: string | null;
  title: string | null;
  article: string | null;
  article_url: string | null;
  writer: string | null;
  approver: string | null;
  restores: number | null;
}

interface DraftRow {
  id: string;
  number: string;
  title: string;
  article: string;
  article_url: string | null;
  valid_on: string | null;
  base: number;
  restores: boolean;
  status: DraftItem['status'];
  version: number;
  files: Files;
  written_by: string | null;
  writer: string | null;
  written_at: Date;
  decider: string | null;
  decided_at: Date | null;
  reason: string | null;
}

const DRAFT = `d.id, d.number, d.title, d.article, d.article_url, d.valid_on::text AS valid_on, d.base, d.restores, d.status, d.version,
          d.written_by, w.name AS writer, d.written_at, a.name AS decider, d.decided_at, d.reason`;
const PEOPLE = 'LEFT JOIN staff_member w ON w.id = d.written_by LEFT JOIN staff_member a ON a.id = d.decided_by';

const allReleases = statement(
  'read-releases',
  `SELECT r.number, r.valid_from, r.draft_id, d.title, d.article, d.article_url, w.name AS writer, a.name AS approver,
          CASE WHEN d.restores THEN d.base END AS restores
     FROM release r LEFT JOIN release_draft d ON d.id = r.draft_id ${PEOPLE}
    WHERE r.municipality_id = $1 ORDER BY r.number DESC LIMIT 200`,
);
const newestDrafts = statement(
  'read-release-drafts',
  `SELECT ${DRAFT} FROM release_draft d ${PEOPLE} WHERE d.municipality_id = $1 AND d.status <> 'approved' ORDER BY d.written_at DESC, d.id LIMIT 50`,
);
const oneDraft = statement(
  'read-release-draft',
  `SELECT ${DRAFT}, d.files FROM release_draft d ${PEOPLE} WHERE d.id = $1 AND d.municipality_id = $2`,
);
const openCases = statement(
  'count-open-cases-by-release',
  `SELECT product_id, release, count(*)::int AS count FROM application WHERE municipality_id = $1 AND closed_at IS NULL
    GROUP BY product_id, release ORDER BY product_id, release`,
);
const issuedNow = statement(
  'count-issued-by-place',
  `SELECT product_id, area_id, count(*)::int AS count FROM permit
    WHERE municipality_id = $1 AND status = 'issued' AND valid_until > $2 GROUP BY product_id, area_id`,
);
const plannedFrom = statement(
  'count-planned-actions',
  `SELECT count(*)::int AS count FROM parking_action WHERE municipality_id = $1 AND state = 'open' AND starts_at >= $2`,
);

import { createHash } from 'node:crypto';
import { type Actor } from '../../rules/audit.ts';
import { differencesOf } from '../../rules/municipalities/differences.ts';
import { type MunicipalityId } from '../../rules/municipalities/names.ts';
import { type ReleaseContent } from '../../rules/municipalities/release.ts';
import { civilDateOf, startOfDay, type CivilDate } from '../../rules/values/civil-day.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { refuse, type Refusal } from '../../rules/values/refusal.ts';
import { record } from '../db/stores/audit.ts';
import { nextNumber } from '../db/stores/numbers.ts';
import { inTransaction, once, statement, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';
import { proposeNotices } from '../staff-work/street-notices.ts';
import { successionFaults } from './content-faults.ts';
import { withValues, type NewValue } from './everyday.ts';
import { filesOf, type FileName, type Files } from './files.ts';
import { readFiles, type FolderRead } from './read-folder.ts';

type DraftDeps = Pick<Deps, 'pool' | 'releases'>;

interface ByOperator {
  id: string;
  municipalityId: MunicipalityId;
  actor: Extract<Actor, { kind: 'staff' }>;
}

/** What a draft says of itself: what changes, on which article it rests, and from which day it would hold. */
export interface DraftTerms {
  title: string;
  article: string;
  articleUrl: string | null;
  /** From the first moment of this day; null: as soon as it is approved. */
  validOn: CivilDate | null;
}

export interface NewDraft extends ByOperator, DraftTerms {
  /** The release it is made of. */
  base: number;
  /** It puts that release back (terugdraaien). */
  restores: boolean;
}

/** A draft of the next release, made of one there is (BEYOND-022). */
export function startDraft(
  deps: DraftDeps,
  { id, municipalityId, actor, base, restores, ...terms }: NewDraft,
  at: Instant,
): Promise<{ outcome: 'started' } | Refusal<'not-found' | 'release-in-force'>> {
  return inTransaction(deps.pool, (tx) =>
    once(tx, `release-draft:${id}`, async () => {
      const { rows } = await tx.query<{ files: Files | null }>({ ...findBase, values: [municipalityId, base] });
      if (!rows[0]) return refuse('not-found');
      // The one in force can be put back before a planned one begins.
      if (restores && (await newestOf(tx, municipalityId)).number === base)
        return refuse('release-in-force', {}, 'choose-other-release');
      // As it was written, comments included, where that is known.
      const files = rows[0].files ?? writtenOut((await deps.releases.numbered(municipalityId, base, tx)).content);
      const number = `GV-${await nextNumber(tx, municipalityId, 'GV')}`;
      await tx.query({
        ...add,
        values: [
          id, municipalityId, number, terms.title, terms.article, terms.articleUrl, base, restores, terms.validOn, JSON.stringify(files), actor.id, at,
        ],
      }); // prettier-ignore
      await record(tx, at, actor, { municipalityId }, { kind: 'release-drafted', data: { draftId: id, base } });
      return { outcome: 'started' } as const;
    }),
  );
}

export type DraftRefusal = Refusal<
  'not-found' | 'draft-of-colleague' | 'draft-closed' | 'draft-changed' | 'value-unknown' | 'restores-unchanged'
>;

export interface DraftChange extends ByOperator {
  /** The version somebody looked at; absent: whatever it is. */
  version?: number | undefined;
  terms?: DraftTerms;
  values?: readonly NewValue[];
  file?: { name: FileName; text: string };
}

/** Changes a draft of one's own, which nobody has been asked to approve yet. */
export function changeDraft(
  { pool }: DraftDeps,
  { id, municipalityId, actor, version, terms, values, file }: DraftChange,
  at: Instant,
): Promise<{ outcome: 'changed' } | DraftRefusal> {
  return inTransaction(pool, async (tx) => {
    const draft = await lockDraft(tx, id, municipalityId);
    if (!draft) return refuse('not-found');
    if (draft.written_by !== actor.id) return refuse('draft-of-colleague', {}, 'ask-colleague');
    if (draft.status !== 'draft') return refuse('draft-closed', {}, 'look-again');
    if (version !== undefined && draft.version !== version) return refuse('draft-changed', {}, 'look-again');
    if (draft.restores && (values || file)) return refuse('restores-unchanged', {}, 'make-other-draft');
    const filled = values ? withValues(draft.files, values) : draft.files;
    if ('outcome' in filled) return filled;
    const files = file ? { ...filled, [file.name]: file.text } : filled;
    const next = terms ?? {
      title: draft.title, article: draft.article, articleUrl: draft.article_url, validOn: draft.valid_on,
    }; // prettier-ignore
    await tx.query({
      ...change,
      values: [id, next.title, next.article, next.articleUrl, next.validOn, JSON.stringify(files)],
    });
    await record(
      tx,
      at,
      actor,
      { municipalityId },
      { kind: 'release-draft-changed', data: { draftId: id, version: draft.version + 1 } },
    );
    return { outcome: 'changed' };
  });
}

export type SubmitRefusal = Refusal<
  'not-found' | 'draft-of-colleague' | 'draft-closed' | 'release-faulty' | 'release-day-passed' | 'release-same'
>;

/** Asks a colleague to approve it. What is wrong with it is told first, and from here on it stays as it is. */
export function submitDraft(
  deps: DraftDeps,
  { id, municipalityId, actor }: ByOperator,
  at: Instant,
): Promise<{ outcome: 'submitted' } | SubmitRefusal> {
  return inTransaction(deps.pool, async (tx) => {
    const draft = await lockDraft(tx, id, municipalityId);
    if (!draft) return refuse('not-found');
    if (draft.written_by !== actor.id) return refuse('draft-of-colleague', {}, 'ask-colleague');
    if (draft.status !== 'draft') return refuse('draft-closed', {}, 'look-again');
    const { content: current } = await deps.releases.inForce(municipalityId, at, tx);
    const read = readDraftFiles(draft.files, current);
    if (read.outcome === 'faults') return refuse('release-faulty', { faults: read.faults.length }, 'mend-faults');
    if (isPast(draft.valid_on, current, at)) return refuse('release-day-passed', {}, 'choose-later-day');
    const sha256 = shaOf(read.content);
    const newest = await newestOf(tx, municipalityId);
    const { content: last } = await deps.releases.numbered(municipalityId, newest.number, tx);
    if (differencesOf(asWritten(last), read.content).length === 0)
      return refuse('release-same', {}, 'change-something');
    await tx.query({ ...submit, values: [id, at, newest.number, sha256] });
    await record(tx, at, actor, { municipalityId }, { kind: 'release-submitted', data: { draftId: id, sha256 } });
    return { outcome: 'submitted' };
  });
}

export type ApproveRefusal = Refusal<
  'not-found' | 'own-work' | 'draft-closed' | 'release-outdated' | 'release-day-passed' | 'release-faulty'
>;

/**
 * Lets it hold, by somebody who did not write it: from the first moment of its day, or from now. What was approved is compared with the
 * release it was looked at beside; when a newer one came since, it is looked at again first.
 */
export function approveDraft(
  deps: DraftDeps & Pick<Deps, 'texts'>,
  { id, municipalityId, actor }: ByOperator,
  at: Instant,
): Promise<{ outcome: 'approved'; release: number; validFrom: Instant } | ApproveRefusal> {
  return inTransaction(deps.pool, async (tx) => {
    // One at a time: two approved at once would both be the next.
    await tx.query({ ...lockMunicipality, values: [municipalityId] });
    const draft = await lockDraft(tx, id, municipalityId);
    if (!draft) return refuse('not-found');
    if (draft.status !== 'submitted') return refuse('draft-closed', {}, 'look-again');
    if (draft.written_by === actor.id) return refuse('own-work', {}, 'ask-colleague');
    const newest = await newestOf(tx, municipalityId);
    if (newest.number !== draft.newest) return refuse('release-outdated', { release: newest.number }, 'submit-again');
    const { content: current } = await deps.releases.inForce(municipalityId, at, tx);
    if (isPast(draft.valid_on, current, at)) return refuse('release-day-passed', {}, 'choose-later-day');
    const read = readDraftFiles(draft.files, current);
    // Written well when it was submitted; the program may have become stricter since.
    if (read.outcome === 'faults' || shaOf(read.content) !== draft.sha256)
      return refuse('release-faulty', {}, 'submit-again');
    const release = newest.number + 1;
    const validFrom = draft.valid_on === null ? at : startOfDay(draft.valid_on, current.municipality.timeZone);
    await tx.query({ ...decide, values: [id, 'approved', actor.id, at, null] });
    await tx.query({
      ...addRelease,
      values: [municipalityId, release, validFrom, JSON.stringify(read.content), draft.sha256, at, id],
    });
    const data = { draftId: id, release, validFrom, sha256: draft.sha256 };
    await record(tx, at, actor, { municipalityId }, { kind: 'release-approved', data });
    const { content: before } = await deps.releases.numbered(municipalityId, newest.number, tx);
    await proposeNotices(tx, deps, { municipalityId, number: release, validFrom, before, after: read.content }, at);
    return { outcome: 'approved', release, validFrom };
  });
}

/** Says no to what a colleague wrote, and why. */
export function rejectDraft(
  { pool }: DraftDeps,
  { id, municipalityId, actor, reason }: ByOperator & { reason: string },
  at: Instant,
): Promise<{ outcome: 'rejected' } | Refusal<'not-found' | 'own-work' | 'draft-closed'>> {
  return inTransaction(pool, async (tx) => {
    const draft = await lockDraft(tx, id, municipalityId);
    if (!draft) return refuse('not-found');
    if (draft.status !== 'submitted') return refuse('draft-closed', {}, 'look-again');
    if (draft.written_by === actor.id) return refuse('own-work', {}, 'ask-colleague');
    await tx.query({ ...decide, values: [id, 'rejected', actor.id, at, reason] });
    await record(tx, at, actor, { municipalityId }, { kind: 'release-rejected', data: { draftId: id } });
    return { outcome: 'rejected' };
  });
}

/** Takes a draft of one's own back: to work on it again, or for good. */
export function takeBackDraft(
  { pool }: DraftDeps,
  { id, municipalityId, actor, to }: ByOperator & { to: 'draft' | 'withdrawn' },
  at: Instant,
): Promise<{ outcome: 'taken-back' } | Refusal<'not-found' | 'draft-of-colleague' | 'draft-closed'>> {
  return inTransaction(pool, async (tx) => {
    const draft = await lockDraft(tx, id, municipalityId);
    if (!draft) return refuse('not-found');
    if (draft.written_by !== actor.id) return refuse('draft-of-colleague', {}, 'ask-colleague');
    const open = draft.status === 'submitted' || (draft.status === 'draft' && to === 'withdrawn');
    if (!open) return refuse('draft-closed', {}, 'look-again');
    await tx.query({ ...takeBack, values: [id, to] });
    const event =
      to === 'withdrawn'
        ? ({ kind: 'release-withdrawn', data: { draftId: id } } as const)
        : ({ kind: 'release-draft-changed', data: { draftId: id, version: draft.version + 1 } } as const);
    await record(tx, at, actor, { municipalityId }, event);
    return { outcome: 'taken-back' };
  });
}

/** What the files of a draft say, or all that is wrong with them: by themselves, and as what comes after the release in force. */
export function readDraftFiles(files: Files, current: ReleaseContent): FolderRead {
  const read = readFiles(files);
  if (read.outcome === 'faults') return read;
  const faults = successionFaults(current, read.content).map(({ file, message }) => ({ file, line: 1, message }));
  return faults.length > 0 ? { outcome: 'faults', faults } : read;
}

/** As today's program reads it: what an older one left out has its standard value, and is no difference. */
export function asWritten(content: ReleaseContent): ReleaseContent {
  const read = readFiles(filesOf(content));
  return read.outcome === 'read' ? read.content : content;
}

/** In the order people expect: the database keeps values, and no order of names. */
const writtenOut = (content: ReleaseContent): Files => filesOf(asWritten(content));

export const shaOf = (content: ReleaseContent): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('hex');

/** A day that has begun can no longer begin: what was quoted this morning stays true. */
const isPast = (validOn: CivilDate | null, { municipality }: ReleaseContent, at: Instant): boolean =>
  validOn !== null && validOn <= civilDateOf(at, municipality.timeZone);

interface DraftRow {
  written_by: string | null;
  status: string;
  version: number;
  restores: boolean;
  files: Files;
  title: string;
  article: string;
  article_url: string | null;
  valid_on: CivilDate | null;
  newest: number | null;
  sha256: string;
}

async function lockDraft(tx: Db, id: string, municipalityId: MunicipalityId): Promise<DraftRow | undefined> {
  return (await tx.query<DraftRow>({ ...lock, values: [id, municipalityId] })).rows[0];
}

async function newestOf(tx: Db, municipalityId: MunicipalityId): Promise<{ number: number; sha256: string }> {
  return (await tx.query<{ number: number; sha256: string }>({ ...findNewest, values: [municipalityId] })).rows[0]!;
}

const findBase = statement(
  'find-base-of-draft',
  `SELECT d.files FROM release r LEFT JOIN release_draft d ON d.id = r.draft_id WHERE r.municipality_id = $1 AND r.number = $2`,
);
const add = statement(
  'add-release-draft',
  `INSERT INTO release_draft (id, municipality_id, number, title, article, article_url, base, restores, valid_on, files, written_by, written_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
);
const lock = statement(
  'lock-release-draft',
  `SELECT written_by, status, version, restores, files, title, article, article_url, valid_on::text AS valid_on, newest, sha256
     FROM release_draft WHERE id = $1 AND municipality_id = $2 FOR UPDATE`,
);
const change = statement(
  'change-release-draft',
  `UPDATE release_draft SET title = $2, article = $3, article_url = $4, valid_on = $5, files = $6, version = version + 1 WHERE id = $1`,
);
const submit = statement(
  'submit-release-draft',
  `UPDATE release_draft SET status = 'submitted', submitted_at = $2, newest = $3, sha256 = $4 WHERE id = $1`,
);
const decide = statement(
  'decide-release-draft',
  'UPDATE release_draft SET status = $2, decided_by = $3, decided_at = $4, reason = $5 WHERE id = $1',
);
const takeBack = statement(
  'take-back-release-draft',
  'UPDATE release_draft SET status = $2, version = version + 1 WHERE id = $1',
);
const lockMunicipality = statement('lock-municipality', 'SELECT FROM municipality WHERE id = $1 FOR UPDATE');
const findNewest = statement(
  'find-newest-release',
  'SELECT number, sha256 FROM release WHERE municipality_id = $1 ORDER BY number DESC LIMIT 1',
);
const addRelease = statement(
  'add-approved-release',
  `INSERT INTO release (municipality_id, number, valid_from, content, sha256, imported_at, draft_id) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
);

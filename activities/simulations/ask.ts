import { type Actor } from '../../rules/audit.ts';
import { SMALLEST_GROUP } from '../../rules/municipalities/municipality.ts';
import { type MunicipalityId } from '../../rules/municipalities/names.ts';
import { simulatedPeriod, weeksUntil } from '../../rules/simulation/simulate.ts';
import { civilDateOf } from '../../rules/values/civil-day.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { refuse, type Refusal } from '../../rules/values/refusal.ts';
import { record } from '../db/stores/audit.ts';
import { command } from '../db/stores/outbox.ts';
import { inTransaction, once, statement } from '../db/transaction.ts';
import { readDraftFiles, shaOf } from '../municipalities/drafts.ts';
import { type Files } from '../municipalities/files.ts';
import { type Deps } from '../ports.ts';

export interface NewSimulation {
  id: string;
  municipalityId: MunicipalityId;
  actor: Extract<Actor, { kind: 'staff' }>;
  draftId: string;
}

/** Asks what a proposal would have meant for last year's stays; a job works it out, and this is only kept (BEYOND-023). */
export function askSimulation(
  deps: Pick<Deps, 'pool' | 'releases'>,
  { id, municipalityId, actor, draftId }: NewSimulation,
  at: Instant,
): Promise<{ outcome: 'asked' } | Refusal<'not-found' | 'release-faulty' | 'draft-closed'>> {
  return inTransaction(deps.pool, (tx) =>
    once(tx, `simulation:${id}`, async () => {
      const { rows } = await tx.query<DraftRow>({ ...findDraft, values: [draftId, municipalityId] });
      const draft = rows[0];
      if (!draft) return refuse('not-found');
      if (draft.status !== 'draft' && draft.status !== 'submitted') return refuse('draft-closed', {}, 'look-again');
      const current = await deps.releases.inForce(municipalityId, at, tx);
      const read = readDraftFiles(draft.files, current.content);
      if (read.outcome === 'faults') return refuse('release-faulty', { faults: read.faults.length }, 'mend-faults');
      const { timeZone, smallestGroup = SMALLEST_GROUP } = current.content.municipality;
      const { from, until } = simulatedPeriod(at, timeZone);
      const weeks = weeksUntil(from, draft.valid_on ?? civilDateOf(at, timeZone));
      await tx.query({
        ...add,
        values: [
          id, municipalityId, draftId, draft.version, shaOf(read.content), JSON.stringify(read.content), current.number, from, until, weeks,
          smallestGroup, actor.id, at,
        ],
      }); // prettier-ignore
      await command(tx, id, 'simulate', { simulationId: id });
      const data = { simulationId: id, draftId, baseline: current.number };
      await record(tx, at, actor, { municipalityId }, { kind: 'simulation-asked', data });
      return { outcome: 'asked' } as const;
    }),
  );
}

interface DraftRow {
  status: string;
  version: number;
  files: Files;
  valid_on: string | null;
}

const findDraft = statement(
  'find-draft-to-simulate',
  'SELECT status, version, files, valid_on::text AS valid_on FROM release_draft WHERE id = $1 AND municipality_id = $2',
);
const add = statement(
  'add-simulation',
  `INSERT INTO simulation (id, municipality_id, draft_id, draft_version, sha256, content, baseline, from_day, until_day, weeks, smallest_group,
                           asked_by, asked_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
);

import { type PoolClient } from 'pg';
import { type Actor } from '../../rules/audit.ts';
import { mayMove, type Move } from '../../rules/permit-applications/status.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import { inTransaction, once } from '../db/transaction.ts';
import type { ApplicationState, Changed } from '../../workflows/contract/permit-application.ts';
import { type Deps } from '../ports.ts';
import { readDossier, type Dossier } from './dossier.ts';

/** What every act on an application carries: which one, who, when in business time, and the key that makes a repeat harmless. */
export interface Act {
  applicationId: string;
  actor: Actor;
  at: Instant;
  key: string;
}

export interface AnsweredState {
  outcome: 'changed';
  state: ApplicationState;
  /** Plates the vehicle register is still to be asked about. */
  askKeeperOf: string[];
}

/**
 * One act on an application: its row is held, the state must allow the move, and everything the act writes is committed together or
 * not at all. A repeat with the same key gets the first answer.
 */
export function act<Result extends { outcome: string }>(
  deps: Deps,
  { applicationId, at, key }: Act,
  move: Move,
  step: (tx: PoolClient, dossier: Dossier) => Promise<Result>,
): Promise<Result | Refusal> {
  return inTransaction(deps.pool, (tx) =>
    once(tx, key, async () => {
      const dossier = await readDossier(tx, deps, applicationId, at);
      if (!dossier) return refuse('not-found');
      const allowed = mayMove(dossier.status, move);
      return isRefusal(allowed) ? allowed : step(tx, dossier);
    }),
  );
}

export const changed = (state: ApplicationState): { outcome: 'changed'; state: ApplicationState } => ({
  outcome: 'changed',
  state,
});

/** Ids of a case for the audit trail. */
export const subjectOf = ({ municipalityId, holderId, id }: Dossier) => ({
  municipalityId,
  holderId,
  applicationId: id,
});

export type { Changed };

import { randomUUID } from 'node:crypto';
import { type Instant } from '../../rules/values/moment.ts';
import type { PlateChanged } from '../../workflows/contract/plate-change.ts';
import { confirmPlateChange } from '../plate-changes/answer.ts';
import { openPlateChange, type PlateChangeOpened, type PlatesInput } from '../plate-changes/open.ts';
import { type Deps } from '../ports.ts';
import { ME } from './case.ts';

/** What a holder asks for: these plates, at once and for good unless it says otherwise. */
export type Asked = Partial<Omit<PlatesInput, 'plates'>>;

export interface Begun {
  plateChangeId: string;
  opened: PlateChangeOpened;
}

/** A change as its holder begins it: the plates that are to be on the permit. */
export async function beginChange(
  deps: Deps,
  permitId: string,
  plates: readonly string[],
  asked: Asked,
  at: Instant,
): Promise<Begun> {
  const [plateChangeId, inputId] = [randomUUID(), randomUUID()];
  const body: PlatesInput = {
    plates: plates.map((plate) => ({ plate, country: 'NL' })),
    startsOn: null,
    overlapDays: 0,
    backOn: null,
    ...asked,
  };
  await deps.pool.query('INSERT INTO command_input (id, subject_id, body) VALUES ($1, $2, $3)', [
    inputId,
    permitId,
    JSON.stringify(body),
  ]);
  const opened = await openPlateChange(deps, {
    plateChangeId, permitId, inputId, actor: ME, at, key: `open ${plateChangeId}`,
  }); // prettier-ignore
  return { plateChangeId, opened };
}

export const confirmChange = (deps: Deps, plateChangeId: string, at: Instant): Promise<PlateChanged> =>
  confirmPlateChange(deps, { plateChangeId, actor: ME, at, key: `confirm ${plateChangeId} ${randomUUID()}` });

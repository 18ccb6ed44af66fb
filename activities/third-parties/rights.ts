import { type Actor } from '../../rules/audit.ts';
import { type MunicipalityId } from '../../rules/municipalities/names.ts';
import { decideNewEnd, decideThirdPartyRight, endedAt, type AskedRight } from '../../rules/third-parties.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { type Plate } from '../../rules/values/plate.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import { record } from '../db/stores/audit.ts';
import { inTransaction, isClash, statement, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';

/** Who asks: a provider, within its municipality. */
export interface ByProvider {
  municipalityId: MunicipalityId;
  providerId: string;
}

export interface NewRight extends AskedRight {
  reference: string;
  plate: Plate;
}

export interface ThirdPartyRight {
  outcome: 'registered' | 'changed' | 'read';
  id: string;
  reference: string;
  areaId: string;
  since: Instant;
  until: Instant;
}

type Needs = Pick<Deps, 'pool' | 'releases' | 'vault'>;

/**
 * Registers a right somebody paid a provider for (PEERS-041): from now on the same check shows it as any other. The same reference and
 * content twice is one right. The database keeps two rights of one provider for one plate and place apart, however they come.
 */
export async function registerRight(
  deps: Needs,
  by: ByProvider,
  asked: NewRight,
  at: Instant,
): Promise<ThirdPartyRight | Refusal> {
  const { reference, plate, areaId, startsAt, endsAt } = asked;
  const said = JSON.stringify([plate.country, plate.key, areaId, startsAt, endsAt]);
  const fingerprint = deps.vault.fingerprint('right', `${by.providerId}:${said}`);
  const known = () => inTransaction(deps.pool, (tx) => registeredBefore(tx, by, reference, fingerprint));
  const before = await known();
  if (before) return before;
  const booking = inTransaction(deps.pool, async (tx): Promise<ThirdPartyRight | Refusal> => {
    if (!(await stillAdmitted(tx, by))) return refuse('provider-stopped');
    const { number, content } = await deps.releases.inForce(by.municipalityId, at, tx);
    const decision = decideThirdPartyRight(asked, content, at);
    if (isRefusal(decision)) return decision;
    const { since, until, usageId } = decision;
    const { rows } = await tx.query<{ id: string }>({
      ...addRight,
      values: [
        by.municipalityId, plate.country, plate.key, [areaId], since, until, usageId, by.providerId, reference, fingerprint,
      ], // prettier-ignore
    });
    const rightId = rows[0]!.id;
    await told(tx, at, by, {
      kind: 'third-party-right-registered',
      data: { rightId, areaId, from: since, until, release: number },
    });
    return { outcome: 'registered', id: rightId, reference, areaId, since, until };
  });
  return booking.catch(async (error: unknown) => {
    if (!isClash(error)) throw error;
    return (await known()) ?? refuse('right-overlaps', {}, 'extend-instead');
  });
}

/** Moves the end of a right, or ends it now where no moment is given. A repetition finds it done. */
export function moveEnd(
  deps: Needs,
  by: ByProvider,
  { id, endsAt }: { id: string; endsAt: Instant | null },
  at: Instant,
): Promise<ThirdPartyRight | Refusal> {
  return inTransaction(deps.pool, async (tx): Promise<ThirdPartyRight | Refusal> => {
    const { rows } = await tx.query<RightRow>({ ...lockRight, values: [id, by.providerId] });
    if (!rows[0]) return refuse('not-found');
    if (!(await stillAdmitted(tx, by))) return refuse('provider-stopped');
    const right = rightOf(rows[0], 'changed');
    if (endsAt === null) {
      const until = endedAt(right, at);
      if (until === right.until) return right;
      await setEnd(tx, id, until);
      await told(tx, at, by, { kind: 'third-party-right-ended', data: { rightId: id, at: until } });
      return { ...right, until };
    }
    const { content } = await deps.releases.inForce(by.municipalityId, at, tx);
    const decision = decideNewEnd(right, endsAt, content, at);
    if (isRefusal(decision)) return decision;
    if (decision.until === right.until) return right;
    await setEnd(tx, id, decision.until);
    await told(tx, at, by, { kind: 'third-party-right-changed', data: { rightId: id, until: decision.until } });
    return { ...right, until: decision.until };
  }).catch((error: unknown) => {
    if (isClash(error)) return refuse('right-overlaps', {}, 'choose-earlier-end');
    throw error;
  });
}

export async function readRight(
  { pool }: Pick<Deps, 'pool'>,
  { providerId }: ByProvider,
  id: string,
): Promise<ThirdPartyRight | Refusal<'not-found'>> {
  const { rows } = await pool.query<RightRow>({ ...findRight, values: [id, providerId] });
  return rows[0] ? rightOf(rows[0], 'read') : refuse('not-found');
}

async function registeredBefore(
  tx: Db,
  { providerId }: ByProvider,
  reference: string,
  fingerprint: Buffer,
): Promise<ThirdPartyRight | Refusal<'reference-used'> | undefined> {
  const { rows } = await tx.query<RightRow>({ ...findByReference, values: [providerId, reference] });
  if (!rows[0]) return undefined;
  const same = rows[0].provider_asked?.equals(fingerprint) ?? false;
  return same ? rightOf(rows[0], 'read') : refuse('reference-used', {}, 'choose-other-reference');
}

/** Who is stopped at this very moment waits for this, or is refused. */
async function stillAdmitted(tx: Db, { providerId }: ByProvider): Promise<boolean> {
  const { rows } = await tx.query<{ stopped: boolean }>({ ...shareProvider, values: [providerId] });
  return rows[0]?.stopped === false;
}

const setEnd = (tx: Db, id: string, until: Instant) => tx.query({ ...updateEnd, values: [id, until] });

function told(
  tx: Db,
  at: Instant,
  { municipalityId, providerId }: ByProvider,
  event: Parameters<
    typeof record<'third-party-right-registered' | 'third-party-right-changed' | 'third-party-right-ended'>
  >[4],
): Promise<void> {
  const actor: Actor = { kind: 'provider', id: providerId };
  return record(tx, at, actor, { municipalityId }, event);
}

interface RightRow {
  id: string;
  provider_reference: string;
  areas: string[];
  since: Date;
  until: Date;
  provider_asked: Buffer | null;
}

const rightOf = (row: RightRow, outcome: ThirdPartyRight['outcome']): ThirdPartyRight => ({
  outcome,
  id: row.id,
  reference: row.provider_reference,
  areaId: row.areas[0]!,
  since: row.since.toISOString(),
  until: row.until.toISOString(),
});

const COLUMNS = 'id, provider_reference, areas, since, until, provider_asked';
const addRight = statement(
  'add-third-party-right',
  `INSERT INTO parking_right (municipality_id, country, plate, areas, since, until, usage_id, kind, provider_id, provider_reference, provider_asked)
   VALUES ($1, $2, $3, $4, $5, $6, $7, 'third-party', $8, $9, $10) RETURNING id`,
);
const findByReference = statement(
  'find-third-party-right-by-reference',
  `SELECT ${COLUMNS} FROM parking_right WHERE provider_id = $1 AND provider_reference = $2`,
);
const findRight = statement(
  'find-third-party-right',
  `SELECT ${COLUMNS} FROM parking_right WHERE id = $1 AND provider_id = $2`,
);
const lockRight = statement(
  'lock-third-party-right',
  `SELECT ${COLUMNS} FROM parking_right WHERE id = $1 AND provider_id = $2 FOR UPDATE`,
);
const updateEnd = statement('move-third-party-right', 'UPDATE parking_right SET until = $2 WHERE id = $1');
const shareProvider = statement(
  'share-provider',
  'SELECT stopped_at IS NOT NULL AS stopped FROM provider WHERE id = $1 FOR SHARE',
);

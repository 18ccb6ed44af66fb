import { randomUUID } from 'node:crypto';
import { type Actor } from '../../rules/audit.ts';
import { productOf } from '../../rules/municipalities/release.ts';
import { type PermitStatus } from '../../rules/permits/status.ts';
import { decideActivation, type VoucherGround } from '../../rules/permits/vouchers.ts';
import { type CivilDate } from '../../rules/values/civil-day.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { isPlate, readPlate } from '../../rules/values/plate.ts';
import { isRefusal, refuse, type Refusal } from '../../rules/values/refusal.ts';
import { record } from '../db/stores/audit.ts';
import { command } from '../db/stores/outbox.ts';
import { inTransaction, isClash, once, statement, type Db } from '../db/transaction.ts';
import { type Deps } from '../ports.ts';

/** As many vouchers as were paid for, unused. */
export async function giveVouchers(
  tx: Db,
  { municipalityId, permitId, amount }: { municipalityId: string; permitId: string; amount: number },
): Promise<void> {
  await tx.query({ ...addVouchers, values: [municipalityId, permitId, amount] });
}

export interface ActivateVoucher {
  permitId: string;
  holderId: string;
  plate: string;
  country: string;
  startsOn: CivilDate;
  actor: Actor;
  at: Instant;
  key: string;
}

export type VoucherActivated =
  { outcome: 'activated'; rightId: string } | Refusal<VoucherGround | 'not-found' | (string & {})>;

/**
 * Uses one voucher for a plate: its right is open when this is answered, and the register is told by the process of the permit. Two at
 * once use two vouchers, or the last goes to one of them (PEERS-042).
 */
export async function activateVoucher(
  { pool, releases }: Pick<Deps, 'pool' | 'releases'>,
  { permitId, holderId, plate, country, startsOn, actor, at, key }: ActivateVoucher,
): Promise<VoucherActivated> {
  const read = readPlate(plate, country);
  if (!isPlate(read)) return refuse(read, { country }, read === 'plate-not-dutch' ? 'mark-foreign' : 'correct-plate');
  try {
    return await inTransaction(pool, (tx) =>
      once(tx, `voucher ${key}`, async (): Promise<VoucherActivated> => {
        const { rows } = await tx.query<PermitRow>({ ...lockPermit, values: [permitId, holderId] });
        const [permit] = rows;
        if (!permit) return refuse('not-found');
        const { content } = await releases.numbered(permit.municipality_id, permit.release, tx);
        const product = productOf(content, permit.product_id);
        if (!product?.voucher) return refuse('not-found');
        const { rows: unused } = await tx.query<{ id: string }>({ ...readUnused, values: [permitId] });
        const decision = decideActivation(
          {
            status: permit.status,
            blocked: permit.blocked,
            validity: { from: permit.valid_from.toISOString(), to: permit.valid_until.toISOString() },
            unused: unused.length,
            days: product.voucher.days,
            timeZone: content.municipality.timeZone,
          },
          startsOn,
          at,
        );
        if (isRefusal(decision)) return decision;
        const rightId = randomUUID();
        const { municipality_id: municipalityId, area_id: areaId, application_id: applicationId } = permit;
        await tx.query({
          ...openRight,
          values: [
            rightId, municipalityId, permitId, read.country, read.key, [areaId], decision.from, decision.to, product.registerUsageId,
          ], // prettier-ignore
        });
        await tx.query({ ...useVoucher, values: [unused[0]!.id, rightId, at] });
        await command(tx, permitId, 'permit-rights-changed', { permitId });
        await record(
          tx,
          at,
          actor,
          { municipalityId, holderId, applicationId, permitId },
          { kind: 'voucher-activated', data: { rightId, from: decision.from, until: decision.to } },
          { plate: read.display },
        );
        return { outcome: 'activated', rightId };
      }),
    );
  } catch (error) {
    // One right per plate and permit at a time: another voucher covers these days already.
    if (isClash(error)) return refuse('voucher-plate-covered', {}, 'choose-other-day');
    throw error;
  }
}

interface PermitRow {
  municipality_id: string;
  application_id: string;
  product_id: string;
  release: number;
  area_id: string;
  status: PermitStatus;
  blocked: boolean;
  valid_from: Date;
  valid_until: Date;
}

const addVouchers = statement(
  'add-vouchers',
  'INSERT INTO voucher (municipality_id, permit_id, position) SELECT $1, $2, generate_series(1, $3::int)',
);
const lockPermit = statement(
  'lock-permit-for-voucher',
  `SELECT municipality_id, application_id, product_id, release, area_id, status, blocked_at IS NOT NULL AS blocked, valid_from, valid_until FROM permit
    WHERE id = $1 AND holder_id = $2 FOR UPDATE`,
);
const readUnused = statement(
  'read-unused-vouchers',
  'SELECT id FROM voucher WHERE permit_id = $1 AND right_id IS NULL ORDER BY position',
);
const openRight = statement(
  'open-right-of-voucher',
  `INSERT INTO parking_right (id, municipality_id, permit_id, country, plate, areas, since, until, kind, usage_id)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'permit', $9)`,
);
const useVoucher = statement('use-voucher', 'UPDATE voucher SET right_id = $2, activated_at = $3 WHERE id = $1');

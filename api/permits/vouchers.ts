import { statement, type Db } from '../../activities/db/transaction.ts';
import { type Permit } from '../../activities/db/entities/all.ts';
import { type Product } from '../../rules/municipalities/product.ts';
import { addDays, civilDateOf, type TimeZone } from '../../rules/values/civil-day.ts';
import { type PermitView } from './shapes.ts';

/** What is left of vouchers, and what each used one was used for (PEERS-042). */
export async function vouchersOf(
  db: Db,
  { id, validUntil }: Permit,
  { voucher }: Product,
  timeZone: TimeZone,
): Promise<PermitView['vouchers']> {
  if (!voucher) return null;
  const { rows } = await db.query<{
    used: boolean;
    country: string | null;
    plate: string | null;
    since: Date | null;
    until: Date | null;
  }>({
    ...readVouchers,
    values: [id],
  });
  return {
    days: voucher.days,
    unused: rows.filter(({ used }) => !used).length,
    used: rows.flatMap(({ country, plate, since, until }) =>
      country !== null && since !== null && until !== null
        ? [{ country, plate, from: since.toISOString(), until: until.toISOString() }]
        : [],
    ),
    lastStart: addDays(civilDateOf(validUntil, timeZone), -voucher.days),
  };
}

const readVouchers = statement(
  'read-vouchers',
  `SELECT v.right_id IS NOT NULL AS used, r.country, r.plate, r.since, r.until
     FROM voucher v LEFT JOIN parking_right r ON r.id = v.right_id WHERE v.permit_id = $1 ORDER BY v.activated_at DESC NULLS FIRST`,
);

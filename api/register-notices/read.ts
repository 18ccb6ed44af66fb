import { type Permit } from '../../activities/db/entities/all.ts';
import { statement } from '../../activities/db/transaction.ts';
import { actionsOf } from '../../rules/register-notices.ts';
import { type Api } from '../api.ts';
import { productIn } from '../permit-applications/read.ts';
import { type RegisterNotice } from './shapes.ts';

/** What registers told about permits and is not settled yet, by permit. */
export async function readNotices(
  { deps }: Pick<Api, 'deps'>,
  permits: readonly Permit[],
): Promise<Map<string, (RegisterNotice & { eventId: string })[]>> {
  const { rows } = await deps.pool.query<NoticeRow>({ ...openNotices, values: [permits.map(({ id }) => id)] });
  const found = new Map<string, (RegisterNotice & { eventId: string })[]>();
  for (const row of rows) {
    const permit = permits.find(({ id }) => id === row.permit_id)!;
    const product = productIn(await deps.releases.numbered(permit.municipalityId, permit.release), permit.productId);
    const notice = {
      id: row.id,
      eventId: row.event_id,
      kind: row.kind,
      status: row.status,
      plate: row.plate,
      openedAt: row.opened_at.toISOString(),
      respondBefore: row.respond_before.toISOString(),
      ground: row.ground,
      actions: permit.status === 'issued' ? actionsOf(row.kind, row.status, product) : [],
    };
    found.set(permit.id, [...(found.get(permit.id) ?? []), notice]);
  }
  return found;
}

/** Which event of the register it came with is no concern of a browser. */
export const shown = ({ eventId: _event, ...notice }: RegisterNotice & { eventId: string }): RegisterNotice => notice;

interface NoticeRow {
  id: string;
  permit_id: string;
  event_id: string;
  kind: 'vehicle-not-in-name' | 'moved-out';
  status: 'asked' | 'with-staff';
  plate: { country: string; display: string } | null;
  opened_at: Date;
  respond_before: Date;
  ground: string | null;
}

const openNotices = statement(
  'read-register-notices',
  `SELECT r.id, r.permit_id, r.event_id, r.kind, r.status, r.opened_at, r.respond_before, r.ground,
          CASE WHEN pp.id IS NOT NULL THEN jsonb_build_object('country', pp.country, 'display', pp.display) END AS plate
     FROM register_notice r LEFT JOIN permit_plate pp ON pp.id = r.plate_id
    WHERE r.permit_id = ANY ($1) AND r.closed_at IS NULL ORDER BY r.opened_at, r.id`,
);

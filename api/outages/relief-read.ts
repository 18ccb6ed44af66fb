import { statement } from '../../activities/db/transaction.ts';
import { type OutagePart } from '../../rules/outages.ts';
import { type Unit } from '../../rules/values/unit.ts';
import { type Api } from '../api.ts';
import { type Staff } from '../http/caller.ts';
import { type Hit, type ReliefOverview } from './relief-shapes.ts';

export async function readRelief(
  { deps }: Api,
  { id: staffId, municipalityId }: Pick<Staff, 'id' | 'municipalityId'>,
): Promise<ReliefOverview> {
  const [hits, reliefs] = await Promise.all([
    deps.pool.query<HitRow>({ ...hitAccounts, values: [municipalityId] }),
    deps.pool.query<ReliefRow>({ ...newestReliefs, values: [municipalityId] }),
  ]);
  return {
    hits: hits.rows.map((row) => ({
      tryId: row.try_id,
      outageId: row.outage_id,
      outageNumber: row.outage_number,
      part: row.part,
      permitNumber: row.permit_number,
      tries: row.tries.map(({ act, at, ground }) => ({ act, at: new Date(at).toISOString(), ground })),
      cars: row.cars,
      units: row.units,
      actions: row.actions.map(({ id, startsAt, endsAt, costs }) => ({
        id,
        startsAt: new Date(startsAt).toISOString(),
        endsAt: new Date(endsAt).toISOString(),
        costs,
      })),
    })),
    reliefs: reliefs.rows.map((row) => ({
      id: row.id,
      number: row.number,
      outageNumber: row.outage_number,
      permitNumber: row.permit_number,
      unit: row.unit,
      amount: Number(row.amount),
      ofAction: row.of_action,
      status: row.granted === null ? 'proposed' : row.granted ? 'granted' : 'refused',
      proposedBy: row.proposer,
      proposedAt: row.proposed_at.toISOString(),
      ownWork: row.proposed_by === staffId,
      decidedBy: row.decider,
      decidedAt: row.decided_at?.toISOString() ?? null,
    })),
  };
}

interface HitRow {
  try_id: string;
  outage_id: string;
  outage_number: string;
  part: OutagePart;
  permit_number: string;
  tries: Hit['tries'];
  cars: number;
  units: Unit[];
  actions: Hit['actions'];
}

interface ReliefRow {
  id: string;
  number: string;
  outage_number: string;
  permit_number: string;
  unit: Unit;
  amount: string;
  of_action: boolean;
  granted: boolean | null;
  proposed_by: string;
  proposer: string;
  proposed_at: Date;
  decider: string | null;
  decided_at: Date | null;
}

/** Each account once per permit and outage, those of the newest outage first. An action that is given back already is not offered again. */
const hitAccounts = statement(
  'read-hit-accounts',
  `WITH hit AS (
     SELECT h.outage_id, h.permit_id, h.account_id, (array_agg(h.id ORDER BY h.at, h.id))[1] AS try_id,
            jsonb_agg(jsonb_build_object('act', h.act, 'at', h.at, 'ground', h.ground) ORDER BY h.at, h.id) AS tries,
            count(DISTINCT h.plate_hash)::int AS cars
       FROM hit_try h
      WHERE h.municipality_id = $1
        AND NOT EXISTS (SELECT FROM outage_relief r WHERE r.outage_id = h.outage_id AND r.permit_id = h.permit_id
                           AND r.account_id = h.account_id AND r.granted IS NOT FALSE)
      GROUP BY h.outage_id, h.permit_id, h.account_id
   )
   SELECT hit.try_id, hit.outage_id, o.number AS outage_number, o.part, p.number AS permit_number, hit.tries, hit.cars,
          ARRAY(SELECT DISTINCT b.unit FROM permit_balance pb JOIN balance b ON b.id = pb.balance_id WHERE pb.permit_id = p.id ORDER BY b.unit) AS units,
          (SELECT coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'startsAt', a.starts_at, 'endsAt', a.ends_at, 'costs',
                    (SELECT coalesce(jsonb_agg(jsonb_build_object('unit', b.unit, 'amount', (c ->> 'amount')::bigint)), '[]')
                       FROM jsonb_array_elements(a.costs) c JOIN balance b ON b.id = (c ->> 'balanceId')::uuid
                      WHERE (c ->> 'amount')::bigint > 0)) ORDER BY a.starts_at), '[]')
             FROM parking_action a
            WHERE a.permit_id = p.id AND a.account_id = hit.account_id AND a.state = 'settled'
              AND a.starts_at < coalesce(o.ended_at, 'infinity') AND a.ends_at > o.began_at
              AND NOT EXISTS (SELECT FROM outage_relief r WHERE r.action_id = a.id AND r.granted IS NOT FALSE)) AS actions
     FROM hit JOIN outage o ON o.id = hit.outage_id JOIN permit p ON p.id = hit.permit_id
    ORDER BY o.began_at DESC, hit.try_id LIMIT 200`,
);
const newestReliefs = statement(
  'read-reliefs',
  `SELECT r.id, r.number, o.number AS outage_number, p.number AS permit_number, r.unit, r.amount, r.action_id IS NOT NULL AS of_action, r.granted,
          r.proposed_by, s.name AS proposer, r.proposed_at, d.name AS decider, r.decided_at
     FROM outage_relief r JOIN outage o ON o.id = r.outage_id JOIN permit p ON p.id = r.permit_id
     JOIN staff_member s ON s.id = r.proposed_by LEFT JOIN staff_member d ON d.id = r.decided_by
    WHERE r.municipality_id = $1 ORDER BY r.granted IS NULL DESC, r.proposed_at DESC, r.id LIMIT 100`,
);

import { statement } from '../../activities/db/transaction.ts';
import { yearOf } from '../../rules/parking/forgotten-stop.ts';
import { type MunicipalityId } from '../../rules/municipalities/names.ts';
import { type Api } from '../api.ts';
import { areaName } from '../permit-applications/read.ts';
import { type ForgottenStop, type ForgottenStops } from './shapes.ts';

/** Those that wait first, then the newest. */
export async function readForgottenStops({ deps }: Api, municipalityId: MunicipalityId): Promise<ForgottenStops> {
  const release = await deps.releases.inForce(municipalityId, deps.clock());
  const { timeZone } = release.content.municipality;
  const { rows } = await deps.pool.query<Row>({
    ...newest,
    values: [municipalityId, yearOf(deps.clock(), { timeZone }), timeZone],
  });
  return {
    items: rows.map((row) => ({
      id: row.id,
      number: row.number,
      permitNumber: row.permit_number,
      areaName: areaName(release, row.area_id) ?? row.area_id,
      startsAt: row.starts_at.toISOString(),
      leftAt: row.left_at.toISOString(),
      endedAt: row.ended_at.toISOString(),
      toldAt: row.told_at.toISOString(),
      costs: row.costs,
      forgivenThisYear: row.forgiven_this_year,
      status: row.status,
      byItself: row.by_itself,
      ground: row.ground,
      decidedBy: row.decider,
      decidedAt: row.decided_at?.toISOString() ?? null,
    })),
  };
}

interface Row {
  id: string;
  number: string;
  permit_number: string;
  area_id: string;
  starts_at: Date;
  left_at: Date;
  ended_at: Date;
  told_at: Date;
  costs: ForgottenStop['costs'];
  forgiven_this_year: number;
  status: ForgottenStop['status'];
  by_itself: boolean;
  ground: string | null;
  decider: string | null;
  decided_at: Date | null;
}

const newest = statement(
  'read-forgotten-stops',
  `SELECT f.id, f.number, p.number AS permit_number, a.area_id, a.starts_at, f.left_at, f.ended_at, f.told_at, f.status, f.turn IS NOT NULL AS by_itself,
          f.ground, s.name AS decider, f.decided_at,
          (SELECT coalesce(jsonb_agg(jsonb_build_object('unit', b.unit, 'amount', (c ->> 'amount')::bigint)), '[]')
             FROM jsonb_array_elements(a.costs) c JOIN balance b ON b.id = (c ->> 'balanceId')::uuid) AS costs,
          (SELECT count(*)::int FROM forgotten_stop other
            WHERE other.municipality_id = f.municipality_id AND other.holder_id = f.holder_id AND other.status = 'forgiven'
              AND extract(year FROM other.told_at AT TIME ZONE $3) = $2) AS forgiven_this_year
     FROM forgotten_stop f
     JOIN parking_action a ON a.id = f.action_id
     JOIN permit p ON p.id = f.permit_id
     LEFT JOIN staff_member s ON s.id = f.decided_by
    WHERE f.municipality_id = $1 ORDER BY f.status = 'asked' DESC, f.told_at DESC, f.id LIMIT 100`,
);

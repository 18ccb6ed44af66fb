import { type Permit } from '../../activities/db/entities/all.ts';
import { statement, type Db } from '../../activities/db/transaction.ts';
import { type Product } from '../../rules/municipalities/product.ts';
import { type CivilDate } from '../../rules/values/civil-day.ts';
import { type PermitView } from './shapes.ts';

/** Where the card lies: behind the windscreen of the own car, or for a while of another (PEERS-030). */
export async function disabledCardOf(
  db: Db,
  { id, applicationId }: Permit,
  { disabledCard }: Product,
): Promise<PermitView['disabledCard']> {
  if (!disabledCard) return null;
  const { rows } = await db.query<CardRow>({ ...readCard, values: [id, applicationId] });
  const [card] = rows;
  if (!card) return null;
  return {
    expiresOn: card.expires_on,
    otherCarHours: disabledCard.otherCarHours,
    ownCar: card.own_car,
    otherCar: card.other_car && { ...card.other_car, until: new Date(card.other_car.until).toISOString() },
  };
}

interface CardRow {
  expires_on: CivilDate;
  own_car: { country: string; display: string } | null;
  other_car: { country: string; display: string; plateChangeId: string; until: string } | null;
}

const readCard = statement(
  'read-card-of-permit',
  `SELECT c.expires_on::text AS expires_on,
          (SELECT jsonb_build_object('country', country, 'display', display) FROM permit_plate
            WHERE id = coalesce(n.replaces_id, (SELECT id FROM permit_plate WHERE permit_id = $1 AND until IS NULL ORDER BY position LIMIT 1))
              AND display IS NOT NULL) AS own_car,
          CASE WHEN n.display IS NOT NULL THEN
            jsonb_build_object('country', n.country, 'display', n.display, 'plateChangeId', n.id, 'until', n.back_at) END AS other_car
     FROM disabled_card c
     LEFT JOIN plate_change n ON n.permit_id = $1 AND n.other_car_hours IS NOT NULL AND n.status = 'changed' AND n.closed_at IS NULL
    WHERE c.application_id = $2`,
);

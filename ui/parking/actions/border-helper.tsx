import { useState } from 'react';
import type { ParkingPermit } from '../../../api/parking/shapes.ts';
import type { AreaMap } from '../../../api/municipalities/shapes.ts';
import { standingIn, type Standing } from '../../../rules/municipalities/places.ts';
import { Button } from '../../components/button.tsx';
import { Fact, Note } from '../../components/note.tsx';
import { readAreas } from '../../data/municipalities.ts';
import { canLocate, locate } from '../../data/position.ts';
import { zoneSign } from '../../desk/products/period-words.ts';
import { useText } from '../../text/text.tsx';

type Zone = ReturnType<typeof zonesOf>[number];
type Found = Standing<Zone> | { where: 'unknown'; reason: 'refused' | 'unknown' | 'no-map' };

interface BorderHelperProps {
  municipality: ParkingPermit['municipality']['id'];
  areaId: string;
}

/**
 * Am I in the right zone? (BEYOND-038) The device compares where it is with the map; where somebody stands is told to nobody, not even to
 * us.
 */
export function BorderHelper({ municipality, areaId }: BorderHelperProps) {
  const t = useText();
  const [found, setFound] = useState<Found | 'busy' | null>(null);
  if (!canLocate()) return null;
  const look = async () => {
    setFound('busy');
    setFound(await whereIn(municipality, areaId));
  };
  return (
    <div className="pw-stack pw-stack--tight">
      <p>
        <Button icon="pin" busy={found === 'busy'} onClick={() => void look()}>
          {t('parking.border.ask')}
        </Button>
      </p>
      <div role="status">{found !== null && found !== 'busy' && <Told areaId={areaId} found={found} />}</div>
    </div>
  );
}

function Told({ areaId, found }: { areaId: string; found: Found }) {
  const t = useText();
  const sayZone = ({ id, name }: Pick<Zone, 'id' | 'name'>) => [zoneSign(t, id), name].filter(Boolean).join(' ');
  const sign = zoneSign(t, areaId) ?? areaId;
  switch (found.where) {
    case 'inside':
      return <Fact kind="ok">{t('parking.border.inside', { sign })}</Fact>;
    case 'near':
      return (
        <Note kind="wait" title={t('parking.border.near', { metres: found.metres })}>
          <p>
            {found.other ? t('parking.border.other', { zone: sayZone(found.other) }) : t('parking.border.none')}{' '}
            {t('parking.border.sign', { sign })}
          </p>
        </Note>
      );
    case 'elsewhere':
      return (
        <Note
          kind="bad"
          title={
            found.zone ? t('parking.border.elsewhere', { zone: sayZone(found.zone) }) : t('parking.border.nowhere')
          }
        >
          <p>{t('parking.border.sign', { sign })}</p>
        </Note>
      );
    case 'unknown':
      return <Fact kind="info">{t(`parking.border.unknown.${found.reason}`)}</Fact>;
    default:
      return found satisfies never;
  }
}

async function whereIn(municipality: string, areaId: string): Promise<Found> {
  const [located, map] = await Promise.all([locate(), readAreas(municipality, AbortSignal.timeout(10_000))]);
  if (!located.ok) return { where: 'unknown', reason: located.reason };
  const zones = map.ok ? zonesOf(map.value) : [];
  const area = zones.find(({ id }) => id === areaId);
  if (!area) return { where: 'unknown', reason: 'no-map' };
  return standingIn(area, zones, { ...located.position, accuracy: located.accuracy });
}

const pairOf = ([longitude = 0, latitude = 0]: readonly number[]) => [longitude, latitude] as const;

/** Zones as the rules know them; garages have a barrier instead of a border. */
function zonesOf({ features }: AreaMap) {
  return features.flatMap(({ properties: { id, name, kind }, geometry }) =>
    id === undefined || name === undefined || kind !== 'zone' || geometry.type !== 'MultiPolygon'
      ? []
      : [{ id, name, polygons: geometry.coordinates.map((rings) => rings.map((ring) => ring.map(pairOf))) }],
  );
}

import { useCallback, useState } from 'react';
import { plateKey } from '../../../rules/values/plate.ts';
import type { ParkingPermit } from '../../../api/parking/shapes.ts';
import { Button } from '../../components/button.tsx';
import { Chip } from '../../components/choice.tsx';
import { Plate } from '../../components/plate.tsx';
import { PlateInput, type TypedPlate } from '../../components/plate-input.tsx';
import type { Answer } from '../../data/http.ts';
import { useCall } from '../../data/use-call.ts';
import { useText } from '../../text/text.tsx';
import { readFavourites, readRecentPlates, type Favourite, type RecentPlate } from '../data/favourites.ts';
import { PlateFinder } from './plate-finder.tsx';

interface PlateFieldProps {
  permit: ParkingPermit;
  value: TypedPlate;
  onChange: (value: TypedPlate) => void;
  error: string | undefined;
}

/** So many favourites stand beside the field; all of them are in the finder. */
const BESIDE = 4;

/** Whose car: typed, or chosen from favourites and plates that parked before; with a grant on one plate there is nothing to choose. */
export function PlateField({ permit, value, onChange, error }: PlateFieldProps) {
  const t = useText();
  const [finding, setFinding] = useState(false);
  const { favourites, recent } = useKnownPlates(permit);
  if (permit.grantPlate) {
    const { country, display } = permit.grantPlate;
    return (
      <div className="pw-stack pw-stack--tight">
        <p>
          <strong>{t('parts.plate.label')}</strong>
        </p>
        <Plate country={country} value={display} size="xl" />
        <p className="pw-small pw-muted">{t('parking.new.grantPlate')}</p>
      </div>
    );
  }
  // Visitors park with plates of their own, so plates on the permit are those of carers: few at a time, and no others (PEERS-028).
  const ofPermit = permit.kind === 'visitor' ? permit.plates : [];
  const choose = ({ country, display }: { country: string; display: string }) => onChange({ country, text: display });
  return (
    <div className="pw-stack pw-stack--tight" id="field-plate">
      <PlateInput value={value} onChange={onChange} error={error} />
      {ofPermit.length > 0 && (
        <div className="pw-row pw-row--tight" role="group" aria-label={t('parking.new.onPermit')}>
          {ofPermit.map((plate) => (
            <Chip
              key={`${plate.country} ${plate.display}`}
              icon="car"
              chosen={isSame(plate, value)}
              onPress={() => choose(plate)}
            >
              {plate.display}
            </Chip>
          ))}
        </div>
      )}
      {favourites.length > 0 && (
        <div className="pw-row pw-row--tight" role="group" aria-label={t('parking.new.orFavourite')}>
          {favourites.slice(0, BESIDE).map(({ id, name, plate }) => (
            <Chip key={id} icon="star" chosen={isSame(plate, value)} onPress={() => choose(plate)}>
              {name}
            </Chip>
          ))}
        </div>
      )}
      {favourites.length + recent.length > 0 && (
        <div>
          <Button look="subtle" icon="search" onClick={() => setFinding(true)}>
            {t('parking.new.find.open')}
          </Button>
        </div>
      )}
      {finding && (
        <PlateFinder
          favourites={permit.may.includes('favourites') ? favourites : null}
          recent={recent}
          onClose={() => setFinding(false)}
          onChoose={(plate) => {
            choose(plate);
            setFinding(false);
          }}
        />
      )}
    </div>
  );
}

const isSame = (plate: { country: string; display: string }, typed: TypedPlate): boolean =>
  plate.country === typed.country && plateKey(plate.display) === plateKey(typed.text);

/** A form does without them, so that they do not come is not worth a message: typing is always possible. */
function useKnownPlates({ id, may }: ParkingPermit): { favourites: Favourite[]; recent: RecentPlate[] } {
  const hasFavourites = may.includes('favourites');
  const favourites = useCall(
    useCallback(
      (signal: AbortSignal) =>
        hasFavourites
          ? readFavourites(id, signal)
          : Promise.resolve<Answer<{ items: Favourite[] }>>({ ok: true, value: { items: [] } }),
      [id, hasFavourites],
    ),
  ).call;
  const recent = useCall(useCallback((signal: AbortSignal) => readRecentPlates(id, signal), [id])).call;
  return {
    favourites: favourites.state === 'done' ? favourites.value.items : [],
    recent: recent.state === 'done' ? recent.value.items : [],
  };
}

import type { ParkingPermit } from '../../../api/parking/shapes.ts';
import { ButtonLink } from '../../components/button.tsx';
import { Note } from '../../components/note.tsx';
import { Plate } from '../../components/plate.tsx';
import { useFormat, useText } from '../../text/text.tsx';

/** Why this product cannot be used now, and what to do; nothing while it can (2PARK-107). */
export function PermitState({ permit }: { permit: ParkingPermit }) {
  const t = useText();
  const format = useFormat();
  const { state, validFrom, lastDay } = permit;
  switch (state) {
    case 'active':
      return null;
    case 'upcoming':
      return (
        <Note title={t('parking.actions.state.upcoming.title', { day: format.day(validFrom) })}>
          <p>{t('parking.actions.state.upcoming.text')}</p>
        </Note>
      );
    case 'blocked':
    case 'ended':
    case 'expired':
      return (
        <Note kind="bad" title={t(`parking.actions.state.${state}.title`, { day: format.day(lastDay) })}>
          <p>{t(`parking.actions.state.${state}.text`)}</p>
          <p>
            <ButtonLink to="/parking/products">{t('parking.menu.products')}</ButtonLink>
          </p>
        </Note>
      );
    default:
      return state satisfies never;
  }
}

/** Of a permit with a plate of its own: whether that one counts, or the temporary one does (2PARK-070). */
export function OwnPlates({ permit: { kind, plates, state } }: { permit: ParkingPermit }) {
  const t = useText();
  if (kind !== 'temporary-plate' || plates.length === 0 || state !== 'active') return null;
  return (
    <ul className="pw-stack pw-stack--tight">
      {plates.map(({ country, display, counts }) => (
        <li key={country + display} className="pw-row">
          <Plate country={country} value={display} quiet={!counts} />
          <span>{t(counts ? 'parking.actions.ownCounts' : 'parking.actions.ownRests')}</span>
        </li>
      ))}
    </ul>
  );
}

/** How many places of a pool are in use (2PARK-112). */
export function PlacesInUse({ permit: { kind, running, atOnce } }: { permit: ParkingPermit }) {
  const t = useText();
  if (kind !== 'pool') return null;
  const full = running >= atOnce;
  return (
    <p>
      <strong>{t('parking.actions.places', { running, count: atOnce })}</strong>
      {full && <> {t('parking.actions.placesFull')}</>}
    </p>
  );
}

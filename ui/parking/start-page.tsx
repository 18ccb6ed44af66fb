import { Navigate } from 'react-router';
import { readKept } from '../kept.ts';
import { permitPath, useParking } from './parking.ts';

/** Where the app opens: the start product of the settings, else the one used last, else the only one, else all of them (2PARK-030). */
export default function StartPage() {
  const { account, permits } = useParking();
  const chosen = (id: string | null) => permits.find((permit) => permit.id === id);
  const first =
    chosen(account.settings.startPermitId) ??
    chosen(readKept('parkwerk.parking-permit')) ??
    (permits.length === 1 ? permits[0] : undefined);
  return <Navigate replace to={first ? permitPath(first) : '/parking/products'} />;
}

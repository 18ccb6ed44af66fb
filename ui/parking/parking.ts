import { createContext, useContext } from 'react';
import type { AccountView } from '../../api/accounts/shapes.ts';
import type { MunicipalityView } from '../../api/municipalities/shapes.ts';
import type { ParkingPermit } from '../../api/parking/shapes.ts';

/** What every page of the parking app knows once somebody is signed in. */
export interface Parking {
  account: AccountView;
  /** Own and granted, over all municipalities. */
  permits: readonly ParkingPermit[];
  /** The product of the page, or else the one that was used last on this device; the menu follows it (2PARK-003). */
  selected: ParkingPermit | null;
  /** How to reach each municipality; empty until that is known. */
  municipalities: readonly MunicipalityView[];
  /** After something that changes a balance, a count or what may be done. */
  reload: () => Promise<void>;
  reloadAccount: () => Promise<void>;
  logOut: () => void;
}

export const ParkingContext = createContext<Parking | undefined>(undefined);

export function useParking(): Parking {
  const parking = useContext(ParkingContext);
  if (!parking) throw new Error('No ParkingFrame above this component');
  return parking;
}

export const PermitContext = createContext<ParkingPermit | undefined>(undefined);

/** The product these pages are about (`/parking/p/:permit/…`). */
export function usePermit(): ParkingPermit {
  const permit = useContext(PermitContext);
  if (!permit) throw new Error('No PermitFrame above this component');
  return permit;
}

/** Where a product is used: its parking actions, or which of its plates counts (2PARK-002). */
export function permitPath({ id, kind }: Pick<ParkingPermit, 'id' | 'kind'>): string {
  const base = `/parking/p/${encodeURIComponent(id)}`;
  return kind === 'plate-switch' ? `${base}/plates` : base;
}

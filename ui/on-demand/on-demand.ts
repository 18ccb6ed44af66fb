import { createContext, useContext } from 'react';
import type { OnDemandView } from '../../api/on-demand/shapes.ts';

/** What every page of parking on demand knows once somebody is signed in. */
export interface OnDemand {
  view: OnDemandView;
  /** `/antwerpen/on-demand` */
  base: string;
  reload: () => Promise<void>;
  logOut: () => void;
}

export const OnDemandContext = createContext<OnDemand | undefined>(undefined);

export function useOnDemand(): OnDemand {
  const onDemand = useContext(OnDemandContext);
  if (!onDemand) throw new Error('No OnDemandFrame above this component');
  return onDemand;
}

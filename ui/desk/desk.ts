import { createContext, useContext } from 'react';
import type { Me, Overview } from '../../api/me/shapes.ts';
import type { Asked } from '../data/use-call.ts';
import { useLanguage } from '../text/text.tsx';

export type Holder = NonNullable<Me['holder']>;

/** What every page of the desk knows: who is signed in, and how much waits where. */
export interface Desk {
  /** Where the desk begins: `/deventer/desk`. */
  base: string;
  me: Me;
  holder: Holder;
  /** The counts as they were asked for; null as long as there is no verified e-mail address. */
  counts: Asked<Overview | null>;
  /** The same once they are known. */
  overview: Overview | null;
  /** After something that changes a count. */
  refreshCounts: () => void;
  refreshMe: () => Promise<void>;
  /** Ends the session, and leaves the site for where the identity provider ends its own. */
  logOut: () => void;
}

export const DeskContext = createContext<Desk | undefined>(undefined);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('No DeskFrame above this component');
  return desk;
}

/** A product and its place, as headings name it; a name that ends in the place does not say it twice. */
export const placed = (product: string, place: string | null): string =>
  place === null || product.toLowerCase().endsWith(` ${place.toLowerCase()}`) ? product : `${product} ${place}`;

/** A name that the municipality wrote in both languages. */
export function useLocal(): (text: { nl: string; en: string }) => string {
  const { language } = useLanguage();
  return (text) => text[language];
}

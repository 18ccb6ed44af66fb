import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { keep, readKept } from '../kept.ts';

/** The five of the manuals: standard, and black or white or yellow on each other. */
export const CONTRASTS = [
  'standard',
  'black-on-white',
  'white-on-black',
  'black-on-yellow',
  'yellow-on-black',
] as const;
export type Contrast = (typeof CONTRASTS)[number];

export interface Display {
  contrast: Contrast;
  /** Shows it on this page only: a preview. */
  show: (contrast: Contrast) => void;
  /** Shows it, and remembers it on this device. */
  keep: (contrast: Contrast) => void;
}

const DisplayContext = createContext<Display | undefined>(undefined);

export function DisplayProvider({ children }: { children: ReactNode }) {
  const [contrast, show] = useState<Contrast>(keptContrast);

  // Somebody's own system colours win from ours, also when they are switched on while the page is open.
  useEffect(() => {
    const forced = window.matchMedia('(forced-colors: active)');
    const apply = () => {
      const worn = forced.matches ? 'system' : contrast;
      if (worn === 'standard') delete document.documentElement.dataset['contrast'];
      else document.documentElement.dataset['contrast'] = worn;
    };
    apply();
    forced.addEventListener('change', apply);
    return () => forced.removeEventListener('change', apply);
  }, [contrast]);

  const keepContrast = useCallback((next: Contrast) => {
    keep('parkwerk.contrast', next);
    show(next);
  }, []);
  const display = useMemo(() => ({ contrast, show, keep: keepContrast }), [contrast, keepContrast]);
  return <DisplayContext value={display}>{children}</DisplayContext>;
}

export function useDisplay(): Display {
  const display = useContext(DisplayContext);
  if (!display) throw new Error('No DisplayProvider above this component');
  return display;
}

export function isContrast(name: string | null | undefined): name is Contrast {
  return CONTRASTS.some((contrast) => contrast === name);
}

function keptContrast(): Contrast {
  const kept = readKept('parkwerk.contrast');
  return isContrast(kept) ? kept : 'standard';
}

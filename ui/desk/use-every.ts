import { useEffect, useEffectEvent } from 'react';

/** Calls `act` every so many milliseconds while somebody looks at the page; never when the pause is null. */
export function useEvery(pauseMs: number | null, act: () => void): void {
  const tick = useEffectEvent(() => {
    if (document.visibilityState === 'visible') act();
  });
  useEffect(() => {
    if (pauseMs === null) return undefined;
    const timer = window.setInterval(() => tick(), pauseMs);
    return () => window.clearInterval(timer);
  }, [pauseMs]);
}

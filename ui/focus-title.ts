import { useEffect, useRef } from 'react';

/**
 * Puts the focus at the title of the page that is there now, so that a screen reader starts where everybody starts to read. A page that is
 * still being fetched has no title yet: until it comes, the focus waits at the content. Gives back how to stop waiting.
 */
export function focusTitle(): () => void {
  if (focusHeading()) return () => undefined;
  const main = document.getElementById('main');
  main?.focus({ preventScroll: true });
  const observer = new MutationObserver(() => {
    // Somebody who went on by hand is left alone.
    const waiting = document.activeElement === main || document.activeElement === document.body;
    if (!waiting || focusHeading()) observer.disconnect();
  });
  observer.observe(document.body, { childList: true, subtree: true });
  return () => observer.disconnect();
}

function focusHeading(): boolean {
  const heading = document.querySelector<HTMLElement>('#main h1');
  if (!heading) return false;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  return true;
}

/** Does so when a page shows another view under the same address, such as the next question of a form. */
export function useTitleFocus(view: string): void {
  const shown = useRef(view);
  useEffect(() => {
    if (shown.current === view) return undefined;
    shown.current = view;
    return focusTitle();
  }, [view]);
}

import { useCallback, useState } from 'react';

const PREFIX = 'parkwerk.draft.';
const OWNER = 'parkwerk.draft-owner';

/**
 * What somebody is filling in, kept in this tab until it is sent: who has to sign in again half-way finds it back. It never leaves the
 * tab, and `forgetDrafts` wipes it when somebody logs out. `isDraft` guards against what an older version left behind.
 */
export function useDraft<T>(
  name: string,
  empty: T,
  isDraft: (value: unknown) => value is T,
): [draft: T, change: (draft: T) => void, forget: () => void] {
  const [draft, setDraft] = useState<T>(() => {
    const kept = read(PREFIX + name);
    return isDraft(kept) ? kept : empty;
  });
  const change = useCallback(
    (next: T) => {
      setDraft(next);
      withTab((tab) => tab.setItem(PREFIX + name, JSON.stringify(next)));
    },
    [name],
  );
  const forget = useCallback(() => withTab((tab) => tab.removeItem(PREFIX + name)), [name]);
  return [draft, change, forget];
}

/** What was typed stays for who comes back; for somebody else who signs in on this tab it is gone. */
export function keepDraftsFor(owner: string): void {
  const before = withTab((tab) => tab.getItem(OWNER));
  if (before !== null && before !== owner) forgetDrafts();
  withTab((tab) => tab.setItem(OWNER, owner));
}

/** Nobody who uses this tab next finds what was typed before. */
export function forgetDrafts(): void {
  withTab((tab) => {
    for (const name of Object.keys(tab)) if (name.startsWith(PREFIX)) tab.removeItem(name);
  });
}

function read(name: string): unknown {
  const kept = withTab((tab) => tab.getItem(name)) ?? 'null';
  try {
    return JSON.parse(kept) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** A browser may refuse storage (private window, policy); what is typed then lasts as long as the page. */
function withTab<T>(act: (tab: Storage) => T): T | null {
  try {
    return act(window.sessionStorage);
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

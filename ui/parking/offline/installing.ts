/** What a browser gives that would let somebody install this site; not in the types of the web yet. */
interface InstallEvent extends Event {
  prompt: () => Promise<unknown>;
}

const isInstallEvent = (event: Event): event is InstallEvent => 'prompt' in event;

let kept: InstallEvent | null = null;
const listeners = new Set<() => void>();

function change(event: InstallEvent | null): void {
  kept = event;
  for (const listener of listeners) listener();
}

/** The browser offers only once, and early: keep the offer until somebody asks for it. */
window.addEventListener('beforeinstallprompt', (event) => {
  event.preventDefault();
  if (isInstallEvent(event)) change(event);
});
window.addEventListener('appinstalled', () => change(null));

/** Whether the browser lets us ask. */
export const offered = (): boolean => kept !== null;

export function onOffer(changed: () => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}

/** The browser asks itself; an offer can be used once. */
export async function install(): Promise<void> {
  const offer = kept;
  change(null);
  await offer?.prompt();
}

/** Opened from a home screen, without the bars of a browser. */
export const isInstalled = (): boolean => window.matchMedia('(display-mode: standalone)').matches;

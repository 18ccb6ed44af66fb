/** What browsers draw and jsdom does not, as far as the parts need it; jest loads it before each test file. */

/** Which media queries hold; tests switch them. */
const media = new Map<string, Set<(event: { matches: boolean }) => void>>();
const holding = new Set<string>();

export function setMedia(query: string, holds: boolean): void {
  if (holds) holding.add(query);
  else holding.delete(query);
  for (const listener of media.get(query) ?? []) listener({ matches: holds });
}

window.matchMedia = (query: string) =>
  ({
    media: query,
    get matches() {
      return holding.has(query);
    },
    addEventListener: (_type: string, listener: (event: { matches: boolean }) => void) => {
      media.set(query, (media.get(query) ?? new Set()).add(listener));
    },
    removeEventListener: (_type: string, listener: (event: { matches: boolean }) => void) => {
      media.get(query)?.delete(listener);
    },
  }) as unknown as MediaQueryList; // Only what the parts use of it.

// Dialogs: open and closed, the first control focused, Escape asks to close. The inertness of the page is checked in a real browser.
HTMLDialogElement.prototype.showModal = function showModal() {
  this.setAttribute('open', '');
  this.querySelector<HTMLElement>('button, a[href], input, select, textarea')?.focus();
  this.addEventListener('keydown', cancelOnEscape);
};

HTMLDialogElement.prototype.close = function close() {
  this.removeAttribute('open');
  this.removeEventListener('keydown', cancelOnEscape);
};

function cancelOnEscape(this: HTMLDialogElement, event: KeyboardEvent): void {
  if (event.key === 'Escape') this.dispatchEvent(new Event('cancel', { cancelable: true }));
}

window.scrollTo = () => undefined;
// New browsers give back a promise, which no effect may pass on to React.
Element.prototype.scrollIntoView = () => Promise.resolve() as unknown as void; // The type still knows old browsers only.
URL.createObjectURL = () => 'blob:document';
URL.revokeObjectURL = () => undefined;

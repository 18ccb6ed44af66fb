/** Lets the pages under this address come up without a network: the parking app, and the page of officers. No other is ever kept. */
export async function keepOffline(scope: string): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  try {
    await navigator.serviceWorker.register('/service-worker.js', { scope });
  } catch (error) {
    // A browser may refuse (private window, policy, no HTTPS): the pages then work as long as there is a network.
    if (!(error instanceof DOMException || error instanceof TypeError)) throw error;
  }
}

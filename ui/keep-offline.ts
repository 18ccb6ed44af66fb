/** Lets the parking app come up without a network. Only its own pages: the desk and staff never see anything kept. */
export async function keepOffline(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  try {
    await navigator.serviceWorker.register('/service-worker.js', { scope: '/parking' });
  } catch (error) {
    // A browser may refuse (private window, policy, no HTTPS): the app then works as long as there is a network.
    if (!(error instanceof DOMException || error instanceof TypeError)) throw error;
  }
}

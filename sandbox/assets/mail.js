// Looks every few seconds whether there is new mail, and puts it in the list without touching what somebody reads.

const LOOK_EVERY_MS = 3_000;
const list = document.getElementById('mail-list');
const news = document.getElementById('mail-news');

const links = (root) => [...root.querySelectorAll('a')].map((link) => link.href);

async function look() {
  const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const fresh = page.getElementById('mail-list');
  if (!fresh) return;

  const known = new Set(links(list));
  const added = links(fresh).filter((href) => !known.has(href)).length;
  if (added === 0 && links(fresh).length === known.size) return;

  const focused = list.contains(document.activeElement) ? document.activeElement.href : undefined;
  list.replaceChildren(...fresh.childNodes);
  [...list.querySelectorAll('a')].find((link) => link.href === focused)?.focus();
  if (added > 0) news.textContent = added === 1 ? news.dataset.one : `${added} ${news.dataset.more}`;
}

async function lookForever() {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    // While the system is away there is nothing to show; the next look may find it back.
    if (!document.hidden) await look().catch((error) => console.warn('inbox not reachable', error));
  }
}

void lookForever();

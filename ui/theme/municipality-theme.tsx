import { useEffect } from 'react';

const ID = 'municipality-theme';

/** Dresses the pages of a municipality in its own colours, and undresses them when somebody leaves. */
export function MunicipalityTheme({ municipality }: { municipality: string }) {
  useEffect(() => {
    const href = `/theme/${municipality}.css`;
    const link = existing() ?? document.createElement('link');
    link.id = ID;
    link.rel = 'stylesheet';
    // before-paint.js may have asked for the same sheet: setting it again would fetch it twice.
    if (link.getAttribute('href') !== href) link.href = href;
    if (!link.isConnected) document.head.append(link);
    return () => existing()?.remove();
  }, [municipality]);
  return null;
}

function existing(): HTMLLinkElement | null {
  return document.head.querySelector<HTMLLinkElement>(`link#${ID}`);
}

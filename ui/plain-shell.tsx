import type { ReactNode } from 'react';
import { Shell } from './components/shell.tsx';
import { useText } from './text/text.tsx';
import { version } from './version.ts';

/** The shell of pages that belong to no municipality and no application. */
export function PlainShell({ title, children }: { title: string; children: ReactNode }) {
  const t = useText();
  return (
    <Shell
      brand={{ name: t('shell.product'), to: '/' }}
      title={title}
      footer={{ help: t('shell.help'), accessibility: '/accessibility', privacy: '/privacy', version: version() }}
    >
      {children}
    </Shell>
  );
}

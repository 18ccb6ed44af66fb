import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { usedTokens } from './theme/used-tokens.ts';

const root = import.meta.dirname;
const api = 'http://127.0.0.1:3000';

export default defineConfig({
  root,
  plugins: [usedTokens(root), sentencesOfScreens(), versionInPage(), offlineParking(), react()],
  build: {
    outDir: '../dist/ui',
    emptyOutDir: true,
    // The content security policy allows no data: URLs.
    assetsInlineLimit: 0,
    sourcemap: true,
  },
  server: {
    proxy: {
      '/v1': api,
      '/auth': api,
      '/sandbox': api,
      '/webhooks': api,
      '/film': api,
      // /theme/deventer.css comes from the API, /theme/tokens.css is a source of ours.
      '/theme': {
        target: api,
        bypass: ({ url }) => (url && existsSync(join(root, url.split('?')[0] ?? '')) ? url : null),
      },
    },
  },
});

/** Nobody fetches what only mails and letters say. */
function sentencesOfScreens(): Plugin {
  return {
    name: 'parkwerk-sentences',
    enforce: 'pre',
    transform(code, id) {
      if (!/[/]text[/](nl|en)[.]json$/.test(id)) return undefined;
      const { mail: _mail, letter: _letter, ...screens } = JSON.parse(code) as Record<string, unknown>;
      return { code: JSON.stringify(screens), map: null };
    },
  };
}

/** The page tells its version, for people who call a helpdesk. */
function versionInPage(): Plugin {
  const { version } = JSON.parse(readFileSync(join(root, '../package.json'), 'utf8')) as { version: string };
  return {
    name: 'parkwerk-version',
    transformIndexHtml: () => [{ tag: 'meta', attrs: { name: 'version', content: version }, injectTo: 'head' }],
  };
}

/** Beside what is imported everywhere, these pages come up without a network, in both languages: the parking app, and that of officers. */
const OFFLINE = /[/]ui[/]((parking|text|enforcement)[/]|(municipality-frame|staff[/](staff-frame|guard))[.]tsx)/;

/** Writes the service worker: which files it keeps, under a name that changes with any of them, and what it does with them. */
function offlineParking(): Plugin {
  return {
    name: 'parkwerk-offline-parking',
    apply: 'build',
    // Last: what holds nothing but style is taken out of the bundle before.
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const files = new Set<string>();
        const keepChunk = (name: string): void => {
          const found = bundle[name];
          if (found?.type !== 'chunk' || files.has(name)) return;
          files.add(name);
          for (const css of found.viteMetadata?.importedCss ?? []) files.add(css);
          for (const imported of found.imports) keepChunk(imported);
        };
        for (const found of Object.values(bundle)) {
          if (found.type === 'chunk' && (found.isEntry || found.moduleIds.some((id) => OFFLINE.test(id))))
            keepChunk(found.fileName);
          if (found.type === 'asset' && found.fileName.endsWith('.woff2')) files.add(found.fileName);
        }
        const icons = readdirSync(join(root, 'public/icons')).map((icon) => `icons/${icon}`);
        const all = [...files, ...icons, 'layers.css', 'before-paint.js', 'manifest.webmanifest']
          .sort()
          .map((file) => `/${file}`);
        const worker = readFileSync(join(root, 'parking/offline/service-worker.js'), 'utf8');
        const version = createHash('sha256').update(JSON.stringify(all)).update(worker).digest('hex').slice(0, 12);
        const source = `const VERSION = '${version}';\nconst FILES = ${JSON.stringify(all)};\n${worker}`;
        this.emitFile({ type: 'asset', fileName: 'service-worker.js', source });
      },
    },
  };
}

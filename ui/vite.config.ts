import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { usedTokens } from './theme/used-tokens.ts';

const root = import.meta.dirname;
const api = 'http://127.0.0.1:3000';

export default defineConfig({
  root,
  plugins: [usedTokens(root), sentencesOfScreens(), versionInPage(), react()],
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

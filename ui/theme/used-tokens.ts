import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const VOORBEELD = '@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css';

/**
 * NL Design System's voorbeeld theme defines 2,780 tokens for parts we do not have. What the style sheets in use can reach stays, the
 * rest is dropped while building.
 */
export function usedTokens(root: string): Plugin {
  return {
    name: 'parkwerk-used-tokens',
    enforce: 'pre',
    transform(code, id) {
      if (!id.split('?')[0]?.endsWith(VOORBEELD)) return undefined;
      const sheets = styleSheetsInUse(root);
      for (const sheet of sheets) this.addWatchFile(sheet);
      const using = sheets.map((sheet) => readFileSync(sheet, 'utf8')).join('\n');
      return { code: keepUsedTokens(code, using, readFileSync(join(root, 'theme/bridge.css'), 'utf8')), map: null };
    },
  };
}

/** Our own sheets and those of the design system's parts that theme.css names. */
export function styleSheetsInUse(root: string): string[] {
  const own = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.css') && !file.startsWith('public'))
    .map((file) => join(root, file));
  const parts = [...readFileSync(join(root, 'theme/theme.css'), 'utf8').matchAll(/@import '(@[^']+)'/g)];
  return [...own, ...parts.map(([, name]) => join(root, '../node_modules', name ?? ''))];
}

/** `theme` without the tokens that `using` cannot reach, and without those that `bridge` sets anew. */
export function keepUsedTokens(theme: string, using: string, bridge: string): string {
  const defined = new Map(
    [...theme.matchAll(/^\s*(--[\w-]+):\s*([^;]+);/gm)].map(([, name = '', value = '']) => [name, value]),
  );
  const replaced = new Set([...bridge.matchAll(/(--[\w-]+)\s*:/g)].map(([, name]) => name));
  const kept = new Set<string>();
  const reach = (text: string): void => {
    for (const [, name = ''] of text.matchAll(/var\(\s*(--[\w-]+)/g)) {
      const value = defined.get(name);
      if (value === undefined || replaced.has(name) || kept.has(name)) continue;
      kept.add(name);
      reach(value);
    }
  };
  reach(using);
  return `.voorbeeld-theme {\n${[...kept].map((name) => `  ${name}: ${defined.get(name)};`).join('\n')}\n}\n`;
}

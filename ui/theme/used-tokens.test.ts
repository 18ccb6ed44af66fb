import { readFileSync } from 'node:fs';
import { keepUsedTokens, styleSheetsInUse } from './used-tokens.ts';

const VOORBEELD = 'node_modules/@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css';
const namesIn = (css: string) => [...css.matchAll(/^\s*(--[\w-]+):/gm)].map(([, name]) => name);

describe('the tokens of the design system', () => {
  it('stay when a style sheet reaches them, directly or through another', () => {
    const theme = '.voorbeeld-theme {\n  --a: var(--b);\n  --b: 4px;\n  --c: red;\n}';
    expect(namesIn(keepUsedTokens(theme, '.x { padding: var(--a) }', ''))).toEqual(['--a', '--b']);
  });

  it('go when our bridge sets them anew, with what only they needed', () => {
    const theme = '.voorbeeld-theme {\n  --a: var(--b);\n  --b: 4px;\n}';
    expect(namesIn(keepUsedTokens(theme, '.x { padding: var(--a) }', '.y { --a: 2px; }'))).toEqual([]);
  });

  it('are a small part of the 2,780 of the theme', () => {
    const theme = readFileSync(VOORBEELD, 'utf8');
    const using = styleSheetsInUse('ui').map((sheet) => readFileSync(sheet, 'utf8'));
    const kept = namesIn(keepUsedTokens(theme, using.join('\n'), readFileSync('ui/theme/bridge.css', 'utf8')));
    expect(namesIn(theme).length).toBeGreaterThan(2500);
    expect(kept).toContain('--utrecht-button-padding-inline-start');
    expect(kept.length).toBeLessThan(250);
  });
});

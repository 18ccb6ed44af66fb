import { readdirSync, readFileSync } from 'node:fs';
import { CONTRASTS } from './display.tsx';

const css = readFileSync('ui/theme/tokens.css', 'utf8');

/** The declarations of the first block with this selector. */
function block(selector: string): Map<string, string> {
  const start = css.indexOf(`${selector} {`);
  const body = css.slice(css.indexOf('{', start) + 1, css.indexOf('}', start));
  return new Map([...body.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value]));
}

/** Relative luminance and contrast as WCAG 2 defines them. */
function contrast(a: string, b: string): number {
  const light = (hex: string) => {
    const [r = 0, g = 0, blue = 0] = [1, 3, 5]
      .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * blue;
  };
  const [dark = 0, bright = 0] = [light(a), light(b)].sort((x, y) => x - y);
  return (bright + 0.05) / (dark + 0.05);
}

describe('the colour tokens', () => {
  const standard = block(':where(:root)');
  const mapped = block(':root[data-contrast]');

  it('are all mapped onto the two colours of a contrast theme', () => {
    expect([...mapped.keys()].sort()).toEqual([...standard.keys()].sort());
    const loose = [...mapped].filter(([, value]) => !/^var\(--pw-contrast-(ink|paper)\)$|^none$/.test(value));
    expect(loose).toEqual([]);
  });

  it.each(CONTRASTS.filter((name) => name !== 'standard'))('reach 7 to 1 in the theme %s', (name) => {
    const theme = block(`:root[data-contrast='${name}']`);
    expect(
      contrast(theme.get('--pw-contrast-ink') ?? '', theme.get('--pw-contrast-paper') ?? ''),
    ).toBeGreaterThanOrEqual(7);
  });

  it.each([
    ['ink', 'paper', 7],
    ['ink', 'tint', 7],
    ['ink-2', 'paper', 4.5],
    ['ink-2', 'wash', 4.5],
    ['ink-2', 'tint', 4.5],
    ['action', 'paper', 4.5],
    ['action', 'tint', 4.5],
    ['on-action', 'action', 4.5],
    ['on-action', 'action-hover', 4.5],
    ['on-deep', 'deep', 7],
    ['on-signal', 'signal', 7],
    ['edge', 'paper', 3],
    ['ok', 'ok-wash', 4.5],
    ['bad', 'bad-wash', 4.5],
    ['wait', 'wait-wash', 4.5],
    ['info', 'info-wash', 4.5],
    ['on-verdict-green', 'verdict-green', 4.5],
    ['on-verdict-red', 'verdict-red', 4.5],
    ['on-look', 'look', 7],
    ['plate-nl-ink', 'plate-nl', 7],
    ['plate-be-ink', 'plate-be', 7],
    ['plate-band-ink', 'plate-band', 7],
    ['focus-outer', 'paper', 3],
    ['focus-inner', 'deep', 3],
  ])('%s on %s reaches %d to 1', (on, ground, least) => {
    expect(contrast(standard.get(`--pw-${on}`) ?? '', standard.get(`--pw-${ground}`) ?? '')).toBeGreaterThanOrEqual(
      least,
    );
  });
});

describe('the colours of a municipality', () => {
  it('win from the standard ones whichever sheet comes first', () => {
    expect(css.indexOf(':where(:root) {')).toBeGreaterThan(-1);
    expect(block(':root').has('--pw-ink')).toBe(false);
  });
});

describe('a contrast theme', () => {
  it('wins from a municipality, which can only speak of :root', () => {
    // One pseudo-class against a pseudo-class and an attribute; both outside any layer.
    expect(css).toContain(':root[data-contrast] {');
    expect(css).not.toContain('@layer');
    expect(css).not.toContain('!important');
  });
});

it('every token a style uses is one that somebody defines: a misspelt one would silently be nothing', () => {
  const styles = codeFilesNamed('.css')
    .concat(codeFilesNamed('.tsx'))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  const names = (pattern: RegExp) => new Set([...styles.matchAll(pattern)].map(([, name]) => name!));
  const [used, defined] = [names(/var\((--pw-[\w-]+)/g), names(/(--pw-[\w-]+)['"]?\s*:/g)];
  expect([...used].filter((name) => !defined.has(name))).toEqual([]);
});

function codeFilesNamed(ending: string): string[] {
  return readdirSync('ui', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => `ui/${file}`);
}

import fc from 'fast-check';
import { fill, findSentence } from './sentences.ts';

const tree = {
  shell: { menu: 'Menu' },
  parts: { left: { one: 'Nog {count} minuut', other: 'Nog {count} minuten' } },
};
const find = (key: string, count?: number | string, overrides = {}) => findSentence(key, 'nl', tree, overrides, count);

describe('finding a sentence', () => {
  it('follows the key into the tree', () => {
    expect(find('shell.menu')).toBe('Menu');
  });

  it.each([
    ['one', 1, 'Nog {count} minuut'],
    ['none', 0, 'Nog {count} minuten'],
    ['several', 5, 'Nog {count} minuten'],
    ['no count at all', undefined, 'Nog {count} minuten'],
    ['a count that is text', '1', 'Nog {count} minuten'],
  ])('chooses the form for %s', (_title, count, sentence) => {
    expect(find('parts.left', count)).toBe(sentence);
  });

  it('prefers the municipality’s own wording, with forms of its own', () => {
    expect(find('shell.menu', undefined, { 'shell.menu': 'Keuzes' })).toBe('Keuzes');
    expect(find('parts.left', 1, { 'parts.left': { one: 'Nog even', other: 'Nog lang' } })).toBe('Nog even');
  });

  it.each([
    'shell',
    'shell.nothing',
    'nothing.at.all',
    'shell.menu.more',
    '',
    'constructor',
    'shell.toString',
    '__proto__',
  ])('finds nothing under "%s"', (key) => {
    expect(find(key)).toBeUndefined();
  });
});

describe('filling a sentence', () => {
  it('puts values in their places, as often as they stand there', () => {
    expect(fill('{name}, bel {phone}. Dag {name}!', { name: 'Emma', phone: '14 0500' })).toBe(
      'Emma, bel 14 0500. Dag Emma!',
    );
  });

  it('shows a place without a value rather than half a sentence', () => {
    expect(fill('Bel {phone}', {})).toBe('Bel {phone}');
    expect(fill('Dag {toString} {constructor}', {})).toBe('Dag {toString} {constructor}');
  });

  it('leaves values as they are, whatever is in them', () => {
    const values = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(values, values, (name, phone) => {
        expect(fill('{name}|{phone}', { name, phone })).toBe(`${name}|${phone}`);
      }),
    );
  });

  it('fills nothing in a sentence without places', () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !text.includes('{')),
        (sentence) => {
          expect(fill(sentence, { name: 'Emma' })).toBe(sentence);
        },
      ),
    );
  });
});

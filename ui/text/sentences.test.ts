import { readFileSync } from 'node:fs';

const read = (language: string) => JSON.parse(readFileSync(`text/${language}.json`, 'utf8')) as Record<string, unknown>;

/** `shell.menu` → its text, for every sentence of a language, forms of counting included. */
function sentencesOf(tree: Record<string, unknown>, path = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of Object.entries(tree)) {
    if (typeof value === 'string') found.set(path + name, value);
    else
      for (const [key, text] of sentencesOf(value as Record<string, unknown>, `${path}${name}.`)) found.set(key, text);
  }
  return found;
}

const placesIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

describe('sentences', () => {
  const dutch = sentencesOf(read('nl'));
  const english = sentencesOf(read('en'));

  it('are the same in both languages, with the same values in them', () => {
    expect([...english.keys()].sort()).toEqual([...dutch.keys()].sort());
    const different = [...dutch].filter(
      ([key, text]) => placesIn(text).join() !== placesIn(english.get(key) ?? '').join(),
    );
    expect(different.map(([key]) => key)).toEqual([]);
  });

  it('are never empty, never blame and never shout', () => {
    const wrong = [...dutch, ...english].filter(
      ([key, text]) => !key.startsWith('mail.') && (text.trim() === '' || /!(\s|$)|helaas|klik hier/i.test(text)),
    );
    // "Nu aanvraagbaar!" is a status of the manual, spelled as it is there.
    expect(wrong.map(([key]) => key).filter((key) => !key.startsWith('status.'))).toEqual([]);
  });
});

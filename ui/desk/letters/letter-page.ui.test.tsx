import { jest } from '@jest/globals';
import { act, screen, within } from '@testing-library/react';
import type { LetterView } from '../../../api/letters/shapes.ts';
import { refused } from '../../testing/api.ts';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { atTheDesk } from '../testing/sample.ts';

const PAGE = '/voorbeeld/desk/letters/l1';
const ONE = 'GET /v1/letters/l1';

const words = (title: string, label: string, sentence: string): LetterView['text']['nl'] => ({
  title,
  sender: { name: 'Gemeente Voorbeeldstad', lines: ['Kade 1'] },
  recipient: ['Emma Visser'],
  facts: [[label, 'BV-2026-00017']],
  blocks: [
    { kind: 'heading', text: title },
    { kind: 'paragraph', text: sentence },
    { kind: 'facts', facts: [[label, 'T-17-KRV']] },
  ],
});
const letter: LetterView = {
  id: 'l1',
  kind: 'permit-issued',
  at: '2026-11-20T12:00:00.000Z',
  fileName: 'BV-2026-00017-permit-issued.pdf',
  language: 'nl',
  text: {
    nl: words('Uw vergunning is verleend', 'Kenmerk', 'U mag parkeren.'),
    en: words('Your permit is granted', 'Reference', 'You may park.'),
  },
};

/** A device with a voice: what it was told to say, and how to let it finish. */
function voice() {
  const said: SpeechSynthesisUtterance[] = [];
  const cancel = jest.fn();
  class Utterance extends EventTarget {
    lang = '';
    readonly text: string;
    constructor(text: string) {
      super();
      this.text = text;
    }
  }
  const speech = { speak: (utterance: SpeechSynthesisUtterance) => said.push(utterance), cancel };
  Object.assign(window, { speechSynthesis: speech, SpeechSynthesisUtterance: Utterance });
  return {
    said,
    cancel,
    finish: () => act(() => void said.at(-1)!.dispatchEvent(new Event('end'))),
    gone: () => {
      Reflect.deleteProperty(window, 'speechSynthesis');
      Reflect.deleteProperty(window, 'SpeechSynthesisUtterance');
    },
  };
}

describe('a letter on the screen', () => {
  it('is read in its own language, or in two beside each other, each marked as what it is [BEYOND-032]', async () => {
    atTheDesk({ [ONE]: letter });
    const { container, user } = await visit(PAGE);
    expect(await screen.findByRole('heading', { level: 2, name: 'Uw vergunning is verleend' })).toBeTruthy();
    expect(screen.queryByText('You may park.')).toBeNull();
    await user.selectOptions(screen.getByLabelText('Taal van de brief'), 'both');
    const articles = screen.getAllByRole('article');
    expect(articles.map(({ lang }) => lang)).toEqual(['nl', 'en']);
    expect(within(articles[1]!).getByText('You may park.')).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('shows both languages at once to who reads the site in another than the letter came in [BEYOND-032]', async () => {
    atTheDesk({ [ONE]: letter });
    await visit(PAGE, 'en');
    expect(await screen.findByText('U mag parkeren.')).toBeTruthy();
    expect(screen.getByText('You may park.')).toBeTruthy();
  });

  it('is kept as a PDF, or as signed data [BEYOND-032]', async () => {
    atTheDesk({ [ONE]: letter });
    await visit(PAGE);
    const href = (name: string) => screen.getByRole('link', { name }).getAttribute('href');
    await screen.findByRole('article');
    expect(href('Als PDF')).toBe('/v1/letters/l1/file?format=pdf');
    expect(href('Als gegevens voor een computerprogramma')).toBe('/v1/letters/l1/file?format=json');
  });

  it('that is not there says so', async () => {
    atTheDesk({ [ONE]: refused(404, 'not-found') });
    await visit(PAGE);
    expect(await screen.findByRole('alert')).toBeTruthy();
  });
});

describe('reading aloud', () => {
  it('speaks the whole letter in its own language, and stops when asked or at the end [BEYOND-032]', async () => {
    const device = voice();
    atTheDesk({ [ONE]: letter });
    const { user, unmount } = await visit(PAGE);
    await user.click(await screen.findByRole('button', { name: /^Lees voor/ }));
    expect(device.said.map(({ text }) => text)).toEqual([
      'Gemeente Voorbeeldstad.',
      'Uw vergunning is verleend.',
      'Kenmerk: BV-2026-00017.',
      'Uw vergunning is verleend.',
      'U mag parkeren.',
      'Kenmerk: T-17-KRV.',
    ]);
    expect(new Set(device.said.map(({ lang }) => lang))).toEqual(new Set(['nl']));
    await user.click(screen.getByRole('button', { name: /^Stop met voorlezen/ }));
    await user.click(screen.getByRole('button', { name: /^Lees voor/ }));
    device.finish();
    expect(screen.getByRole('button', { name: /^Lees voor/ })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: /^Lees voor/ }));
    const before = device.cancel.mock.calls.length;
    unmount();
    expect(device.cancel.mock.calls.length).toBe(before + 1);
    device.gone();
  });

  it('has no button where the device has no voice', async () => {
    atTheDesk({ [ONE]: letter });
    await visit(PAGE);
    await screen.findByRole('article');
    expect(screen.queryByRole('button', { name: /^Lees voor/ })).toBeNull();
  });
});

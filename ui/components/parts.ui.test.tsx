import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { problemFrom, type Problem } from '../data/problem.ts';
import { show, violationsIn } from '../testing/render.tsx';
import { TextOverrides, Sentence, useText } from '../text/text.tsx';
import { useProblemSentences } from '../text/problem-sentences.ts';
import { CodeInput } from './code-input.tsx';
import { Countdown, Money } from './figures.tsx';
import { FileDrop, type FileKinds } from './file-drop.tsx';
import { Plate } from './plate.tsx';
import { ErrorNote } from './states.tsx';
import { Strip } from './strip.tsx';
import { Table } from './table.tsx';
import { TimeField } from './time-field.tsx';

describe('a code of six digits', () => {
  function Asked() {
    const [value, setValue] = useState('');
    return <CodeInput value={value} onChange={setValue} />;
  }

  it('is one field that a phone can fill by itself, and takes a pasted code with spaces', async () => {
    const { user } = await show(<Asked />);
    const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Code van 6 cijfers' });
    expect([field.inputMode, field.autocomplete]).toEqual(['numeric', 'one-time-code']);
    await user.click(field);
    await user.paste(' 123 456 ');
    expect(field.value).toBe('123456');
  });
});

describe('a time to fill in', () => {
  function Asked() {
    const [value, setValue] = useState<string | null>(null);
    return (
      <>
        <TimeField label="Tot" value={value} onChange={setValue} />
        <output>{value ?? 'none'}</output>
      </>
    );
  }

  it('takes digits only, and writes them as a time of the language', async () => {
    const { user } = await show(<Asked />);
    await user.type(screen.getByLabelText('Tot'), '2230');
    expect(screen.getByRole('status').textContent).toBe('22:30');
    await user.tab();
    expect(screen.getByLabelText<HTMLInputElement>('Tot').value).toBe('22.30');
  });

  it('says what is wrong when it is left', async () => {
    const { user } = await show(<Asked />);
    await user.type(screen.getByLabelText('Tot'), '25.00');
    await user.tab();
    expect(screen.getByText(/geen tijd die wij kennen/)).toBeTruthy();
    expect(screen.getByRole('status').textContent).toBe('none');
  });
});

describe('time left', () => {
  const until = '2026-11-19T17:00:00.000Z';
  const at = (now: string) => <Countdown until={until} now={now} />;

  it('is a timer with a whole sentence', async () => {
    await show(at('2026-11-19T13:15:00.000Z'));
    expect(screen.getByRole('timer', { name: /Nog 3 uur en 45 minuten, tot 18.00.uur/ }).textContent).toBe(
      '3\u00a0u\u00a045\u00a0min',
    );
    expect(screen.getByRole('status').textContent).toBe('');
  });

  it.each([
    ['2026-11-19T16:29:00.000Z', ''],
    ['2026-11-19T16:30:00.000Z', 'Nog hooguit 30 minuten'],
    ['2026-11-19T16:45:00.000Z', 'Nog hooguit 30 minuten'],
    ['2026-11-19T16:51:00.000Z', 'Nog hooguit 10 minuten'],
    ['2026-11-19T16:59:30.000Z', 'Nog hooguit 1 minuut'],
    ['2026-11-19T17:00:00.000Z', 'Afgelopen om 18.00'],
  ])('at %s speaks: "%s"', async (now, sentence) => {
    await show(at(now));
    const spoken = screen.getByRole('status').textContent ?? '';
    expect(sentence === '' ? spoken === '' : spoken.startsWith(sentence)).toBe(true);
  });

  it('is less than a minute before it is over', async () => {
    await show(at('2026-11-19T16:59:30.000Z'));
    expect(screen.getByRole('timer').textContent).toBe('minder dan 1\u00a0min');
  });
});

describe('money', () => {
  it('reads the same, large or small', async () => {
    const { container } = await show(<Money cents={-280} big />);
    expect(container.textContent).toBe('−\u00a0€2,80');
  });
});

describe('a strip', () => {
  it('is an image with a sentence, and its pieces fill the line', async () => {
    const { container } = await show(
      <Strip
        label="Van 11 tot 12 uur gratis"
        segments={[
          { kind: 'free', size: 60 },
          { kind: 'paid', size: 180, text: 'betaald' },
        ]}
        now={120}
      />,
    );
    expect(screen.getByRole('img', { name: 'Van 11 tot 12 uur gratis' })).toBeTruthy();
    const widths = [...container.querySelectorAll<HTMLElement>('.pw-strip__piece')].map(
      ({ style }) => style.inlineSize,
    );
    expect(widths).toEqual(['25.000%', '75.000%']);
    expect(await violationsIn(container)).toEqual([]);
  });
});

describe('a place for a document', () => {
  const kinds: FileKinds = { accept: '.pdf,.jpg', names: 'PDF of JPG', maxBytes: 10_000_000 };
  const file = (name: string, size: number, type = '') => {
    const made = new File(['x'], name, { type });
    Object.defineProperty(made, 'size', { value: size });
    return made;
  };
  let taken: string[] = [];
  const place = <FileDrop kinds={kinds} reason="Waarom wij dit vragen" onFile={({ name }) => taken.push(name)} />;
  beforeEach(() => (taken = []));

  it('has a button for a file and one for the camera, and says why and how', async () => {
    const { container } = await show(place);
    expect(screen.getByRole('group', { name: 'Waarom wij dit vragen' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Kies bestand' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Maak een foto' })).toBeTruthy();
    expect(container.querySelector('input[capture=environment]')?.getAttribute('accept')).toBe('image/*');
    expect(await violationsIn(container)).toEqual([]);
  });

  it.each([
    ['lease.pdf', 400_000, 'application/pdf', null],
    ['lease.exe', 400_000, '', 'lease.exe is geen PDF of JPG'],
    ['groot.pdf', 14_000_000, 'application/pdf', 'groot.pdf is te groot: 14'],
  ])('%s of %d bytes', async (name, size, type, complaint) => {
    const { container } = await show(place);
    const input = container.querySelector<HTMLInputElement>('input[type=file]');
    if (!input) throw new Error('The button has no input');
    // As when somebody chose "all files".
    await userEvent.setup({ applyAccept: false }).upload(input, file(name, size, type));
    expect(taken).toEqual(complaint === null ? [name] : []);
    if (complaint !== null) expect(screen.getByRole('alert').textContent).toContain(complaint);
  });
});

describe('a table', () => {
  it('keeps its roles when it folds, and names its rows', async () => {
    const { container } = await show(
      <Table
        caption="Acties"
        rows={[{ plate: '999-XX-9', cents: 455 }]}
        rowKey={({ plate }) => plate}
        columns={[
          { title: 'Kenteken', head: true, cell: ({ plate }) => <Plate value={plate} country="NL" /> },
          { title: 'Kosten', end: true, cell: ({ cents }) => <Money cents={cents} /> },
        ]}
      />,
    );
    const table = screen.getByRole('table', { name: 'Acties' });
    expect(
      within(table)
        .getAllByRole('columnheader')
        .map((cell) => cell.textContent),
    ).toEqual(['Kenteken', 'Kosten']);
    expect(within(table).getByRole('rowheader').textContent).toContain('kenteken Nederland, 9 9 9 X X 9');
    expect(await violationsIn(container)).toEqual([]);
  });
});

describe('a problem in words', () => {
  function Told({ problem }: { problem: Problem }) {
    const { title, advice, reference } = useProblemSentences()(problem);
    return <ErrorNote {...{ title, advice, reference }} />;
  }

  it('says what was refused, what to do, and the reference', async () => {
    const steps = [
      {
        rule: 'start-too-far',
        outcome: 'not-met',
        article: null,
        values: { last: '2026-12-03' },
        remedy: 'choose-other-day',
      },
    ];
    await show(<Told problem={problemFrom(409, { code: 'start-too-far', trace: { id: 'W-8F21', steps } })} />);
    const alert = within(screen.getByRole('alert'));
    expect(alert.getByRole('heading').textContent).toContain('3 december 2026');
    expect(alert.getByText('Kies een andere dag.')).toBeTruthy();
    expect(alert.getByText('Kenmerk W-8F21')).toBeTruthy();
  });

  it('says it as the API did when nobody wrote a sentence for it', async () => {
    await show(<Told problem={problemFrom(409, { code: 'brand-new', title: 'Nog onbekend', detail: 'Bel ons.' })} />);
    expect(screen.getByRole('heading').textContent).toBe('Nog onbekend');
    expect(screen.getByText('Bel ons.')).toBeTruthy();
  });

  it('is about us when nothing is known', async () => {
    await show(<Told problem={problemFrom(500, undefined)} />, 'en');
    expect(screen.getByRole('heading').textContent).toBe('Something went wrong on our side');
  });
});

describe('sentences on a page', () => {
  function Menu() {
    return <p>{useText()('shell.menu')}</p>;
  }

  it('are those of the municipality where it has its own, in that language only', async () => {
    const own = { nl: { 'shell.menu': 'Keuzes' } };
    const { unmount } = await show(
      <TextOverrides of={own}>
        <Menu />
      </TextOverrides>,
    );
    expect(screen.getByText('Keuzes')).toBeTruthy();
    unmount();
    await show(
      <TextOverrides of={own}>
        <Menu />
      </TextOverrides>,
      'en',
    );
    expect(screen.getByText('Menu')).toBeTruthy();
  });

  it('can have parts in them', async () => {
    const { container } = await show(
      <Sentence of="shell.helpCall" parts={{ phone: <a href="tel:140500">14 0500</a>, hours: 'werkdagen' }} />,
    );
    expect(container.textContent).toBe('Hulp nodig? Bel 14 0500, werkdagen');
    expect(screen.getByRole('link', { name: '14 0500' })).toBeTruthy();
  });
});

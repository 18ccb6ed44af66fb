import { screen, within } from '@testing-library/react';
import { violationsIn } from '../testing/render.tsx';
import { visit } from '../testing/visit.tsx';
import {
  CHECK,
  GREEN,
  PATH,
  answered,
  checksAsked,
  onAFreshDevice,
  onStreet,
  place,
  plateField,
} from './testing/street.ts';

onAFreshDevice();

describe('the check of a plate', () => {
  it('asks once where the officer walks, and remembers it', async () => {
    const { asked } = onStreet();
    const first = await visit(PATH);
    await first.user.type(await plateField(), 'k51ftn{Enter}');
    expect(await screen.findByText('Kies eerst in welk gebied de auto staat.')).toBeTruthy();
    expect(document.activeElement).toBe(await place());
    expect(
      within(await place())
        .getAllByRole('option')
        .map(({ textContent }) => textContent),
    ).toEqual(['Kies een gebied', 'Zone A, Binnenstad', 'Zone B, Kadekwartier', 'Garage Kade']);
    await first.user.selectOptions(await place(), 'Zone B, Kadekwartier');
    expect(checksAsked(asked)).toEqual([]);
    first.unmount();
    await visit(PATH);
    await plateField();
    expect(await screen.findByRole('option', { name: 'Zone B, Kadekwartier', selected: true })).toBeTruthy();
  });

  it('says no in words, with the moment and the number of the check [PORTAL-002]', async () => {
    onStreet({ [CHECK]: () => answered({ id: 'check-red' }) });
    const { user, container } = await visit(PATH);
    await user.selectOptions(await place(), 'B');
    await user.type(await plateField(), 'k51ftn{Enter}');
    expect(await screen.findByRole('heading', { level: 1, name: 'Geen recht gevonden' })).toBeTruthy();
    const verdict = within(screen.getByRole('heading', { level: 1 }).closest('section')!);
    expect(verdict.getByText('Niet in dit gebied en niet op dit moment')).toBeTruthy();
    expect(verdict.getByText('Zone B, Kadekwartier')).toBeTruthy();
    expect(screen.getByText(/^Gecontroleerd 10:00:00/)).toBeTruthy();
    expect(screen.getByText('Controle check-red')).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('says yes until a moment, and never whose car it is [PORTAL-002] [ASSEN-021]', async () => {
    const { asked } = onStreet({ [CHECK]: () => answered(GREEN) });
    const { user } = await visit(PATH, 'en');
    await user.selectOptions(await place(), 'B');
    await user.type(await plateField(), '627hx3');
    await user.click(screen.getByRole('button', { name: 'Check' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'May stand here' })).toBeTruthy();
    expect(screen.getByText(/^Right in this area until today/)).toBeTruthy();
    expect(
      screen.getByText('You never see whose car it is. Every check is kept with time, place and outcome.'),
    ).toBeTruthy();
    expect(checksAsked(asked)).toEqual([{ plate: '627HX3', country: 'NL', area: 'B' }]);
  });

  it('flags a right that ended a moment ago [PEERS-037]', async () => {
    onStreet({ [CHECK]: () => answered({ justExpired: true }) });
    const { user } = await visit(PATH);
    await user.selectOptions(await place(), 'B');
    await user.type(await plateField(), 'k51ftn{Enter}');
    expect(await screen.findByRole('heading', { level: 1, name: 'Net verlopen' })).toBeTruthy();
    expect(screen.getByText(/eindigde minder dan 5 minuten geleden/)).toBeTruthy();
  });

  it('keeps a plate that is one character off in the field, to be read again, and says how many it may be [BEYOND-003]', async () => {
    onStreet({ [CHECK]: () => answered({ verdict: 'amber', near: 2 }) });
    const { user } = await visit(PATH);
    await user.selectOptions(await place(), 'B');
    await user.type(await plateField(), 'k51ftm{Enter}');
    expect(await screen.findByRole('heading', { level: 1, name: 'Kijk nog eens' })).toBeTruthy();
    expect(screen.getByText(/^Er zijn hier 2 rechten die één teken schelen/)).toBeTruthy();
    expect(((await plateField()) as HTMLInputElement).value.replaceAll('-', '').toUpperCase()).toBe('K51FTM');
  });

  it('tells that a car was red before, and nothing of whose it is [BEYOND-004]', async () => {
    onStreet({ [CHECK]: () => answered({ earlier: 1 }) });
    const { user, container } = await visit(PATH);
    await user.selectOptions(await place(), 'B');
    await user.type(await plateField(), 'k51ftn{Enter}');
    expect(await screen.findByText('Was eerder al rood.')).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('takes a whole street at once, and shows first what has no right [ASSEN-020]', async () => {
    const { asked } = onStreet({
      'POST /v1/enforcement/check-lists': ({ body }) => ({
        items: (body as { plates: { plate: string }[] }).plates.map(({ plate }) =>
          answered(plate === 'K51FTN' ? GREEN : {}),
        ),
      }),
    });
    const { user, container } = await visit(PATH);
    await plateField();
    await user.click(screen.getByText('Een lijst controleren'));
    await user.click(screen.getByRole('button', { name: 'Controleer de lijst (0)' }));
    expect(screen.getByText('Wij lezen hier geen kenteken. Zet er één per regel.')).toBeTruthy();
    await user.type(screen.getByRole('textbox', { name: /^Lijst/ }), 'k-51-ftn\n1abc123;b');
    await user.click(screen.getByRole('button', { name: 'Controleer de lijst (2)' }));
    expect(await screen.findByText('Kies eerst in welk gebied de auto staat.')).toBeTruthy();
    await user.selectOptions(await place(), 'B');
    await user.click(screen.getByRole('button', { name: 'Controleer de lijst (2)' }));
    expect(await screen.findByText('1 mag hier staan, 1 zonder recht, 0 om nog eens te lezen.')).toBeTruthy();
    const rows = within(screen.getByRole('table', { name: 'Een lijst controleren' }))
      .getAllByRole('row')
      .slice(1);
    expect(rows.map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/1-ABC-123.*Geen recht gevonden/),
      expect.stringMatching(/K-51-FTN.*Mag hier staan/),
    ]);
    expect(asked.at(-1)?.body).toEqual({
      plates: [
        { plate: 'K51FTN', country: 'NL' },
        { plate: '1ABC123', country: 'B' },
      ],
      area: 'B',
    });
    expect(await violationsIn(container)).toEqual([]);
  });

  it('shows a picture of the plate beside the field, which stays on the device', async () => {
    const { asked } = onStreet();
    const { user, container } = await visit(PATH);
    await plateField();
    const before = asked.length;
    await user.upload(
      container.querySelector<HTMLInputElement>('input[capture]')!,
      new File(['x'], 'auto.jpg', { type: 'image/jpeg' }),
    );
    expect(screen.getByRole('img', { name: 'Uw foto van het kenteken' })).toBeTruthy();
    expect(asked).toHaveLength(before);
    await user.click(screen.getByRole('button', { name: 'Haal de foto weg' }));
    expect(screen.queryByRole('img', { name: 'Uw foto van het kenteken' })).toBeNull();
  });

  it('is ready for the next car at once, at a keyboard without touching anything else', async () => {
    const { asked } = onStreet({
      [CHECK]: ({ body }) => answered((body as { plate: string }).plate === '627HX3' ? GREEN : {}),
    });
    const { user } = await visit(PATH);
    await user.selectOptions(await place(), 'B');
    await user.type(await plateField(), 'k51ftn{Enter}');
    await screen.findByRole('heading', { level: 1, name: 'Geen recht gevonden' });
    const next = screen.getByRole<HTMLInputElement>('textbox', { name: 'Volgend kenteken' });
    expect(next.value).toBe('');
    expect(document.activeElement).toBe(next);
    await user.keyboard('627-hx-3{Enter}');
    await screen.findByRole('heading', { level: 1, name: 'Mag hier staan' });
    const recent = within(screen.getByRole('heading', { name: 'Laatste controles' }).closest('section')!);
    expect(recent.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/627-HX-3.*Mag hier staan/),
      expect.stringMatching(/K-51-FTN.*Geen recht gevonden/),
    ]);
    expect(checksAsked(asked)).toHaveLength(2);
  });

  it('takes a plate from a scanner, which ends with a line break', async () => {
    const { asked } = onStreet();
    const { user } = await visit(PATH);
    await user.selectOptions(await place(), 'B');
    await user.click(await plateField());
    await user.paste('K51FTN\r\n');
    await screen.findByRole('heading', { level: 1, name: 'Geen recht gevonden' });
    expect(checksAsked(asked)).toEqual([{ plate: 'K51FTN', country: 'NL', area: 'B' }]);
  });

  it('asks about a foreign plate as it stands on the car', async () => {
    const { asked } = onStreet();
    const { user } = await visit(PATH);
    await user.selectOptions(await place(), 'B');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Land van het kenteken' }), 'België');
    await user.type(await plateField(), '1-abc-123{Enter}');
    await screen.findByRole('heading', { level: 1, name: 'Geen recht gevonden' });
    expect(checksAsked(asked)).toEqual([{ plate: '1ABC123', country: 'B', area: 'B' }]);
  });

  it('doubts a plate that fits no Dutch pattern, and does not stand in the way', async () => {
    const { asked } = onStreet();
    const { user } = await visit(PATH);
    await user.selectOptions(await place(), 'B');
    await user.type(await plateField(), 'abcdef');
    expect(screen.getByText('Dit is geen Nederlands kenteken. Klopt het wel?')).toBeTruthy();
    await user.keyboard('{Enter}');
    await screen.findByRole('heading', { level: 1, name: 'Geen recht gevonden' });
    expect(checksAsked(asked)).toHaveLength(1);
  });

  it('without a plate asks for one', async () => {
    const { asked } = onStreet();
    const { user } = await visit(PATH);
    await plateField();
    await user.click(screen.getByRole('button', { name: 'Controleer' }));
    expect(document.activeElement).toBe(await plateField());
    expect((await plateField()).getAttribute('aria-invalid')).toBe('true');
    expect(checksAsked(asked)).toEqual([]);
  });
});

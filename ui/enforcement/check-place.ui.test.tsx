import { screen } from '@testing-library/react';
import { refused } from '../testing/api.ts';
import { violationsIn } from '../testing/render.tsx';
import { visit } from '../testing/visit.tsx';
import { NOW, onTheDay } from '../staff/testing/sample.ts';
import {
  AREAS,
  PATH,
  TOWN_MAP,
  checksAsked,
  deviceAt,
  onAFreshDevice,
  onStreet,
  place,
  plateField,
} from './testing/street.ts';

onAFreshDevice();

describe('where the officer stands', () => {
  it('is told by the device when that is chosen, and by its area in the answer', async () => {
    deviceAt({ latitude: 52.55, longitude: 5.24 });
    const { asked } = onStreet();
    const { user } = await visit(PATH);
    await user.selectOptions(await place(), 'Waar ik sta');
    await user.type(await plateField(), 'k51ftn{Enter}');
    await screen.findByRole('heading', { level: 1, name: 'Geen recht gevonden' });
    expect(checksAsked(asked)).toEqual([
      { plate: 'K51FTN', country: 'NL', location: { latitude: 52.55, longitude: 5.24 } },
    ]);
    expect(screen.getByText('Zone B, Kadekwartier', { selector: 'section p' })).toBeTruthy();
  });

  it.each([
    [1, /mag uw plaats niet doorgeven/],
    [3, /vond uw plaats niet op tijd/],
  ])('that the device does not tell (%s) is no answer about the car', async (code, why) => {
    deviceAt({ code });
    const { asked } = onStreet();
    const { user } = await visit(PATH);
    await user.selectOptions(await place(), 'Waar ik sta');
    await user.type(await plateField(), 'k51ftn{Enter}');
    expect(
      await screen.findByRole('heading', { name: 'Niet gecontroleerd: wij weten niet waar u staat' }),
    ).toBeTruthy();
    expect(screen.getByText(why)).toBeTruthy();
    expect(checksAsked(asked)).toEqual([]);
  });

  it('is not offered by a device that cannot know', async () => {
    onStreet();
    await visit(PATH);
    await screen.findByRole('option', { name: 'Garage Kade' });
    expect(screen.queryByRole('option', { name: 'Waar ik sta' })).toBeNull();
  });

  it('is chosen anew when the area is no longer on the map', async () => {
    localStorage.setItem('parkwerk.check-place', 'voorbeeld Z');
    onStreet();
    await visit(PATH);
    expect(await screen.findByRole('option', { name: 'Kies een gebied', selected: true })).toBeTruthy();
  });

  it('can be asked for again when the map does not come', async () => {
    const api = onStreet({ [AREAS]: refused(503, 'busy-try-again') });
    const { user } = await visit(PATH);
    const again = await screen.findByRole('button', { name: 'Probeer opnieuw' });
    api.answer({ [AREAS]: onTheDay(TOWN_MAP) });
    await user.click(again);
    expect(await screen.findByRole('option', { name: 'Zone A, Binnenstad' })).toBeTruthy();
  });
});

describe('a pass for a garage', () => {
  it('is refused with the reason when its subscription has ended [LOKET-057]', async () => {
    const { asked } = onStreet({
      'POST /v1/enforcement/pass-checks': { opens: false, ground: 'pass-blocked', at: NOW },
    });
    const { user, container } = await visit(PATH);
    await user.type(await screen.findByRole('textbox', { name: 'Nummer op de pas' }), 'pas-000012{Enter}');
    expect(await screen.findByRole('heading', { name: 'Deze pas opent de slagboom niet' })).toBeTruthy();
    expect(screen.getByText('Deze pas is geblokkeerd.')).toBeTruthy();
    expect(asked.at(-1)?.body).toEqual({ number: 'pas-000012' });
    expect(await violationsIn(container)).toEqual([]);
  });

  it('opens the barrier while it is in use', async () => {
    onStreet({ 'POST /v1/enforcement/pass-checks': { opens: true, ground: null, at: NOW } });
    const { user } = await visit(PATH, 'en');
    await user.click(await screen.findByRole('button', { name: 'Check the pass' }));
    expect(screen.getByText('Enter the number of the pass.')).toBeTruthy();
    await user.type(screen.getByRole('textbox', { name: 'Number on the pass' }), 'PAS-000012{Enter}');
    expect(await screen.findByRole('heading', { name: 'This pass opens the barrier' })).toBeTruthy();
  });
});

import { screen, within } from '@testing-library/react';
import type { Announcement } from '../../../api/announcements/shapes.ts';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { conflict, onTheDay, signedInAs } from '../testing/sample.ts';

const announcement = (more: Partial<Announcement> = {}): Announcement => ({
  id: 'a1',
  number: 'MED-1',
  areas: ['B'],
  areaNames: ['Kadekwartier'],
  nl: { subject: 'Kade dicht', body: 'De Kade is dicht.' },
  en: { subject: 'Quay closed', body: 'The quay is closed.' },
  notice: null,
  release: null,
  writtenBy: 'J. van Leeuwen',
  writtenAt: '2026-11-20T09:00:00.000Z',
  ownWork: false,
  status: 'written',
  releasedBy: null,
  releasedAt: null,
  recipients: null,
  reach: { nl: 40, en: 2, withoutMail: 3 },
  ...more,
});

it('an announcement is counted before it is sent, and sent by a colleague [PEERS-034]', async () => {
  const { asked } = signedInAs(['clerk'], {
    'GET /v1/staff/announcements': onTheDay({
      items: [announcement(), announcement({ id: 'a2', number: 'MED-2', ownWork: true })],
      areas: [{ id: 'B', name: 'Kadekwartier' }],
    }),
    'POST /v1/staff/announcements/_count': { nl: 40, en: 2, withoutMail: 0 },
    'POST /v1/staff/announcements/a1/_release': conflict('own-work'),
  });
  const { user, container } = await visit('/voorbeeld/staff/announcements');
  const own = within(await screen.findByRole('row', { name: /MED-2/ }));
  expect(own.queryByRole('button', { name: /Verstuur/ })).toBeNull();
  expect(own.getByText('Wacht op een collega die het verstuurt')).toBeTruthy();
  expect(own.getByText('Nu 42 ontvangers: 40 in het Nederlands, 2 in het Engels.')).toBeTruthy();
  expect(await violationsIn(container)).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Verstuur MED-1' }));
  expect(await screen.findByText(/Een collega moet ernaar kijken/)).toBeTruthy();
  await user.click(screen.getByRole('checkbox', { name: 'Kadekwartier' }));
  await user.click(screen.getByRole('button', { name: 'Tel eerst' }));
  await user.click(screen.getByRole('button', { name: 'Leg klaar voor een collega' }));
  expect(await screen.findByText(/vul het onderwerp en het bericht in beide talen in/)).toBeTruthy();
  expect(asked.find(({ path }) => path.endsWith('_count'))?.body).toEqual({
    areas: ['B'],
    optIn: false,
  });
});

it('a message about the street says what and when, goes to who asked for it, and may be proposed by a release [BEYOND-037]', async () => {
  const notice = { cause: 'tariff', startsOn: '2026-12-01', endsOn: null } as const;
  const api = signedInAs(['clerk'], {
    'GET /v1/staff/announcements': onTheDay({
      items: [announcement({ notice, writtenBy: null, release: 3 })],
      areas: [{ id: 'B', name: 'Kadekwartier' }],
    }),
    'POST /v1/staff/announcements/_count': { nl: 4, en: 0, withoutMail: 0 },
    'POST /v1/staff/announcements': () => {
      api.answer({ 'GET /v1/staff/announcements': onTheDay({ items: [], areas: [] }) });
      return { items: [], areas: [] };
    },
  });
  const { user, container } = await visit('/voorbeeld/staff/announcements');
  const row = within(await screen.findByRole('row', { name: /MED-1/ }));
  expect(row.getByText('Ander tarief of andere tijden: vanaf 1 december 2026')).toBeTruthy();
  expect(row.getByText(/^Voorgesteld door gegevensversie 3/)).toBeTruthy();
  expect(row.getByRole('button', { name: /Verstuur/ })).toBeTruthy();
  await user.click(screen.getByRole('radio', { name: 'Een bericht over de straat' }));
  await user.selectOptions(screen.getByRole('combobox', { name: 'Waarover' }), 'towing');
  await user.click(screen.getByRole('checkbox', { name: 'Kadekwartier' }));
  await user.click(screen.getByRole('button', { name: 'Tel eerst' }));
  expect(await screen.findByText('Nu 4 ontvangers: 4 in het Nederlands, 0 in het Engels.')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Leg klaar voor een collega' }));
  expect(await screen.findByText('Vul de eerste dag in.')).toBeTruthy();
  await user.type(screen.getByRole('textbox', { name: /^Eerste dag/ }), '3-12-2026');
  await user.type(screen.getByRole('textbox', { name: /^Laatste dag/ }), '3-12-2026');
  for (const [name, words] of [
    ['Onderwerp, Nederlands', 'Wegsleepdag'],
    ['Bericht, Nederlands', 'Zet uw auto weg.'],
    ['Onderwerp, Engels', 'Towing day'],
    ['Bericht, Engels', 'Move your car.'],
  ] as const)
    await user.type(screen.getByRole('textbox', { name }), words);
  expect(await violationsIn(container)).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Leg klaar voor een collega' }));
  await screen.findByText('Er zijn nog geen mededelingen');
  expect(api.asked.find(({ path }) => path.endsWith('_count'))?.body).toEqual({ areas: ['B'], optIn: true });
  expect(
    api.asked.find(({ path, method }) => method === 'POST' && path === '/v1/staff/announcements')?.body,
  ).toMatchObject({
    areas: ['B'],
    notice: { cause: 'towing', startsOn: '2026-12-03', endsOn: '2026-12-03' },
  });
});

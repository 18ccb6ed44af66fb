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
  expect(asked.find(({ path }) => path.endsWith('_count'))?.body).toEqual({ areas: ['B'] });
});

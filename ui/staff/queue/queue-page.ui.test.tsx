import { screen, within } from '@testing-library/react';
import { violationsIn } from '../../testing/render.tsx';
import { refused } from '../../testing/api.ts';
import { visit } from '../../testing/visit.tsx';
import { COLLEAGUE, conflict, onTheDay, page, picture, signedInAs, summary, task } from '../testing/sample.ts';

const TASKS = 'GET /v1/staff/tasks';

/** The row of a case. */
const rowOf = (number: string) => screen.getByRole('row', { name: new RegExp(number) });

describe('the queue', () => {
  it('counts in its title what there is, what is late and what waits for applicants [PORTAL-052]', async () => {
    signedInAs(['clerk'], {
      [TASKS]: page([summary()], { counts: { all: 18, mine: 4, free: 9, waiting: 5, late: 1 } }),
    });
    const { container } = await visit('/voorbeeld/staff');
    expect(
      await screen.findByRole('heading', { level: 1, name: '18 zaken, 1 te laat, 5 wachten op de aanvrager' }),
    ).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Te laat 1' })).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('says per case what is needed, until when, and who has it', async () => {
    signedInAs(['clerk'], {
      [TASKS]: onTheDay(
        page([
          summary(),
          summary({ id: 't2', number: 'Z-2', targetOn: '2026-11-18', elapsedPercent: 130, keeperUnavailable: true }),
          summary({
            id: 't3',
            number: 'Z-3',
            status: 'waiting',
            waitingSince: '2026-11-19T10:00:00.000Z',
            claimedBy: COLLEAGUE,
          }),
        ]),
      ),
    });
    await visit('/voorbeeld/staff');
    await screen.findByRole('table');
    const first = within(rowOf('Z-2304'));
    expect(first.getByText('Bewijs beoordelen')).toBeTruthy();
    expect(first.getByText('uiterlijk maandag 23 november')).toBeTruthy();
    expect(first.getByText('Vrij')).toBeTruthy();
    expect(first.getByRole('img', { name: '71 procent van de streeftermijn is om' })).toBeTruthy();
    const late = within(rowOf('Z-2 '));
    expect(late.getByText('Te laat')).toBeTruthy();
    expect(late.getByText(/te laat sinds donderdag 19 november/)).toBeTruthy();
    expect(late.getByText('Het kentekenregister gaf geen antwoord')).toBeTruthy();
    const still = within(rowOf('Z-3'));
    expect(still.getByText('Stil')).toBeTruthy();
    expect(still.getByText('klok staat stil sinds donderdag 19 november')).toBeTruthy();
    expect(still.getByText('J. van Leeuwen')).toBeTruthy();
  });

  it('shows what is asked for, and keeps that in the address for who comes back', async () => {
    const { asked } = signedInAs(['clerk'], {
      [TASKS]: ({ query }) => page([summary({ number: `Z-${query.get('filter')}` })]),
    });
    const { user, address } = await visit('/voorbeeld/staff');
    await screen.findByText('Z-all');
    await user.click(screen.getByRole('button', { name: /^Van mij/ }));
    expect(await screen.findByText('Z-mine')).toBeTruthy();
    expect(address()).toBe('/voorbeeld/staff?filter=mine');
    expect(asked.at(-1)?.query.get('filter')).toBe('mine');
  });

  it('adds the next page to the list', async () => {
    signedInAs(['clerk'], {
      [TASKS]: ({ query }) =>
        query.get('cursor') === 'next'
          ? page([summary({ id: 't2', number: 'Z-2' })])
          : page([summary()], { nextCursor: 'next', counts: { all: 2, mine: 0, free: 2, waiting: 0, late: 0 } }),
    });
    const { user } = await visit('/voorbeeld/staff');
    await user.click(await screen.findByRole('button', { name: 'Toon meer' }));
    expect(await screen.findByText('Z-2')).toBeTruthy();
    expect(screen.getByText('Z-2304')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Toon meer' })).toBeNull();
    expect(screen.getByText('2 van 2 zaken')).toBeTruthy();
  });

  it('takes the next free case when a colleague took the first', async () => {
    const { asked } = signedInAs(['clerk'], {
      [TASKS]: page([summary(), summary({ id: 't2', number: 'Z-2' })]),
      'POST /v1/staff/tasks/t1/_claim': conflict('task-of-someone-else'),
      'POST /v1/staff/tasks/t2/_claim': task({ id: 't2' }),
      'GET /v1/staff/tasks/t2': task({ id: 't2', number: 'Z-2' }),
      'GET /v1/staff/tasks/t2/documents/d1': picture,
    });
    const { user, address } = await visit('/voorbeeld/staff');
    await user.click(await screen.findByRole('button', { name: 'Pak de eerste' }));
    await screen.findByRole('heading', { level: 1, name: /Mag .* op deze vergunning/ });
    expect(address()).toBe('/voorbeeld/staff/tasks/t2');
    expect(asked.filter(({ method }) => method === 'POST')).toHaveLength(2);
  });

  it('says so when nothing waits, and offers nothing to take', async () => {
    signedInAs(['senior'], { [TASKS]: page([]) });
    await visit('/voorbeeld/staff');
    expect(await screen.findByRole('heading', { name: 'Er ligt niets te wachten' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Pak de eerste' })).toBeNull();
  });

  it('can be asked for again when it does not come', async () => {
    const api = signedInAs(['clerk'], { [TASKS]: refused(503, 'busy-try-again') });
    const { user } = await visit('/voorbeeld/staff', 'en');
    const again = await screen.findByRole('button', { name: 'Try again' });
    api.answer({ [TASKS]: page([summary()]) });
    await user.click(again);
    expect(await screen.findByRole('heading', { level: 1, name: '1 case' })).toBeTruthy();
  });
});

import { screen, within } from '@testing-library/react';
import { violationsIn } from '../../testing/render.tsx';
import { visit } from '../../testing/visit.tsx';
import { conflict, onTheDay, signedInAs } from '../testing/sample.ts';

const LIST = 'GET /v1/staff/event-subscriptions';
const subscription = {
  id: 's1',
  channel: 'webhook',
  name: 'Zaaksysteem',
  url: 'https://zaken.voorbeeldstad.example/events',
  kinds: ['permit-issued', 'permit-ended'],
  madeBy: 'T. Groen',
  madeAt: '2026-10-01T08:00:00.000Z',
  pausedAt: null,
  waiting: 2,
  givenUp: 1,
};
const subscriptions = { items: [subscription], kinds: [], oin: '00000009900100000000' };
const delivery = {
  id: 'd1',
  kind: 'permit-issued',
  at: '2026-11-20T08:00:00.000Z',
  status: 'given-up',
  tries: 24,
  answer: '503',
  triedAt: null,
};

describe('messages to other systems', () => {
  it('show what waits and what was given up, which is sent again or left out, and are paused and ended', async () => {
    const { asked } = signedInAs(['operator'], {
      [LIST]: () => onTheDay(subscriptions),
      'GET /v1/staff/event-subscriptions/s1/deliveries': { items: [delivery] },
      'POST /v1/staff/event-subscriptions/s1/deliveries/d1/_skip': { items: [] },
      'POST /v1/staff/event-subscriptions/s1/_send-again': subscriptions,
      'POST /v1/staff/event-subscriptions/s1/_pause': subscriptions,
      'POST /v1/staff/event-subscriptions/s1/_end': subscriptions,
    });
    const { user, container } = await visit('/voorbeeld/staff/events');
    const row = within(await screen.findByRole('row', { name: /Zaaksysteem/ }));
    expect(row.getByText('2 soorten gebeurtenissen')).toBeTruthy();
    expect(row.getByText('1 bericht opgegeven')).toBeTruthy();
    expect(row.getByText('2 berichten wachten')).toBeTruthy();
    expect(screen.getByText('Wij zijn voor hen OIN 00000009900100000000.')).toBeTruthy();

    await user.click(row.getByRole('button', { name: /^Laatste berichten/ }));
    const last = within(await screen.findByRole('region', { name: 'Laatste berichten aan Zaaksysteem' }));
    expect(await last.findByText('503, 24 pogingen')).toBeTruthy();
    expect(await violationsIn(container)).toEqual([]);
    await user.click(last.getByRole('button', { name: 'Sla over' }));
    await user.click(row.getByRole('button', { name: /^Stuur opnieuw/ }));
    await user.click(row.getByRole('button', { name: /^Pauzeer/ }));
    await user.click(row.getByRole('button', { name: /^Stop/ }));
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Stop' }));
    const posted = asked.filter(({ method }) => method === 'POST').map(({ path }) => path.split('/').at(-1));
    expect(posted).toEqual(['_skip', '_send-again', '_pause', '_end']);
  });

  it('begin with a key that is shown once; an address that will not do is told', async () => {
    const { asked, answer } = signedInAs(['operator'], {
      [LIST]: () => onTheDay({ items: [], kinds: [], oin: null }),
      'POST /v1/staff/event-subscriptions': conflict('receiver-address-wrong'),
    });
    const { user } = await visit('/voorbeeld/staff/events');
    expect(await screen.findByText('Nog geen enkel systeem luistert mee')).toBeTruthy();
    expect(screen.getByText(/heeft geen OIN/)).toBeTruthy();
    const make = screen.getByRole('button', { name: 'Maak abonnement' });
    await user.click(make);
    expect(screen.getByText('Kies minstens één soort gebeurtenis.')).toBeTruthy();
    await user.type(screen.getByRole('textbox', { name: 'Naam van het systeem' }), 'Zaken');
    await user.type(screen.getByRole('textbox', { name: 'Adres waar het luistert' }), 'http://zaken.example/');
    await user.click(screen.getByRole('checkbox', { name: 'Vergunning verleend' }));
    await user.click(make);
    expect(await screen.findByText(/moet met https:\/\/ beginnen/)).toBeTruthy();
    answer({ 'POST /v1/staff/event-subscriptions': { keyId: 's2', secret: 'c2xldXRlbA==' } });
    await user.click(make);
    expect(await screen.findByText('c2xldXRlbA==')).toBeTruthy();
    expect(asked.findLast(({ method }) => method === 'POST')?.body).toMatchObject({ kinds: ['permit-issued'] });
  });
});

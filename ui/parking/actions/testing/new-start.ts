import { act, screen } from '@testing-library/react';
import { refused } from '../../../testing/api.ts';
import type { visit } from '../../../testing/visit.tsx';
import { at, type inTheApp, quote, story } from './sample.ts';

export const PAGE = '/parking/p/p1/new';
export const QUOTE = 'POST /v1/parking/quotes';
export const START = 'POST /v1/parking/actions';
export const started = { id: 'a1', startsAt: at('10:00'), endsAt: at('22:30'), heldCents: 945, holds: quote().holds };
export const booked = { [QUOTE]: quote(), [START]: started, 'GET /v1/parking/actions/a1': story() };

export const field = (name: string | RegExp) => screen.findByRole('textbox', { name });
export const confirm = () => screen.findByRole('button', { name: 'Bevestigen' });
export const plateTyped = async (user: Awaited<ReturnType<typeof visit>>['user'], plate = '318nd6') =>
  user.type(await field('Kenteken'), plate);
export const bodies = (asked: ReturnType<typeof inTheApp>['asked'], path: string) =>
  asked.filter((one) => one.path === path && one.method === 'POST').map(({ body }) => body);

/** A refusal of one rule, as the API tells it. */
export const no = (code: string, values: object, more: object = {}) =>
  refused(409, code, {
    trace: { id: 'W-8F21', steps: [{ rule: code, outcome: 'not-met', article: 'artikel 7 lid 2', values, remedy: 'choose-earlier-end' }] },
    ...more,
  }); // prettier-ignore

/** Whether the device says that it has a network. */
export function online(is: boolean): void {
  Object.defineProperty(navigator, 'onLine', { configurable: true, value: is });
  act(() => void window.dispatchEvent(new Event(is ? 'online' : 'offline')));
}

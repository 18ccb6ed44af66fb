import { screen } from '@testing-library/react';
import type { CheckAnswer } from '../../../api/enforcement/shapes.ts';
import type { AreaMap } from '../../../api/municipalities/shapes.ts';
import { NOW, onTheDay, signedInAs } from '../../staff/testing/sample.ts';

/** The page of an officer in Voorbeeldstad, and what it asks. */
export const PATH = '/voorbeeld/enforcement';
export const AREAS = 'GET /v1/municipalities/voorbeeld/areas';
export const CHECK = 'POST /v1/enforcement/checks';

const square = {
  type: 'Polygon' as const,
  coordinates: [
    [
      [5, 52],
      [5.1, 52],
      [5.1, 52.1],
      [5, 52],
    ] as [number, number][],
  ],
};
export const TOWN_MAP: AreaMap = {
  type: 'FeatureCollection',
  features: [
    { type: 'Feature', properties: { kind: 'water' }, geometry: square },
    { type: 'Feature', properties: { kind: 'zone', id: 'A', name: 'Binnenstad' }, geometry: square },
    { type: 'Feature', properties: { kind: 'zone', id: 'B', name: 'Kadekwartier' }, geometry: square },
    { type: 'Feature', properties: { kind: 'garage', id: 'garage-kade', name: 'Garage Kade' }, geometry: square },
  ],
};

let number = 0;
export const answered = (more: Partial<CheckAnswer> = {}): CheckAnswer => ({
  id: `check-${(number += 1)}`,
  verdict: 'red',
  justExpired: false,
  near: 0,
  earlier: 0,
  area: 'B',
  until: null,
  at: NOW,
  ...more,
});
export const GREEN = { verdict: 'green', until: '2026-11-21T17:30:00.000Z' } as const;

export const plateField = () => screen.findByRole('textbox', { name: /kenteken|plate/i });
export const place = () => screen.findByRole('combobox', { name: /Waar staat de auto|Where is the car/ });
export const checksAsked = (asked: ReturnType<typeof signedInAs>['asked']) =>
  asked.filter(({ path }) => path === '/v1/enforcement/checks').map(({ body }) => body);

export function onStreet(routes: Parameters<typeof signedInAs>[1] = {}) {
  return signedInAs(['officer'], { [AREAS]: onTheDay(TOWN_MAP), [CHECK]: () => answered(), ...routes });
}

/** A device that knows, or will not tell, where it is. */
export function deviceAt(answer: { latitude: number; longitude: number } | { code: number }): void {
  const getCurrentPosition: Geolocation['getCurrentPosition'] = (found, failed) => {
    if ('code' in answer) failed?.({ ...answer, PERMISSION_DENIED: 1 } as GeolocationPositionError);
    else found({ coords: answer } as GeolocationPosition);
  };
  Object.defineProperty(navigator, 'geolocation', { configurable: true, value: { getCurrentPosition } });
  Object.defineProperty(window, 'isSecureContext', { configurable: true, value: true });
}

/** Beside every test: nothing is remembered of the one before, and the device is as it was. */
export function onAFreshDevice(): void {
  beforeEach(() => localStorage.clear());
  afterEach(() => {
    Reflect.deleteProperty(navigator, 'geolocation');
    Reflect.deleteProperty(navigator, 'onLine');
  });
}

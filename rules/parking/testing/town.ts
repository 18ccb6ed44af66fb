import { instant, MINUTE_MS, type Instant, type Interval } from '../../values/moment.ts';
import { momentOfWallClock } from '../../values/civil-day.ts';
import { type StartFacts } from '../start.ts';
import { type AreaTariff } from '../tariff.ts';
import { type ParkingTerms } from '../../municipalities/parking.ts';
import { type Balance, type OpenAction } from '../terms.ts';

const ALWAYS = { from: null, until: null };

/** By the wall clock of Amsterdam. */
export const at = (wallClock: string): Instant => momentOfWallClock(wallClock, 'Europe/Amsterdam')!;
export const stay = (from: string, to: string): Interval => ({ from: at(from), to: at(to) });
export const later = (moment: Instant, minutes: number): Instant => instant(Date.parse(moment) + minutes * MINUTE_MS);

/** Monday to Saturday from nine to nine, three euros an hour, by the minute. */
export const tariff = (more: Partial<AreaTariff> = {}): AreaTariff => ({
  timeZone: 'Europe/Amsterdam',
  holidays: [],
  dayMaximumCents: null,
  links: [{ ...ALWAYS, regulationId: 'R' }],
  regulations: [],
  frames: [1, 2, 3, 4, 5, 6].map((day) => ({
    ...ALWAYS, regulationId: 'R', day, fromMinute: 540, toMinute: 1260, fareId: 'F',
  })),
  fares: [],
  parts: [{ ...ALWAYS, fareId: 'F', fromMinute: 0, toMinute: null, amount: '0.05', stepMinutes: 1 }],
  ...more,
}); // prettier-ignore

export const terms = (more: Partial<ParkingTerms> = {}): ParkingTerms => ({
  kind: 'visitor',
  couple: true,
  topUp: null,
  locations: [],
  favourites: true,
  grants: null,
  balances: [{ unit: 'eurocent', period: 'year', allowance: 0 }],
  atOnce: 2,
  horizonDays: 60,
  dayEnd: 'midnight',
  longestMinutes: null,
  openEnd: true,
  extend: true,
  ...more,
});

export const purse = (available: number, more: Partial<Balance> = {}): Balance => ({
  id: 'purse',
  unit: 'eurocent',
  period: null,
  available,
  ...more,
});

export const action = (plate: string, from: string, to: string): OpenAction => ({
  id: `${plate} ${from}`,
  country: 'NL',
  plate,
  ...stay(from, to),
});

export const facts = (more: Partial<StartFacts> = {}): StartFacts => ({
  terms: terms(),
  tariff: tariff(),
  permit: { status: 'issued', validity: stay('2026-01-01T00:00', '2027-01-01T00:00'), blocked: false },
  balances: [purse(10_000)],
  units: (more.balances ?? [purse(10_000)]).map(({ unit }) => unit),
  open: [],
  ownPlates: [],
  grant: null,
  cap: null,
  ...more,
});

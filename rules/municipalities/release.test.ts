import { municipality, town } from '../testing/town.ts';
import { calendarOf } from './municipality.ts';
import { STEPS } from './product.ts';
import { areaOf, productOf } from './release.ts';

describe('the data of a municipality', () => {
  it('are found by their id, and nothing is found by another', () => {
    expect(productOf(town(), 'resident')?.numberPrefix).toBe('BV');
    expect(areaOf(town(), 'B')?.name).toBe('Kadekwartier');
    expect(productOf(town(), 'nothing')).toBeUndefined();
    expect(areaOf(town(), 'Z')).toBeUndefined();
  });

  it('say which days are no working days', () => {
    const flemish = municipality({ country: 'BE', extraHolidays: ['2026-07-11'] });
    expect(calendarOf(flemish)).toEqual({ country: 'BE', extraHolidays: ['2026-07-11'] });
  });
});

it('the usual order of the wizard is that of the manual, and the declaration is last', () => {
  expect(STEPS).toEqual([
    'location',
    'second-address',
    'card',
    'start-date',
    'period',
    'days',
    'amount',
    'plates',
    'documents',
    'questions',
    'declaration',
  ]);
});

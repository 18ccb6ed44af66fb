import { type ParkingTerms } from '../municipalities/parking.ts';
import { decideCoupling, decideMailAgain, isCouplingMailDue } from './coupling.ts';

const terms = (kind: ParkingTerms['kind'], couple = true): ParkingTerms => ({
  kind,
  couple,
  balances: [],
  topUp: null,
  atOnce: 1,
  horizonDays: 0,
  dayEnd: 'none',
  longestMinutes: null,
  openEnd: true,
  extend: false,
  locations: [],
  favourites: false,
  grants: null,
});
const ONE_OF_TWO = { onPermit: 2, atOnce: 1 };
const ONE = { onPermit: 1, atOnce: 1 };

describe('the mail to couple a permit', () => {
  it('goes out for visitors, pools, credit and a temporary plate, and to switch between two plates [LOKET-002]', () => {
    for (const kind of ['visitor', 'pool', 'prepaid', 'temporary-plate'] as const)
      expect(isCouplingMailDue(terms(kind), ONE)).toBe(true);
    expect(isCouplingMailDue(terms('plate-switch'), ONE_OF_TWO)).toBe(true);
  });

  it('does not go out for a permit with one plate to switch: there is nothing to do in the app [LOKET-002]', () => {
    expect(isCouplingMailDue(terms('plate-switch'), ONE)).toBe(false);
    expect(isCouplingMailDue(terms('plate-switch'), { onPermit: 2, atOnce: 2 })).toBe(false);
  });

  it('never goes out where a municipality does not want it, or a product is not parked with', () => {
    expect(isCouplingMailDue(terms('visitor', false), ONE)).toBe(false);
    expect(isCouplingMailDue(null, ONE_OF_TWO)).toBe(false);
  });

  it('goes out again after a minute, and not before [PORTAL-007]', () => {
    const at = (time: string) => `2026-05-06T${time}.000Z`;
    expect(decideMailAgain(null, at('08:00:00')).outcome).toBe('allow');
    expect(decideMailAgain(at('08:00:00'), at('08:00:59'))).toMatchObject({
      ground: 'mail-too-soon',
      steps: [{ values: { seconds: 1 } }],
    });
    expect(decideMailAgain(at('08:00:00'), at('08:01:00')).outcome).toBe('allow');
  });
});

describe('coupling', () => {
  it('is for permits in force that are parked with', () => {
    expect(decideCoupling({ terms: terms('visitor'), status: 'issued' }).outcome).toBe('allow');
    expect(decideCoupling({ terms: terms('visitor'), status: 'ended' })).toMatchObject({
      ground: 'permit-not-in-force',
    });
    expect(decideCoupling({ terms: null, status: 'issued' })).toMatchObject({ ground: 'not-for-parking' });
  });
});

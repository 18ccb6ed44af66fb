import { actionsOf, isMovedOut } from './register-notices.ts';
import { address, movingDay, residentPermit, town } from './testing/town.ts';

describe('a move that a register tells of', () => {
  const inZoneA = { product: residentPermit(), areaId: 'A' };

  it('touches a permit that goes with an address, when the new one gives no right to its area [PEERS-025]', () => {
    expect(isMovedOut(inZoneA, address({ postcode: '9999 ZZ' }), town(), 'person')).toBe(true);
    expect(isMovedOut(inZoneA, address({ postcode: '4302 SA' }), town(), 'person')).toBe(true);
    expect(isMovedOut(inZoneA, address({ postcode: '4301 SA' }), town(), 'person')).toBe(false);
  });

  it('touches nothing that is valid for every address', () => {
    expect(isMovedOut({ product: movingDay(), areaId: 'A' }, address({ postcode: '9999 ZZ' }), town(), 'person')).toBe(
      false,
    );
  });
});

describe('what a holder can do about a notice', () => {
  it('is change the plate, end the permit, or say that it is wrong [BEYOND-017]', () => {
    expect(actionsOf('vehicle-not-in-name', 'asked', residentPermit())).toEqual(['change-plate', 'end', 'object']);
    expect(actionsOf('moved-out', 'asked', residentPermit())).toEqual(['end', 'object']);
    expect(actionsOf('moved-out', 'with-staff', residentPermit())).toEqual(['end']);
    expect(actionsOf('moved-out', 'settled', residentPermit())).toEqual([]);
    const fixed = residentPermit({ holderMay: { end: false, changePlates: false, applyAgain: false } });
    expect(actionsOf('vehicle-not-in-name', 'asked', fixed)).toEqual(['object']);
  });
});

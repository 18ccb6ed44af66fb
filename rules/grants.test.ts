import { type ParkingTerms } from './municipalities/parking.ts';
import {
  decideAccept,
  decideGrant,
  dueEnd,
  grantDue,
  grantUnit,
  type GrantFacts,
  type GrantRequest,
  type GrantState,
} from './grants.ts';

const NOW = '2026-05-06T08:00:00.000Z';
const TERMS: ParkingTerms = {
  kind: 'visitor',
  couple: true,
  balances: [{ unit: 'eurocent', period: 'permit', allowance: 0 }],
  topUp: null,
  atOnce: 2,
  horizonDays: 60,
  dayEnd: 'midnight',
  longestMinutes: null,
  openEnd: true,
  extend: true,
  locations: [],
  favourites: true,
  grants: { plate: 'free' },
};
const PLATE = { country: 'NL', key: '8KLM42', display: '8-KLM-42' };
const permit = { status: 'issued' as const, validUntil: '2027-01-01T00:00:00.000Z', blocked: false };

const decide = (request: Partial<GrantRequest> = {}, facts: Partial<GrantFacts> = {}) =>
  decideGrant(
    { email: 'oma@inwoner.example', plate: null, amount: null, monthlyCap: null, ...request },
    {
      terms: TERMS,
      permit,
      ownerEmail: 'sanne@inwoner.example',
      open: 0,
      invitedBefore: false,
      available: 500,
      ...facts,
    },
    NOW,
  );
const refusal = (...given: Parameters<typeof decide>) => {
  const decision = decide(...given);
  return decision.outcome === 'refuse' ? [decision.ground, decision.steps[0]!.remedy] : decision.outcome;
};

describe('a grant', () => {
  it('is given with any plate and the whole balance, or with one plate and a part of it [2PARK-091]', () => {
    expect(decide()).toEqual({ outcome: 'allow', unit: 'eurocent' });
    expect(decide({ plate: PLATE, amount: 500, monthlyCap: 200 })).toEqual({ outcome: 'allow', unit: 'eurocent' });
  });

  it('needs a municipality that lets it be given', () => {
    expect(refusal({}, { terms: { ...TERMS, grants: null } })).toEqual(['grants-not-allowed', null]);
    expect(refusal({}, { terms: null })).toEqual(['grants-not-allowed', null]);
  });

  it('names its plate where the municipality wants that [2PARK-091]', () => {
    const terms: ParkingTerms = { ...TERMS, grants: { plate: 'required' } };
    expect(refusal({}, { terms })).toEqual(['grant-plate-needed', 'add-grant-plate']);
    expect(refusal({ plate: PLATE }, { terms })).toBe('allow');
  });

  it('takes no more than there is', () => {
    expect(decide({ amount: 501 })).toMatchObject({
      ground: 'grant-more-than-balance',
      steps: [{ values: { unit: 'eurocent', amount: 501, available: 500 }, remedy: 'choose-smaller-amount' }],
    });
    expect(refusal({ amount: 1 }, { available: null })).toEqual(['no-balance-for-day', 'try-later']);
  });

  it('sets nothing apart where there is no balance, or where two are spent together', () => {
    const two: ParkingTerms = {
      ...TERMS,
      balances: [...TERMS.balances, { unit: 'minute', period: 'quarter', allowance: 60 }],
    };
    for (const terms of [{ ...TERMS, balances: [] }, two]) {
      expect(grantUnit(terms)).toBeNull();
      expect(refusal({ amount: 1 }, { terms })).toEqual(['grant-amount-not-possible', 'leave-out-amount']);
      expect(refusal({ monthlyCap: 1 }, { terms })).toEqual(['grant-amount-not-possible', 'leave-out-amount']);
      expect(refusal({}, { terms })).toBe('allow');
    }
  });

  it('is not for oneself, not twice for one address, and not for the whole town', () => {
    expect(refusal({ email: ' Sanne@Inwoner.example' })).toEqual(['grant-to-oneself', 'choose-other-address']);
    expect(refusal({}, { invitedBefore: true })).toEqual(['grant-exists', 'revoke-first']);
    expect(refusal({}, { open: 50 })).toEqual(['too-many-grants', 'revoke-first']);
    expect(refusal({}, { open: 49 })).toBe('allow');
  });

  it('is given on a permit in force alone', () => {
    const not = ['permit-not-in-force', 'look-again'];
    expect(refusal({}, { permit: { ...permit, status: 'ended' } })).toEqual(not);
    expect(refusal({}, { permit: { ...permit, blocked: true } })).toEqual(not);
    expect(refusal({}, { permit: { ...permit, validUntil: NOW } })).toEqual(not);
  });
});

const invited: GrantState = { status: 'invited', email: 'oma@inwoner.example', invitedAt: NOW, permit };
const LAST = '2026-06-05T07:59:59.999Z';
const LAPSED = '2026-06-05T08:00:00.000Z';

describe('an invitation', () => {
  const accept = (grant: Partial<GrantState> = {}, email = 'Oma@inwoner.example', now = LAST) => {
    const decision = decideAccept({ ...invited, ...grant }, email, now);
    return decision.outcome === 'refuse' ? decision.ground : decision.outcome;
  };

  it('is taken up by the account with that address, and by no other [2PARK-092]', () => {
    expect(accept()).toBe('allow');
    expect(accept({}, 'opa@inwoner.example')).toBe('grant-for-other-address');
  });

  it('is taken up once, and not when it is over', () => {
    expect(accept({ status: 'accepted' })).toBe('grant-accepted-before');
    expect(accept({ status: 'ended' })).toBe('grant-over');
    expect(accept({}, invited.email, LAPSED)).toBe('grant-over');
    expect(accept({ permit: { ...permit, status: 'ended' } })).toBe('grant-over');
  });

  it('lapses after thirty days; once accepted it goes on as long as the permit', () => {
    expect(grantDue(invited)).toBe(LAPSED);
    expect(dueEnd(invited, LAST)).toBeNull();
    expect(dueEnd(invited, LAPSED)).toBe('invitation-lapsed');
    const accepted = { ...invited, status: 'accepted' as const };
    expect(grantDue(accepted)).toBe(permit.validUntil);
    expect(dueEnd(accepted, LAPSED)).toBeNull();
    expect(dueEnd(accepted, permit.validUntil)).toBe('permit-over');
    const term = { ...accepted, endsAt: LAPSED };
    expect(grantDue(term)).toBe(LAPSED);
    expect(dueEnd(term, LAPSED)).toBe('term-over');
  });

  it('lapses with the permit when that is over first', () => {
    const soon = { ...invited, permit: { ...permit, validUntil: '2026-05-20T00:00:00.000Z' } };
    expect(grantDue(soon)).toBe('2026-05-20T00:00:00.000Z');
    expect(dueEnd(soon, '2026-05-20T00:00:00.000Z')).toBe('permit-over');
    expect(dueEnd({ ...invited, permit: { ...permit, status: 'ended' } }, NOW)).toBe('permit-over');
    expect([grantDue({ ...invited, status: 'ended' }), dueEnd({ ...invited, status: 'ended' }, LAPSED)]).toEqual([
      undefined,
      null,
    ]);
  });
});

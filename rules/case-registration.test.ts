import { caseStepOf, eventsOf, isRsin } from './case-registration.ts';

const told = (kind: string, data: Record<string, unknown> = {}, applicationId: string | null = 'a1') =>
  caseStepOf({ kind, applicationId, data });

describe('the case register', () => {
  it.each([
    ['application-declared', {}, { do: 'open', kind: 'permit-application', caseId: 'a1' }],
    ['application-decided', {}, { do: 'decide', kind: 'permit-application', caseId: 'a1' }],
    ['permit-issued', {}, { do: 'close', kind: 'permit-application', caseId: 'a1', result: 'granted' }],
    ['application-closed', {}, { do: 'close', kind: 'permit-application', caseId: 'a1', result: 'rejected' }],
    ['letter-stored', { documentId: 'd1' }, { do: 'file', kind: 'permit-application', caseId: 'a1', documentId: 'd1' }],
    ['plate-change-confirmed', { plateChangeId: 'k1' }, { do: 'open', kind: 'plate-change', caseId: 'k1' }],
    [
      'plate-change-ended',
      { plateChangeId: 'k1', status: 'lapsed' },
      { do: 'close', kind: 'plate-change', caseId: 'k1', result: 'lapsed' },
    ],
    ['renewal-opened', { renewalId: 'v1' }, { do: 'open', kind: 'renewal', caseId: 'v1' }],
    ['permit-renewed', { renewalId: 'v1' }, { do: 'close', kind: 'renewal', caseId: 'v1', result: 'granted' }],
  ])('hears by %s what happened to which case', (kind, data, step) => {
    expect(told(kind, data)).toEqual(step);
  });

  it('hears of nothing else, and of no letter without a case', () => {
    expect(told('case-read')).toBeNull();
    expect(told('application-opened')).toBeNull();
    expect(told('letter-stored', { documentId: 'd1' }, null)).toBeNull();
  });

  it('hears of the kinds it registers alone', () => {
    expect(eventsOf(['renewal'])).toEqual([
      'renewal-opened',
      'permit-renewed',
      'renewal-withdrawn',
      'renewal-lapsed',
      'renewal-closed',
    ]);
    expect(eventsOf(['permit-application', 'plate-change'])).not.toContain('renewal-opened');
    expect(eventsOf([])).toEqual([]);
  });

  it.each([
    ['999900018', true],
    ['999900019', false],
    ['12345678', false],
    ['00000000x', false],
  ])('knows a number of an organisation by its eleven test: %s', (text, is) => {
    expect(isRsin(text)).toBe(is);
  });
});

import {
  cloudEventOf,
  decideReceiver,
  OUTGOING_EVENTS,
  triedAgainAfter,
  type RecordedEvent,
} from './outgoing-events.ts';

const ISSUED: RecordedEvent = {
  id: '4711',
  position: '42',
  at: '2026-05-01T12:00:00.000Z',
  kind: 'permit-issued',
  applicationId: 'a1',
  permitId: 'p1',
  paymentId: null,
  data: { permitId: 'p1', release: 3, from: '2026-05-01T00:00:00.000Z', until: '2027-05-01T00:00:00.000Z' },
};

describe('an event for other systems', () => {
  it('is told in the NL GOV profile: who, what, about which case, in which order', () => {
    expect(cloudEventOf(ISSUED, '00000001234567890000')).toEqual({
      specversion: '1.0',
      id: '4711',
      source: 'urn:nld:oin:00000001234567890000:systeem:parkwerk',
      type: 'nl.parkeervergunningen.vergunning-verleend',
      subject: 'a1',
      time: '2026-05-01T12:00:00.000Z',
      sequence: '42',
      sequencetype: 'Integer',
      datacontenttype: 'application/json',
      data: { ...ISSUED.data, applicationId: 'a1', permitId: 'p1' },
    });
  });

  it('has a name of its own per kind, as the profile writes names', () => {
    const types = Object.values(OUTGOING_EVENTS);
    expect(new Set(types).size).toBe(types.length);
    for (const type of types) expect(type).toMatch(/^nl\.[a-z]+\.[a-z-]+$/);
  });

  it('is tried again ever later, at most an hour apart, for half a day and then by a person', () => {
    expect([1, 2, 3].map(triedAgainAfter)).toEqual([5, 10, 20]);
    expect(triedAgainAfter(23)).toBe(3_600);
    expect(triedAgainAfter(24)).toBeNull();
    const total = Array.from({ length: 23 }, (_, at) => triedAgainAfter(at + 1)!).reduce((all, one) => all + one, 0);
    expect(total / 3_600).toBeGreaterThan(12);
  });
});

describe('the address of a receiver', () => {
  it.each(['https://zaken.example/events', 'https://zaken.example:8443/in?for=parking'])('may be %s', (address) => {
    expect(decideReceiver(address, { plain: false })).toEqual({ outcome: 'allow', url: address });
  });

  it.each([
    'http://zaken.example/',
    'ftp://zaken.example/',
    'https://me:secret@zaken.example/',
    'zaken',
    'https://a.example/#x',
  ])('is never %s', (address) => {
    expect(decideReceiver(address, { plain: false })).toMatchObject({ ground: 'receiver-address-wrong' });
  });

  it('may be unencrypted where everything is on one machine', () => {
    expect(decideReceiver('http://127.0.0.1:9000/in', { plain: true })).toMatchObject({ outcome: 'allow' });
  });
});

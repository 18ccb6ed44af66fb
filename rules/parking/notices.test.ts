import { nextNotice, type NoticeFacts } from './notices.ts';

/** A Wednesday in summer: by the wall clock two hours later. */
const at = (time: string, day = '06') => `2026-05-${day}T${time}:00.000Z`;

const visit = (more: Partial<NoticeFacts> = {}): NoticeFacts => ({
  stay: { from: at('08:00'), to: at('10:00') },
  openEnd: false,
  remindMinutes: 10,
  remindedAt: null,
  nudgedAt: null,
  terms: { kind: 'visitor', longestMinutes: null },
  timeZone: 'Europe/Amsterdam',
  ...more,
});

describe('a reminder before the end [PEERS-001]', () => {
  it('comes as long before as somebody wants, or not at all', () => {
    expect(nextNotice(visit())).toEqual({ kind: 'parking-reminder', at: at('09:50') });
    expect(nextNotice(visit({ remindMinutes: 30 }))).toEqual({ kind: 'parking-reminder', at: at('09:30') });
    expect(nextNotice(visit({ remindMinutes: null }))).toBeNull();
  });

  it('does not come when the whole action is as short as that', () => {
    expect(nextNotice(visit({ stay: { from: at('09:50'), to: at('10:00') } }))).toBeNull();
    expect(nextNotice(visit({ stay: { from: at('09:49'), to: at('10:00') } }))).toMatchObject({ at: at('09:50') });
  });

  it('comes once for one end, and again for a later one', () => {
    expect(nextNotice(visit({ remindedAt: at('09:50') }))).toBeNull();
    const later = { from: at('08:00'), to: at('11:00') };
    expect(nextNotice(visit({ remindedAt: at('09:55'), stay: later }))).toMatchObject({ at: at('10:50') });
  });

  it('does not tell somebody of an end that they have just chosen', () => {
    const barely = { from: at('08:00'), to: at('10:05') };
    expect(nextNotice(visit({ remindedAt: at('09:57'), stay: barely }))).toBeNull();
  });
});

describe('a question whether the car is still there [PEERS-002]', () => {
  const open = (more: Partial<NoticeFacts> = {}) =>
    visit({ openEnd: true, remindMinutes: null, stay: { from: at('08:00'), to: at('22:00', '08') }, ...more });

  it('comes every evening at eight by the wall clock, while an action without a chosen end runs', () => {
    expect(nextNotice(open())).toEqual({ kind: 'parking-still-running', at: at('18:00') });
    expect(nextNotice(open({ nudgedAt: at('18:00') }))).toMatchObject({ at: at('18:00', '07') });
    expect(nextNotice(open({ nudgedAt: at('18:00', '08') }))).toBeNull();
  });

  it('keeps to eight by the wall clock when the clocks change', () => {
    const autumn = open({
      stay: { from: '2026-10-24T08:00:00.000Z', to: '2026-10-27T08:00:00.000Z' },
      nudgedAt: '2026-10-24T18:00:00.000Z',
    });
    expect(nextNotice(autumn)).toMatchObject({ at: '2026-10-25T19:00:00.000Z' });
  });

  it('is not asked within the hour, nor of an action whose end was chosen', () => {
    const justBefore = open({ stay: { from: at('17:30'), to: at('22:00', '07') } });
    expect(nextNotice(justBefore)).toMatchObject({ at: at('18:00', '07') });
    expect(nextNotice(open({ openEnd: false }))).toBeNull();
  });

  it('comes before the reminder when the evening comes first, and after it otherwise', () => {
    const both = open({ remindMinutes: 10, stay: { from: at('08:00'), to: at('22:00') } });
    expect(nextNotice(both)).toMatchObject({ kind: 'parking-still-running' });
    expect(nextNotice({ ...both, nudgedAt: at('18:00') })).toEqual({ kind: 'parking-reminder', at: at('21:50') });
  });
});

describe('a temporary plate of at most fourteen days [2PARK-072]', () => {
  const temporary = (more: Partial<NoticeFacts> = {}) =>
    visit({
      openEnd: true,
      remindMinutes: null,
      stay: { from: at('08:00', '01'), to: at('08:00', '15') },
      terms: { kind: 'temporary-plate', longestMinutes: 14 * 24 * 60 },
      ...more,
    });

  it('is asked after once, in the evening of its twelfth day', () => {
    expect(nextNotice(temporary())).toEqual({ kind: 'parking-still-running', at: at('18:00', '12') });
    expect(nextNotice(temporary({ nudgedAt: at('18:00', '12') }))).toBeNull();
  });

  it('is asked after with a chosen end too, and not when it is over by then', () => {
    expect(nextNotice(temporary({ openEnd: false }))).toMatchObject({ at: at('18:00', '12') });
    const short = { from: at('08:00', '01'), to: at('08:00', '10') };
    expect(nextNotice(temporary({ openEnd: false, stay: short }))).toBeNull();
  });
});

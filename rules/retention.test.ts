import {
  ERASED,
  erasedUpTo,
  goesAt,
  RECORD_CLASSES,
  RETENTION,
  retentionOf,
  termOf,
  type RecordClass,
} from './retention.ts';
import { DAY_MS, epoch, plusMs } from './values/moment.ts';

const AMSTERDAM = { timeZone: 'Europe/Amsterdam' };
const isErased = (endsAt: string, at: string) => endsAt <= erasedUpTo('plates', AMSTERDAM, at);

describe('a plate after its action [2PARK-104]', () => {
  it('is there on the ninetieth day after, and gone when the ninety-first begins', () => {
    const ended = '2026-05-06T12:00:00.000Z';
    expect(isErased(ended, '2026-08-04T21:59:59.000Z')).toBe(false);
    expect(isErased(ended, '2026-08-04T22:00:00.000Z')).toBe(true);
  });

  it('counts an action that lasted until midnight to the day that ended', () => {
    const midnight = '2026-05-06T22:00:00.000Z'; // 24:00 on the sixth
    expect(isErased(midnight, '2026-08-04T21:59:59.000Z')).toBe(false);
    expect(isErased(midnight, '2026-08-04T22:00:00.000Z')).toBe(true);
  });

  it('is gone after ninety-one times twenty-four hours in every season, also over a change of the clocks', () => {
    for (let day = 0; day < 366; day += 1) {
      for (const hour of ['00:00', '00:30', '11:00', '22:00', '23:00', '23:59']) {
        const ended = plusMs(`2026-01-01T${hour}:00.000Z`, day * DAY_MS);
        expect(isErased(ended, plusMs(ended, 91 * DAY_MS))).toBe(true);
        expect(isErased(ended, plusMs(ended, 89 * DAY_MS))).toBe(false);
      }
    }
  });
});

describe('how long is kept where money went', () => {
  it('an account number thirteen weeks after it was last of use, unless the municipality says otherwise', () => {
    const at = '2026-11-21T09:00:00.000Z';
    expect(erasedUpTo('bankAccounts', AMSTERDAM, at)).toBe('2026-08-21T22:00:00.000Z');
    expect(erasedUpTo('bankAccounts', { ...AMSTERDAM, retention: { bankAccounts: 30 } }, at)).toBe(
      '2026-10-21T22:00:00.000Z',
    );
  });

  it('a file for the bank until the year of its books is seven years ago, by the calendar of the municipality', () => {
    expect(erasedUpTo('refundFiles', AMSTERDAM, '2033-12-31T22:59:59.999Z')).toBe('2025-12-31T23:00:00.000Z');
    expect(erasedUpTo('refundFiles', AMSTERDAM, '2033-12-31T23:00:00.000Z')).toBe('2026-12-31T23:00:00.000Z');
    const ten = { ...AMSTERDAM, retention: { refundFiles: 10 } };
    expect(erasedUpTo('refundFiles', ten, '2034-06-01T10:00:00.000Z')).toBe('2023-12-31T23:00:00.000Z');
  });
});

describe('the table of how long everything is kept', () => {
  const FROM = [
    '2026-05-06T12:00:00.000Z',
    '2026-05-06T22:00:00.000Z',
    '2026-12-31T23:30:00.000Z',
    '2027-02-28T08:00:00.000Z',
  ];

  it.each(RECORD_CLASSES)('promises of %s the moment at which it goes, and no other', (of) => {
    for (const from of FROM) {
      const goes = goesAt(of, AMSTERDAM, from);
      const gone = (at: string) => epoch(from) <= epoch(erasedUpTo(of, AMSTERDAM, at));
      expect(gone(goes)).toBe(true);
      expect(gone(plusMs(goes, -1))).toBe(false);
    }
  });

  it('has a default within the bounds of every class a municipality may choose for', () => {
    for (const of of RECORD_CLASSES) {
      const { term, bounds } = retentionOf(of);
      if (bounds) expect(term >= bounds.least && term <= bounds.most).toBe(true);
    }
  });

  it('lets a municipality choose for one class and keeps the others as they are', () => {
    const retention = { checks: 42 };
    expect(termOf('checks', { retention })).toBe(42);
    expect(termOf('plates', { retention })).toBe(RETENTION.plates.term);
  });

  it('gives whatever is erased a class of its own table', () => {
    const known: readonly RecordClass[] = RECORD_CLASSES;
    for (const of of Object.values(ERASED)) expect(known).toContain(of);
  });
});

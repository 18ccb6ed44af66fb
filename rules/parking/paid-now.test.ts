import { paidNow } from './paid-now.ts';
import { at, stay, tariff } from './testing/town.ts';

/** Wednesday; paid from Monday to Saturday, nine to nine. */
describe('whether parking is paid for now', () => {
  it('says until when, and from when again [PEERS-015]', () => {
    const today = [stay('2026-05-06T09:00', '2026-05-06T21:00')];
    expect(paidNow(tariff(), at('2026-05-06T10:00'))).toEqual({ paid: true, changesAt: at('2026-05-06T21:00'), today, holiday: false });
    expect(paidNow(tariff(), at('2026-05-06T21:00'))).toMatchObject({ paid: false, changesAt: at('2026-05-07T09:00'), today });
    expect(paidNow(tariff(), at('2026-05-09T22:00'))).toMatchObject({ paid: false, changesAt: at('2026-05-11T09:00') });
  }); // prettier-ignore

  it('knows holidays, and is not misled by what a day costs at most [PEERS-015]', () => {
    const holiday = tariff({ holidays: ['2026-05-14'] });
    expect(paidNow(holiday, at('2026-05-14T10:00'))).toMatchObject({ paid: false, holiday: true, today: [], changesAt: at('2026-05-15T09:00') });
    expect(paidNow(tariff({ dayMaximumCents: 300 }), at('2026-05-06T10:00'))).toMatchObject({ changesAt: at('2026-05-06T21:00') });
  }); // prettier-ignore

  it('is never when nothing is charged at all', () => {
    expect(paidNow(tariff({ frames: [] }), at('2026-05-06T10:00'))).toEqual({
      paid: false, changesAt: null, today: [], holiday: false,
    }); // prettier-ignore
  });
});

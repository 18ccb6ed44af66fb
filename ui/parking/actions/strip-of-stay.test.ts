import { MINUTE_MS } from '../../../rules/values/moment.ts';
import { piecesOf, segmentsOf, tickMoments, type Piece } from './strip-of-stay.ts';

const at = (time: string) => `2026-11-21T${time}:00.000Z`;
const WORDS = { paid: 'betaald', free: 'gratis', cap: 'dagmaximum' };
const EVENING: Piece[] = [
  { from: at('13:15'), to: at('20:00'), kind: 'paid' },
  { from: at('20:00'), to: at('21:30'), kind: 'free' },
];

describe('the strip of a stay', () => {
  it('is solid where it is paid and hatched where it is free, in proportion [PEERS-006]', () => {
    expect(segmentsOf(EVENING, WORDS)).toEqual([
      { kind: 'paid', size: 405 * MINUTE_MS, text: 'betaald' },
      { kind: 'free', size: 90 * MINUTE_MS, text: 'gratis' },
    ]);
  });

  it('shows paid time that has gone by as used, and free time as free', () => {
    expect(segmentsOf(EVENING, WORDS, at('15:15')).map(({ kind, size }) => [kind, size / MINUTE_MS])).toEqual([
      ['past', 120],
      ['paid', 285],
      ['free', 90],
    ]);
    expect(segmentsOf(EVENING, WORDS, at('21:00')).map(({ kind, size }) => [kind, size / MINUTE_MS])).toEqual([
      ['past', 405],
      ['free', 60],
      ['free', 30],
    ]);
  });

  it('cuts off what the day maximum gives', () => {
    const capped: Piece[] = [{ from: at('10:00'), to: at('12:00'), kind: 'cap' }];
    expect(segmentsOf(capped, WORDS)).toEqual([{ kind: 'cut', size: 120 * MINUTE_MS, text: 'dagmaximum' }]);
  });

  it('writes its ends, and changes in between only where there is room', () => {
    expect(tickMoments(EVENING)).toEqual([at('13:15'), at('20:00'), at('21:30')]);
    const late: Piece[] = [
      { from: at('13:15'), to: at('20:00'), kind: 'paid' },
      { from: at('20:00'), to: at('20:10'), kind: 'free' },
    ];
    expect(tickMoments(late)).toEqual([at('13:15'), at('20:10')]);
    expect(tickMoments([])).toEqual([]);
  });
});

describe('a running stay', () => {
  const day = { from: at('00:00'), to: '2026-11-22T00:00:00.000Z' };
  const paid = [{ from: at('09:00'), to: at('12:00') }, { from: at('13:00'), to: at('18:00') }]; // prettier-ignore

  it('is cut at the borders of the paid time of today', () => {
    expect(piecesOf({ from: at('08:00'), to: at('19:00') }, paid, day)?.map(({ kind, from, to }) => [kind, from, to])).toEqual([
      ['free', at('08:00'), at('09:00')],
      ['paid', at('09:00'), at('12:00')],
      ['free', at('12:00'), at('13:00')],
      ['paid', at('13:00'), at('18:00')],
      ['free', at('18:00'), at('19:00')],
    ]); // prettier-ignore
    expect(piecesOf({ from: at('10:00'), to: at('11:00') }, paid, day)).toEqual([{ from: at('10:00'), to: at('11:00'), kind: 'paid' }]); // prettier-ignore
  });

  it('is not known in pieces when it reaches beyond today', () => {
    const stay = { from: at('10:00'), to: '2026-11-23T10:00:00.000Z' };
    expect(piecesOf(stay, paid, day)).toBeNull();
  });
});

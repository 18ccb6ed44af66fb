import { platesIn } from './plate-list.ts';

const read = (text: string) => platesIn(text).map(({ plate, country }) => `${country} ${plate}`);

describe('a list of plates', () => {
  it('is read as it is pasted, one a line, however it is written', () => {
    expect(read('K-51-FTN\n627hx3\r\n\n  8-klm-42 ')).toEqual(['NL K51FTN', 'NL 627HX3', 'NL 8KLM42']);
  });

  it('is read as a scan car writes it: with headings, countries and other columns', () => {
    expect(read('Kenteken;Land;Tijd\n"K51FTN";NL;10:02\n1ABC123;B;10:02\nABC12,D,x')).toEqual([
      'NL K51FTN',
      'B 1ABC123',
      'D ABC12',
    ]);
  });

  it('holds each plate once, and shows it as it is written in its country', () => {
    expect(platesIn('k51ftn\nK-51-FTN')).toEqual([{ plate: 'K51FTN', country: 'NL', display: 'K-51-FTN' }]);
  });

  it('holds nothing of what is no plate', () => {
    expect(read('kenteken\nhallo wereld\n12345678901\n---')).toEqual([]);
  });
});

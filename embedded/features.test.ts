import { readFeatures, report, unknownIds } from './features.ts';

const catalogue = `# Features

| ID | What |
|---|---|
| PORTAL-002 | A product is valid straight after payment |
| LOKET-001 | The same at this municipality |
| BEYOND-042 | Nobody has this |
`;
/** Written with a # so that the list of this project does not take these examples for tests of features. */
const text = (example: string): string => example.replaceAll('#', '');
const tests = [
  { file: 'e2e/pay.e2e.ts', text: text(`it('shows green after payment [#PORTAL-002, #LOKET-001]', () => {});`) },
  {
    file: 'api/pay.test.ts',
    text: text('it.each(cases)("charges %s once [#PORTAL-002]", () => {}); // see [#BEYOND-042]'),
  },
];

describe('the list of features', () => {
  it('names for each row the tests whose titles carry its id, and no comment', () => {
    const features = readFeatures(catalogue, tests);
    expect(features.map(({ id, tests: found }) => [id, found.length])).toEqual([
      ['PORTAL-002', 2],
      ['LOKET-001', 1],
      ['BEYOND-042', 0],
    ]);
    expect(features[1]?.tests).toEqual([text('e2e/pay.e2e.ts: shows green after payment [#PORTAL-002, #LOKET-001]')]);
  });

  it('can be cut down to what no test shows, and always ends with the totals', () => {
    expect(report(readFeatures(catalogue, tests), { missingOnly: true }).split('\n')).toEqual([
      'BEYOND-042  Nobody has this',
      '',
      '3 features, 2 with a test, 1 without',
    ]);
  });

  it('tells of ids in titles that the catalogue does not know', () => {
    const slip = { file: 'a.test.ts', text: text("it('pays [#PORTAL-999]', () => {});") };
    expect(unknownIds(readFeatures(catalogue, tests), [...tests, slip])).toEqual(['PORTAL-999']);
  });
});

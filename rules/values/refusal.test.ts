import { isRefusal, refuse } from './refusal.ts';

describe('a refusal', () => {
  it('rests on the rule it is called after, and says what would make it pass', () => {
    const refused = refuse('too-many-plates', { given: 3, max: 2 }, 'remove-plate', 'artikel 4');
    expect(refused).toEqual({
      outcome: 'refuse',
      ground: 'too-many-plates',
      steps: [
        {
          rule: 'too-many-plates',
          outcome: 'not-met',
          article: 'artikel 4',
          values: { given: 3, max: 2 },
          remedy: 'remove-plate',
        },
      ],
    });
  });

  it('is told apart from every other outcome', () => {
    expect(isRefusal(refuse('not-found'))).toBe(true);
    expect(isRefusal({ outcome: 'allow' })).toBe(false);
  });
});

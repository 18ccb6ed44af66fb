import { favouriteName } from './favourite.ts';

describe('the name of a favourite', () => {
  it.each([
    ['ten characters', 'Oma Jansen', 'Oma Jansen'],
    ['blanks around it', '  Oma  ', 'Oma'],
    ['a letter with a loose mark, which is one character', 'Zoé Müllér'.normalize('NFD'), 'Zoé Müllér'],
    ['another script', 'Бабушка', 'Бабушка'],
    ['pictures of more than one unit', '🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗', '🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗'],
  ])('may be %s [2PARK-080]', (_what, typed, name) => {
    expect(favouriteName(typed)).toEqual({ outcome: 'allow', name });
  });

  it('of eleven characters is too long [2PARK-080]', () => {
    expect(favouriteName('Oma Janssen')).toMatchObject({ ground: 'favourite-name-too-long', steps: [{ values: { max: 10 } }] });
  }); // prettier-ignore
});

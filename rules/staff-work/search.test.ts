import { isRefusal } from '../values/refusal.ts';
import { readSearch, type SearchTerms } from './search.ts';

const nothing = { outcome: 'search', number: null, plate: null, address: null, email: null, name: null };
const read = (typed: string) => readSearch(typed) as SearchTerms;

describe('what staff type in the search box [PEERS-033]', () => {
  it.each([
    ['Z-2304', { number: 'Z-2304', plate: 'Z2304' }],
    ['bv-2026-04417', { number: 'BV-2026-04417' }],
    ['12-ab-34', { plate: '12AB34' }],
    ['1-ABC-234', { plate: '1ABC234' }],
    ['de Boer', { name: ['de', 'boer'] }],
    ['  Öztürk ', { name: ['öztürk'] }],
    ['Sanne@Inwoner.example', { email: 'sanne@inwoner.example' }],
    ['4302 SA 14', { plate: '4302SA14', address: { postcode: '4302SA', street: null, houseNumber: 14 } }],
    ['4302sa', { plate: '4302SA', address: { postcode: '4302SA', street: null, houseNumber: null } }],
    ['2000 12', { plate: '200012', address: { postcode: '2000', street: null, houseNumber: 12 } }],
    ['Lindestraat 14', { address: { postcode: null, street: 'lindestraat', houseNumber: 14 } }],
  ])('is read as everything it may mean: %s', (typed, means) => {
    expect(read(typed)).toEqual({ ...nothing, ...means });
  });

  it.each(['', ' ', 'a', '12', '@', '---'])('is asked for more when it says too little: "%s"', (typed) => {
    expect(isRefusal(readSearch(typed))).toBe(true);
    expect(readSearch(typed)).toMatchObject({ ground: 'search-too-short', steps: [{ remedy: 'type-more' }] });
  });
});

import fc from 'fast-check';
import { address, areas, town } from '../testing/town.ts';
import { addressLines, areaAt, areaOfAddress, ownPlacesAt, postcodeDisplay, postcodeKey, standingIn } from './places.ts'; // prettier-ignore

describe('a postcode', () => {
  it('is one and the same however it is typed', () => {
    expect(new Set(['4302SA', '4302 sa', ' 4302\u00a0Sa '].map(postcodeKey))).toEqual(new Set(['4302SA']));
  });

  it('is written with a space and capitals in the Netherlands, and left alone elsewhere', () => {
    expect(postcodeDisplay('4302sa')).toBe('4302 SA');
    expect(postcodeDisplay('4302 SA')).toBe('4302 SA');
    expect(postcodeDisplay('2000')).toBe('2000');
  });
});

it('an address is written as on an envelope, with the suffix of the door apart', () => {
  expect(addressLines(address())).toEqual(['Kade 21', '4302 SA  Voorbeeldstad']);
  expect(addressLines(address({ houseSuffix: 'A 2', postcode: '4302sa' }))).toEqual([
    'Kade 21 A 2',
    '4302 SA  Voorbeeldstad',
  ]);
});

describe('the zone of an address', () => {
  it.each([
    ['a postcode that lies in one zone', address({ postcode: '4301sa', houseNumber: 1 }), 'A'],
    ['the first number of a part of a street', address({ houseNumber: 10 }), 'B'],
    ['the last number of it', address({ houseNumber: 30 }), 'B'],
    ['the number before it', address({ houseNumber: 9 }), undefined],
    ['the number after it', address({ houseNumber: 31 }), undefined],
    ['a postcode the municipality does not know', address({ postcode: '9999 ZZ' }), undefined],
  ])('of %s', (_where, at, area) => {
    expect(areaOfAddress(at, town())).toBe(area);
  });
});

describe('parking places on own ground', () => {
  it('are those registered at the address, none where nothing is registered', () => {
    expect(ownPlacesAt(address(), town())).toBe(1);
    expect(ownPlacesAt(address({ houseNumber: 23 }), town())).toBe(0);
  });

  it('are unknown where the municipality does not register them', () => {
    expect(ownPlacesAt(address(), town({ ownPlaces: null }))).toBeNull();
  });
});

describe('the area an officer stands in', () => {
  it.each([
    ['in the middle of zone A', 5.2, 52.2, 'A'],
    ['in the hole in zone A', 5.5, 52.5, undefined],
    ['between the hole and the border', 5.65, 52.5, 'A'],
    ['in the first part of zone B', 6.5, 52.5, 'B'],
    ['in the part of zone B that lies apart', 8.5, 52.5, 'B'],
    ['between the parts of zone B', 7.5, 52.5, undefined],
    ['north of everything', 5.5, 53.5, undefined],
  ])('%s', (_where, longitude, latitude, id) => {
    expect(areaAt(longitude, latitude, areas)?.id).toBe(id);
  });

  it('is one area at most where two share a border, so that nobody is counted twice', () => {
    const shared = areas.map((area) => ({ ...area, polygons: [area.polygons[0]!] }));
    const on = [52.1, 52.25, 52.9].map((latitude) => shared.filter((area) => areaAt(6, latitude, [area])));
    expect(on.map((found) => found.length)).toEqual([1, 1, 1]);
  });

  it('of a ring does not depend on where the ring begins or which way it runs', () => {
    const ring = areas[0]!.polygons[0]![0]!.slice(0, -1);
    const coordinate = (from: number) => fc.double({ min: from - 0.5, max: from + 1.5, noNaN: true });
    fc.assert(
      fc.property(coordinate(5), coordinate(52), fc.nat(3), fc.boolean(), (x, y, turn, back) => {
        const turned = [...ring.slice(turn), ...ring.slice(0, turn)];
        const drawn = back ? turned.reverse() : turned;
        const area = { ...areas[0]!, polygons: [[[...drawn, drawn[0]!]]] };
        const inside = x > 5 && x < 6 && y > 52 && y < 53;
        const outside = x < 5 || x > 6 || y < 52 || y > 53;
        if (inside || outside) expect(areaAt(x, y, [area]) !== undefined).toBe(inside);
      }),
    );
  });

  it('with any hole cut out of it loses exactly what lies in the hole', () => {
    const unit = fc.double({ min: 0.01, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(unit, unit, (x, y) => {
        const inHole = x > 0.4 && x < 0.6 && y > 0.4 && y < 0.6;
        const onBorder = [x, y].some((at) => [0.4, 0.6].some((edge) => Math.abs(at - edge) < 1e-9));
        if (!onBorder) expect(areaAt(5 + x, 52 + y, areas) === undefined).toBe(inHole);
      }),
    );
  });
});

describe('somebody who stands near the border of a zone', () => {
  // Two squares that share the street at longitude 5.001; a thousandth of a degree is 68 m to the east here, 111 m to the north.
  const square = (id: string, west: number) => {
    const ring = [[west, 52], [west + 0.001, 52], [west + 0.001, 52.001], [west, 52.001], [west, 52]] as const; // prettier-ignore
    return { id, polygons: [[ring]] };
  };
  const [a, b] = [square('A', 5), square('B', 5.001)] as const;
  const at = (longitude: number, accuracy = 5, latitude = 52.0005) => ({ longitude, latitude, accuracy });

  it('is told of the other zone and how far its border is [BEYOND-038]', () => {
    expect(standingIn(a, [a, b], at(5.00085))).toEqual({ where: 'near', metres: 10, other: b });
    expect(standingIn(a, [a, b], at(5.0005))).toEqual({ where: 'inside' });
  });

  it('on the wrong side of it is told so, and further on that this is another zone, or none', () => {
    expect(standingIn(a, [a, b], at(5.00115))).toEqual({ where: 'near', metres: 10, other: b });
    expect(standingIn(a, [a, b], at(5.0017))).toEqual({ where: 'elsewhere', zone: b });
    expect(standingIn(a, [a, b], at(5.01))).toEqual({ where: 'elsewhere', zone: null });
  });

  it('is warned sooner by a device that is less sure where it is', () => {
    expect(standingIn(a, [a, b], at(5.0005, 40))).toMatchObject({ where: 'near', metres: 34 });
  });

  it('at the edge of town is told that no zone lies beyond', () => {
    expect(standingIn(a, [a, b], at(5.00015))).toEqual({ where: 'near', metres: 10, other: null });
  });
});

import { chooseNational, polygonsOf, type NationalData } from './national-data.ts';

const manager = { areamanagerid: '9901' };
const square = 'POLYGON ((5.1 52.1, 5.2 52.1, 5.2 52.2, 5.1 52.2, 5.1 52.1))';
const data = (more: Partial<NationalData> = {}): NationalData => ({
  gebieden: [{ ...manager, areaid: 'C_1', areadesc: 'Centrum', usageid: 'BETAALD', startdatearea: '20200101' }],
  geometrieen: [{ ...manager, areaid: 'C_1', areageometryastext: square }],
  gebiedRegelingen: [{ ...manager, areaid: 'C_1', usageid: 'BETAALD', regulationid: 'R1' }],
  regelingen: [{ ...manager, regulationid: 'R1', regulationtype: 'B' }],
  tijdvakken: [
    { ...manager, regulationid: 'R1', daytimeframe: 'MAANDAG', starttimetimeframe: '900', endtimetimeframe: '2100', farecalculationcode: 'T1' },
  ],
  tariefberekeningen: [{ ...manager, farecalculationcode: 'T1' }],
  tariefdelen: [
    { ...manager, farecalculationcode: 'T1', startdurationfarepart: '0', enddurationfarepart: '999999', amountfarepart: '2.5', stepsizefarepart: '60' },
  ],
  ...more,
}); // prettier-ignore
const choose = (more: Partial<NationalData> = {}) => chooseNational(data(more), '9901', '2026-05-01');

describe('what is taken over of the national register', () => {
  it('is areas with their drawing, and the regulations, frames and fares that hold there', () => {
    const { areas, tariffs, leftAside } = choose();
    expect(areas).toEqual([
      { id: 'c-1', name: 'Centrum', kind: 'zone', registerId: 'C_1', polygons: polygonsOf(square) },
    ]);
    expect(Object.values(tariffs).map(({ length }) => length)).toEqual([1, 1, 1, 1, 1]);
    expect(leftAside).toEqual([]);
  });

  it('leaves aside what is over, what holds elsewhere and what nobody can read, and tells it by an example', () => {
    const { areas, tariffs, leftAside } = choose({
      gebieden: [
        ...data().gebieden,
        { ...manager, areaid: 'OLD', enddatearea: '20251231' },
        { ...manager, areaid: 'NOWHERE' },
        { areamanagerid: '363', areaid: 'OTHER-TOWN' },
      ],
      regelingen: [...data().regelingen, { ...manager, regulationid: 'R9' }],
      tijdvakken: [
        ...data().tijdvakken,
        { ...data().tijdvakken[0], starttimetimeframe: '2575' },
        { ...data().tijdvakken[0], daytimeframe: 'KOOPAVOND' },
      ],
    });
    expect(areas.map(({ registerId }) => registerId)).toEqual(['C_1']);
    expect(tariffs.regelingen).toHaveLength(1);
    expect(tariffs.tijdvakken).toHaveLength(2);
    expect(leftAside).toEqual([
      { table: 'gebieden', reason: 'over', count: 1, example: '20251231' },
      { table: 'gebieden', reason: 'no-geometry', count: 1, example: 'NOWHERE' },
      { table: 'regelingen', reason: 'not-linked', count: 1, example: 'R9' },
      { table: 'tijdvakken', reason: 'unreadable', count: 1, example: expect.stringContaining('2575') as string },
      { table: 'tijdvakken', reason: 'special-day', count: 1, example: 'KOOPAVOND' },
    ]);
  });

  it('keeps what ends later: the day of the last night is still to come', () => {
    const later = { ...manager, areaid: 'C_1', areadesc: 'Centrum', enddatearea: '20260502 00:00:00' };
    expect(choose({ gebieden: [later] }).areas).toHaveLength(1);
    expect(choose({ gebieden: [{ ...later, enddatearea: '20260501' }] }).areas).toHaveLength(0);
  });
});

describe('a drawing', () => {
  it('has holes and parts, as in GeoJSON', () => {
    const hole = '(5.12 52.12, 5.13 52.12, 5.13 52.13, 5.12 52.12)';
    const outer = '(5.1 52.1, 5.2 52.1, 5.2 52.2, 5.1 52.1)';
    expect(polygonsOf(`POLYGON (${outer}, ${hole})`)[0]).toHaveLength(2);
    expect(polygonsOf(`MULTIPOLYGON ((${outer}), (${outer}, ${hole}))`).map((rings) => rings.length)).toEqual([1, 2]);
    expect(polygonsOf(`POLYGON (${outer})`)[0]![0]![0]).toEqual([5.1, 52.1]);
  });

  it.each(['', 'POINT (5.1 52.1)', 'POLYGON EMPTY', 'POLYGON ((5.1 52.1))'])(
    'is none when it is no surface: %j',
    (wkt) => {
      expect(polygonsOf(wkt)).toEqual([]);
    },
  );
});

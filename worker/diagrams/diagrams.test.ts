import { parseDiagram } from '../../activities/audit/diagram.ts';
import { CASE_KINDS, PROCESSES, waysOf } from '../../rules/processes.ts';
import { type SentenceTree } from '../../rules/sentences.ts';
import { codeFiles, isForTests, readText } from '../testing/files.ts';
import { drawingOf } from './command.ts';

const dutch = JSON.parse(readText('text/nl.json')) as SentenceTree;
const drawn = (kind: string) => parseDiagram(readText(`workflows/${kind}.bpmn`));

/** Processes that are no cases: nobody decides anything in them, so there is no table of places and moves to draw. */
const NO_CASE = ['letter', 'recurring-job'];
const NO_PROCESS = ['index', 'business-clock', 'case', 'steps'];

it('every process that is a case has its drawing beside it, and no drawing is left over', () => {
  const processes = codeFiles(['workflows'])
    .filter((file) => /^workflows\/[a-z-]+\.ts$/.test(file) && !isForTests(file))
    .map((file) => file.replace(/^workflows\/|\.ts$/g, ''));
  const cases = processes.filter((name) => ![...NO_CASE, ...NO_PROCESS].includes(name));
  expect([...CASE_KINDS].sort()).toEqual(cases.sort());
});

describe.each(CASE_KINDS)('the drawing of %s', (kind) => {
  const { places, ways } = drawn(kind);
  const table = PROCESSES[kind];

  it('shows every place of the table its code moves by, and nothing else', () => {
    const statuses = places.flatMap(({ status }) => status ?? []);
    expect(statuses.sort()).toEqual(Object.keys(table.moves).sort());
    const ends = places.filter(({ shape }) => shape === 'end').map(({ status }) => status!);
    expect(ends.filter((status) => Object.keys(table.moves[status]!).length > 0)).toEqual([]);
  });

  it('shows every move with where it can lead, and nothing else', () => {
    const asLine = (from: string | null, move: string, to: string) => `${from ?? 'begin'} –${move}→ ${to}`;
    const inCode = [
      ...table.begins.map((to) => asLine(null, '', to)),
      ...waysOf(table).flatMap(({ from, to, moves }) => moves.map((move) => asLine(from, move, to))),
    ];
    const inDrawing = ways.flatMap(({ from, to, moves }) =>
      (moves.length === 0 ? [''] : moves).map((move) => asLine(from, move, to)),
    );
    expect(inDrawing.sort()).toEqual(inCode.sort());
  });

  it('has lines that begin and end at the edges of their places, and no place on top of another', () => {
    const touches = (status: string | null, point: { x: number; y: number }) => {
      const { x, y, width, height } = places.find((place) => place.status === status)!;
      const inside = point.x >= x && point.x <= x + width && point.y >= y && point.y <= y + height;
      return inside && (point.x === x || point.x === x + width || point.y === y || point.y === y + height);
    };
    const astray = ways.filter(({ from, to, points }) => !touches(from, points[0]!) || !touches(to, points.at(-1)!));
    expect(astray).toEqual([]);
    const meet = places.filter((one) =>
      places.some(
        (other) =>
          other !== one &&
          one.x < other.x + other.width &&
          other.x < one.x + one.width &&
          one.y < other.y + other.height &&
          other.y < one.y + one.height,
      ),
    );
    expect(meet).toEqual([]);
  });

  it('is what `npm run diagrams` draws today', () => {
    expect(readText(`workflows/${kind}.bpmn`)).toBe(drawingOf(kind, dutch));
  });
});

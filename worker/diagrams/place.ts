import { type ProcessTable, waysOf } from '../../rules/processes.ts';
import { type Layout } from './layouts.ts';

export interface Box {
  /** Null for the circle a case begins at. */
  status: string | null;
  shape: 'begin' | 'person' | 'outside' | 'end';
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Line {
  from: string | null;
  to: string;
  moves: string[];
  points: [x: number, y: number][];
}

export interface Drawn {
  boxes: Box[];
  lines: Line[];
}

const TASK = { width: 152, height: 64 };
const CIRCLE = 36;
const PITCH = 232;
const TRACK = 16;
const MARGIN = 24;
/** Lines leave and arrive left of here; on the right a case that stays where it is loops. */
const PORTS_END = TASK.width - 36;

interface Travel {
  from: Box;
  to: Box;
  moves: string[];
  via: 'straight' | 'loop' | 'above' | 'below';
}

/**
 * Places a process on paper: open places in one row, ends below it. Between neighbours a straight line; other lines run above the row to
 * the right and below it to the left and to the ends, one track per place they lead to, so that lines with one goal come together.
 */
export function place(table: ProcessTable, layout: Layout): Drawn {
  const boxes = boxesOf(layout);
  const find = (status: string | null) => {
    const box = boxes.find((one) => one.status === status);
    if (!box) throw new Error(`${status ?? 'the beginning'} has no place in the layout`);
    return box;
  };
  const begin = find(null);
  const travels: Travel[] = [
    ...table.begins.map((to) => travel(begin, find(to), [])),
    ...waysOf(table).map(({ from, to, moves }) => travel(find(from), find(to), moves)),
  ];

  function travel(from: Box, to: Box, moves: string[]): Travel {
    if (from === to) return { from, to, moves, via: 'loop' };
    if (layout.below.some(([status]) => status === to.status)) return { from, to, moves, via: 'below' };
    const row = [begin, ...layout.row.map(([status]) => find(status))];
    const steps = row.indexOf(to) - row.indexOf(from);
    return { from, to, moves, via: steps === 1 ? 'straight' : steps > 0 ? 'above' : 'below' };
  }

  const trackOf = (via: 'above' | 'below') => {
    // In the order of the row: what lies near is reached on a track near it, and the ends on the farthest.
    const goals = boxes.filter((box) => travels.some((one) => one.to === box && one.via === via));
    return (box: Box) => goals.indexOf(box) + 1;
  };
  const [above, below] = [trackOf('above'), trackOf('below')];
  const tracks = (via: 'above' | 'below') => new Set(travels.filter((one) => one.via === via).map(({ to }) => to)).size;
  const top = MARGIN + (tracks('above') + 1) * TRACK;
  const bottom = top + TASK.height;
  const ends = bottom + (tracks('below') + 2) * TRACK;
  for (const box of boxes) {
    if (layout.below.some(([status]) => status === box.status)) box.y = ends;
    else box.y = top + (TASK.height - box.height) / 2;
  }

  const port = portsOf(travels);
  const lines = travels.map(({ from, to, moves, via }): Line => {
    const points = ((): Line['points'] => {
      const [rightOf, leftOf] = [from.x + from.width, to.x];
      switch (via) {
        case 'straight':
          return [[rightOf, top + TASK.height / 2], [leftOf, top + TASK.height / 2]]; // prettier-ignore
        case 'loop':
          return [[rightOf - 20, top], [rightOf - 20, top - 12], [rightOf + 14, top - 12], [rightOf + 14, top + 14], [rightOf, top + 14]]; // prettier-ignore
        case 'above': {
          const [out, into, y] = [port(from, to, via), port(to, null, via), top - above(to) * TRACK];
          return [
            [out, from.y],
            [out, y],
            [into, y],
            [into, to.y],
          ];
        }
        case 'below': {
          const [out, into, y] = [port(from, to, via), port(to, null, via), bottom + below(to) * TRACK];
          return [[out, from.y + from.height], [out, y], [into, y], [into, to.y === ends ? to.y : to.y + to.height]]; // prettier-ignore
        }
      }
    })();
    return { from: from.status, to: to.status!, moves, points };
  });
  return { boxes, lines };
}

function boxesOf({ row, below }: Layout): Box[] {
  const left = MARGIN + CIRCLE + 48;
  const circle = (x: number) => ({ x: x - CIRCLE / 2, y: 0, width: CIRCLE, height: CIRCLE });
  const middleOf = (column: number) => left + column * PITCH + TASK.width / 2;
  return [
    { status: null, shape: 'begin', ...circle(MARGIN + CIRCLE / 2) },
    ...row.map(([status, shape], column): Box =>
      shape === 'end'
        ? { status, shape, ...circle(middleOf(column)) }
        : { status, shape, x: left + column * PITCH, y: 0, ...TASK },
    ),
    ...below.map(([status, column]): Box => ({ status, shape: 'end', ...circle(middleOf(column)) })),
  ];
}

/** Where on the edge of a box a line leaves for another (or, with null, where all that lead to it arrive): side by side, uncrossed. */
function portsOf(travels: readonly Travel[]): (box: Box, goal: Box | null, via: 'above' | 'below') => number {
  const middle = (box: Box) => box.x + box.width / 2;
  return (box, goal, via) => {
    const arriving = travels.filter((one) => one.to === box && one.via === via);
    const leaving = travels.filter((one) => one.from === box && one.via === via).map(({ to }) => to);
    if (box.width === CIRCLE) return middle(box);
    const from = arriving.reduce((sum, one) => sum + middle(one.from), 0) / arriving.length;
    const ports = [
      ...leaving.map((to) => ({ goal: to, x: middle(to) })),
      ...(arriving.length > 0 ? [{ goal: null, x: from }] : []),
    ].sort((a, b) => a.x - b.x);
    const at = ports.findIndex((one) => one.goal === goal);
    return Math.round(box.x + (PORTS_END * (at + 1)) / (ports.length + 1));
  };
}

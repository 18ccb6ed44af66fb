import { readFileSync } from 'node:fs';
import { XMLParser } from 'fast-xml-parser';

/** A process as it is drawn: where a case can stand, and the lines between. */
export interface Diagram {
  kind: string;
  width: number;
  height: number;
  places: {
    /** Null for the circle a case begins at. */
    status: string | null;
    shape: 'begin' | 'person' | 'outside' | 'end';
    x: number;
    y: number;
    width: number;
    height: number;
  }[];
  ways: { from: string | null; to: string; moves: string[]; points: { x: number; y: number }[] }[];
}

interface Model {
  definitions: {
    process: {
      id: string;
      startEvent: Node[];
      userTask?: Node[];
      receiveTask?: Node[];
      endEvent?: Node[];
      sequenceFlow: { id: string; sourceRef: string; targetRef: string; conditionExpression?: { text: string } }[];
    };
    BPMNDiagram: {
      BPMNPlane: {
        BPMNShape: { bpmnElement: string; Bounds: Record<'x' | 'y' | 'width' | 'height', string> }[];
        BPMNEdge: { bpmnElement: string; waypoint: { x: string; y: string }[] }[];
      };
    };
  };
}
interface Node {
  id: string;
}

const MANY = ['startEvent', 'userTask', 'receiveTask', 'endEvent', 'sequenceFlow', 'BPMNShape', 'BPMNEdge', 'waypoint'];
const SHAPES = { startEvent: 'begin', userTask: 'person', receiveTask: 'outside', endEvent: 'end' } as const;
const MARGIN = 24;
/** The words of an end stand under its circle. */
const WORDS = 40;

const parser = new XMLParser({
  removeNSPrefix: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseAttributeValue: false,
  parseTagValue: false,
  alwaysCreateTextNode: true,
  textNodeName: 'text',
  isArray: (name) => MANY.includes(name),
});

const statusOf = (id: string): string | null => (id === 'begin' ? null : id.replace(/^place_/, ''));

export function parseDiagram(bpmn: string): Diagram {
  const { process, BPMNDiagram } = (parser.parse(bpmn) as Model).definitions;
  const { BPMNShape, BPMNEdge } = BPMNDiagram.BPMNPlane;
  const places = (Object.keys(SHAPES) as (keyof typeof SHAPES)[]).flatMap((element) =>
    (process[element] ?? []).map(({ id }) => {
      const drawn = BPMNShape.find(({ bpmnElement }) => bpmnElement === id);
      if (!drawn) throw new Error(`${id} of ${process.id} is not drawn`);
      const { x, y, width, height } = drawn.Bounds;
      return { status: statusOf(id), shape: SHAPES[element], x: +x, y: +y, width: +width, height: +height };
    }),
  );
  const ways = process.sequenceFlow.map(({ id, sourceRef, targetRef, conditionExpression }) => {
    const drawn = BPMNEdge.find(({ bpmnElement }) => bpmnElement === id);
    if (!drawn) throw new Error(`${id} of ${process.id} is not drawn`);
    return {
      from: statusOf(sourceRef),
      to: statusOf(targetRef)!,
      moves: conditionExpression?.text.split(', ') ?? [],
      points: drawn.waypoint.map(({ x, y }) => ({ x: +x, y: +y })),
    };
  });
  return {
    kind: process.id,
    width: Math.max(...places.map(({ x, width }) => x + Math.max(width, 90))) + MARGIN,
    height: Math.max(...places.map(({ y, height, shape }) => y + height + (shape === 'end' ? WORDS : 0))) + MARGIN,
    places,
    ways,
  };
}

const known = new Map<string, Diagram>();

/** The drawing that lies beside a workflow. */
export function readDiagram(kind: string, folder = new URL('../../workflows/', import.meta.url)): Diagram {
  const found = known.get(kind) ?? parseDiagram(readFileSync(new URL(`${kind}.bpmn`, folder), 'utf8'));
  known.set(kind, found);
  return found;
}

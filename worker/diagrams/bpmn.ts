import { type CaseKind, type ProcessTable } from '../../rules/processes.ts';
import { type Layout } from './layouts.ts';
import { place, type Box, type Line } from './place.ts';

/** What people call a place, a move and the process itself. */
export interface DiagramWords {
  title: string;
  place: (status: string) => string;
  move: (move: string) => string;
}

const ELEMENT: Record<Box['shape'], string> = {
  begin: 'startEvent',
  person: 'userTask',
  outside: 'receiveTask',
  end: 'endEvent',
};

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const placeId = (status: string | null): string => (status === null ? 'begin' : `place_${status}`);
const wayId = ({ from, to }: Line): string => `way_${from ?? 'begin'}_${to}`;

/**
 * A process as BPMN 2.0: where a case can stand are tasks and end events, each line between them a sequence flow whose condition names
 * the moves that may lead along it.
 */
export function toBpmn(kind: CaseKind, table: ProcessTable, layout: Layout, words: DiagramWords): string {
  const { boxes, lines } = place(table, layout);
  const nodes = boxes.map(({ status, shape }) => {
    const name = status === null ? '' : ` name="${escape(words.place(status))}"`;
    return `    <bpmn:${ELEMENT[shape]} id="${placeId(status)}"${name} />`;
  });
  const flows = lines.map((line) => {
    const ends = `id="${wayId(line)}" sourceRef="${placeId(line.from)}" targetRef="${placeId(line.to)}"`;
    if (line.moves.length === 0) return `    <bpmn:sequenceFlow ${ends} />`;
    const name = escape(line.moves.map(words.move).join(', '));
    const condition = `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${line.moves.join(', ')}</bpmn:conditionExpression>`;
    return `    <bpmn:sequenceFlow ${ends} name="${name}">\n      ${condition}\n    </bpmn:sequenceFlow>`;
  });
  const shapes = boxes.map(
    ({ status, x, y, width, height }) =>
      `      <bpmndi:BPMNShape id="${placeId(status)}_di" bpmnElement="${placeId(status)}">\n` +
      `        <dc:Bounds x="${x}" y="${y}" width="${width}" height="${height}" />\n      </bpmndi:BPMNShape>`,
  );
  const edges = lines.map(
    (line) =>
      `      <bpmndi:BPMNEdge id="${wayId(line)}_di" bpmnElement="${wayId(line)}">\n` +
      line.points.map(([x, y]) => `        <di:waypoint x="${x}" y="${y}" />\n`).join('') +
      `      </bpmndi:BPMNEdge>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!-- Drawn from the table of this process in rules/ by `npm run diagrams`. -->',
    '<bpmn:definitions',
    '    xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"',
    '    xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"',
    '    xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"',
    '    xmlns:di="http://www.omg.org/spec/DD/20100524/DI"',
    '    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
    `    id="definitions" targetNamespace="urn:parkwerk:process:${kind}">`,
    `  <bpmn:process id="${kind}" name="${escape(words.title)}" isExecutable="false">`,
    ...nodes,
    ...flows,
    '  </bpmn:process>',
    '  <bpmndi:BPMNDiagram id="diagram">',
    `    <bpmndi:BPMNPlane id="plane" bpmnElement="${kind}">`,
    ...shapes,
    ...edges,
    '    </bpmndi:BPMNPlane>',
    '  </bpmndi:BPMNDiagram>',
    '</bpmn:definitions>',
    '',
  ].join('\n');
}

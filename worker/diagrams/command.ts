import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CASE_KINDS, PROCESSES, type CaseKind } from '../../rules/processes.ts';
import { findSentence, type SentenceTree } from '../../rules/sentences.ts';
import { toBpmn } from './bpmn.ts';
import { LAYOUTS } from './layouts.ts';

/** The drawing of one process, with the Dutch words people read. */
export function drawingOf(kind: CaseKind, dutch: SentenceTree): string {
  const say = (key: string): string => {
    const found = findSentence(key, 'nl', dutch, {});
    if (found === undefined) throw new Error(`there is no sentence ${key}`);
    return found;
  };
  return toBpmn(kind, PROCESSES[kind], LAYOUTS[kind], {
    title: say(`process.kind.${kind}`),
    place: (status) => say(`process.place.${kind}.${status}`),
    move: (move) => say(`process.move.${move}`),
  });
}

/** `npm run diagrams`: draws every process anew, beside its workflow. */
export function main(): number {
  const root = process.cwd();
  const dutch = JSON.parse(readFileSync(join(root, 'text', 'nl.json'), 'utf8')) as SentenceTree;
  for (const kind of CASE_KINDS) writeFileSync(join(root, 'workflows', `${kind}.bpmn`), drawingOf(kind, dutch));
  return 0;
}

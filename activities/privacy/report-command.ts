import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type SentenceTree } from '../../rules/sentences.ts';
import { privacyReport } from './report.ts';

/** `npm run privacy-report`: writes the record of processing where people read it. */
export function main(): number {
  const root = process.cwd();
  const english = JSON.parse(readFileSync(join(root, 'text', 'en.json'), 'utf8')) as SentenceTree;
  writeFileSync(join(root, 'docs', 'privacy.md'), privacyReport(english));
  return 0;
}

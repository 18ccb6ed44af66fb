import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, tell } from './tell.mjs';

const FOLDER = join(ROOT, 'docs', 'security');

const SAYS = { met: 'met', partly: 'in part', open: 'not met', 'not-applicable': 'not applicable' };

/** `npm run security-report`: the list of what OWASP ASVS asks, for people to read. */
export function securityReport() {
  const list = JSON.parse(readFileSync(join(FOLDER, 'asvs.json'), 'utf8'));
  writeFileSync(join(FOLDER, 'asvs.md'), compose(list));
  tell(`${list.lines.length} lines are in docs/security/asvs.md.`);
  return 0;
}

/** A list per chapter, and in front of them what is missing: whoever reads one page reads that. */
export function compose({ standard, chapters, lines }) {
  const count = (status) => lines.filter((line) => line.status === status).length;
  const missing = lines.filter(({ status }) => status === 'open' || status === 'partly');
  return [
    `# ${standard}`,
    '',
    '<!-- Made by `npm run security-report` from asvs.json, in words of our own. -->',
    '',
    `Of ${lines.length} lines ${count('met')} are met, ${count('partly')} in part, ${count('open')} not, and ${count('not-applicable')} do not apply.`,
    'We judged this ourselves; nobody outside has looked at it yet.',
    '',
    '## What is missing',
    '',
    ...missing.map(({ id, what, status, because }) => `- **${id}** ${what}: ${SAYS[status]}, ${because}`),
    ...chapters.flatMap((title, at) => [
      '',
      `## V${at + 1} ${title}`,
      '',
      ...lines.filter(({ id }) => id.startsWith(`${at + 1}.`)).map(entryOf),
    ]),
    '',
  ].join('\n');
}

const entryOf = ({ id, what, status, by = [], because = '' }) => {
  const links = by.map((path) => `[${path.split('/').at(-1)}](../../${path})`).join(', ');
  return `- **${id}** ${what}: ${SAYS[status]}${because && `, ${because}`}${links && ` (${links})`}`;
};

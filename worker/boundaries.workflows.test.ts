import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { codeFiles, isForTests, readText, ROOT } from './testing/files.ts';

const MiB = 1024 * 1024;

/** Files every process stands on, themselves no process. */
const NO_PROCESS = ['workflows/index.ts', 'workflows/business-clock.ts', 'workflows/case.ts', 'workflows/steps.ts'];

const processes = codeFiles(['workflows']).filter(
  (file) => !file.startsWith('workflows/contract/') && !NO_PROCESS.includes(file) && !isForTests(file),
);

const namesIn = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, name]) => name!).sort();

/** The names a bundle offers to a worker: one line per process. */
const exported = namesIn(readText('workflows/index.ts'), /^export \{ (\w+) \} from '\.\/[\w-]+\.ts';$/gm);

describe('processes', () => {
  it('are all in the bundle, each passed on by its own name', () => {
    const written = processes.flatMap((file) => namesIn(readText(file), /^export (?:async )?function (\w+)/gm));
    expect(exported).toEqual(written.sort());
    expect(readText('workflows/index.ts').trim().split('\n')).toHaveLength(exported.length);
  });

  it('are called by the name their contract gives them, and by no other', () => {
    const contracts = codeFiles(['workflows/contract']).filter((file) => !file.endsWith('/queues.ts'));
    const named = contracts.flatMap((file) => namesIn(readText(file), /^export const [A-Z_]+ = '(\w+)';$/gm));
    expect(named.sort()).toEqual(exported);
  });
});

describe('the bundle', () => {
  it('builds from source and stays small: each worker reads it once and runs it for every process', async () => {
    const { code } = await bundleWorkflowCode({
      workflowsPath: `${ROOT}workflows/index.ts`,
      logger: new DefaultLogger('ERROR'),
    });
    const size = Buffer.byteLength(code) / MiB;
    process.stderr.write(`The bundle of all workflows is ${size.toFixed(2)} MiB.\n`);
    expect(size).toBeLessThan(3);
    // What decides is in it; what acts is not.
    expect(code).toContain('rules/permit-applications/status.ts');
    // Nor the calendar, which every process would load for itself (decision 22).
    for (const stranger of ['temporal-polyfill', 'node_modules/pg/', 'node_modules/typeorm/', 'activities/index.ts"'])
      expect(code).not.toContain(stranger);
  }, 60_000);
});

it('every queue that is named is worked at by the worker', () => {
  const names = namesIn(readText('workflows/contract/queues.ts'), /^export const (\w+) = /gm);
  const main = readText('worker/main.ts');
  expect(names.filter((name) => !main.includes(`taskQueue: ${name}`))).toEqual([]);
});

import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import ts from 'typescript';
import { codeFiles, isForTests, nodesOf, readText, ROOT, syntaxOf } from './testing/source.ts';

const MiB = 1024 * 1024;

/** Files every process stands on, themselves no process. */
const NO_PROCESS = ['workflows/index.ts', 'workflows/business-clock.ts', 'workflows/steps.ts'];

const processes = codeFiles(['workflows']).filter(
  (file) => !file.startsWith('workflows/contract/') && !NO_PROCESS.includes(file) && !isForTests(file),
);

/** The names a bundle offers to a worker. */
function exported(): string[] {
  const names: string[] = [];
  for (const node of nodesOf(syntaxOf('workflows/index.ts'))) {
    if (ts.isExportDeclaration(node) && !node.exportClause)
      throw new Error('workflows/index.ts passes a whole file on');
    if (ts.isExportSpecifier(node)) names.push(node.name.text);
  }
  return names;
}

const isExported = (node: ts.HasModifiers) =>
  node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;

describe('processes', () => {
  it('are all in the bundle, by name', () => {
    const written = processes.flatMap((file) =>
      [...nodesOf(syntaxOf(file))]
        .filter(ts.isFunctionDeclaration)
        .filter(isExported)
        .map((node) => node.name!.text),
    );
    expect(exported().sort()).toEqual(written.sort());
  });

  it('are called by the name their contract gives them, and by no other', () => {
    const contracts = codeFiles(['workflows/contract']).filter((file) => !file.endsWith('/queues.ts'));
    const named = contracts.flatMap((file) =>
      [...nodesOf(syntaxOf(file))]
        .filter(ts.isVariableDeclaration)
        .flatMap(({ initializer }) => (initializer && ts.isStringLiteral(initializer) ? [initializer.text] : [])),
    );
    expect(named.sort()).toEqual(exported().sort());
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
    for (const stranger of ['node_modules/pg/', 'node_modules/typeorm/', 'activities/index.ts"'])
      expect(code).not.toContain(stranger);
  });
});

it('every queue that is named is worked at by the worker', () => {
  const names = [...readText('workflows/contract/queues.ts').matchAll(/export const (\w+) = /g)].map(
    ([, name]) => name!,
  );
  const main = readText('worker/main.ts');
  expect(names.filter((name) => !main.includes(`taskQueue: ${name}`))).toEqual([]);
});

import ts from 'typescript';
import {
  areaOf,
  BORDERS,
  BUILDS_THE_PAGES,
  PACKAGES,
  RULES_FROM_THE_BOTTOM,
  TESTS_MAY,
  WITHOUT_NODE,
} from './testing/borders.ts';
import { codeFiles, isForTests, readText } from './testing/files.ts';
import { importsOf, nodesOf, syntaxOf, type Import } from './testing/source.ts';

type Manifest = Record<'dependencies' | 'optionalDependencies' | 'devDependencies', Record<string, string>>;

const files = codeFiles();
const imports = files.flatMap(importsOf);
const inside = imports.filter(({ isPackage }) => !isPackage);
const asLine = ({ from, line, to, typeOnly }: Import) => `${from}:${line} imports ${typeOnly ? 'types of ' : ''}${to}`;

function mayImport({ from, to, typeOnly }: Import): boolean {
  if (isForTests(from) && TESTS_MAY.some((pattern) => pattern.test(to))) return true;
  const allowed = BORDERS[areaOf(from)][areaOf(to)];
  if (allowed === undefined) return false;
  if (allowed === 'all') return true;
  if (allowed === 'type') return typeOnly;
  return allowed.files.some((pattern) => pattern.test(to)) && (typeOnly || allowed.type !== true);
}

describe('who imports whom', () => {
  it('follows the table', () => {
    expect(inside.filter((found) => !mayImport(found)).map(asLine)).toEqual([]);
  });

  it('is seen by this test in every form: plain, dynamic, of types, passed on', () => {
    const seen = (from: string, to: string) => inside.filter((found) => found.from === from && found.to === to);
    expect(seen('workflows/steps.ts', 'activities/index.ts')).toMatchObject([{ typeOnly: true }]);
    expect(seen('rules/messages.ts', 'rules/values/language.ts')).toMatchObject([{ typeOnly: true }]);
    expect(seen('worker/main.ts', 'activities/index.ts')).toMatchObject([{ typeOnly: false }]);
    expect(inside.some(({ from, to }) => from === 'ui/text/sentences.ts' && to.startsWith('ui/text/'))).toBe(true);
    expect(
      mayImport({ from: 'rules/payments.ts', line: 1, to: 'activities/clock.ts', isPackage: false, typeOnly: true }),
    ).toBe(false);
    expect(
      mayImport({ from: 'workflows/permit.ts', line: 1, to: 'activities/index.ts', isPackage: false, typeOnly: false }),
    ).toBe(false);
    expect(
      mayImport({
        from: 'api/me/routes.ts',
        line: 1,
        to: 'activities/payments/settle.ts',
        isPackage: false,
        typeOnly: false,
      }),
    ).toBe(false);
  });

  it('among rules goes down only: a rule knows what stands below it and nothing above', () => {
    const level = (file: string) =>
      RULES_FROM_THE_BOTTOM.findIndex((place) => file === place || (place.endsWith('/') && file.startsWith(place)));
    const ruleFiles = codeFiles(['rules']).filter((file) => !isForTests(file));
    expect(ruleFiles.filter((file) => level(file) < 0)).toEqual([]);
    const upwards = inside.filter(({ from, to }) => ruleFiles.includes(from) && level(to) > level(from));
    expect(upwards.map(asLine)).toEqual([]);
  });

  it('among rules never goes in a circle', () => {
    const next = new Map<string, string[]>();
    for (const { from, to } of inside) if (from.startsWith('rules/')) next.set(from, [...(next.get(from) ?? []), to]);
    const circles: string[] = [];
    const walk = (file: string, path: string[]): void => {
      if (path.includes(file)) return void circles.push([...path.slice(path.indexOf(file)), file].join(' → '));
      for (const to of next.get(file) ?? []) walk(to, [...path, file]);
    };
    for (const file of next.keys()) walk(file, []);
    expect(circles).toEqual([]);
  });

  it('leaves what lies ready for tests to tests', () => {
    const misused = inside.filter(({ from, to }) => !isForTests(from) && isForTests(to));
    expect(misused.map(asLine)).toEqual([]);
  });

  it('leaves stand-ins, measurements and journeys to themselves', () => {
    const apart = ['sandbox', 'bench', 'e2e'] as const;
    const entered = inside.filter(({ from, to }) => apart.some((area) => areaOf(to) === area && areaOf(from) !== area));
    expect(entered.filter(({ from }) => !isForTests(from)).map(asLine)).toEqual([]);
  });
});

describe('packages', () => {
  const used = imports.filter(({ isPackage, from }) => isPackage && !isForTests(from));

  it('are used where they belong', () => {
    const mayUse = ({ from, to, typeOnly }: Import): boolean => {
      if (to.startsWith('node:')) return !WITHOUT_NODE.includes(areaOf(from)) || BUILDS_THE_PAGES.test(from);
      const allowed = PACKAGES[areaOf(from)][to] ?? false;
      if (typeof allowed === 'boolean') return allowed;
      return allowed === 'type' ? typeOnly : allowed.test(from);
    };
    expect(used.filter((found) => !mayUse(found)).map(asLine)).toEqual([]);
  });

  it('are all in package.json, and to run none is needed that is there for development alone', () => {
    const { dependencies, optionalDependencies, devDependencies } = JSON.parse(readText('package.json')) as Manifest;
    const known = { ...dependencies, ...optionalDependencies, ...devDependencies };
    const named = imports.filter(({ isPackage, to }) => isPackage && !to.startsWith('node:'));
    const unknown = named.filter(({ to, typeOnly }) => !(to in known) && !(typeOnly && `@types/${to}` in known));
    expect(unknown.map(asLine)).toEqual([]);
    const running = used.filter(({ from, typeOnly }) => !typeOnly && !['bench', 'e2e'].includes(areaOf(from)));
    const missing = running.filter(({ to }) => !to.startsWith('node:') && !(to in dependencies));
    expect(missing.map(asLine)).toEqual([]);
  });

  it('of Node are called by their prefix, so that nobody takes them for others', () => {
    const bare = imports.filter(
      ({ isPackage, to }) =>
        isPackage && /^(fs|path|crypto|http|https|net|os|url|util|events|stream|child_process)$/.test(to),
    );
    expect(bare.map(asLine)).toEqual([]);
  });
});

describe('rules and workflows', () => {
  /** A clock, chance, the environment or the outside: anything that could make a replay, or a second look, come out differently. */
  const FORBIDDEN = new Set([
    'process',
    'crypto',
    'performance',
    'fetch',
    'console',
    'globalThis',
    'require',
    'localStorage',
    'navigator',
  ]);
  const allowed = new Set(['workflows/business-clock.ts Date.now']);

  function impurities(file: string): string[] {
    const found: string[] = [];
    for (const node of nodesOf(syntaxOf(file))) {
      if (ts.isPropertyAccessExpression(node) && /^(Date\.now|Math\.random|Temporal\.Now)$/.test(node.getText()))
        found.push(node.getText());
      if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length)
        found.push('new Date()');
      if (ts.isCallExpression(node) && node.expression.getText() === 'Date') found.push('Date()');
      const isName = ts.isIdentifier(node) && FORBIDDEN.has(node.text);
      const isUse =
        isName &&
        !ts.isPropertyAssignment(node.parent) &&
        !(ts.isPropertyAccessExpression(node.parent) && node.parent.name === node);
      if (isUse && ts.isPropertyAccessExpression(node.parent)) found.push(node.parent.getText());
      else if (isUse && ts.isCallExpression(node.parent)) found.push(node.getText());
    }
    return found.map((what) => `${file} ${what}`).filter((what) => !allowed.has(what));
  }

  it('read no clock, no environment and no chance', () => {
    const pure = codeFiles(['rules', 'workflows']).filter((file) => !isForTests(file));
    expect(pure.flatMap(impurities)).toEqual([]);
  });

  it('would be caught if they did', () => {
    expect(impurities('activities/clock.ts')).toContain('activities/clock.ts Date.now');
    expect(impurities('worker/main.ts')).toContain('worker/main.ts process.env');
  });
});

/** `{ kind: 'holder' }` as a value: who acts, spelled out. */
const actorByHand = (node: ts.Node) => ts.isPropertyAssignment(node) && /^kind: 'holder'/.test(node.getText());

describe('what this house does not do', () => {
  const tests = files.filter((file) => /\.(test\.tsx?|e2e\.ts)$/.test(file));
  const calls = (file: string) =>
    nodesOf(syntaxOf(file))
      .filter(ts.isPropertyAccessExpression)
      .map((node) => node.getText());

  it('leave tests out: none is skipped, none runs alone', () => {
    const left = tests.flatMap((file) =>
      calls(file)
        .filter((call) => /^(it|test|describe)(\.\w+)*\.(only|skip|todo|failing)$/.test(call))
        .map((call) => `${file} ${call}`),
    );
    expect(left).toEqual([]);
  });

  it('put things in drawers without a name, or pass whole folders on', () => {
    expect(files.filter((file) => /\/(utils|helpers|common|managers|misc|shared)(\/|\.)/.test(file))).toEqual([]);
    expect(files.filter((file) => /\/index\.tsx?$/.test(file))).toEqual(['workflows/index.ts', 'activities/index.ts']);
    expect(files.filter((file) => !/^[a-z0-9./-]+$/.test(file))).toEqual([]);
  });

  it('give two statements one name: a connection that has prepared the first refuses the second', () => {
    const names = files.flatMap((file) =>
      nodesOf(syntaxOf(file))
        .filter(ts.isCallExpression)
        .filter(({ expression }) => expression.getText() === 'statement')
        .flatMap(({ arguments: [name] }) => (name && ts.isStringLiteral(name) ? [name.text] : [])),
    );
    expect(names.length).toBeGreaterThan(100);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('write down a citizen as the one who acted where it may be staff for them: actorOf() knows', () => {
    const signsIn = ['api/http/caller.ts', 'api/http/sessions.ts', 'api/auth/sign-in.ts'];
    const written = files
      .filter((file) => file.startsWith('api/') && !isForTests(file))
      .filter((file) => nodesOf(syntaxOf(file)).some((node) => actorByHand(node)));
    expect(written.sort()).toEqual(signsIn.sort());
  });

  it('leave a note for later, or silence a check without saying why', () => {
    const silenced = /eslint-disable(?!.* -- \S)|@ts-(ignore|nocheck)|@ts-expect-error(?! \S)/;
    const later = new RegExp(['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X:'].join('|'));
    const noted = files.flatMap((file) =>
      syntaxOf(file)
        .text.split('\n')
        .flatMap((line, index) =>
          silenced.test(line) || later.test(line) ? [`${file}:${index + 1} ${line.trim()}`] : [],
        ),
    );
    expect(noted.filter((line) => !line.startsWith('worker/boundaries.test.ts'))).toEqual([]);
  });
});

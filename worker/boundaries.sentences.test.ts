import ts from 'typescript';
import { COUNTRIES } from '../rules/values/plate.ts';
import { MESSAGE_KINDS } from '../rules/messages.ts';
import { APPLICATION_STATUSES } from '../rules/permit-applications/status.ts';
import { REJECTION_GROUNDS } from '../rules/review.ts';
import { findSentence, type SentenceTree } from '../rules/sentences.ts';
import { codeFiles, isForTests, readText } from './testing/files.ts';
import { nodesOf, syntaxOf } from './testing/source.ts';

const sentences = { nl: tree('nl'), en: tree('en') };

function tree(language: string): SentenceTree {
  return JSON.parse(readText(`text/${language}.json`)) as SentenceTree;
}

/** `shell.menu` → its text; both forms of a sentence that counts. */
function leavesOf(node: SentenceTree, path = ''): Map<string, string> {
  const leaves = new Map<string, string>();
  for (const [name, value] of Object.entries(node)) {
    if (typeof value === 'string') leaves.set(path + name, value);
    else for (const [key, text] of leavesOf(value, `${path}${name}.`)) leaves.set(key, text);
  }
  return leaves;
}

const placesIn = (text: string) =>
  [...text.matchAll(/\{(\w+)\}/g)]
    .map(([, name]) => name)
    .sort()
    .join();

const code = codeFiles(['rules', 'workflows', 'activities', 'api']).filter((file) => !isForTests(file));

const nodes = code.flatMap((file) => nodesOf(syntaxOf(file)));

/** The texts an expression can be: itself, or either way of a choice. */
function textsOf(node: ts.Expression | undefined): string[] {
  if (node === undefined) return [];
  if (ts.isStringLiteral(node)) return [node.text];
  if (ts.isParenthesizedExpression(node)) return textsOf(node.expression);
  return ts.isConditionalExpression(node) ? [...textsOf(node.whenTrue), ...textsOf(node.whenFalse)] : [];
}

const wordsIn = (type: ts.TypeNode): string[] =>
  nodesOf(type)
    .filter(ts.isStringLiteral)
    .map(({ text }) => text);

/** The words a type is made of: `type Status = 'a' | 'b'`. */
function wordsOf(typeName: string, file?: string): string[] {
  const found = nodes
    .filter(ts.isTypeAliasDeclaration)
    .filter(({ name }) => name.text === typeName)
    .filter((alias) => file === undefined || alias.getSourceFile().fileName === file);
  if (found.length === 0) throw new Error(`there is no type ${typeName}`);
  return found.flatMap(({ type }) => wordsIn(type));
}

const calls = (name: string) =>
  nodes.filter(ts.isCallExpression).filter(({ expression }) => expression.getText() === name);

const without = (section: string, words: readonly string[]): string[] =>
  [...new Set(words)].filter((word) =>
    (['nl', 'en'] as const).some(
      (language) => findSentence(`${section}.${word}`, language, sentences[language], {}) === undefined,
    ),
  );

describe('sentences', () => {
  const dutch = leavesOf(sentences.nl);
  const english = leavesOf(sentences.en);

  it('are there in both languages', () => {
    expect([...dutch.keys()].filter((key) => !english.has(key))).toEqual([]);
    expect([...english.keys()].filter((key) => !dutch.has(key))).toEqual([]);
  });

  it('have the same places to fill in both', () => {
    const different = [...dutch].filter(([key, text]) => placesIn(text) !== placesIn(english.get(key) ?? ''));
    expect(different.map(([key]) => key)).toEqual([]);
  });
});

describe('what a rule can say', () => {
  const refusals = calls('refuse');

  it('as the ground of a refusal has its sentence', () => {
    const types = nodes
      .filter(ts.isTypeAliasDeclaration)
      .filter(
        (alias) =>
          /Ground$|^PlateProblem$/.test(alias.name.text) && alias.getSourceFile().fileName.startsWith('rules/'),
      )
      .filter((alias) => alias.name.text !== 'RejectionGround');
    const grounds = [
      ...types.flatMap(({ type }) => wordsIn(type)),
      ...refusals.flatMap(({ arguments: [ground] }) => textsOf(ground)),
    ];
    expect(new Set(grounds).size).toBeGreaterThan(45);
    expect(without('refusal', grounds)).toEqual([]);
  });

  it('as what would make it pass has its sentence', () => {
    const named = nodes.filter(ts.isPropertyAssignment).filter(({ name }) => name.getText() === 'remedy');
    const checks = calls('check').filter((call) => call.getSourceFile().fileName.endsWith('eligibility.ts'));
    const remedies = [
      ...refusals.flatMap((call) => textsOf(call.arguments[2])),
      ...named.flatMap(({ initializer }) => textsOf(initializer)),
      ...checks.flatMap((call) => textsOf(call.arguments[3])),
    ];
    expect(new Set(remedies).size).toBeGreaterThan(20);
    expect(without('remedy', remedies)).toEqual([]);
  });

  it('as a step of a decision has its sentence, and so has every way it can come out', () => {
    // The rules of misuse hints decide nothing, and have their words with the hints.
    const deciding = nodes.filter((node) => !node.getSourceFile().fileName.endsWith('misuse-hints.ts'));
    const named = deciding.filter(ts.isPropertyAssignment).filter(({ name }) => name.getText() === 'rule');
    const steps = named.flatMap(({ initializer }) => textsOf(initializer));
    expect(without('rule', [...wordsOf('EligibilityGround'), ...steps])).toEqual([]);
    expect(without('outcome', ['met', 'not-met', 'staff-decides'])).toEqual([]);
  });

  it('as the reason of a person has its sentence, for a rejection and for the end of a permit', () => {
    const ends = wordsOf('EndGround', 'workflows/contract/permit.ts');
    expect(without('ground', [...REJECTION_GROUNDS, ...ends])).toEqual([]);
  });
});

describe('what a person reads of a state', () => {
  it.each([
    ['status.application', APPLICATION_STATUSES],
    ['status.permit', wordsOf('PermitPhase')],
    ['status.payment', wordsOf('PaymentStatus')],
    ['keeper', wordsOf('Keeper')],
    ['countries', COUNTRIES],
  ])('has its sentence: %s', (section, words) => {
    expect(words.length).toBeGreaterThan(3);
    expect(without(section, words)).toEqual([]);
  });
});

describe('what is written to people', () => {
  it('has a subject, a text and what to do next, for every mail', () => {
    const parts = MESSAGE_KINDS.flatMap((kind) => [`${kind}.subject`, `${kind}.body`, `${kind}.next`]);
    expect(without('mail', parts)).toEqual([]);
  });

  it('has a title and a decision, for every letter', () => {
    const parts = wordsOf('LetterKind').flatMap((kind) => [`${kind}.title`, `${kind}.decision`]);
    expect(without('letter', parts)).toEqual([]);
  });
});

describe('what is recorded', () => {
  it('is told to auditors and holders in a sentence, for every kind of event', () => {
    const events = nodes.filter(ts.isInterfaceDeclaration).find(({ name }) => name.text === 'AuditEvents')!;
    const kinds = events.members.flatMap(({ name }) => (name && ts.isStringLiteral(name) ? [name.text] : []));
    expect(kinds.length).toBeGreaterThan(35);
    expect(without('event.kind', kinds)).toEqual([]);
  });

  it('is told of every kind of incident', () => {
    expect(without('event.incident', wordsOf('IncidentKind'))).toEqual([]);
  });
});

it('what goes wrong with a request has its sentence, for every code', () => {
  const problems = nodes.filter(ts.isNewExpression).filter(({ expression }) => expression.getText() === 'HttpProblem');
  const codes = [
    ...problems.flatMap((problem) => textsOf(problem.arguments?.[1])),
    ...calls('problem').flatMap((call) => textsOf(call.arguments[1])),
  ];
  expect(new Set(codes).size).toBeGreaterThan(8);
  expect(without('http', codes).filter((word) => without('refusal', [word]).length > 0)).toEqual([]);
});

import { dirname, posix } from 'node:path';
import ts from 'typescript';
import { readText } from './files.ts';

/** The code of the project as the compiler reads it. */

const parsed = new Map<string, ts.SourceFile>();

export function syntaxOf(file: string): ts.SourceFile {
  const known = parsed.get(file);
  if (known) return known;
  const kind = /x$/.test(file) ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const source = ts.createSourceFile(file, readText(file), ts.ScriptTarget.ES2023, true, kind);
  parsed.set(file, source);
  return source;
}

/** Every node of a piece of code, from the outside in. */
export function nodesOf(root: ts.Node): ts.Node[] {
  const nodes: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    nodes.push(node);
    node.forEachChild(visit);
  };
  visit(root);
  return nodes;
}

export interface Import {
  from: string;
  line: number;
  /** Path of a file of the project, or the name of a package. */
  to: string;
  isPackage: boolean;
  /** A type alone leaves nothing behind at run time; `import { type X }` still loads its file. */
  typeOnly: boolean;
}

export function importsOf(file: string): Import[] {
  const source = syntaxOf(file);
  const found: Import[] = [];
  const add = (node: ts.Node, specifier: ts.Node | undefined, typeOnly: boolean) => {
    if (!specifier || !ts.isStringLiteralLike(specifier)) return;
    const isPackage = !specifier.text.startsWith('.');
    const to = isPackage ? packageOf(specifier.text) : posix.join(dirname(file), specifier.text);
    const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    found.push({ from: file, line, to, isPackage, typeOnly });
  };
  // Only these two forms can stand anywhere; all others stand at the top.
  const nodes: readonly ts.Node[] = /\bimport\s*\(/.test(source.text) ? nodesOf(source) : source.statements;
  for (const node of nodes) {
    if (ts.isImportDeclaration(node))
      add(node, node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    else if (ts.isExportDeclaration(node)) add(node, node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node, node.argument.literal, true);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node, node.arguments[0], false);
  }
  return found;
}

/** `react-dom/client` → `react-dom`, `@scope/name/deep` → `@scope/name`; `node:fs` stays. */
function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import ts from 'typescript';

/** The project as text, for tests that hold its borders. Paths are relative to its root, with slashes. */

export const ROOT = new URL('../../', import.meta.url).pathname;

const FOLDERS = ['rules', 'workflows', 'activities', 'api', 'worker', 'ui', 'sandbox', 'embedded', 'bench', 'e2e'];
const CODE = /\.(ts|tsx|mts|mjs|js)$/;

export const readText = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** Every file under a folder; none when the folder is not there yet. */
export function filesIn(folder: string): string[] {
  try {
    return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => posix.join(entry.parentPath.replaceAll('\\', '/'), entry.name).slice(ROOT.length))
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

export const codeFiles = (folders: readonly string[] = FOLDERS): string[] =>
  folders
    .flatMap(filesIn)
    .filter((file) => CODE.test(file) && !file.endsWith('.d.mts') && !file.startsWith('ui/public/'));

/** Tests, and what only tests use. */
export const isForTests = (file: string): boolean => /\.test\.tsx?$|^e2e\/|\/testing\//.test(file);

const parsed = new Map<string, ts.SourceFile>();

export function syntaxOf(file: string): ts.SourceFile {
  const known = parsed.get(file);
  if (known) return known;
  const kind = /x$/.test(file) ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const source = ts.createSourceFile(file, readText(file), ts.ScriptTarget.ES2023, true, kind);
  parsed.set(file, source);
  return source;
}

/** Every node of a file, from the outside in. */
export function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  const inner: ts.Node[] = [];
  node.forEachChild((child) => void inner.push(child));
  for (const child of inner) yield* nodesOf(child);
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
  for (const node of nodesOf(source)) {
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

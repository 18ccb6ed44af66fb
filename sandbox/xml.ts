import { XMLParser, XMLValidator } from 'fast-xml-parser';

export interface Element {
  name: string;
  namespace: string;
  attributes: Record<string, string>;
  children: (Element | string)[];
}

/** Not well-formed, or with a document type, which no party here needs and which is how entities do harm. */
export class XmlError extends Error {}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  htmlEntities: true,
});

type Node = Record<string, unknown> & { ':@'?: Record<string, string> };

/** The root element, namespaces resolved: two senders may well use different prefixes. */
export function parseXml(source: string): Element {
  if (/<!DOCTYPE/i.test(source)) throw new XmlError('a document type is not accepted');
  const verdict = XMLValidator.validate(source);
  if (verdict !== true) throw new XmlError(verdict.err.msg);
  const nodes = parser.parse(source) as Node[];
  const root = nodes.map((node) => elementOf(node, {})).find((element) => element !== undefined);
  if (!root) throw new XmlError('there is no element');
  return root;
}

function elementOf(node: Node, inherited: Record<string, string>): Element | undefined {
  const tag = Object.keys(node).find((key) => key !== ':@');
  if (tag === undefined || tag.startsWith('#') || tag.startsWith('?')) return undefined;

  const attributes = node[':@'] ?? {};
  const prefixes = { ...inherited };
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'xmlns') prefixes[''] = value;
    else if (name.startsWith('xmlns:')) prefixes[name.slice(6)] = value;
  }

  const [prefix, name] = tag.includes(':') ? (tag.split(':', 2) as [string, string]) : (['', tag] as const);
  const children = (node[tag] as Node[]).flatMap((child): (Element | string)[] => {
    if (typeof child['#text'] === 'string') return [child['#text']];
    const element = elementOf(child, prefixes);
    return element ? [element] : [];
  });
  return { name, namespace: prefixes[prefix] ?? '', attributes, children };
}

export function elementsIn({ children }: Element): Element[] {
  return children.filter((child) => typeof child !== 'string');
}

export function childOf(parent: Element | undefined, name: string, namespace?: string): Element | undefined {
  return (
    parent &&
    elementsIn(parent).find((child) => child.name === name && (namespace ?? child.namespace) === child.namespace)
  );
}

/** All text inside, without the space that comes from indenting. */
export function textOf(element: Element): string {
  const inside = element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
  return inside.replace(/\s+/g, ' ').trim();
}

export function escapeXml(value: string): string {
  return value.replace(/[<>&"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

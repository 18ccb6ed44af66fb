import { type Language } from '../../rules/messages.ts';

/** The parts of a mail, in the order they are read. */
export interface Parts {
  language: Language;
  greeting: string;
  body: string;
  code: string | null;
  next: string;
  /** A list somebody asked for; read row by row where there are no columns. */
  table?: { columns: string[]; rows: string[][] } | null;
  /** The first one is what most people come for. */
  buttons: { url: string; label: string }[];
  closing: string[];
  footer: string[];
}

export function asText({ greeting, body, code, next, table, buttons, closing, footer }: Parts): string {
  const blocks = [
    greeting,
    body,
    code,
    next,
    table ? [table.columns, ...table.rows].map((cells) => cells.join(' | ')).join('\n') : null,
    ...buttons.map(({ label, url }) => `${label}: ${url}`),
    closing.join('\n'),
    '--\n' + footer.join('\n'),
  ];
  return blocks.filter((block) => block !== null && block !== '').join('\n\n') + '\n';
}

const FILLED = 'background:#0a5a63;color:#ffffff';
const OUTLINED = 'background:#ffffff;color:#0a5a63';

/** One column, real headings and links, readable without images or style; colours keep 7:1. */
export function asHtml({ language, greeting, body, code, next, table, buttons, closing, footer }: Parts): string {
  const paragraph = (text: string) => (text === '' ? '' : `<p style="margin:0 0 16px">${escapeHtml(text)}</p>`);
  const codeBlock = code
    ? `<p style="margin:0 0 16px;font-size:32px;font-weight:700;letter-spacing:6px">${escapeHtml(code)}</p>`
    : '';
  const links = buttons.map(
    ({ url, label }, index) =>
      `<p style="margin:0 0 24px"><a href="${escapeHtml(url)}" style="display:inline-block;padding:12px 20px;border:2px solid #0a5a63;border-radius:6px;${index === 0 ? FILLED : OUTLINED};font-weight:600;text-decoration:none">${escapeHtml(label)}</a></p>`,
  );
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(closing[1] ?? '')}</title></head>
<body style="margin:0;background:#ffffff;color:#14252b;font:17px/1.5 'Source Sans 3','Segoe UI',system-ui,sans-serif">
<div role="presentation" style="max-width:560px;margin:0 auto;padding:24px 16px">
${paragraph(greeting)}${body.split(/\n+/).map(paragraph).join('')}${codeBlock}${paragraph(next)}${table ? tableOf(table) : ''}${links.join('')}
<p style="margin:0 0 24px">${closing.map(escapeHtml).join('<br>')}</p>
<div style="border-top:1px solid #586c73;padding-top:16px;color:#46575d;font-size:15px">${footer.map((line) => `<p style="margin:0 0 8px">${escapeHtml(line)}</p>`).join('')}</div>
</div>
</body>
</html>
`;
}

const CELL = 'padding:6px 12px 6px 0;border-bottom:1px solid #c5d0d4;text-align:left;vertical-align:top';

function tableOf({ columns, rows }: NonNullable<Parts['table']>): string {
  const head = columns.map((name) => `<th scope="col" style="${CELL}">${escapeHtml(name)}</th>`).join('');
  const body = rows.map(
    (cells) => `<tr>${cells.map((cell) => `<td style="${CELL}">${escapeHtml(cell)}</td>`).join('')}</tr>`,
  );
  return `<table style="border-collapse:collapse;margin:0 0 24px;font-size:15px"><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table>`;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);

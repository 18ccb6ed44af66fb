import { type Language } from '../../rules/messages.ts';

/** The parts of a mail, in the order they are read. */
export interface Parts {
  language: Language;
  greeting: string;
  body: string;
  code: string | null;
  next: string;
  /** The first one is what most people come for. */
  buttons: { url: string; label: string }[];
  closing: string[];
  footer: string[];
}

export function asText({ greeting, body, code, next, buttons, closing, footer }: Parts): string {
  const blocks = [
    greeting,
    body,
    code,
    next,
    ...buttons.map(({ label, url }) => `${label}: ${url}`),
    closing.join('\n'),
    '--\n' + footer.join('\n'),
  ];
  return blocks.filter((block) => block !== null && block !== '').join('\n\n') + '\n';
}

const FILLED = 'background:#0a5a63;color:#ffffff';
const OUTLINED = 'background:#ffffff;color:#0a5a63';

/** One column, real headings and links, readable without images or style; colours keep 7:1. */
export function asHtml({ language, greeting, body, code, next, buttons, closing, footer }: Parts): string {
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
${paragraph(greeting)}${paragraph(body)}${codeBlock}${paragraph(next)}${links.join('')}
<p style="margin:0 0 24px">${closing.map(escapeHtml).join('<br>')}</p>
<div style="border-top:1px solid #586c73;padding-top:16px;color:#46575d;font-size:15px">${footer.map((line) => `<p style="margin:0 0 8px">${escapeHtml(line)}</p>`).join('')}</div>
</div>
</body>
</html>
`;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);

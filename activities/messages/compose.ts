import { productOf, type Release } from '../../rules/municipalities/release.ts';
import { type Language, type MessageKind } from '../../rules/messages.ts';
import { nextDeadline, type Deadline } from '../../rules/permit-applications/deadlines.ts';
import { addDays, civilDateOf } from '../../rules/values/civil-day.ts';
import { formatsIn } from '../../rules/values/format.ts';
import { type Instant } from '../../rules/values/moment.ts';
import { type Values } from '../../rules/sentences.ts';
import { inSentence, type Say } from '../texts.ts';

/** What a mail can be about, as it stands in the database when it is sent. */
export interface MessageFacts {
  kind: MessageKind;
  language: Language;
  at: Instant;
  name: string;
  release: Release;
  publicUrl: string;
  application: { id: string; number: string; productId: string; ground: string | null; deadlines: Deadline[] } | null;
  permit: { id: string; number: string; productId: string; validFrom: Instant; validUntil: Instant } | null;
  payment: { reference: string; refundedCents: number } | null;
  code: string | null;
}

export interface Composed {
  subject: string;
  text: string;
  html: string;
  fromName: string;
}

/** Writes a mail: what happened, what it means, what to do; as text and as HTML with the same words. */
export function composeMessage(facts: MessageFacts, say: Say): Composed {
  const { kind, language, release, name } = facts;
  const { municipality } = release.content;
  const values = valuesOf(facts, say);
  const link = linkOf(facts);
  const fromName = say('mail.from', { municipality: municipality.name });
  const parts: Parts = {
    language,
    greeting: say('mail.greeting', { name }),
    body: say(`mail.${kind}.body`, values).trim(),
    code: facts.code,
    next: say(`mail.${kind}.next`, values),
    button: link === null ? null : { url: link, label: say(`mail.${kind}.button`) },
    closing: [say('mail.closing'), fromName],
    footer: [
      say('mail.help', {
        phone: municipality.contact.phone,
        hours: municipality.contact.hours[language],
        email: municipality.contact.email,
      }),
      say('mail.automatic'),
    ],
  };
  return { subject: say(`mail.${kind}.subject`, values), text: asText(parts), html: asHtml(parts), fromName };
}

function valuesOf({ language, at, release, application, permit, payment }: MessageFacts, say: Say): Values {
  const formats = formatsIn(language);
  const { timeZone, name: municipality } = release.content.municipality;
  const productId = permit?.productId ?? application?.productId;
  const product = productId ? productOf(release.content, productId) : undefined;
  const due =
    application &&
    (application.deadlines.find(({ kind }) => kind === 'lapse') ?? nextDeadline(application.deadlines, at));
  const lastDayOf = (end: Instant) => formats.day(addDays(civilDateOf(end, timeZone), -1));
  return {
    municipality,
    product: product ? inSentence(product.name[language]) : '',
    number: permit?.number ?? application?.number ?? '',
    reason: application?.ground ? say(`ground.${application.ground}`) : '',
    from: permit ? formats.day(civilDateOf(permit.validFrom, timeZone)) : '',
    // Terms end with their day: "before" names the day after the last one.
    until: permit ? lastDayOf(permit.validUntil) : due ? formats.day(civilDateOf(due.at, timeZone)) : '',
    reference: payment?.reference ?? '',
    amount: formats.money(payment?.refundedCents ?? 0),
  };
}

/** Where the button leads; ids only, nothing personal in an address. */
function linkOf({ kind, publicUrl, release, application, permit }: MessageFacts): string | null {
  const desk = `${publicUrl}/${release.municipalityId}/desk`;
  switch (kind) {
    case 'email-code':
    case 'payment-refunded':
      return null;
    case 'documents-asked':
    case 'documents-reminder':
    case 'documents-approved':
    case 'new-document-asked':
    case 'application-rejected':
      return application ? `${desk}/applications/${application.id}` : desk;
    case 'payment-reminder':
      return `${desk}/cart`;
    case 'permit-issued':
    case 'permit-ended':
      return permit ? `${desk}/permits/${permit.id}` : desk;
    case 'application-lapsed':
    case 'permit-expired':
      return `${desk}/products`;
    default:
      return kind satisfies never;
  }
}

interface Parts {
  language: Language;
  greeting: string;
  body: string;
  code: string | null;
  next: string;
  button: { url: string; label: string } | null;
  closing: string[];
  footer: string[];
}

function asText({ greeting, body, code, next, button, closing, footer }: Parts): string {
  const blocks = [
    greeting,
    body,
    code,
    next,
    button && `${button.label}: ${button.url}`,
    closing.join('\n'),
    '--\n' + footer.join('\n'),
  ];
  return blocks.filter((block) => block !== null && block !== '').join('\n\n') + '\n';
}

/** One column, real headings and links, readable without images or style; colours keep 7:1. */
function asHtml({ language, greeting, body, code, next, button, closing, footer }: Parts): string {
  const paragraph = (text: string) => `<p style="margin:0 0 16px">${escapeHtml(text)}</p>`;
  const codeBlock = code
    ? `<p style="margin:0 0 16px;font-size:32px;font-weight:700;letter-spacing:6px">${escapeHtml(code)}</p>`
    : '';
  const link = button
    ? `<p style="margin:0 0 24px"><a href="${escapeHtml(button.url)}" style="display:inline-block;padding:12px 20px;border-radius:6px;background:#0a5a63;color:#ffffff;font-weight:600;text-decoration:none">${escapeHtml(button.label)}</a></p>`
    : '';
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(closing[1] ?? '')}</title></head>
<body style="margin:0;background:#ffffff;color:#14252b;font:17px/1.5 'Source Sans 3','Segoe UI',system-ui,sans-serif">
<div role="presentation" style="max-width:560px;margin:0 auto;padding:24px 16px">
${paragraph(greeting)}${paragraph(body)}${codeBlock}${paragraph(next)}${link}
<p style="margin:0 0 24px">${closing.map(escapeHtml).join('<br>')}</p>
<div style="border-top:1px solid #586c73;padding-top:16px;color:#46575d;font-size:15px">${footer.map((line) => `<p style="margin:0 0 8px">${escapeHtml(line)}</p>`).join('')}</div>
</div>
</body>
</html>
`;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);

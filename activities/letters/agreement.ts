import { areaOf } from '../../rules/municipalities/release.ts';
import { addDays, civilDateOf } from '../../rules/values/civil-day.ts';
import { formatsIn } from '../../rules/values/format.ts';
import { type Say } from '../texts.ts';
import type { LetterFacts } from './compose.ts';
import type { Block } from './page.ts';

/** The agreement is part of the file of the issue, on a page of its own: between whom, about what, and every clause (LOKET-056). */
export function agreementBlocks(
  { product, permit, pass, holder, content, language, sentAt }: LetterFacts,
  say: Say,
): Block[] {
  if (!permit || !product.agreement) return [];
  const { municipality } = content;
  const formats = formatsIn(language);
  const day = (moment: string) => formats.day(civilDateOf(moment, municipality.timeZone));
  const lastDay = formats.day(addDays(civilDateOf(permit.validUntil, municipality.timeZone), -1));
  const rows: [string, string][] = [
    [say('letter.agreement.municipality'), municipality.name],
    [say('letter.agreement.subscriber'), holder.name],
    [say('letter.number'), permit.number],
    [say('letter.area'), areaOf(content, permit.areaId)?.name ?? permit.areaId],
    ...(permit.plates.length > 0 ? [[say('letter.plates'), permit.plates.join(', ')] as [string, string]] : []),
    [say('letter.validFrom'), day(permit.validFrom)],
    [say('letter.validUntil'), lastDay],
    [say('letter.price'), permit.priceCents === 0 ? say('letter.free') : formats.money(permit.priceCents)],
    ...(pass ? [[say('letter.agreement.pass'), pass.number] as [string, string]] : []),
  ];
  return [
    { kind: 'heading', text: say('letter.agreement.heading'), newPage: true },
    { kind: 'facts', facts: rows },
    ...product.agreement.map((clause, index): Block => ({
      kind: 'paragraph',
      text: `${index + 1}. ${clause[language]}`,
    })),
    ...(pass
      ? [{ kind: 'paragraph', text: say('letter.agreement.posted', { day: formats.day(pass.dueOn) }) } as Block]
      : []),
    {
      kind: 'paragraph',
      text: `${say('letter.agreement.agreed', { day: day(sentAt) })}\n${municipality.signatory[language]}`,
    },
  ];
}

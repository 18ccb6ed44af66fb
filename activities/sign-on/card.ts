import { type Product } from '../../rules/municipalities/product.ts';
import { type ReleaseContent } from '../../rules/municipalities/release.ts';
import { inGroups, phoneInGroups } from '../../rules/values/digits.ts';
import { type Language } from '../../rules/values/language.ts';
import { renderCard } from '../letters/card.ts';
import { type Deps } from '../ports.ts';

export interface CardFacts {
  language: Language;
  content: ReleaseContent;
  product: Product;
  number: string;
  code: string;
}

/** The card as it is printed. Its secret is on it and nowhere else; in the address behind the QR it stands after the `#`, which no server sees. */
export function printCard(
  { texts, publicUrl }: Pick<Deps, 'texts' | 'publicUrl'>,
  { language, content, product, number, code }: CardFacts,
): Promise<Buffer> {
  const say = texts.in(language, content);
  const { id, name, contact } = content.municipality;
  return renderCard({
    language,
    sender: name,
    title: say('signOn.card.title'),
    lead: product.name[language],
    facts: [
      [say('signOn.card.line'), phoneInGroups(contact.line ?? contact.phone)],
      [say('signOn.card.number'), inGroups(number, 4)],
      [say('signOn.card.code'), inGroups(code, 3)],
    ],
    steps: ['dial', 'enter', 'plate', 'end'].map((step) => say(`signOn.card.steps.${step}`)),
    qr: { address: `${publicUrl}/${id}/sign-on#${number}.${code}`, label: say('signOn.card.qr') },
    footer: say('signOn.card.footer', { phone: contact.phone }),
  });
}

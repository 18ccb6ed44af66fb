import type { Held } from '../../api/privacy/shapes.ts';
import { Details } from '../components/disclosure.tsx';
import { now } from '../data/clock.ts';
import { sayTerm } from '../text/say-term.ts';
import { useFormat, useSentenceNamed, useText } from '../text/text.tsx';
import { sayGoes } from './goes.ts';

type Part = Held['items'][number];

/** One class of what is held: how much, what is in it, and when each item goes. */
export function HeldPart({ part: { id, count, stays, term, next } }: { part: Part }) {
  const t = useText();
  const format = useFormat();
  const named = useSentenceNamed();
  const at = now();
  const first = next.find(({ goesAt }) => goesAt !== null)?.goesAt;
  const title = named(`ownData.part.${id}.title`) ?? id;
  return (
    <div className="pw-stack pw-stack--tight">
      <div className="pw-row">
        <h3 className="pw-grow">{title}</h3>
        <span>{t('ownData.count', { count })}</span>
      </div>
      <p className="pw-small">{named(`ownData.part.${id}.fields`)}</p>
      {stays !== null && <p className="pw-small pw-muted">{t(`ownData.stays.${stays}`)}</p>}
      {term !== null && (
        <p className="pw-small pw-muted">
          {t(term.length === 0 ? 'ownData.termOfNow' : 'ownData.termOf', {
            term: sayTerm(term.length, term.unit, t),
            from: named(`retention.class.${term.recordClass}.from`) ?? '',
          })}
        </p>
      )}
      {first !== undefined && first !== null && (
        <p>
          {t('ownData.first')}: <strong>{sayGoes(first, at, t, format)}</strong>
        </p>
      )}
      {term !== null && (
        <Details summary={`${t('ownData.each')}: ${title}`}>
          <ul className="pw-bullets pw-stack pw-stack--tight">
            {next.map(({ label, goesAt }, place) => (
              // Two items may have the same name and moment; their order is that of the answer.
              <li key={`${place} ${label}`}>
                {[
                  named(`event.message.${label}`) ?? named(`event.letter.${label}`) ?? label,
                  goesAt === null ? t('ownData.running') : sayGoes(goesAt, at, t, format),
                ]
                  .filter(Boolean)
                  .join(': ')}
              </li>
            ))}
          </ul>
        </Details>
      )}
    </div>
  );
}

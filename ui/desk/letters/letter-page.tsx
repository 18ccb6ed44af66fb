import { useCallback, useId, useState } from 'react';
import { Link, useParams } from 'react-router';
import type { LetterView, ReadLetter } from '../../../api/letters/shapes.ts';
import { spokenParts } from '../../../rules/letters/reading.ts';
import { LANGUAGES, type Language } from '../../../rules/values/language.ts';
import { Icon } from '../../components/icon.tsx';
import { DescriptionList } from '../../components/lists.tsx';
import { ReadAloud } from '../../components/read-aloud.tsx';
import { Select } from '../../components/text-input.tsx';
import { useCall } from '../../data/use-call.ts';
import { useFormat, useLanguage, useSentenceNamed, useText } from '../../text/text.tsx';
import { letterFile, readLetter } from '../data/letters.ts';
import { useDesk } from '../desk.ts';
import { DeskShell } from '../desk-shell.tsx';
import { Shown } from '../shown.tsx';

/** A letter to read here, to hear, and to keep; in one language or in two side by side (BEYOND-032). */
export default function LetterPage() {
  const t = useText();
  const { letter: id = '' } = useParams();
  const { base } = useDesk();
  const asked = useCall(useCallback((signal: AbortSignal) => readLetter(id, signal), [id]));
  return (
    <DeskShell title={t('letterPage.title')}>
      <div className="pw-stack pw-stack--apart">
        <p>
          <Link className="pw-alone" to={base}>
            <Icon name="back" size={20} />
            {t('desk.menu.home')}
          </Link>
        </p>
        <Shown asked={asked} loading={t('letterPage.loading')}>
          {(letter) => <Letter key={letter.id} letter={letter} />}
        </Shown>
      </div>
    </DeskShell>
  );
}

type Choice = Language | 'both';
const CHOICES: readonly Choice[] = [...LANGUAGES, 'both'];

function Letter({ letter: { id, kind, at, language: sentIn, text } }: { letter: LetterView }) {
  const t = useText();
  const format = useFormat();
  const named = useSentenceNamed();
  const { language } = useLanguage();
  // Who reads the site in another language than the letter came in wants to see both.
  const [choice, setChoice] = useState<Choice>(language === sentIn ? sentIn : 'both');
  const shown = choice === 'both' ? [sentIn, ...LANGUAGES.filter((other) => other !== sentIn)] : [choice];
  return (
    <>
      <div className="pw-stack pw-measure">
        <h1>{named(`permit.letter.${kind}`) ?? t('letterPage.title')}</h1>
        <p>{t('letterPage.lead')}</p>
        <p className="pw-muted">{t('letterPage.sent', { day: format.day(at) })}</p>
        <Select
          label={t('letterPage.show')}
          value={choice}
          options={CHOICES.map((value) => ({ value, text: t(`letterPage.${value}`) }))}
          onChange={(value) => setChoice(CHOICES.find((known) => known === value) ?? sentIn)}
        />
      </div>
      <div className="pw-beside">
        {shown.map((one) => (
          <InOneLanguage key={one} language={one} letter={text[one]} />
        ))}
      </div>
      <section className="pw-stack pw-measure">
        <h2>{t('letterPage.keep')}</h2>
        <p>
          <a className="pw-alone" href={letterFile(id, 'pdf')} download>
            {t('letterPage.pdf')}
          </a>
        </p>
        <p>
          <a className="pw-alone" href={letterFile(id, 'json')} download>
            {t('letterPage.json')}
          </a>
        </p>
        <p className="pw-small pw-muted">{t('letterPage.jsonHint')}</p>
      </section>
    </>
  );
}

function InOneLanguage({ language, letter }: { language: Language; letter: ReadLetter }) {
  const t = useText();
  const id = useId();
  const { title, sender, recipient, facts, blocks } = letter;
  return (
    <section className="pw-card pw-stack" aria-labelledby={id}>
      <ReadAloud parts={() => spokenParts(letter)} language={language} about={t(`letterPage.${language}`)} />
      <article lang={language} className="pw-letter pw-stack">
        <h2 id={id}>{title}</h2>
        <address className="pw-small">
          <strong>{sender.name}</strong>
          <br />
          {sender.lines.join(' · ')}
        </address>
        <p>{recipient.join('\n')}</p>
        <Facts facts={facts} />
        {blocks.map((block, at) =>
          block.kind === 'facts' ? (
            <Facts key={at} facts={block.facts} />
          ) : block.kind === 'heading' ? (
            <h3 key={at}>{block.text}</h3>
          ) : (
            <p key={at}>{block.text}</p>
          ),
        )}
      </article>
    </section>
  );
}

const Facts = ({ facts }: { facts: ReadLetter['facts'] }) => (
  <DescriptionList thin items={facts.map(([term, value]) => ({ term, value }))} />
);

import type { TaskView } from '../../../api/review/shapes.ts';
import { DescriptionList, type Description } from '../../components/lists.tsx';
import { Money } from '../../components/figures.tsx';
import { Plate } from '../../components/plate.tsx';
import { useFormat, useLanguage, useSentenceNamed, useText } from '../../text/text.tsx';

/** What the applicant filled in and declared. */
export function Filled({ task }: { task: TaskView }) {
  const t = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const {
    startsOn,
    periodId,
    priceCents,
    receivedAt,
    plates,
    questions,
    declaration,
    card,
    secondAddress,
    succession,
  } = task;
  const items: (Description | false)[] = [
    startsOn !== null && { term: t('review.filled.start'), value: format.day(startsOn) },
    periodId !== null && { term: t('review.filled.period'), value: <Period id={periodId} /> },
    priceCents !== null && {
      term: t('review.filled.price'),
      value: priceCents === 0 ? t('review.filled.free') : <Money cents={priceCents} />,
    },
    plates.length > 0 && {
      term: t('review.filled.plates', { count: plates.length }),
      value: (
        <span className="pw-row pw-row--tight">
          {plates.map(({ id, display, country }) => (
            <Plate key={id} value={display} country={country} size="s" quiet />
          ))}
        </span>
      ),
    },
    ...questions.map(({ text, answer }) => ({
      term: text[language],
      value: answer === 'yes' || answer === 'no' ? t(`common.${answer}`) : (answer ?? t('review.filled.noAnswer')),
    })),
    card !== null && {
      term: t('review.filled.card'),
      value: t('review.filled.cardLine', {
        number: card.number ?? t('review.filled.cardErased'),
        day: format.day(card.expiresOn),
      }),
    },
    succession !== null && {
      term: t(succession.inherited ? 'review.filled.inherits' : 'review.filled.replaces'),
      value: succession.permitNumber ?? t('review.filled.noSuchPermit'),
    },
    secondAddress !== null && {
      term: t('review.filled.secondAddress'),
      value: [
        t('review.filled.secondAddressLine', {
          postcode: secondAddress.postcode ?? '',
          houseNumber: secondAddress.houseNumber ?? '',
          area: secondAddress.areaName ?? '',
        }).trim(),
        t(secondAddress.known ? 'review.filled.known' : 'review.filled.unknown'),
      ].join(' · '),
    },
    receivedAt !== null && { term: t('review.filled.received'), value: format.moment(receivedAt) },
    task.subject === 'application' && {
      term: t('review.filled.declaration'),
      value: declaration
        ? t('audit.declaration.line', {
            version: declaration.version,
            language: t(`audit.language.${declaration.language}`),
            moment: format.moment(declaration.at),
          })
        : t('review.filled.notDeclared'),
    },
  ];
  return (
    <section className="pw-stack">
      <h2>{t('review.filled.title')}</h2>
      <DescriptionList items={items.filter((item) => item !== false)} />
    </section>
  );
}

/** `P12M` → 12 maanden. */
function Period({ id }: { id: string }) {
  const t = useText();
  const [, amount, unit] = /^P(\d+)([DWMY])$/.exec(id) ?? [];
  const count = Number(amount);
  switch (unit) {
    case 'D':
      return t('review.filled.days', { count });
    case 'W':
      return t('review.filled.weeks', { count });
    case 'M':
      return t('review.filled.months', { count });
    case 'Y':
      return t('review.filled.years', { count });
    default:
      return id;
  }
}

/** What was decided on this case before: asked for another document, sent back. */
export function EarlierDecisions({ task: { decisions } }: { task: TaskView }) {
  const t = useText();
  const format = useFormat();
  const sentence = useSentenceNamed();
  if (decisions.length === 0) return null;
  return (
    <section className="pw-stack">
      <h2>{t('review.earlier.title')}</h2>
      <ul className="pw-ruled" role="list">
        {decisions.map(({ id, result, ground, note, at }) => (
          <li key={id} className="pw-stack pw-stack--close">
            <strong>{sentence(`audit.result.${result}`) ?? result}</strong>
            <span className="pw-small pw-muted">{format.moment(at)}</span>
            {ground !== null && (
              <span className="pw-small">
                {t('audit.decision.ground', { ground: sentence(`ground.${ground}`) ?? ground })}
              </span>
            )}
            {note !== null && <span className="pw-small">{t('audit.decision.note', { note })}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

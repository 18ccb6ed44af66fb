import type { ReleasePreview } from '../../../api/releases/shapes.ts';
import { Fact } from '../../components/note.tsx';
import { Empty } from '../../components/states.tsx';
import { Table } from '../../components/table.tsx';
import { useFormat, useLanguage, useSentenceNamed, useText } from '../../text/text.tsx';
import { fieldWords, subjectWords, valueWords } from './value-words.ts';

/** What would come of it: what changes, what parking would cost, and what becomes of what is open (voorvertoning). */
export function DraftPreview({ preview }: { preview: ReleasePreview }) {
  const t = useText();
  return (
    <div className="pw-stack pw-stack--wide">
      <p>{t('staff.releases.draft.against', { number: preview.against })}</p>
      <Changes preview={preview} />
      <Quotes quotes={preview.quotes} />
      <Consequences of={preview.consequences} />
    </div>
  );
}

function Changes({ preview: { differences, more } }: { preview: ReleasePreview }) {
  const t = useText();
  const speech = useSpeech();
  if (differences.length === 0) return <Empty icon="tick" level="h2" title={t('staff.releases.draft.same')} />;
  const said = (
    { unit, change }: ReleasePreview['differences'][number],
    value: ReleasePreview['differences'][number]['before'],
    absent: 'added' | 'removed',
  ) => {
    if (change === 'changed') return valueWords(unit, value, speech);
    return change === absent ? '' : t(`staff.releases.change.${change}`);
  };
  return (
    <section className="pw-stack">
      <h2>{t('staff.releases.draft.changes')}</h2>
      <Table
        caption={t('staff.releases.draft.changes')}
        rows={differences}
        rowKey={({ path }) => path.join('/')}
        columns={[
          { title: t('staff.releases.column.subject'), head: true, cell: (one) => subjectWords(one, speech) },
          { title: t('staff.releases.column.field'), cell: (one) => fieldWords(one, speech) },
          { title: t('staff.releases.column.before'), end: true, cell: (one) => said(one, one.before, 'added') },
          { title: t('staff.releases.column.after'), end: true, cell: (one) => said(one, one.after, 'removed') },
        ]}
      />
      {more > 0 && <p>{t('staff.releases.draft.more', { count: more })}</p>}
    </section>
  );
}

function Quotes({ quotes }: { quotes: ReleasePreview['quotes'] }) {
  const t = useText();
  const format = useFormat();
  const named = useSentenceNamed();
  const changed = quotes.filter(({ beforeCents, afterCents }) => beforeCents !== afterCents);
  const same = quotes.length - changed.length;
  return (
    <section className="pw-stack">
      <h2>{t('staff.releases.draft.quotes')}</h2>
      {changed.length > 0 && (
        <Table
          caption={t('staff.releases.draft.quotes')}
          rows={changed}
          rowKey={({ areaName, usage, stay }) => `${areaName} ${usage} ${stay}`}
          columns={[
            {
              title: t('staff.releases.column.area'),
              head: true,
              cell: ({ areaName, usage }) => `${areaName}, ${named(`staff.releases.usage.${usage}`) ?? usage}`,
            },
            {
              title: t('staff.releases.column.stay'),
              cell: ({ stay, on }) => `${t(`staff.releases.stay.${stay}`)} (${format.day(on)})`,
            },
            {
              title: t('staff.releases.column.before'),
              end: true,
              cell: ({ beforeCents }) => format.money(beforeCents),
            },
            { title: t('staff.releases.column.after'), end: true, cell: ({ afterCents }) => format.money(afterCents) },
          ]}
        />
      )}
      <p>
        {changed.length === 0
          ? t('staff.releases.draft.quotesSame')
          : same > 0 && t('staff.releases.draft.quotesUnchanged', { count: same })}
      </p>
    </section>
  );
}

function Consequences({ of }: { of: ReleasePreview['consequences'] }) {
  const t = useText();
  const { language } = useLanguage();
  const { openCases, overCeiling, plannedActions, overtaken } = of;
  return (
    <section className="pw-stack">
      <h2>{t('staff.releases.draft.consequences')}</h2>
      {openCases.length + overCeiling.length === 0 && <Fact kind="ok">{t('staff.releases.draft.nothingOpen')}</Fact>}
      {openCases.map(({ productName, release, count }) => (
        <Fact key={`${productName.nl} ${release}`} kind="info">
          {t('staff.releases.draft.openCases', { product: productName[language], release, count })}
        </Fact>
      ))}
      {overCeiling.map(({ productName, areaName, issued, ceiling }) => (
        <Fact key={`${productName.nl} ${areaName}`} kind="wait">
          {t('staff.releases.draft.overCeiling', { product: productName[language], area: areaName, issued, ceiling })}
        </Fact>
      ))}
      {plannedActions > 0 && (
        <Fact kind="info">{t('staff.releases.draft.plannedActions', { count: plannedActions })}</Fact>
      )}
      {overtaken.map((number) => (
        <Fact key={number} kind="wait">
          {t('staff.releases.draft.overtaken', { number })}
        </Fact>
      ))}
      <p className="pw-small pw-muted">{t('staff.releases.draft.keeps')}</p>
    </section>
  );
}

function useSpeech() {
  const t = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const named = useSentenceNamed();
  return { t, format, language, named };
}

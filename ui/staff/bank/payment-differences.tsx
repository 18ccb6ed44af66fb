import { useState } from 'react';
import type { PaymentDifferences } from '../../../api/bank/difference-shapes.ts';
import { EXPLANATIONS, type Explanation } from '../../../rules/bookkeeping/provider.ts';
import { Button, Buttons } from '../../components/button.tsx';
import { Radios } from '../../components/choice.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Money } from '../../components/figures.tsx';
import { ErrorNote, Loading } from '../../components/states.tsx';
import { Table } from '../../components/table.tsx';
import { useAct } from '../../data/use-act.ts';
import { useCall } from '../../data/use-call.ts';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useFormat, useText } from '../../text/text.tsx';
import { bookDifference, explainDifference, readDifferences } from '../data/bank.ts';

type Difference = PaymentDifferences['items'][number];

/** Where the payment provider and the books do not agree: each is explained, or booked by asking once more (BEYOND-020). */
export function PaymentDifferencesPart() {
  const t = useText();
  const format = useFormat();
  const sentences = useProblemSentences();
  const { call, refresh } = useCall(readDifferences);
  return (
    <section className="pw-stack">
      <h2>{t('staff.differences.title')}</h2>
      {call.state === 'loading' && <Loading>{t('staff.differences.loading')}</Loading>}
      {call.state === 'failed' && <ErrorNote {...sentences(call.problem)} onRetry={() => void refresh()} />}
      {call.state === 'done' && (
        <>
          <p className="pw-small pw-muted">
            {call.value.comparedAt === null
              ? t('staff.differences.never')
              : t('staff.differences.compared', {
                  count: call.value.compared,
                  moment: format.moment(call.value.comparedAt),
                })}
          </p>
          {call.value.items.length > 0 && <Differences items={call.value.items} onActed={() => void refresh()} />}
          {call.value.items.length === 0 && call.value.comparedAt !== null && (
            <p className="pw-muted">{t('staff.bank.nothing')}</p>
          )}
        </>
      )}
    </section>
  );
}

function Differences({ items, onActed }: { items: readonly Difference[]; onActed: () => void }) {
  const t = useText();
  return (
    <Table
      caption={t('staff.differences.title')}
      rows={items}
      rowKey={({ id }) => id}
      columns={[
        {
          title: t('staff.differences.column.payment'),
          head: true,
          cell: ({ reference, providerPayment }) => (
            <>
              {reference}
              <div className="pw-small pw-muted pw-break">{providerPayment}</div>
            </>
          ),
        },
        { title: t('staff.differences.column.what'), cell: ({ kind }) => t(`staff.differences.kind.${kind}`) },
        {
          title: t('staff.differences.column.provider'),
          end: true,
          cell: ({ providerCents }) => <Money cents={providerCents} />,
        },
        {
          title: t('staff.differences.column.books'),
          end: true,
          cell: ({ booksCents }) => <Money cents={booksCents} />,
        },
        {
          title: t('staff.differences.column.act'),
          cell: (difference) => <Acting difference={difference} onActed={onActed} />,
        },
      ]}
    />
  );
}

function Acting({ difference, onActed }: { difference: Difference; onActed: () => void }) {
  const t = useText();
  const sentences = useProblemSentences();
  const [explaining, setExplaining] = useState(false);
  const { act, perform } = useAct(bookDifference);
  const { id, reference, canBeBooked, explanation, explainedBy } = difference;
  if (explanation !== null)
    return (
      <>
        {t(`staff.differences.explanation.${explanation}`)}
        <div className="pw-small pw-muted">{explainedBy}</div>
      </>
    );
  const book = async () => {
    const answer = await perform(id);
    if (answer?.ok) onActed();
  };
  return (
    <>
      {act.state === 'failed' && <ErrorNote {...sentences(act.problem)} />}
      {act.state === 'done' ? (
        <p>{t('staff.differences.asked')}</p>
      ) : (
        <Buttons>
          {canBeBooked && (
            <Button icon="renew" about={reference} busy={act.state === 'busy'} onClick={() => void book()}>
              {t('staff.differences.book')}
            </Button>
          )}
          <Button about={reference} onClick={() => setExplaining(true)}>
            {t('staff.differences.explain')}
          </Button>
        </Buttons>
      )}
      {explaining && <Explain difference={difference} onClose={() => setExplaining(false)} onExplained={onActed} />}
    </>
  );
}

function Explain({
  difference: { id, reference },
  onClose,
  onExplained,
}: {
  difference: Difference;
  onClose: () => void;
  onExplained: () => void;
}) {
  const t = useText();
  const sentences = useProblemSentences();
  const [chosen, setChosen] = useState<Explanation | null>(null);
  const { act, perform } = useAct(explainDifference);
  const explain = async () => {
    if (chosen === null) return;
    const answer = await perform({ id, explanation: chosen });
    if (!answer?.ok) return;
    onClose();
    onExplained();
  };
  return (
    <Dialog title={t('staff.differences.question', { reference })} onClose={onClose}>
      <p>{t('staff.differences.consequence')}</p>
      <Radios
        label={t('staff.differences.why')}
        chosen={chosen}
        onChoose={(value) => setChosen(EXPLANATIONS.find((known) => known === value) ?? null)}
        options={EXPLANATIONS.map((value) => ({ value, title: t(`staff.differences.explanation.${value}`) }))}
      />
      {act.state === 'failed' && <ErrorNote {...sentences(act.problem)} level="h3" />}
      <Buttons wide>
        <Button look="primary" disabled={chosen === null} busy={act.state === 'busy'} onClick={() => void explain()}>
          {t('staff.differences.explain')}
        </Button>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
      </Buttons>
    </Dialog>
  );
}

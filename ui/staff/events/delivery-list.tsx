import { useCallback } from 'react';
import type { Deliveries } from '../../../api/outgoing-events/shapes.ts';
import { Button, Buttons } from '../../components/button.tsx';
import { Badge, type BadgeKind } from '../../components/note.tsx';
import { ErrorNote, Loading } from '../../components/states.tsx';
import { Table } from '../../components/table.tsx';
import { useAct } from '../../data/use-act.ts';
import { useCall } from '../../data/use-call.ts';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useFormat, useSentenceNamed, useText } from '../../text/text.tsx';
import { changeDelivery, readDeliveries } from '../data/events.ts';
import { nameOf, type Subscription } from './subscription-table.tsx';

type Delivery = Deliveries['items'][number];

/** What was last sent to one system, with what it answered. */
export function DeliveryList({ subscription, onChanged }: { subscription: Subscription; onChanged: () => void }) {
  const t = useText();
  const sentences = useProblemSentences();
  const { id } = subscription;
  const name = nameOf(subscription, t);
  const { call, refresh } = useCall(useCallback((signal: AbortSignal) => readDeliveries(id, signal), [id]));
  const changed = () => {
    void refresh();
    onChanged();
  };
  return (
    <section className="pw-stack" aria-label={t('staff.events.lastOf', { name })}>
      <h2>{t('staff.events.lastOf', { name })}</h2>
      {call.state === 'loading' && <Loading>{t('staff.events.loading')}</Loading>}
      {call.state === 'failed' && <ErrorNote {...sentences(call.problem)} onRetry={() => void refresh()} />}
      {call.state === 'done' &&
        (call.value.items.length === 0 ? (
          <p className="pw-muted">{t('staff.events.nothingSent')}</p>
        ) : (
          <DeliveryTable subscriptionId={id} name={name} items={call.value.items} onChanged={changed} />
        ))}
    </section>
  );
}

const LOOKS: Record<Delivery['status'], BadgeKind> = {
  waiting: 'us',
  delivered: 'ok',
  'given-up': 'bad',
  skipped: 'off',
};

function DeliveryTable({
  subscriptionId,
  name,
  items,
  onChanged,
}: {
  subscriptionId: string;
  name: string;
  items: readonly Delivery[];
  onChanged: () => void;
}) {
  const t = useText();
  const format = useFormat();
  const named = useSentenceNamed();
  return (
    <Table
      caption={t('staff.events.lastOf', { name })}
      rows={items}
      rowKey={({ id }) => id}
      columns={[
        {
          title: t('staff.events.delivery.what'),
          head: true,
          cell: ({ kind }) => named(`event.kind.${kind}`) ?? kind,
        },
        { title: t('staff.events.delivery.when'), cell: ({ at }) => format.moment(at) },
        {
          title: t('staff.events.delivery.state'),
          cell: ({ status }) => <Badge kind={LOOKS[status]}>{t(`staff.events.status.${status}`)}</Badge>,
        },
        {
          title: t('staff.events.delivery.answer'),
          cell: (delivery) => <Answer subscriptionId={subscriptionId} delivery={delivery} onChanged={onChanged} />,
        },
      ]}
    />
  );
}

function Answer({
  subscriptionId,
  delivery: { id, status, tries, answer },
  onChanged,
}: {
  subscriptionId: string;
  delivery: Delivery;
  onChanged: () => void;
}) {
  const t = useText();
  const sentences = useProblemSentences();
  const { act, perform } = useAct(changeDelivery);
  const change = async (what: 'send-again' | 'skip') => {
    const done = await perform({ id: subscriptionId, deliveryId: id, act: what });
    if (done?.ok) onChanged();
  };
  return (
    <>
      {tries > 0 && [answer, t('staff.events.tries', { count: tries })].filter(Boolean).join(', ')}
      {act.state === 'failed' && <ErrorNote {...sentences(act.problem)} />}
      {status === 'given-up' && (
        <Buttons>
          <Button busy={act.state === 'busy'} onClick={() => void change('send-again')}>
            {t('staff.events.sendAgain')}
          </Button>
          <Button look="subtle" onClick={() => void change('skip')}>
            {t('staff.events.skip')}
          </Button>
        </Buttons>
      )}
    </>
  );
}

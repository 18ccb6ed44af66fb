import { useState } from 'react';
import type { Subscriptions } from '../../../api/outgoing-events/shapes.ts';
import { Button, Buttons } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { Badge } from '../../components/note.tsx';
import { ErrorNote } from '../../components/states.tsx';
import { Table } from '../../components/table.tsx';
import { useAct } from '../../data/use-act.ts';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import type { Say } from '../../text/sentences.ts';
import { useText } from '../../text/text.tsx';
import { changeSubscription } from '../data/events.ts';

export type Subscription = Subscriptions['items'][number];

/** The register of cases is nobody's subscription: municipal data say what it hears of. */
export const nameOf = ({ channel, name }: Subscription, t: Say): string =>
  channel === 'webhook' ? name : t('staff.events.caseRegister');

interface Acts {
  onShow: (id: string) => void;
  onChanged: () => void;
}

export function SubscriptionTable({ items, ...acts }: { items: readonly Subscription[] } & Acts) {
  const t = useText();
  return (
    <Table
      caption={t('staff.events.caption')}
      rows={items}
      rowKey={({ id }) => id}
      columns={[
        {
          title: t('staff.events.column.name'),
          head: true,
          cell: (subscription) => (
            <>
              {nameOf(subscription, t)}
              <div className="pw-small pw-muted pw-break">{subscription.url}</div>
            </>
          ),
        },
        {
          title: t('staff.events.column.hears'),
          cell: ({ kinds }) => t('staff.events.kinds', { count: kinds.length }),
        },
        { title: t('staff.events.column.state'), cell: (item) => <State subscription={item} /> },
        { title: t('staff.events.column.acts'), cell: (item) => <Acting subscription={item} {...acts} /> },
      ]}
    />
  );
}

function State({ subscription: { waiting, givenUp, pausedAt } }: { subscription: Subscription }) {
  const t = useText();
  return (
    <>
      {pausedAt !== null && <Badge kind="off">{t('staff.events.paused')}</Badge>}
      {givenUp > 0 && <Badge kind="bad">{t('staff.events.givenUp', { count: givenUp })}</Badge>}
      {waiting > 0 && <p>{t('staff.events.waiting', { count: waiting })}</p>}
      {waiting === 0 && givenUp === 0 && <p>{t('staff.events.allArrived')}</p>}
    </>
  );
}

function Acting({ subscription, onShow, onChanged }: { subscription: Subscription } & Acts) {
  const t = useText();
  const sentences = useProblemSentences();
  const [asking, setAsking] = useState(false);
  const { act, perform } = useAct(changeSubscription);
  const { id, channel, pausedAt, givenUp } = subscription;
  const name = nameOf(subscription, t);
  const change = async (what: Parameters<typeof changeSubscription>[0]['act']) => {
    const answer = await perform({ id, act: what });
    setAsking(false);
    if (answer?.ok) onChanged();
  };
  const busy = act.state === 'busy';
  return (
    <>
      {act.state === 'failed' && <ErrorNote {...sentences(act.problem)} />}
      <Buttons>
        <Button about={name} onClick={() => onShow(id)}>
          {t('staff.events.show')}
        </Button>
        {givenUp > 0 && (
          <Button icon="renew" about={name} busy={busy} onClick={() => void change('send-again')}>
            {t('staff.events.sendAgain')}
          </Button>
        )}
        <Button look="subtle" about={name} onClick={() => void change(pausedAt === null ? 'pause' : 'resume')}>
          {t(pausedAt === null ? 'staff.events.pause' : 'staff.events.resume')}
        </Button>
        {channel === 'webhook' && (
          <Button look="subtle" about={name} onClick={() => setAsking(true)}>
            {t('staff.events.end')}
          </Button>
        )}
      </Buttons>
      {asking && (
        <ConfirmDialog
          question={t('staff.events.endTitle', { name })}
          yes={t('staff.events.end')}
          no={t('common.cancel')}
          busy={busy}
          onYes={() => void change('end')}
          onNo={() => setAsking(false)}
        >
          <p>{t('staff.events.endText')}</p>
        </ConfirmDialog>
      )}
    </>
  );
}

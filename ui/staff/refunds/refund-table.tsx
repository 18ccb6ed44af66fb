import type { RefundTask } from '../../../api/refunds/shapes.ts';
import { REFUSAL_GROUNDS, type RefundRefusalGround } from '../../../rules/refunds/status.ts';
import { useState } from 'react';
import { Button, Buttons } from '../../components/button.tsx';
import { Radios } from '../../components/choice.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Money } from '../../components/figures.tsx';
import { Badge } from '../../components/note.tsx';
import { ErrorNote } from '../../components/states.tsx';
import { Table } from '../../components/table.tsx';
import { useAct } from '../../data/use-act.ts';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useFormat, useText } from '../../text/text.tsx';
import { actOnRefund } from '../data/refunds.ts';

interface RefundTableProps {
  refunds: readonly RefundTask[];
  chosen: ReadonlySet<string>;
  onChoose: (id: string, on: boolean) => void;
  onActed: () => void;
}

/** Refunds by their promised day; those that wait for approval can be ticked. */
export function RefundTable({ refunds, chosen, onChoose, onActed }: RefundTableProps) {
  const t = useText();
  return (
    <Table
      caption={t('staff.refunds.caption')}
      rows={refunds}
      rowKey={({ id }) => id}
      columns={[
        {
          title: t('staff.refunds.column.refund'),
          head: true,
          cell: ({ id, number, caseNumber, status, ownWork }) => (
            <>
              {status === 'awaiting-approval' && !ownWork ? (
                <label className="pw-row pw-row--tight">
                  <input
                    type="checkbox"
                    checked={chosen.has(id)}
                    onChange={(event) => onChoose(id, event.target.checked)}
                  />
                  {number}
                </label>
              ) : (
                number
              )}
              <div className="pw-small pw-muted">{caseNumber}</div>
            </>
          ),
        },
        { title: t('staff.refunds.column.amount'), end: true, cell: ({ cents }) => <Money cents={cents} /> },
        { title: t('staff.refunds.column.due'), speaking: true, cell: (refund) => <Due refund={refund} /> },
        { title: t('staff.refunds.column.status'), speaking: true, cell: (refund) => <Status refund={refund} /> },
        { title: t('staff.refunds.column.acts'), cell: (refund) => <Acts refund={refund} onActed={onActed} /> },
      ]}
    />
  );
}

function Due({ refund: { dueOn, daysLeft, late, warned } }: { refund: RefundTask }) {
  const t = useText();
  const format = useFormat();
  if (late) return <Badge kind="bad">{t('staff.refunds.late', { day: format.day(dueOn) })}</Badge>;
  return (
    <>
      {warned && <Badge kind="you">{t('staff.refunds.daysLeft', { count: daysLeft })}</Badge>}
      <div>{t('staff.refunds.dueOn', { day: format.day(dueOn) })}</div>
    </>
  );
}

function Status({ refund: { status, route, reason, ownWork, fileNumber } }: { refund: RefundTask }) {
  const t = useText();
  return (
    <>
      {t(`staff.refunds.status.${status}`)}
      <div className="pw-small pw-muted">
        {[
          t(`event.refund.${reason}`),
          t(`event.refundRoute.${route}`),
          fileNumber,
          ownWork && status === 'awaiting-approval' && t('staff.refunds.ownWork'),
        ]
          .filter(Boolean)
          .join(' · ')}
      </div>
    </>
  );
}

/** What can be done with one: refuse it, or say what the bank's statement says. */
function Acts({ refund, onActed }: { refund: RefundTask; onActed: () => void }) {
  const t = useText();
  const sentences = useProblemSentences();
  const [refusing, setRefusing] = useState(false);
  const { act, perform } = useAct(actOnRefund);
  const { id, number, status, route, reason } = refund;
  const mayRefuse =
    (status === 'awaiting-approval' || status === 'due') && (reason === 'ended' || reason === 'withdrawn');
  const maySettle = status === 'sent' && route === 'transfer';
  const settle = async (came: 'paid' | 'returned') => {
    const answer = await perform({ id, act: 'settle', came });
    if (answer?.ok) onActed();
  };
  return (
    <>
      {act.state === 'failed' && <ErrorNote {...sentences(act.problem)} />}
      <Buttons>
        {maySettle && (
          <>
            <Button busy={act.state === 'busy'} about={number} onClick={() => void settle('paid')}>
              {t('staff.refunds.paid')}
            </Button>
            <Button look="subtle" busy={act.state === 'busy'} about={number} onClick={() => void settle('returned')}>
              {t('staff.refunds.returned')}
            </Button>
          </>
        )}
        {mayRefuse && (
          <Button look="subtle" about={number} onClick={() => setRefusing(true)}>
            {t('staff.refunds.refuse')}
          </Button>
        )}
      </Buttons>
      {refusing && <Refuse refund={refund} onClose={() => setRefusing(false)} onRefused={onActed} />}
    </>
  );
}

interface RefuseProps {
  refund: RefundTask;
  onClose: () => void;
  onRefused: () => void;
}

function Refuse({ refund: { id, number }, onClose, onRefused }: RefuseProps) {
  const t = useText();
  const sentences = useProblemSentences();
  const [ground, setGround] = useState<RefundRefusalGround | null>(null);
  const { act, perform } = useAct(actOnRefund);
  const refuse = async () => {
    if (ground === null) return;
    const answer = await perform({ id, act: 'refuse', ground });
    if (!answer?.ok) return;
    onClose();
    onRefused();
  };
  return (
    <Dialog title={t('staff.refunds.refuseTitle', { number })} onClose={onClose}>
      {act.state === 'failed' && <ErrorNote {...sentences(act.problem)} />}
      <Radios
        label={t('staff.refunds.ground')}
        chosen={ground}
        onChoose={(value) => setGround(REFUSAL_GROUNDS.find((known) => known === value) ?? null)}
        options={REFUSAL_GROUNDS.map((value) => ({ value, title: t(`ground.${value}`) }))}
      />
      <Buttons wide>
        <Button look="primary" disabled={ground === null} busy={act.state === 'busy'} onClick={() => void refuse()}>
          {t('staff.refunds.refuse')}
        </Button>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
      </Buttons>
    </Dialog>
  );
}

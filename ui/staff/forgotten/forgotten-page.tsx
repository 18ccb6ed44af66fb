import { useState } from 'react';
import type { ForgottenStop, RefuseForgottenBody } from '../../../api/forgotten-stops/shapes.ts';
import { FORGOTTEN_REFUSALS } from '../../../rules/parking/forgotten-stop.ts';
import type { Unit } from '../../../rules/values/unit.ts';
import { Button, Buttons } from '../../components/button.tsx';
import { Badge, type BadgeKind } from '../../components/note.tsx';
import { Empty, ErrorNote, Loading } from '../../components/states.tsx';
import { Table } from '../../components/table.tsx';
import { Select } from '../../components/text-input.tsx';
import { useAct } from '../../data/use-act.ts';
import { useCall } from '../../data/use-call.ts';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useFormat, useSentenceNamed, useText } from '../../text/text.tsx';
import { decideForgottenStop, readForgottenStops } from '../data/forgotten.ts';
import { Guard } from '../guard.tsx';
import { StaffShell } from '../staff-shell.tsx';

type Ground = RefuseForgottenBody['ground'];

/** Who forgot to stop more often than is forgiven without a look: a person forgives it, or says why not (BEYOND-009). */
export default function ForgottenPage() {
  return (
    <Guard permission="refunds" place="forgotten">
      <Page />
    </Guard>
  );
}

function Page() {
  const t = useText();
  const sentences = useProblemSentences();
  const { call, refresh } = useCall(readForgottenStops);
  const acted = () => void refresh();
  return (
    <StaffShell title={t('staff.forgotten.title')} place="forgotten">
      <div className="pw-stack pw-stack--apart">
        <div className="pw-stack">
          <h1>{t('staff.forgotten.title')}</h1>
          <p className="pw-lead pw-measure">{t('staff.forgotten.lead')}</p>
        </div>
        {call.state === 'loading' && <Loading>{t('staff.forgotten.loading')}</Loading>}
        {call.state === 'failed' && <ErrorNote {...sentences(call.problem)} onRetry={acted} />}
        {call.state === 'done' && <Stops items={call.value.items} onActed={acted} />}
      </div>
    </StaffShell>
  );
}

function Stops({ items, onActed }: { items: readonly ForgottenStop[]; onActed: () => void }) {
  const t = useText();
  const format = useFormat();
  const costOf = (unit: Unit, amount: number) => {
    if (unit === 'eurocent') return format.money(amount);
    return unit === 'minute' ? format.duration(amount) : t('event.actions', { count: amount });
  };
  if (items.length === 0) return <Empty icon="tick" title={t('staff.forgotten.none')} />;
  return (
    <Table
      caption={t('staff.forgotten.title')}
      rows={items}
      rowKey={({ id }) => id}
      columns={[
        { title: t('staff.forgotten.number'), head: true, cell: ({ number }) => number },
        { title: t('staff.forgotten.permit'), cell: ({ permitNumber }) => permitNumber },
        {
          title: t('staff.forgotten.stay'),
          cell: ({ areaName, startsAt, leftAt, endedAt }) => (
            <>
              <p>{areaName}</p>
              <p className="pw-small">{t('staff.forgotten.parked', { from: format.moment(startsAt), until: format.moment(endedAt) })}</p>
              <p className="pw-small">{t('staff.forgotten.left', { moment: format.moment(leftAt) })}</p>
            </>
          ),
        },
        {
          title: t('staff.forgotten.costs'),
          cell: ({ costs }) => costs.map(({ unit, amount }) => costOf(unit, amount)).join(', '),
        },
        {
          title: t('staff.forgotten.before'),
          cell: ({ forgivenThisYear }) => t('staff.forgotten.times', { count: forgivenThisYear }),
        },
        { title: t('staff.forgotten.state'), cell: (stop) => <State stop={stop} onActed={onActed} /> },
      ]}
    />
  );
} // prettier-ignore

const BADGES: Record<ForgottenStop['status'], BadgeKind> = { asked: 'us', forgiven: 'ok', refused: 'bad' };

function State({ stop, onActed }: { stop: ForgottenStop; onActed: () => void }) {
  const t = useText();
  const format = useFormat();
  const sentence = useSentenceNamed();
  const sentences = useProblemSentences();
  const { act, perform } = useAct(decideForgottenStop);
  const [ground, setGround] = useState<Ground | null>(null);
  const [fault, setFault] = useState(false);
  const { id, number, status, byItself, decidedBy, decidedAt } = stop;
  const send = async (why: Ground | null) => {
    const answer = await perform({ id, ground: why });
    if (answer?.ok) onActed();
  };
  const refuse = () => {
    setFault(ground === null);
    if (ground !== null) void send(ground);
  };
  return (
    <div className="pw-stack pw-stack--tight">
      <p>
        <Badge kind={BADGES[status]}>{t(`staff.forgotten.status.${status}`)}</Badge>
      </p>
      {byItself && <p className="pw-small">{t('staff.forgotten.byItself')}</p>}
      {stop.ground !== null && <p className="pw-small">{sentence(`ground.${stop.ground}`)}</p>}
      {decidedBy !== null && decidedAt !== null && (
        <p className="pw-small">
          {t('staff.forgotten.decidedBy', { name: decidedBy, moment: format.moment(decidedAt) })}
        </p>
      )}
      {act.state === 'failed' && <ErrorNote {...sentences(act.problem)} level="h3" />}
      {status === 'asked' && (
        <>
          <Select
            label={t('staff.forgotten.why')}
            optional
            error={fault && ground === null ? t('staff.forgotten.whyMissing') : undefined}
            value={ground ?? ''}
            onChange={(value) => setGround(FORGOTTEN_REFUSALS.find((one) => one === value) ?? null)}
            options={[
              { value: '', text: t('staff.forgotten.choose') },
              ...FORGOTTEN_REFUSALS.map((value) => ({ value, text: sentence(`ground.${value}`) ?? value })),
            ]}
          />
          <Buttons>
            <Button look="primary" about={number} busy={act.state === 'busy'} onClick={() => void send(null)}>
              {t('staff.forgotten.forgive')}
            </Button>
            <Button look="subtle" about={number} busy={act.state === 'busy'} onClick={refuse}>
              {t('staff.forgotten.refuse')}
            </Button>
          </Buttons>
        </>
      )}
    </div>
  );
}

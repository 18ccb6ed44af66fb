import { useState } from 'react';
import type { Hit, Relief, ReliefBody } from '../../../api/outages/relief-shapes.ts';
import type { Unit } from '../../../rules/values/unit.ts';
import { Button, Buttons } from '../../components/button.tsx';
import { Badge, type BadgeKind } from '../../components/note.tsx';
import { Empty, ErrorNote, Loading } from '../../components/states.tsx';
import { Table } from '../../components/table.tsx';
import { Select, TextInput } from '../../components/text-input.tsx';
import { useAct } from '../../data/use-act.ts';
import { useCall } from '../../data/use-call.ts';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useFormat, useText } from '../../text/text.tsx';
import { decideOnRelief, proposeRelief, readRelief } from '../data/relief.ts';
import { Guard } from '../guard.tsx';
import { StaffShell } from '../staff-shell.tsx';

/** Who could not start or stop during an outage, and what they get for it: proposed by one, granted by another (PEERS-044). */
export default function ReliefPage() {
  return (
    <Guard permission="refunds" place="relief">
      <Page />
    </Guard>
  );
}

function Page() {
  const t = useText();
  const sentences = useProblemSentences();
  const { call, refresh } = useCall(readRelief);
  const acted = () => void refresh();
  return (
    <StaffShell title={t('staff.relief.title')} place="relief">
      <div className="pw-stack pw-stack--apart">
        <div className="pw-stack">
          <h1>{t('staff.relief.title')}</h1>
          <p className="pw-lead pw-measure">{t('staff.relief.lead')}</p>
        </div>
        {call.state === 'loading' && <Loading>{t('staff.relief.loading')}</Loading>}
        {call.state === 'failed' && <ErrorNote {...sentences(call.problem)} onRetry={acted} />}
        {call.state === 'done' && (
          <>
            <Hits items={call.value.hits} onActed={acted} />
            <Reliefs items={call.value.reliefs} onActed={acted} />
          </>
        )}
      </div>
    </StaffShell>
  );
}

function useAmountOf(): (unit: Unit, amount: number) => string {
  const t = useText();
  const format = useFormat();
  return (unit, amount) => {
    if (unit === 'eurocent') return format.money(amount);
    return unit === 'minute' ? format.duration(amount) : t('event.actions', { count: amount });
  };
}

function Hits({ items, onActed }: { items: readonly Hit[]; onActed: () => void }) {
  const t = useText();
  const format = useFormat();
  return (
    <section className="pw-stack">
      <h2>{t('staff.relief.hits')}</h2>
      {items.length === 0 ? (
        <Empty icon="tick" title={t('staff.relief.noHits')} />
      ) : (
        <Table
          caption={t('staff.relief.hits')}
          rows={items}
          rowKey={({ tryId, outageId }) => `${tryId} ${outageId}`}
          columns={[
            { title: t('staff.relief.permit'), head: true, cell: ({ permitNumber }) => permitNumber },
            {
              title: t('staff.relief.outage'),
              cell: ({ outageNumber, part }) => `${outageNumber}, ${t(`outage.part.${part}`)}`,
            },
            {
              title: t('staff.relief.tries'),
              cell: ({ tries, cars }) => (
                <>
                  {tries.map(({ act, at }) => (
                    <p key={at} className="pw-small">
                      {t('staff.relief.try', { moment: format.moment(at), act: t(`staff.relief.act.${act}`) })}
                    </p>
                  ))}
                  {cars > 0 && <p className="pw-small pw-muted">{t('staff.relief.cars', { count: cars })}</p>}
                </>
              ),
            },
            { title: t('staff.relief.gets'), cell: (hit) => <Propose hit={hit} onProposed={onActed} /> },
          ]}
        />
      )}
    </section>
  );
}

/** A credit of some unit, or the cost of an action: each a choice by a name of its own. */
function choicesOf({ units, actions }: Hit): { key: string; unit: Unit; actionId: string | null; amount: number | null }[] {
  return [
    ...units.map((unit) => ({ key: unit, unit, actionId: null, amount: null })),
    ...actions.flatMap(({ id, costs }) =>
      costs.map(({ unit, amount }) => ({ key: `${id} ${unit}`, unit, actionId: id, amount })),
    ),
  ];
} // prettier-ignore

function Propose({ hit, onProposed }: { hit: Hit; onProposed: () => void }) {
  const t = useText();
  const format = useFormat();
  const amountOf = useAmountOf();
  const sentences = useProblemSentences();
  const { act, perform } = useAct(proposeRelief);
  const choices = choicesOf(hit);
  const [chosen, setChosen] = useState('');
  const [amount, setAmount] = useState('');
  const [fault, setFault] = useState(false);
  const choice = choices.find(({ key }) => key === chosen);
  const say = ({ unit, actionId, amount: cost }: (typeof choices)[number]) => {
    const action = hit.actions.find(({ id }) => id === actionId);
    if (!action || cost === null) return t(`staff.relief.credit.${unit}`);
    const [from, until] = [format.moment(action.startsAt), format.time(action.endsAt)];
    return t('staff.relief.ofAction', { from, until, amount: amountOf(unit, cost) });
  };
  const send = async () => {
    const wanted = choice?.amount ?? (/^[1-9]\d{0,4}$/.test(amount.trim()) ? Number(amount.trim()) : null);
    setFault(!choice || wanted === null);
    if (!choice || wanted === null) return;
    const { tryId, outageId } = hit;
    const body: ReliefBody = { tryId, outageId, unit: choice.unit, amount: wanted, actionId: choice.actionId };
    const answer = await perform(body);
    if (answer?.ok) onProposed();
  };
  return (
    <form
      className="pw-stack pw-stack--tight"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Select
        label={t('staff.relief.what')}
        value={chosen}
        onChange={setChosen}
        options={[
          { value: '', text: t('staff.relief.what') },
          ...choices.map((one) => ({ value: one.key, text: say(one) })),
        ]}
      />
      {choice?.actionId === null && (
        <TextInput label={t('staff.relief.amount')} short inputMode="numeric" value={amount} onChange={setAmount} />
      )}
      {fault && <p role="alert">{t('staff.relief.fault')}</p>}
      {act.state === 'failed' && <ErrorNote {...sentences(act.problem)} level="h3" />}
      <div>
        <Button type="submit" look="primary" about={hit.permitNumber} busy={act.state === 'busy'}>
          {t('staff.relief.propose')}
        </Button>
      </div>
    </form>
  );
}

const BADGES: Record<Relief['status'], BadgeKind> = { proposed: 'us', granted: 'ok', refused: 'bad' };

function Reliefs({ items, onActed }: { items: readonly Relief[]; onActed: () => void }) {
  const t = useText();
  const amountOf = useAmountOf();
  return (
    <section className="pw-stack">
      <h2>{t('staff.relief.reliefs')}</h2>
      {items.length === 0 ? (
        <Empty icon="wallet" title={t('staff.relief.noReliefs')} />
      ) : (
        <Table
          caption={t('staff.relief.reliefs')}
          rows={items}
          rowKey={({ id }) => id}
          columns={[
            { title: t('staff.relief.number'), head: true, cell: ({ number }) => number },
            { title: t('staff.relief.permit'), cell: ({ permitNumber }) => permitNumber },
            { title: t('staff.relief.outage'), cell: ({ outageNumber }) => outageNumber },
            {
              title: t('staff.relief.gets'),
              cell: ({ unit, amount, ofAction }) =>
                [amountOf(unit, amount), ofAction && t('staff.relief.back')].filter(Boolean).join(', '),
            },
            { title: t('staff.relief.state'), cell: (relief) => <State relief={relief} onActed={onActed} /> },
          ]}
        />
      )}
    </section>
  );
}

function State({ relief, onActed }: { relief: Relief; onActed: () => void }) {
  const t = useText();
  const format = useFormat();
  const sentences = useProblemSentences();
  const { act, perform } = useAct(decideOnRelief);
  const { id, number, status, ownWork, proposedBy, proposedAt, decidedBy, decidedAt } = relief;
  const send = async (what: 'grant' | 'refuse') => {
    const answer = await perform({ id, act: what });
    if (answer?.ok) onActed();
  };
  return (
    <>
      <Badge kind={BADGES[status]}>{t(`staff.relief.status.${status}`)}</Badge>
      <p className="pw-small">
        {t('staff.relief.proposedBy', { name: proposedBy, moment: format.moment(proposedAt) })}
      </p>
      {decidedBy !== null && decidedAt !== null && (
        <p className="pw-small">{t('staff.relief.decidedBy', { name: decidedBy, moment: format.moment(decidedAt) })}</p>
      )}
      {act.state === 'failed' && <ErrorNote {...sentences(act.problem)} level="h3" />}
      {status === 'proposed' && (
        <Buttons>
          {!ownWork && (
            <Button look="primary" about={number} busy={act.state === 'busy'} onClick={() => void send('grant')}>
              {t('staff.relief.grant')}
            </Button>
          )}
          <Button look="subtle" about={number} busy={act.state === 'busy'} onClick={() => void send('refuse')}>
            {t('staff.relief.refuse')}
          </Button>
        </Buttons>
      )}
    </>
  );
}

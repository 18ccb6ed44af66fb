import { useState } from 'react';
import { Link } from 'react-router';
import type { AccountBody, RefundView } from '../../../api/refunds/shapes.ts';
import { civilDayAt } from '../../../rules/values/format.ts';
import { epoch } from '../../../rules/values/moment.ts';
import { Button } from '../../components/button.tsx';
import { Details } from '../../components/disclosure.tsx';
import { Money } from '../../components/figures.tsx';
import { ProcessSteps, type ProcessStep } from '../../components/flow.tsx';
import { Note } from '../../components/note.tsx';
import { now } from '../../data/clock.ts';
import { useAct } from '../../data/use-act.ts';
import { useCall } from '../../data/use-call.ts';
import { useFormat, useSentenceNamed, useText } from '../../text/text.tsx';
import { giveAccount, readRefunds } from '../data/refunds.ts';
import { useDesk, useLocal } from '../desk.ts';
import { ProblemNote } from '../shown.tsx';
import { useEvery } from '../use-every.ts';
import { AccountFields, focusFault, isComplete } from './account-fields.tsx';
import { WorkedOut } from './worked-out.tsx';

interface RefundTrackerProps {
  of: { permitId: string } | { applicationId: string };
  /** When it ended: the refund is opened right after, and looked for until it is there. */
  since?: string | null;
}

const LOOK_MS = 2_000;
const SOON_MS = 60_000;

/** Money on its way back to its owner, for one permit or application: every step, the promised day, and what is late (BEYOND-018). */
export function RefundTracker({ of, since = null }: RefundTrackerProps) {
  const { call, refresh } = useCall(readRefunds);
  const awaited = since !== null && epoch(now()) - epoch(since) < SOON_MS;
  const known = call.state === 'done' && call.value.items.some((refund) => isOf(refund, of));
  useEvery(awaited && !known ? LOOK_MS : null, () => void refresh());
  if (call.state === 'failed') return <ProblemNote problem={call.problem} onRetry={() => void refresh()} />;
  if (call.state !== 'done') return null;
  return call.value.items
    .filter((refund) => isOf(refund, of))
    .map((refund) => <Refund key={refund.id} refund={refund} onGiven={() => void refresh()} />);
}

const isOf = (refund: RefundView, of: RefundTrackerProps['of']): boolean =>
  'permitId' in of ? refund.permitId === of.permitId : refund.applicationId === of.applicationId;

/** Every refund of somebody, also of what never became a permit: those under way first, what is over behind a button. */
export function RefundsOfHolder() {
  const t = useText();
  const { call, refresh } = useCall(readRefunds);
  if (call.state === 'failed') return <ProblemNote problem={call.problem} onRetry={() => void refresh()} />;
  if (call.state !== 'done' || call.value.items.length === 0) return null;
  const shown = (refund: RefundView) => <Refund key={refund.id} refund={refund} named onGiven={() => void refresh()} />;
  const over = call.value.items.filter(isClosed);
  return (
    <div className="pw-stack pw-stack--wide">
      {call.value.items.filter((refund) => !isClosed(refund)).map(shown)}
      {over.length > 0 && (
        <Details summary={t('refunds.over', { count: over.length })}>
          <div className="pw-stack pw-stack--wide">{over.map(shown)}</div>
        </Details>
      )}
    </div>
  );
}

const isClosed = ({ status }: RefundView): boolean => status === 'paid' || status === 'refused';

interface RefundProps {
  refund: RefundView;
  onGiven: () => void;
  /** Where several are together, each says what it is for. */
  named?: boolean;
}

function Refund({ refund, onGiven, named: withName = false }: RefundProps) {
  const t = useText();
  const format = useFormat();
  const named = useSentenceNamed();
  const { number, cents, status, dueOn, late, ground, rules } = refund;
  const closed = isClosed(refund);
  return (
    <section className="pw-stack" aria-label={withName ? `${t('refunds.title')} ${number}` : t('refunds.title')}>
      <h2>
        {t('refunds.title')} <Money cents={cents} />
      </h2>
      <p className="pw-muted">{t('refunds.number', { number })}</p>
      {withName && <PaidFor refund={refund} />}
      {status === 'refused' ? (
        <Note kind="bad" title={t('status.refund.refused')} level="h3">
          {ground !== null && <p>{named(`ground.${ground}`)}</p>}
        </Note>
      ) : (
        <ProcessSteps steps={stepsOf(refund, t, format)} />
      )}
      {!closed && !late && <p>{t('refunds.promised', { day: format.day(dueOn) })}</p>}
      {!closed && late && (
        <Note kind="bad" title={t('refunds.late', { day: format.day(dueOn) })} level="h3">
          <p>{t('refunds.lateText')}</p>
        </Note>
      )}
      {(status === 'due' || status === 'returned') && <GiveAccount refund={refund} onGiven={onGiven} />}
      {rules.length > 0 && <WorkedOut rules={rules} />}
    </section>
  );
}

/** What was paid for, with the way to it. */
function PaidFor({ refund: { about, permitId, applicationId } }: { refund: RefundView }) {
  const t = useText();
  const local = useLocal();
  const { base } = useDesk();
  if (about === null) return null;
  const to = permitId === null ? `${base}/applications/${applicationId ?? ''}` : `${base}/permits/${permitId}`;
  return (
    <p>
      <Link className="pw-alone" to={to}>
        {t('refunds.for', { product: local(about.productName), number: about.number })}
      </Link>
    </p>
  );
}

function stepsOf(
  { status, steps }: RefundView,
  t: ReturnType<typeof useText>,
  format: ReturnType<typeof useFormat>,
): ProcessStep[] {
  const taken = [
    { name: t('refunds.step.owed'), at: steps.owed },
    { name: t('refunds.step.approved'), at: isApproved(status) ? (steps.approved ?? steps.sent ?? steps.owed) : null },
    { name: t('refunds.step.sent'), at: status === 'sent' || status === 'paid' ? steps.sent : null },
    { name: t('refunds.step.paid'), at: steps.paid },
  ];
  const now = taken.findIndex(({ at }) => at === null);
  return taken.map(({ name, at }, place) => ({
    name,
    state: at !== null ? 'done' : place === now ? 'now' : 'later',
    ...(at !== null && { when: format.day(civilDayAt(at)) }),
    ...(at === null && place === now && { when: t(`status.refund.${status}`) }),
  }));
}

const isApproved = (status: RefundView['status']): boolean =>
  status === 'approved' || status === 'sent' || status === 'paid';

/** The way it came in is closed, or the bank sent it back. */
function GiveAccount({ refund, onGiven }: { refund: RefundView; onGiven: () => void }) {
  const t = useText();
  const [account, setAccount] = useState<AccountBody>({ iban: '', name: '' });
  const [checked, setChecked] = useState(false);
  const { act, perform } = useAct(giveAccount);
  const give = async (form: HTMLFormElement) => {
    setChecked(true);
    if (!isComplete(account)) return focusFault(form, account);
    const answer = await perform({ refundId: refund.id, account });
    if (answer?.ok) onGiven();
  };
  return (
    <form
      className="pw-card pw-stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void give(event.currentTarget);
      }}
    >
      <h3>{t(`status.refund.${refund.status}`)}</h3>
      {act.state === 'failed' && <ProblemNote problem={act.problem} />}
      <AccountFields account={account} checked={checked} onChange={setAccount} />
      <p>
        <Button look="primary" type="submit" busy={act.state === 'busy'}>
          {t('refunds.give')}
        </Button>
      </p>
    </form>
  );
}

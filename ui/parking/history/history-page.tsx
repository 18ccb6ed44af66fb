import { useCallback, useState, type ReactNode } from 'react';
import { Button, Buttons } from '../../components/button.tsx';
import { Fact } from '../../components/note.tsx';
import { ErasedPlate, Plate } from '../../components/plate.tsx';
import { Empty } from '../../components/states.tsx';
import { Table } from '../../components/table.tsx';
import { Tabs } from '../../components/tabs.tsx';
import { useAct } from '../../data/use-act.ts';
import { useCall } from '../../data/use-call.ts';
import { usePages, type Pages } from '../../data/use-pages.ts';
import { ProblemNote, Shown } from '../../desk/shown.tsx';
import { useFormat, useText } from '../../text/text.tsx';
import { useAmount } from '../amount.ts';
import {
  mailHistory, readCounts, readPastActions, readTransactions, type Actions, type PastAction, type Transaction, type Transactions,
} from '../data/money.ts'; // prettier-ignore
import { receiptPath } from '../data/statements.ts';
import { usePermit } from '../parking.ts';
import { BalanceChart } from './balance-chart.tsx';
import { Statement } from './statement.tsx';
import { ParkingShell } from '../parking-shell.tsx';

type TabId = 'actions' | 'transactions';
/** Thirteen weeks after the end a plate is erased (2PARK-104). */
const KEPT_MS = 91 * 86_400_000;

/** What was parked and what it cost, and every change of the balance (2PARK-100…103). */
export default function HistoryPage() {
  const t = useText();
  const permit = usePermit();
  const counts = useCall(useCallback((signal: AbortSignal) => readCounts(permit.id, signal), [permit.id]));
  const known = counts.call.state === 'done' ? counts.call.value : null;
  const transactions = permit.may.includes('transactions');
  const [tab, setTab] = useState<TabId>('actions');
  return (
    <ParkingShell title={t('parking.menu.history')}>
      <div className="pw-stack pw-stack--wide">
        <h1>{t('parking.history.heading')}</h1>
        {transactions &&
          permit.balances.map((balance) => (
            <BalanceChart key={balance.unit + (balance.period?.from ?? '')} balance={balance} />
          ))}
        <Tabs
          label={t('parking.menu.history')}
          onChoose={(id) => setTab(id === 'transactions' ? 'transactions' : 'actions')}
          tabs={[
            {
              id: 'actions',
              title: t('parking.history.actions'),
              ...(known && { count: known.actions }),
              panel: <PastActions />,
            },
            // Money is between the owner and the municipality: whoever parks on a grant does not see it.
            ...(transactions
              ? [
                  {
                    id: 'transactions',
                    title: t('parking.history.transactions'),
                    ...(known?.transactions != null && { count: known.transactions }),
                    panel: <BalanceChanges />,
                  },
                ]
              : []),
          ]}
        />
        <Statement permitId={permit.id} timeZone={permit.timeZone} />
        <MailIt tab={transactions ? tab : 'actions'} />
        <p className="pw-small pw-muted">{t('parking.history.erased')}</p>
      </div>
    </ParkingShell>
  );
}

function PastActions() {
  const t = useText();
  const format = useFormat();
  const amount = useAmount();
  const { id } = usePermit();
  const pages = usePages<PastAction, Actions>(
    useCallback((cursor, signal) => readPastActions(id, cursor, signal), [id]),
  );
  return (
    <Listed<PastAction, Actions> pages={pages} empty="actions">
      {(items) => (
        <Table
          caption={t('parking.history.actions')}
          rowKey={({ id: action }) => action}
          rows={items}
          columns={[
            {
              title: t('parking.history.plate'),
              head: true,
              cell: ({ plate, endsAt }) =>
                plate ? (
                  <Plate size="s" value={plate.display} country={plate.country} />
                ) : (
                  <ErasedPlate day={format.day(new Date(Date.parse(endsAt) + KEPT_MS).toISOString())} />
                ),
            },
            {
              title: t('parking.history.who'),
              cell: ({ name, byGrantee }) =>
                [name, byGrantee && t('parking.history.byGrantee')].filter(Boolean).join(', ') || '–',
            },
            { title: t('parking.history.begin'), cell: ({ startsAt }) => format.moment(startsAt) },
            { title: t('parking.history.end'), cell: ({ endsAt }) => format.moment(endsAt) },
            { title: t('statement.note'), cell: ({ note }) => note ?? '–' },
            {
              title: t('statement.receipt'),
              cell: ({ id: action, startsAt }) => (
                <a href={receiptPath(action)} download>
                  {t('statement.receiptOf')}
                  <span className="pw-said"> {t('statement.receiptAbout', { moment: format.moment(startsAt) })}</span>
                </a>
              ),
            },
            {
              title: t('parking.history.cost'),
              end: true,
              cell: ({ amounts }) =>
                amounts.length === 0 ? t('parking.history.free') : amounts.map((one) => amount(one)).join(', '),
            },
          ]}
        />
      )}
    </Listed>
  );
}

function BalanceChanges() {
  const t = useText();
  const format = useFormat();
  const amount = useAmount();
  const { id } = usePermit();
  const pages = usePages<Transaction, Transactions>(
    useCallback((cursor, signal) => readTransactions(id, cursor, signal), [id]),
  );
  return (
    <Listed<Transaction, Transactions> pages={pages} empty="transactions">
      {(items) => (
        <Table
          caption={t('parking.history.transactions')}
          rowKey={({ at, kind, unit, change, actionId }) => `${at} ${kind} ${unit} ${change} ${actionId ?? ''}`}
          rows={items}
          columns={[
            { title: t('parking.history.moment'), head: true, cell: ({ at }) => format.moment(at) },
            { title: t('parking.history.what'), cell: ({ kind }) => t(`parking.history.kind.${kind}`) },
            {
              title: t('parking.history.change'),
              end: true,
              cell: ({ unit, change }) => (change > 0 ? '+\u00a0' : '') + amount({ unit, amount: change }),
            },
          ]}
        />
      )}
    </Listed>
  );
}

interface ListedProps<Item, Whole extends { items: Item[]; nextCursor: string | null }> {
  pages: Pages<Whole>;
  empty: TabId;
  children: (items: Item[]) => ReactNode;
}

/** The last ten, and ten more at a time (2PARK-102). */
function Listed<Item, Whole extends { items: Item[]; nextCursor: string | null }>({
  pages: { call, refresh, more, fetchingMore, moreProblem },
  empty,
  children,
}: ListedProps<Item, Whole>) {
  const t = useText();
  return (
    <Shown asked={{ call, refresh }} loading={t('parking.history.loading')}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty icon="history" title={t(`parking.history.empty.${empty}.title`)}>
            <p>{t(`parking.history.empty.${empty}.text`)}</p>
          </Empty>
        ) : (
          <div className="pw-stack">
            {children(items)}
            {moreProblem && <ProblemNote problem={moreProblem} />}
            {more && (
              <p>
                <Button busy={fetchingMore} onClick={more}>
                  {t('common.showMore')}
                </Button>
              </p>
            )}
          </div>
        )
      }
    </Shown>
  );
}

/** The whole list of the open tab, to one's own address and to no other (2PARK-103). */
function MailIt({ tab }: { tab: TabId }) {
  const t = useText();
  const { id: permitId } = usePermit();
  const { act, perform } = useAct(mailHistory);
  return (
    <div className="pw-stack">
      {act.state === 'failed' && <ProblemNote problem={act.problem} />}
      <Buttons>
        <Button icon="mail" busy={act.state === 'busy'} onClick={() => void perform({ permitId, tab })}>
          {t('parking.history.mail')}
        </Button>
      </Buttons>
      <div role="status">{act.state === 'done' && <Fact>{t('parking.history.mailed')}</Fact>}</div>
    </div>
  );
}

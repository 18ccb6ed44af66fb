import { useRef } from 'react';
import type { BankView } from '../../../api/bank/shapes.ts';
import { Button } from '../../components/button.tsx';
import { Money } from '../../components/figures.tsx';
import { Note } from '../../components/note.tsx';
import { ErrorNote, Loading } from '../../components/states.tsx';
import { Table } from '../../components/table.tsx';
import { useAct } from '../../data/use-act.ts';
import { useCall } from '../../data/use-call.ts';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useFormat, useText } from '../../text/text.tsx';
import { readBank, sendStatement } from '../data/bank.ts';
import { Guard } from '../guard.tsx';
import { StaffShell } from '../staff-shell.tsx';
import { PaymentDifferencesPart } from './payment-differences.tsx';

/** The bank's side beside ours: statements, and what neither finds at the other (BEYOND-020). */
export default function BankPage() {
  return (
    <Guard permission="refunds" place="bank">
      <Page />
    </Guard>
  );
}

function Page() {
  const t = useText();
  const sentences = useProblemSentences();
  const { call, refresh } = useCall(readBank);
  return (
    <StaffShell title={t('staff.bank.title')} place="bank">
      <div className="pw-stack pw-stack--apart">
        <div className="pw-stack">
          <h1>{t('staff.bank.title')}</h1>
          <p className="pw-lead pw-measure">{t('staff.bank.lead')}</p>
          <TakeIn onTaken={() => void refresh()} />
        </div>
        {call.state === 'loading' && <Loading>{t('staff.bank.loading')}</Loading>}
        {call.state === 'failed' && <ErrorNote {...sentences(call.problem)} onRetry={() => void refresh()} />}
        {call.state === 'done' && <Shown bank={call.value} />}
        <PaymentDifferencesPart />
      </div>
    </StaffShell>
  );
}

function TakeIn({ onTaken }: { onTaken: () => void }) {
  const t = useText();
  const sentences = useProblemSentences();
  const input = useRef<HTMLInputElement>(null);
  const { act, perform } = useAct(sendStatement);
  const take = async (file: File | undefined) => {
    if (!file) return;
    const answer = await perform(file);
    if (answer?.ok) onTaken();
  };
  return (
    <div className="pw-stack pw-stack--tight">
      <p>
        <Button icon="file" busy={act.state === 'busy'} onClick={() => input.current?.click()}>
          {t('staff.bank.choose')}
        </Button>
        <input
          ref={input}
          type="file"
          hidden
          accept=".xml,.053"
          aria-label={t('staff.bank.choose')}
          onChange={(event) => {
            const file = event.target.files?.[0];
            void take(file);
            event.target.value = '';
          }}
        />
      </p>
      {act.state === 'failed' && <ErrorNote {...sentences(act.problem)} />}
      {act.state === 'done' && (
        <Note kind="ok" urgent title={t('staff.bank.taken', { count: act.value.lines })}>
          <p>{t('staff.bank.matched', { count: act.value.matched })}</p>
        </Note>
      )}
    </div>
  );
}

function Shown({ bank: { statements, onlyAtBank, onlyInBooks } }: { bank: BankView }) {
  const t = useText();
  const format = useFormat();
  return (
    <>
      <section className="pw-stack">
        <h2>{t('staff.bank.onlyAtBank')}</h2>
        {onlyAtBank.length === 0 ? (
          <p className="pw-muted">{t('staff.bank.nothing')}</p>
        ) : (
          <Table
            caption={t('staff.bank.onlyAtBank')}
            rows={onlyAtBank}
            rowKey={({ id }) => id}
            columns={[
              { title: t('staff.bank.column.day'), head: true, cell: ({ bookedOn }) => format.day(bookedOn) },
              {
                title: t('staff.bank.column.reference'),
                cell: ({ bankReference, references }) => [...references, bankReference].filter(Boolean).join(', '),
              },
              { title: t('staff.bank.column.amount'), end: true, cell: ({ cents }) => <Money cents={cents} /> },
            ]}
          />
        )}
      </section>
      <section className="pw-stack">
        <h2>{t('staff.bank.onlyInBooks')}</h2>
        {onlyInBooks.length === 0 ? (
          <p className="pw-muted">{t('staff.bank.nothing')}</p>
        ) : (
          <Table
            caption={t('staff.bank.onlyInBooks')}
            rows={onlyInBooks}
            rowKey={({ id }) => id}
            columns={[
              { title: t('staff.bank.column.number'), head: true, cell: ({ number }) => number },
              {
                title: t('staff.bank.column.sent'),
                cell: ({ sentAt }) => (sentAt === null ? '' : format.day(sentAt)),
              },
              { title: t('staff.bank.column.amount'), end: true, cell: ({ cents }) => <Money cents={cents} /> },
            ]}
          />
        )}
      </section>
      <section className="pw-stack">
        <h2>{t('staff.bank.statements')}</h2>
        {statements.length === 0 ? (
          <p className="pw-muted">{t('staff.bank.none')}</p>
        ) : (
          <Table
            caption={t('staff.bank.statements')}
            rows={statements}
            rowKey={({ id }) => id}
            columns={[
              { title: t('staff.bank.column.number'), head: true, cell: ({ reference }) => reference },
              { title: t('staff.bank.column.day'), cell: ({ until }) => format.day(until) },
              {
                title: t('staff.bank.column.lines'),
                cell: ({ lines, unmatched }) => t('staff.bank.lines', { count: lines, unmatched }),
              },
              {
                title: t('staff.bank.column.closing'),
                end: true,
                cell: ({ closingCents }) => <Money cents={closingCents} />,
              },
              { title: t('staff.bank.column.by'), cell: ({ importedBy }) => importedBy },
            ]}
          />
        )}
      </section>
    </>
  );
}

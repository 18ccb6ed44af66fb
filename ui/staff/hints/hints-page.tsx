import { useState } from 'react';
import { Link } from 'react-router';
import type { MisuseHint, MisuseHints } from '../../../api/misuse-hints/shapes.ts';
import { Button, Buttons } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { Empty, ErrorNote, Loading } from '../../components/states.tsx';
import { Table } from '../../components/table.tsx';
import { useAct } from '../../data/use-act.ts';
import { useCall } from '../../data/use-call.ts';
import { useMunicipality } from '../../municipality-frame.tsx';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useFormat, useLanguage, useText } from '../../text/text.tsx';
import { readHints, reviewHint } from '../data/hints.ts';
import { Guard } from '../guard.tsx';
import { useStaff } from '../staff-frame.tsx';
import { StaffShell } from '../staff-shell.tsx';

/** Patterns of parking that are worth a question: rule, numbers and data beside each, and a person who judges (BEYOND-031). */
export default function HintsPage() {
  return (
    <Guard permission="misuse-hints" place="hints">
      <Page />
    </Guard>
  );
}

function Page() {
  const t = useText();
  const sentences = useProblemSentences();
  const { call, refresh } = useCall(readHints);
  const acted = () => void refresh();
  return (
    <StaffShell title={t('staff.hints.title')} place="hints">
      <div className="pw-stack pw-stack--apart">
        <div className="pw-stack">
          <h1>{t('staff.hints.title')}</h1>
          <p className="pw-lead pw-measure">{t('staff.hints.lead')}</p>
        </div>
        {call.state === 'loading' && <Loading>{t('staff.hints.loading')}</Loading>}
        {call.state === 'failed' && <ErrorNote {...sentences(call.problem)} onRetry={acted} />}
        {call.state === 'done' && <Overview {...call.value} onActed={acted} />}
      </div>
    </StaffShell>
  );
}

function Overview({ items, rules, tallies, onActed }: MisuseHints & { onActed: () => void }) {
  const t = useText();
  const asked = items.filter(({ askedAt }) => askedAt !== null);
  return (
    <>
      <section className="pw-stack">
        <h2>{t('staff.hints.open')}</h2>
        <Hints
          items={items.filter(({ askedAt }) => askedAt === null)}
          empty={t('staff.hints.empty')}
          onActed={onActed}
        />
      </section>
      <section className="pw-stack">
        <h2>{t('staff.hints.asked')}</h2>
        <Hints items={asked} empty={t('staff.hints.emptyAsked')} onActed={onActed} />
      </section>
      <Rules rules={rules} />
      <Tallies tallies={tallies} />
    </>
  );
}

function Hints({ items, empty, onActed }: { items: readonly MisuseHint[]; empty: string; onActed: () => void }) {
  if (items.length === 0) return <Empty icon="tick" title={empty} />;
  return (
    <ul className="pw-stack" role="list">
      {items.map((hint) => (
        <li key={hint.id} className="pw-card pw-stack pw-stack--tight">
          <Hint hint={hint} onActed={onActed} />
        </li>
      ))}
    </ul>
  );
}

/** The rule in words, what it counted, what it looked at, and what else it may be. */
function Hint({ hint, onActed }: { hint: MisuseHint; onActed: () => void }) {
  const t = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const { id: municipality } = useMunicipality();
  const { may } = useStaff();
  const { rule, permitNumber, productName, counted, stays, lookedFrom, foundAt, askedAt, askedBy, caseId } = hint;
  const moment = askedAt === null ? null : format.moment(askedAt);
  return (
    <>
      <h3>{`${t(`staff.hints.name.${rule}`)}: ${permitNumber}`}</h3>
      <p className="pw-small pw-muted">{productName[language]}</p>
      <p>
        <strong>{t(`staff.hints.counted.${rule}`, { counted })}</strong> <RuleWords {...hint} />
      </p>
      <p className="pw-measure">{t(`staff.hints.maybe.${rule}`)}</p>
      <p className="pw-small pw-measure">
        {t('staff.hints.data', { stays, from: format.day(lookedFrom), until: format.moment(foundAt) })}
      </p>
      <p className="pw-small pw-muted">
        {[
          moment !== null &&
            (askedBy === null
              ? t('staff.hints.askedOn', { moment })
              : t('staff.hints.askedBy', { name: askedBy, moment })),
          t('staff.hints.goes', { day: format.day(hint.goesAt) }),
        ]
          .filter(Boolean)
          .join('. ')}
      </p>
      {may('read-case') && (
        <p>
          <Link to={`/${municipality}/staff/cases/${caseId}`}>{t('staff.hints.case', { number: permitNumber })}</Link>
        </p>
      )}
      <Review hint={hint} onActed={onActed} />
    </>
  );
}

function RuleWords({ rule, least, days, hours }: Pick<MisuseHint, 'rule' | 'least' | 'days' | 'hours'>) {
  const t = useText();
  return t(`staff.hints.rule.${rule}`, { least, days, from: hours?.from ?? '', to: hours?.to ?? '' });
}

function Review({ hint: { id, permitNumber, askedAt }, onActed }: { hint: MisuseHint; onActed: () => void }) {
  const t = useText();
  const sentences = useProblemSentences();
  const [asking, setAsking] = useState<'put-aside' | 'ask' | null>(null);
  const { act, perform } = useAct(reviewHint);
  const send = async (what: 'put-aside' | 'ask') => {
    setAsking(null);
    const answer = await perform({ id, act: what });
    if (answer?.ok) onActed();
  };
  const number = permitNumber;
  return (
    <>
      {act.state === 'failed' && <ErrorNote {...sentences(act.problem)} level="h4" />}
      <Buttons>
        <Button about={number} busy={act.state === 'busy'} onClick={() => setAsking('put-aside')}>
          {t('staff.hints.putAside')}
        </Button>
        {askedAt === null && (
          <Button look="subtle" about={number} busy={act.state === 'busy'} onClick={() => setAsking('ask')}>
            {t('staff.hints.ask')}
          </Button>
        )}
      </Buttons>
      {asking !== null && (
        <ConfirmDialog
          question={t(asking === 'ask' ? 'staff.hints.askQuestion' : 'staff.hints.asideQuestion', { number })}
          yes={t(asking === 'ask' ? 'staff.hints.ask' : 'staff.hints.putAside')}
          no={t('common.cancel')}
          onYes={() => void send(asking)}
          onNo={() => setAsking(null)}
        >
          <p>{t(asking === 'ask' ? 'staff.hints.askText' : 'staff.hints.asideText')}</p>
        </ConfirmDialog>
      )}
    </>
  );
}

/** Everything that is looked at, so that nobody has to guess. */
function Rules({ rules }: Pick<MisuseHints, 'rules'>) {
  const t = useText();
  const { language } = useLanguage();
  return (
    <section className="pw-stack">
      <h2>{t('staff.hints.rules')}</h2>
      {rules.length === 0 ? (
        <p>{t('staff.hints.noRules')}</p>
      ) : (
        <>
          <p className="pw-measure">{t('staff.hints.rulesText')}</p>
          <ul className="pw-bullets pw-stack pw-stack--tight">
            {rules.map((one) => (
              <li key={one.rule}>
                <RuleWords {...one} />{' '}
                {t('staff.hints.products', { products: one.products.map((name) => name[language]).join(', ') })}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Tallies({ tallies }: Pick<MisuseHints, 'tallies'>) {
  const t = useText();
  return (
    <section className="pw-stack">
      <h2>{t('staff.hints.tallies')}</h2>
      {tallies.length === 0 ? (
        <p>{t('staff.hints.noTallies')}</p>
      ) : (
        <>
          <p className="pw-measure">{t('staff.hints.talliesText')}</p>
          <Table
            caption={t('staff.hints.tallies')}
            rows={tallies}
            rowKey={({ rule, year }) => `${rule} ${year}`}
            columns={[
              { title: t('staff.hints.column.rule'), head: true, cell: ({ rule }) => t(`staff.hints.name.${rule}`) },
              { title: t('staff.hints.column.year'), cell: ({ year }) => String(year) },
              { title: t('staff.hints.column.found'), end: true, cell: ({ found }) => found },
              { title: t('staff.hints.column.putAside'), end: true, cell: ({ putAside }) => putAside },
              { title: t('staff.hints.column.asked'), end: true, cell: ({ asked }) => asked },
            ]}
          />
        </>
      )}
    </section>
  );
}

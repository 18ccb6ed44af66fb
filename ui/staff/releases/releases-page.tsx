import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { DraftItem, ReleaseItem, ReleaseList } from '../../../api/releases/shapes.ts';
import { Button, Buttons } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { Badge, type BadgeKind } from '../../components/note.tsx';
import { Empty, ErrorNote, Loading } from '../../components/states.tsx';
import { Table } from '../../components/table.tsx';
import { Select } from '../../components/text-input.tsx';
import { useAct } from '../../data/use-act.ts';
import { useCall } from '../../data/use-call.ts';
import { useMunicipality } from '../../municipality-frame.tsx';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useFormat, useText } from '../../text/text.tsx';
import { readReleases, startDraft } from '../data/releases.ts';
import { Guard } from '../guard.tsx';
import { StaffShell } from '../staff-shell.tsx';
import { isComplete, NO_TERMS, TermsFields, termsOf } from './terms-fields.tsx';

/** Releases of products, prices and calendars, and proposals for the next (BEYOND-022). */
export default function ReleasesPage() {
  return (
    <Guard permission="operate" place="releases">
      <Page />
    </Guard>
  );
}

function Page() {
  const t = useText();
  const sentences = useProblemSentences();
  const { call, refresh } = useCall(readReleases);
  return (
    <StaffShell title={t('staff.releases.title')} place="releases">
      <div className="pw-stack pw-stack--apart">
        <div className="pw-stack">
          <h1>{t('staff.releases.title')}</h1>
          <p className="pw-lead pw-measure">{t('staff.releases.lead')}</p>
        </div>
        {call.state === 'loading' && <Loading>{t('staff.releases.loading')}</Loading>}
        {call.state === 'failed' && <ErrorNote {...sentences(call.problem)} onRetry={() => void refresh()} />}
        {call.state === 'done' && (
          <>
            <section className="pw-stack">
              <h2>{t('staff.releases.drafts')}</h2>
              <Drafts items={call.value.drafts} />
            </section>
            <section className="pw-stack">
              <h2>{t('staff.releases.versions')}</h2>
              <Releases items={call.value.releases} />
            </section>
            <NewDraft list={call.value} />
          </>
        )}
      </div>
    </StaffShell>
  );
}

const STATUS_BADGES: Record<DraftItem['status'], BadgeKind> = {
  draft: 'us',
  submitted: 'you',
  approved: 'ok',
  rejected: 'bad',
  withdrawn: 'off',
};

export function StatusBadge({ status }: { status: DraftItem['status'] }) {
  const t = useText();
  return <Badge kind={STATUS_BADGES[status]}>{t(`staff.releases.status.${status}`)}</Badge>;
}

/** From when it would hold. */
export function useFrom(): (validOn: string | null) => string {
  const t = useText();
  const format = useFormat();
  return (validOn) =>
    validOn === null ? t('staff.releases.atOnce') : t('staff.releases.fromDay', { day: format.day(validOn) });
}

function Drafts({ items }: { items: readonly DraftItem[] }) {
  const t = useText();
  const from = useFrom();
  const { id: municipality } = useMunicipality();
  if (items.length === 0) return <Empty icon="file" level="h3" title={t('staff.releases.noDrafts')} />;
  return (
    <Table
      caption={t('staff.releases.draftsCaption')}
      rows={items}
      rowKey={({ id }) => id}
      columns={[
        {
          title: t('staff.releases.column.proposal'),
          head: true,
          cell: ({ id, number }) => <Link to={`/${municipality}/staff/releases/${id}`}>{number}</Link>,
        },
        {
          title: t('staff.releases.column.what'),
          cell: (item) => (
            <Grounds {...item} title={item.writtenBy === null ? t('staff.releases.imported') : item.title} />
          ),
        },
        { title: t('staff.releases.column.from'), cell: ({ validOn }) => from(validOn) },
        {
          title: t('staff.releases.column.state'),
          speaking: true,
          cell: ({ status }) => <StatusBadge status={status} />,
        },
        {
          title: t('staff.releases.column.people'),
          cell: ({ writtenBy }) => writtenBy ?? t('staff.releases.imported'),
        },
      ]}
    />
  );
}

const STATE_BADGES: Record<ReleaseItem['state'], BadgeKind> = {
  planned: 'us',
  'in-force': 'ok',
  past: 'off',
  replaced: 'off',
  'rolled-back': 'bad',
};

function Releases({ items }: { items: readonly ReleaseItem[] }) {
  const t = useText();
  const format = useFormat();
  return (
    <Table
      caption={t('staff.releases.caption')}
      rows={items}
      rowKey={({ number }) => String(number)}
      columns={[
        { title: t('staff.releases.column.number'), head: true, cell: ({ number }) => number },
        {
          title: t('staff.releases.column.what'),
          cell: (item) => (
            <>
              <Grounds {...item} title={item.writtenBy === null ? t('staff.releases.imported') : item.title} />
              {item.restores !== null && (
                <p className="pw-small">{t('staff.releases.restores', { number: item.restores })}</p>
              )}
            </>
          ),
        },
        { title: t('staff.releases.column.from'), cell: ({ validFrom }) => format.moment(validFrom) },
        {
          title: t('staff.releases.column.state'),
          speaking: true,
          cell: ({ state }) => <Badge kind={STATE_BADGES[state]}>{t(`staff.releases.state.${state}`)}</Badge>,
        },
        {
          title: t('staff.releases.column.people'),
          cell: ({ writtenBy, approvedBy }) => (
            <>
              {writtenBy !== null && <p className="pw-small">{t('staff.releases.writtenBy', { name: writtenBy })}</p>}
              {approvedBy !== null && (
                <p className="pw-small">{t('staff.releases.approvedBy', { name: approvedBy })}</p>
              )}
            </>
          ),
        },
      ]}
    />
  );
}

/** What changes and the article it rests on, with the way to it. */
export function Grounds({ title, article, articleUrl }: Pick<ReleaseItem, 'title' | 'article' | 'articleUrl'>) {
  return (
    <>
      {title !== null && <strong>{title}</strong>}
      {article !== null && (
        <p className="pw-small">
          {articleUrl === null ? (
            article
          ) : (
            <a href={articleUrl} rel="noreferrer">
              {article}
            </a>
          )}
        </p>
      )}
    </>
  );
}

function NewDraft({ list: { releases } }: { list: ReleaseList }) {
  const t = useText();
  const sentences = useProblemSentences();
  const navigate = useNavigate();
  const { id: municipality } = useMunicipality();
  const [typed, setTyped] = useState(NO_TERMS);
  const [base, setBase] = useState(String(releases[0]?.number ?? 1));
  const [restores, setRestores] = useState(false);
  const [fault, setFault] = useState(false);
  const { act, perform } = useAct(startDraft, { once: true });
  const start = async () => {
    setFault(!isComplete(typed));
    if (!isComplete(typed)) return;
    const answer = await perform({ ...termsOf(typed), base: Number(base), restores });
    if (answer?.ok) void navigate(`/${municipality}/staff/releases/${answer.value.id}`);
  };
  return (
    <form
      className="pw-stack pw-measure"
      onSubmit={(event) => {
        event.preventDefault();
        void start();
      }}
    >
      <h2>{t('staff.releases.new.title')}</h2>
      <Select
        label={t('staff.releases.new.base')}
        value={base}
        onChange={setBase}
        options={releases.map(({ number, title, state }) => ({
          value: String(number),
          text: [t('staff.releases.version', { number }), t(`staff.releases.state.${state}`), title]
            .filter(Boolean)
            .join(', '),
        }))}
      />
      <Choice
        type="checkbox"
        name="restores"
        value="restores"
        title={t('staff.releases.new.restore')}
        more={t('staff.releases.new.restoreMore')}
        checked={restores}
        onChange={setRestores}
      />
      <TermsFields typed={typed} onType={setTyped} fault={fault} />
      {act.state === 'failed' && <ErrorNote {...sentences(act.problem)} level="h3" />}
      <Buttons>
        <Button type="submit" look="primary" busy={act.state === 'busy'}>
          {t('staff.releases.new.start')}
        </Button>
      </Buttons>
    </form>
  );
}

import { useCallback, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { SecondLook, SecondLookPage } from '../../../api/second-looks/shapes.ts';
import { SECOND_LOOK_REASONS, type SecondLookReason } from '../../../rules/staff-work/second-look.ts';
import { Button, Buttons } from '../../components/button.tsx';
import { Chip, Radios } from '../../components/choice.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Badge } from '../../components/note.tsx';
import { Empty, ErrorNote, Loading } from '../../components/states.tsx';
import { Table } from '../../components/table.tsx';
import { TextArea } from '../../components/text-input.tsx';
import { useAct } from '../../data/use-act.ts';
import { usePages, type Pages } from '../../data/use-pages.ts';
import { useMunicipality } from '../../municipality-frame.tsx';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useFormat, useLanguage, useSentenceNamed, useText } from '../../text/text.tsx';
import { giveLook, LOOK_FILTERS, readLooks, type LookFilter } from '../data/second-looks.ts';
import { Guard } from '../guard.tsx';
import { StaffShell } from '../staff-shell.tsx';

/** A second pair of eyes on a sample of decisions (BEYOND-030). */
export default function LooksPage() {
  return (
    <Guard permission="second-look" place="looks">
      <Looks />
    </Guard>
  );
}

function Looks() {
  const t = useText();
  const format = useFormat();
  const sentences = useProblemSentences();
  const [search, setSearch] = useSearchParams();
  const filter = LOOK_FILTERS.find((known) => known === search.get('filter')) ?? 'open';
  const pages = usePages(
    useCallback((cursor: string | null, signal?: AbortSignal) => readLooks(filter, cursor, signal), [filter]),
  );
  const { call, refresh } = pages;
  const page = call.state === 'done' ? call.value : null;
  return (
    <StaffShell title={t('staff.looks.title')} place="looks">
      <div className="pw-stack pw-stack--wide">
        <h1>{t('staff.looks.title')}</h1>
        <p className="pw-lead pw-measure">{t('staff.looks.lead')}</p>
        {page && (
          <p className="pw-small pw-muted">
            {page.sampling
              ? t('staff.looks.sampling', { percent: format.decimal(page.sampling.percent), seed: page.sampling.seed })
              : t('staff.looks.noSampling')}
            {page.counts.done > 0 &&
              ` ${t('staff.looks.disagreed', { count: page.counts.done, disagreed: page.counts.disagreed })}`}
          </p>
        )}
        <div className="pw-row pw-row--tight" role="group" aria-label={t('staff.looks.show')}>
          {LOOK_FILTERS.map((known) => (
            <Chip
              key={known}
              chosen={known === filter}
              onPress={() => setSearch(known === 'open' ? {} : { filter: known }, { replace: true })}
              {...(page && { count: page.counts[known] })}
            >
              {t(`staff.looks.filter.${known}`)}
            </Chip>
          ))}
        </div>
        {call.state === 'loading' && <Loading>{t('staff.looks.loading')}</Loading>}
        {call.state === 'failed' && <ErrorNote {...sentences(call.problem)} onRetry={() => void refresh()} />}
        {page && <List page={page} filter={filter} pages={pages} />}
      </div>
    </StaffShell>
  );
}

function List({ page, filter, pages }: { page: SecondLookPage; filter: LookFilter; pages: Pages<SecondLookPage> }) {
  const t = useText();
  const format = useFormat();
  const named = useSentenceNamed();
  const { language } = useLanguage();
  const { id: municipality } = useMunicipality();
  const { more, fetchingMore, refresh } = pages;
  if (page.items.length === 0) return <Empty icon="tick" title={t(`staff.looks.empty.${filter}`)} />;
  return (
    <div className="pw-stack">
      <Table
        caption={t('staff.looks.caption')}
        rows={page.items}
        rowKey={({ id }) => id}
        columns={[
          {
            title: t('staff.looks.column.case'),
            head: true,
            cell: ({ number, caseId }) => <Link to={`/${municipality}/staff/cases/${caseId}`}>{number}</Link>,
          },
          { title: t('staff.looks.column.product'), cell: ({ productName }) => productName[language] },
          {
            title: t('staff.looks.column.decision'),
            cell: ({ result, decidedAt }) =>
              [named(`audit.result.${result}`) ?? result, format.day(decidedAt)].join(', '),
          },
          { title: t('staff.looks.column.look'), cell: (look) => <Look look={look} onGiven={() => void refresh()} /> },
        ]}
      />
      {more && (
        <p>
          <Button busy={fetchingMore} onClick={more}>
            {t('common.showMore')}
          </Button>
        </p>
      )}
    </div>
  );
}

function Look({ look, onGiven }: { look: SecondLook; onGiven: () => void }) {
  const t = useText();
  const sentences = useProblemSentences();
  const [asking, setAsking] = useState(false);
  const { act, perform } = useAct(giveLook);
  const { id, number, ownWork, outcome, reason, note, lookedBy } = look;
  if (outcome !== null) {
    return (
      <>
        <Badge kind={outcome === 'agree' ? 'ok' : 'bad'}>{t(`staff.looks.outcome.${outcome}`)}</Badge>
        <div className="pw-small pw-muted">
          {[lookedBy, reasonOf(reason) && t(`staff.looks.reason.${reasonOf(reason)!}`), note]
            .filter(Boolean)
            .join(' · ')}
        </div>
      </>
    );
  }
  if (ownWork) return <span className="pw-muted">{t('staff.looks.ownWork')}</span>;
  const agree = async () => {
    const answer = await perform({ id, outcome: 'agree' });
    if (answer?.ok) onGiven();
  };
  return (
    <>
      {act.state === 'failed' && <ErrorNote {...sentences(act.problem)} />}
      <Buttons>
        <Button busy={act.state === 'busy'} about={number} onClick={() => void agree()}>
          {t('staff.looks.agree')}
        </Button>
        <Button look="subtle" about={number} onClick={() => setAsking(true)}>
          {t('staff.looks.disagree')}
        </Button>
      </Buttons>
      {asking && <Disagree look={look} onClose={() => setAsking(false)} onGiven={onGiven} />}
    </>
  );
}

const reasonOf = (reason: string | null): SecondLookReason | undefined =>
  SECOND_LOOK_REASONS.find((known) => known === reason);

function Disagree({
  look: { id, number },
  onClose,
  onGiven,
}: {
  look: SecondLook;
  onClose: () => void;
  onGiven: () => void;
}) {
  const t = useText();
  const sentences = useProblemSentences();
  const [reason, setReason] = useState<SecondLookReason | null>(null);
  const [note, setNote] = useState('');
  const { act, perform } = useAct(giveLook);
  const send = async () => {
    if (reason === null) return;
    const answer = await perform({ id, outcome: 'disagree', reason, note: note.trim() === '' ? null : note.trim() });
    if (!answer?.ok) return;
    onClose();
    onGiven();
  };
  return (
    <Dialog title={t('staff.looks.question', { number })} onClose={onClose}>
      <p>{t('staff.looks.consequence')}</p>
      <Radios
        label={t('staff.looks.why')}
        chosen={reason}
        onChoose={(value) => setReason(reasonOf(value) ?? null)}
        options={SECOND_LOOK_REASONS.map((value) => ({ value, title: t(`staff.looks.reason.${value}`) }))}
      />
      <TextArea label={t('staff.looks.note')} optional value={note} onChange={setNote} maxLength={2_000} />
      {act.state === 'failed' && <ErrorNote {...sentences(act.problem)} level="h3" />}
      <Buttons wide>
        <Button look="primary" disabled={reason === null} busy={act.state === 'busy'} onClick={() => void send()}>
          {t('staff.looks.disagree')}
        </Button>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
      </Buttons>
    </Dialog>
  );
}

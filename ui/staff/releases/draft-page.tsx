import { useCallback, useState } from 'react';
import { Link, useParams } from 'react-router';
import type { DraftView } from '../../../api/releases/shapes.ts';
import { Button, Buttons } from '../../components/button.tsx';
import { Note } from '../../components/note.tsx';
import { ErrorNote, Loading } from '../../components/states.tsx';
import { Tabs } from '../../components/tabs.tsx';
import { TextArea } from '../../components/text-input.tsx';
import { useAct } from '../../data/use-act.ts';
import { useCall } from '../../data/use-call.ts';
import { useMunicipality } from '../../municipality-frame.tsx';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useFormat, useText } from '../../text/text.tsx';
import { actOnDraft, changeDraft, readDraft, type DraftAct } from '../data/releases.ts';
import { Guard } from '../guard.tsx';
import { StaffShell } from '../staff-shell.tsx';
import { DraftFiles } from './draft-files.tsx';
import { DraftPreview } from './draft-preview.tsx';
import { DraftValues } from './draft-values.tsx';
import { Grounds, StatusBadge, useFrom } from './releases-page.tsx';
import { isComplete, TermsFields, termsOf } from './terms-fields.tsx';

/** One proposal: what it changes, what is wrong with it, what would come of it, and what is left to do with it. */
export default function DraftPage() {
  return (
    <Guard permission="operate" place="releases">
      <Page />
    </Guard>
  );
}

function Page() {
  const t = useText();
  const sentences = useProblemSentences();
  const { id: municipality } = useMunicipality();
  const { draft: id = '' } = useParams();
  const { call, refresh } = useCall(useCallback((signal: AbortSignal) => readDraft(id, signal), [id]));
  const changed = () => void refresh();
  return (
    <StaffShell title={t('staff.releases.title')} place="releases">
      <div className="pw-stack pw-stack--apart">
        <p>
          <Link to={`/${municipality}/staff/releases`}>{t('staff.releases.draft.back')}</Link>
        </p>
        {call.state === 'loading' && <Loading>{t('staff.releases.draft.loading')}</Loading>}
        {call.state === 'failed' && <ErrorNote {...sentences(call.problem)} onRetry={changed} />}
        {call.state === 'done' && <Draft draft={call.value} onChanged={changed} />}
      </div>
    </StaffShell>
  );
}

function Draft({ draft, onChanged }: { draft: DraftView; onChanged: () => void }) {
  const t = useText();
  const from = useFrom();
  const format = useFormat();
  const { number, writtenBy, base, restores, status, faults, preview, reason, decidedBy, decidedAt } = draft;
  const editable = status === 'draft' && draft.ownWork;
  const tabs = [
    ...(preview
      ? [{ id: 'preview', title: t('staff.releases.draft.preview'), panel: <DraftPreview preview={preview} /> }]
      : []),
    ...(draft.values.length > 0
      ? [
          {
            id: 'everyday',
            title: t('staff.releases.draft.everyday'),
            panel: <DraftValues key={draft.version} draft={draft} onChanged={onChanged} />,
          },
        ]
      : []),
    {
      id: 'files',
      title: t('staff.releases.draft.files'),
      panel: <DraftFiles key={draft.version} draft={draft} editable={editable && !restores} onChanged={onChanged} />,
    },
  ];
  return (
    <>
      <div className="pw-stack">
        <h1>
          {number} <StatusBadge status={status} />
        </h1>
        <Grounds {...draft} title={writtenBy === null ? t('staff.releases.imported') : draft.title} />
        <p>
          {t(restores ? 'staff.releases.restores' : 'staff.releases.baseOf', { number: base })}
          {'. '}
          {writtenBy !== null && t('staff.releases.writtenBy', { name: writtenBy })}
        </p>
        <p>
          {t('staff.releases.column.from')}: <strong>{from(draft.validOn)}</strong>
        </p>
        {decidedBy !== null && decidedAt !== null && (
          <p>{t('staff.releases.decidedBy', { name: decidedBy, moment: format.moment(decidedAt) })}</p>
        )}
        {reason !== null && <p>{t('staff.releases.draft.rejectedBecause', { reason })}</p>}
      </div>
      {faults.length > 0 && (
        <Note kind="bad" title={t('staff.releases.draft.faults', { count: faults.length })}>
          <p>{t('staff.releases.draft.faultsMore')}</p>
          <ul className="pw-list">
            {faults.map(({ file, line, message }) => (
              <li key={`${file} ${line} ${message}`}>{t('staff.releases.draft.faultLine', { file, line, message })}</li>
            ))}
          </ul>
        </Note>
      )}
      {editable && <Terms key={draft.version} draft={draft} onChanged={onChanged} />}
      <Tabs label={t('staff.releases.draft.tabs')} tabs={tabs} />
      <Acts draft={draft} onActed={onChanged} />
    </>
  );
}

function Terms({ draft, onChanged }: { draft: DraftView; onChanged: () => void }) {
  const t = useText();
  const sentences = useProblemSentences();
  const { title, article, articleUrl, validOn } = draft;
  const [typed, setTyped] = useState({ title, article, articleUrl: articleUrl ?? '', validOn: validOn ?? '' });
  const [fault, setFault] = useState(false);
  const { act, perform } = useAct(changeDraft);
  const save = async () => {
    setFault(!isComplete(typed));
    if (!isComplete(typed)) return;
    const answer = await perform({ id: draft.id, version: draft.version, terms: termsOf(typed) });
    if (answer?.ok) onChanged();
  };
  return (
    <form
      className="pw-stack pw-measure"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h2>{t('staff.releases.draft.terms')}</h2>
      <TermsFields typed={typed} onType={setTyped} fault={fault} />
      {act.state === 'failed' && <ErrorNote {...sentences(act.problem)} level="h3" />}
      <Buttons>
        <Button type="submit" busy={act.state === 'busy'}>
          {t('staff.releases.draft.save')}
        </Button>
      </Buttons>
    </form>
  );
}

function Acts({ draft, onActed }: { draft: DraftView; onActed: () => void }) {
  const t = useText();
  const from = useFrom();
  const sentences = useProblemSentences();
  const { id, status, ownWork, preview, validOn } = draft;
  const [reason, setReason] = useState('');
  const [fault, setFault] = useState(false);
  const { act, perform } = useAct(actOnDraft);
  const busy = act.state === 'busy';
  const send = async (what: DraftAct, because?: string) => {
    const answer = await perform({ id, act: what, ...(because !== undefined && { reason: because }) });
    if (answer?.ok) onActed();
  };
  const reject = () => {
    setFault(reason.trim() === '');
    if (reason.trim() !== '') void send('reject', reason.trim());
  };
  const judges = status === 'submitted' && !ownWork;
  return (
    <section className="pw-stack pw-measure">
      {status === 'submitted' && ownWork && <Note kind="info" title={t('staff.releases.draft.waits')} />}
      {act.state === 'failed' && <ErrorNote {...sentences(act.problem)} />}
      {judges && (
        <>
          <p>{t('staff.releases.draft.approveMore', { from: from(validOn) })}</p>
          <Buttons>
            <Button look="primary" busy={busy} disabled={!preview} onClick={() => void send('approve')}>
              {t('staff.releases.draft.approve')}
            </Button>
          </Buttons>
          <TextArea
            label={t('staff.releases.draft.reason')}
            hint={t('staff.releases.draft.reasonHint')}
            error={fault ? t('staff.releases.draft.reasonFault') : undefined}
            maxLength={1_000}
            value={reason}
            onChange={setReason}
          />
          <Buttons>
            <Button busy={busy} onClick={reject}>
              {t('staff.releases.draft.reject')}
            </Button>
          </Buttons>
        </>
      )}
      {ownWork && (status === 'draft' || status === 'submitted') && (
        <Buttons>
          {status === 'draft' ? (
            <Button look="primary" busy={busy} onClick={() => void send('submit')}>
              {t('staff.releases.draft.submit')}
            </Button>
          ) : (
            <Button busy={busy} onClick={() => void send('reopen')}>
              {t('staff.releases.draft.reopen')}
            </Button>
          )}
          <Button look="subtle" busy={busy} onClick={() => void send('withdraw')}>
            {t('staff.releases.draft.withdraw')}
          </Button>
        </Buttons>
      )}
    </section>
  );
}

import { useCallback } from 'react';
import type { PostBatchView, PostView } from '../../../api/post/shapes.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { Note } from '../../components/note.tsx';
import { Empty, ErrorNote, Loading } from '../../components/states.tsx';
import { Table } from '../../components/table.tsx';
import { useAct } from '../../data/use-act.ts';
import { useCall } from '../../data/use-call.ts';
import { useMunicipality } from '../../municipality-frame.tsx';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useFormat, useSentenceNamed, useText } from '../../text/text.tsx';
import { useEvery } from '../../desk/use-every.ts';
import { batchContent, makeBatch, markSent, readPost } from '../data/post.ts';
import { Guard } from '../guard.tsx';
import { useStaff } from '../staff-frame.tsx';
import { StaffShell } from '../staff-shell.tsx';

/** A file is made in seconds. */
const LOOK_AGAIN_MS = 2_000;

/** Letters for people whom no mail reaches: made in batches, printed, put in envelopes and marked as sent. */
export default function PostPage() {
  return (
    <Guard permission="hand-out" place="post">
      <Post />
    </Guard>
  );
}

function Post() {
  const t = useText();
  const sentences = useProblemSentences();
  const { call, refresh } = useCall(readPost);
  const making = call.state === 'done' && call.value.batches.some(({ printedAt }) => printedAt === null);
  useEvery(making ? LOOK_AGAIN_MS : null, () => void refresh());
  return (
    <StaffShell title={t('staff.menu.post')} place="post">
      <div className="pw-stack pw-stack--apart">
        <div className="pw-stack">
          <h1>{t('staff.post.title')}</h1>
          <p className="pw-lead pw-measure">{t('staff.post.lead')}</p>
        </div>
        {call.state === 'loading' && <Loading>{t('staff.post.loading')}</Loading>}
        {call.state === 'failed' && <ErrorNote {...sentences(call.problem)} onRetry={() => void refresh()} />}
        {call.state === 'done' && <Shown post={call.value} onChanged={() => void refresh()} />}
      </div>
    </StaffShell>
  );
}

function Shown({ post, onChanged }: { post: PostView; onChanged: () => void }) {
  const t = useText();
  return (
    <>
      <section className="pw-stack">
        <h2>{t('staff.post.waiting')}</h2>
        {post.ready === 0 ? (
          <Empty icon="tick" title={t('staff.post.none')}>
            <p className="pw-muted">{t('staff.post.noneText')}</p>
          </Empty>
        ) : (
          <>
            <Make ready={post.ready} onMade={onChanged} />
            <Letters items={post.waiting} />
          </>
        )}
        {post.withoutAddress.length > 0 && <WithoutAddress items={post.withoutAddress} />}
      </section>
      <section className="pw-stack">
        <h2>{t('staff.post.batches')}</h2>
        {post.batches.length === 0 ? (
          <p className="pw-muted">{t('staff.post.noBatches')}</p>
        ) : (
          <Batches batches={post.batches} onChanged={onChanged} />
        )}
      </section>
    </>
  );
}

function Make({ ready, onMade }: { ready: number; onMade: () => void }) {
  const t = useText();
  const sentences = useProblemSentences();
  const { act, perform } = useAct(makeBatch);
  const make = async () => {
    const answer = await perform(null);
    if (answer?.ok) onMade();
  };
  return (
    <>
      {act.state === 'failed' && <ErrorNote {...sentences(act.problem)} level="h3" />}
      <p className="pw-row">
        <span>{t('staff.post.ready', { count: ready })}</span>
        <Button look="primary" icon="mail" busy={act.state === 'busy'} onClick={() => void make()}>
          {t('staff.post.make')}
        </Button>
      </p>
    </>
  );
}

function useWhat(): (what: string) => string {
  const named = useSentenceNamed();
  return (what) => named(`event.message.${what}`) ?? named(`event.letter.${what}`) ?? what;
}

function Letters({ items }: { items: PostView['waiting'] }) {
  const t = useText();
  const format = useFormat();
  const what = useWhat();
  return (
    <Table
      caption={t('staff.post.waitingCaption')}
      rows={items}
      rowKey={({ id }) => id}
      columns={[
        { title: t('staff.post.column.what'), head: true, cell: (item) => what(item.what) },
        { title: t('staff.post.column.why'), cell: ({ ground }) => t(`event.paper.${ground}`) },
        { title: t('staff.post.column.since'), cell: ({ putAt }) => format.moment(putAt) },
      ]}
    />
  );
}

/** Nothing to write on the envelope: somebody has to ask, and the register has to know. */
function WithoutAddress({ items }: { items: PostView['withoutAddress'] }) {
  const t = useText();
  const what = useWhat();
  const municipality = useMunicipality();
  const { may } = useStaff();
  return (
    <Note kind="wait" level="h3" title={t('staff.post.withoutAddress', { count: items.length })}>
      <p>{t('staff.post.withoutAddressText')}</p>
      <ul className="pw-ruled" role="list">
        {items.map((item) => (
          <li key={item.id} className="pw-row">
            <span>{what(item.what)}</span>
            {may('act-for') && (
              <ButtonLink to={`/${municipality.id}/staff/people/${item.personId}`} about={what(item.what)}>
                {t('staff.post.person')}
              </ButtonLink>
            )}
          </li>
        ))}
      </ul>
    </Note>
  );
}

function Batches({ batches, onChanged }: { batches: readonly PostBatchView[]; onChanged: () => void }) {
  const t = useText();
  const format = useFormat();
  return (
    <Table
      caption={t('staff.post.batches')}
      rows={batches}
      rowKey={({ id }) => id}
      columns={[
        { title: t('staff.post.column.number'), head: true, cell: ({ number }) => number },
        { title: t('staff.post.column.letters'), end: true, cell: ({ letters }) => letters },
        {
          title: t('staff.post.column.made'),
          cell: ({ madeAt, madeBy }) => `${format.moment(madeAt)}, ${madeBy}`,
        },
        { title: t('staff.post.column.state'), cell: (batch) => <State batch={batch} onChanged={onChanged} /> },
      ]}
    />
  );
}

function State({ batch, onChanged }: { batch: PostBatchView; onChanged: () => void }) {
  const t = useText();
  const format = useFormat();
  const sentences = useProblemSentences();
  const { act, perform } = useAct(useCallback((_body: null, key: string) => markSent(batch.id, key), [batch.id]));
  const { number, printedAt, sentAt, sentBy, erased } = batch;
  if (printedAt === null) return <span role="status">{t('staff.post.making')}</span>;
  const send = async () => {
    const answer = await perform(null);
    if (answer?.ok) onChanged();
  };
  return (
    <div className="pw-stack pw-stack--tight">
      {sentAt !== null && <span>{t('staff.post.sent', { moment: format.moment(sentAt), name: sentBy ?? '' })}</span>}
      {act.state === 'failed' && <ErrorNote {...sentences(act.problem)} level="h3" />}
      <span className="pw-row pw-row--tight">
        {erased ? (
          <span className="pw-muted">{t('staff.post.erased')}</span>
        ) : (
          <ButtonLink to={batchContent(batch.id)} leaves about={number}>
            {t('staff.post.fetch')}
          </ButtonLink>
        )}
        {sentAt === null && (
          <Button busy={act.state === 'busy'} about={number} onClick={() => void send()}>
            {t('staff.post.markSent')}
          </Button>
        )}
      </span>
    </div>
  );
}

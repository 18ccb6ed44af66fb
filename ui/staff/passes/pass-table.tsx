import { useCallback } from 'react';
import { Link } from 'react-router';
import type { PassSummary } from '../../../api/passes/shapes.ts';
import { Button } from '../../components/button.tsx';
import { Badge, type BadgeKind } from '../../components/note.tsx';
import { ErrorNote } from '../../components/states.tsx';
import { Table } from '../../components/table.tsx';
import { now } from '../../data/clock.ts';
import { useAct } from '../../data/use-act.ts';
import { civilDayAt } from '../../../rules/values/format.ts';
import { useMunicipality } from '../../municipality-frame.tsx';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useFormat, useText } from '../../text/text.tsx';
import { markPass, showAddressee } from '../data/passes.ts';

const BADGES: Record<PassSummary['status'], BadgeKind> = {
  'being-made': 'you',
  made: 'you',
  posted: 'ok',
  blocked: 'off',
};

export function PassTable({ passes, onMarked }: { passes: readonly PassSummary[]; onMarked: () => void }) {
  const t = useText();
  const format = useFormat();
  const { id } = useMunicipality();
  const today = civilDayAt(now());
  return (
    <Table
      caption={t('staff.passes.caption')}
      rows={passes}
      rowKey={(pass) => pass.id}
      columns={[
        { title: t('staff.passes.number'), head: true, cell: (pass) => pass.number },
        {
          title: t('staff.passes.permit'),
          cell: (pass) => (
            <>
              <Link to={`/${id}/staff/cases/${pass.caseId}`}>{pass.permitNumber}</Link>
              <div className="pw-small pw-muted">{pass.areaName}</div>
            </>
          ),
        },
        {
          title: t('staff.passes.status'),
          speaking: true,
          cell: ({ status }) => <Badge kind={BADGES[status]}>{t(`permit.pass.status.${status}`)}</Badge>,
        },
        {
          title: t('staff.passes.due'),
          cell: ({ status, dueOn, postedAt, blockedAt }) => {
            if (blockedAt !== null) return t('staff.passes.blockedOn', { day: format.day(blockedAt) });
            if (status === 'posted' && postedAt !== null)
              return t('staff.passes.postedOn', { day: format.day(postedAt) });
            return t(dueOn < today ? 'staff.passes.late' : 'staff.passes.before', { day: format.day(dueOn) });
          },
        },
        { title: t('staff.passes.acts'), speaking: true, cell: (pass) => <Acts pass={pass} onMarked={onMarked} /> },
      ]}
    />
  );
}

/** What comes next with this pass: made, then with its address in an envelope, then posted. */
function Acts({ pass: { id, status, number }, onMarked }: { pass: PassSummary; onMarked: () => void }) {
  const t = useText();
  const sentences = useProblemSentences();
  const { act, perform } = useAct(useCallback((step: 'made' | 'posted', key: string) => markPass(id, step, key), [id]));
  const addressee = useAct(useCallback((_body: null, key: string) => showAddressee(id, key), [id]));
  if (status === 'posted' || status === 'blocked') return null;
  const step = status === 'being-made' ? 'made' : 'posted';
  const mark = async () => {
    const answer = await perform(step);
    if (answer?.ok) onMarked();
  };
  return (
    <div className="pw-stack pw-stack--tight">
      {addressee.act.state === 'done' ? (
        <address>
          {[addressee.act.value.name, ...addressee.act.value.address].map((line) => (
            <div key={line}>{line}</div>
          ))}
          {addressee.act.value.address.length === 0 && <div>{t('review.person.noAddress')}</div>}
        </address>
      ) : (
        status === 'made' && (
          <Button
            look="subtle"
            icon="eye"
            about={number}
            busy={addressee.act.state === 'busy'}
            onClick={() => void addressee.perform(null)}
          >
            {t('staff.passes.address')}
          </Button>
        )
      )}
      <Button about={number} busy={act.state === 'busy'} onClick={() => void mark()}>
        {t(`staff.passes.step.${step}`)}
      </Button>
      {act.state === 'failed' && <ErrorNote {...sentences(act.problem)} level="h3" onRetry={onMarked} />}
      {addressee.act.state === 'failed' && <ErrorNote {...sentences(addressee.act.problem)} level="h3" />}
    </div>
  );
}

import { useCallback, useState } from 'react';
import { Link } from 'react-router';
import type { CaseReaders, StaffReport } from '../../../api/audit/shapes.ts';
import { Button } from '../../components/button.tsx';
import { ErrorNote, Loading } from '../../components/states.tsx';
import { Table } from '../../components/table.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { useAct } from '../../data/use-act.ts';
import { useCall } from '../../data/use-call.ts';
import { useMunicipality } from '../../municipality-frame.tsx';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useFormat, useSentenceNamed, useText } from '../../text/text.tsx';
import { findReaders, readStaffReport } from '../data/audit.ts';
import { Guard } from '../guard.tsx';
import { StaffShell } from '../staff-shell.tsx';

/** Who may what, how much they used it, and who saw or changed a case (PEERS-036). */
export default function RightsPage() {
  return (
    <Guard permission="audit" place="rights">
      <Rights />
    </Guard>
  );
}

function Rights() {
  const t = useText();
  const sentences = useProblemSentences();
  const { call, refresh } = useCall(readStaffReport);
  return (
    <StaffShell title={t('staff.menu.rights')} place="rights">
      <div className="pw-stack pw-stack--apart">
        <div className="pw-stack">
          <h1>{t('audit.rights.title')}</h1>
          <p className="pw-lead">{t('audit.rights.lead')}</p>
        </div>
        <section className="pw-stack">
          <h2>{t('audit.rights.staff')}</h2>
          {call.state === 'loading' && <Loading>{t('audit.rights.loading')}</Loading>}
          {call.state === 'failed' && <ErrorNote {...sentences(call.problem)} onRetry={() => void refresh()} />}
          {call.state === 'done' && <Colleagues colleagues={call.value.items} />}
        </section>
        <section className="pw-stack">
          <h2>{t('audit.rights.ofCase')}</h2>
          <p className="pw-measure">{t('audit.rights.ofCaseText')}</p>
          <Readers />
        </section>
      </div>
    </StaffShell>
  );
}

function Colleagues({ colleagues }: { colleagues: StaffReport['items'] }) {
  const t = useText();
  const format = useFormat();
  const named = useSentenceNamed();
  const said = (codes: readonly string[], where: string) =>
    codes.map((code) => named(`${where}.${code}`) ?? code).join(', ');
  return (
    <Table
      caption={t('audit.rights.caption')}
      rows={colleagues}
      rowKey={({ id }) => id}
      columns={[
        { title: t('audit.rights.name'), head: true, cell: ({ name }) => name },
        { title: t('audit.rights.roles'), cell: ({ roles }) => said(roles, 'staff.role') },
        { title: t('audit.rights.may'), cell: ({ permissions }) => said(permissions, 'audit.rights.permission') },
        { title: t('audit.rights.lastSeen'), cell: ({ lastSignedInAt }) => format.moment(lastSignedInAt) },
        { title: t('audit.rights.seen'), end: true, cell: ({ casesSeen }) => casesSeen },
        { title: t('audit.rights.acts'), end: true, cell: ({ acts }) => acts },
      ]}
    />
  );
}

/** By the number people know it by. */
function Readers() {
  const t = useText();
  const sentences = useProblemSentences();
  const { id } = useMunicipality();
  const [number, setNumber] = useState('');
  const [lacking, setLacking] = useState(false);
  const { act, perform } = useAct(useCallback((asked: string) => findReaders(asked), []));
  const found = act.state === 'done' ? act.value : null;
  return (
    <>
      <form
        className="pw-stack pw-measure"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setLacking(number.trim() === '');
          if (number.trim() !== '') void perform(number.trim());
        }}
      >
        <TextInput
          label={t('audit.rights.number')}
          hint={t('audit.rights.numberHint')}
          error={lacking ? t('audit.rights.numberMissing') : undefined}
          short
          value={number}
          onChange={setNumber}
        />
        <div>
          <Button type="submit" icon="search" busy={act.state === 'busy'}>
            {t('audit.rights.ask')}
          </Button>
        </div>
      </form>
      {act.state === 'failed' && <ErrorNote {...sentences(act.problem)} level="h3" />}
      <div role="status" className="pw-stack">
        {found !== null && found.case === null && <p>{t('audit.rights.noCase')}</p>}
        {found?.case && (
          <>
            <p>
              <Link to={`/${id}/staff/cases/${found.case.id}`}>{found.case.number}</Link>
            </p>
            <Who readers={found.readers} />
          </>
        )}
      </div>
    </>
  );
}

function Who({ readers }: { readers: CaseReaders['items'] }) {
  const t = useText();
  const format = useFormat();
  const named = useSentenceNamed();
  return (
    <Table
      caption={t('audit.rights.readersCaption')}
      rows={readers}
      rowKey={({ actor, firstAt }) => `${actor.kind} ${actor.name ?? ''} ${firstAt}`}
      columns={[
        {
          title: t('audit.events.who'),
          head: true,
          cell: ({ actor }) => actor.name ?? named(`event.actor.${actor.kind}`) ?? actor.kind,
        },
        { title: t('audit.rights.saw'), end: true, cell: ({ seen }) => seen },
        { title: t('audit.rights.changed'), end: true, cell: ({ changed }) => changed },
        { title: t('audit.rights.lastAt'), cell: ({ lastAt }) => format.moment(lastAt) },
      ]}
    />
  );
}

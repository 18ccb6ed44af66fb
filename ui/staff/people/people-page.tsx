import { useCallback, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { PeopleFound, PersonFound } from '../../../api/people/shapes.ts';
import { Button } from '../../components/button.tsx';
import { Details } from '../../components/disclosure.tsx';
import { Empty, ErrorNote } from '../../components/states.tsx';
import { Table } from '../../components/table.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { useAct } from '../../data/use-act.ts';
import { useMunicipality } from '../../municipality-frame.tsx';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useText } from '../../text/text.tsx';
import { addPerson, searchPeople } from '../data/people.ts';
import { Guard } from '../guard.tsx';
import { StaffShell } from '../staff-shell.tsx';

/** The search box of the counter: whoever stands there, by whatever they can tell (PEERS-033). */
export default function PeoplePage() {
  return (
    <Guard permission="act-for" place="people">
      <People />
    </Guard>
  );
}

function People() {
  const t = useText();
  const sentences = useProblemSentences();
  // Not in the address: what is searched for is personal.
  const [typed, setTyped] = useState('');
  const { act, perform } = useAct(searchPeople);
  return (
    <StaffShell title={t('staff.menu.people')} place="people">
      <div className="pw-stack pw-stack--wide">
        <h1>{t('staff.people.title')}</h1>
        <p className="pw-lead pw-measure">{t('staff.people.lead')}</p>
        <form
          role="search"
          className="pw-row pw-search"
          onSubmit={(event) => {
            event.preventDefault();
            if (typed.trim() !== '') void perform(typed.trim());
          }}
        >
          <TextInput
            label={t('staff.people.label')}
            hint={t('staff.people.hint')}
            value={typed}
            onChange={setTyped}
            autoComplete="off"
            maxLength={100}
          />
          <Button type="submit" icon="search" busy={act.state === 'busy'}>
            {t('common.search')}
          </Button>
        </form>
        {act.state === 'failed' && <ErrorNote {...sentences(act.problem)} />}
        <div role="status">{act.state === 'done' && <Found found={act.value} />}</div>
        <NewPerson />
      </div>
    </StaffShell>
  );
}

function Found({ found: { items, more } }: { found: PeopleFound }) {
  const t = useText();
  if (items.length === 0) {
    return (
      <Empty icon="user" title={t('staff.people.none')}>
        <p className="pw-muted">{t('staff.people.noneText')}</p>
      </Empty>
    );
  }
  return (
    <div className="pw-stack">
      <p>{t('staff.people.found', { count: items.length })}</p>
      <PeopleTable people={items} />
      {more && <p className="pw-muted">{t('staff.people.more')}</p>}
    </div>
  );
}

function PeopleTable({ people }: { people: readonly PersonFound[] }) {
  const t = useText();
  const { id: municipality } = useMunicipality();
  return (
    <Table
      caption={t('staff.people.caption')}
      rows={people}
      rowKey={({ id }) => id}
      columns={[
        {
          title: t('staff.people.column.name'),
          head: true,
          cell: ({ id, name }) => <Link to={`/${municipality}/staff/people/${id}`}>{name}</Link>,
        },
        {
          title: t('staff.people.column.address'),
          cell: ({ address }) => (address.length > 0 ? address.join(', ') : t('staff.people.noAddress')),
        },
        { title: t('staff.people.column.by'), cell: ({ by }) => t(`staff.people.by.${by}`) },
        {
          title: t('staff.people.column.work'),
          cell: ({ running, permits }) =>
            `${t('staff.people.running', { count: running })}, ${t('staff.people.permits', { count: permits })}`,
        },
      ]}
    />
  );
}

/** Somebody without a login is written in by the number on the document they show (PEERS-035). */
function NewPerson() {
  const t = useText();
  const sentences = useProblemSentences();
  const navigate = useNavigate();
  const { id: municipality } = useMunicipality();
  const [bsn, setBsn] = useState('');
  const [fault, setFault] = useState(false);
  const { act, perform } = useAct(useCallback((number: string, key: string) => addPerson(number, key), []));
  const add = async () => {
    const number = bsn.replace(/\D/g, '');
    setFault(number.length !== 9);
    if (number.length !== 9) return;
    const answer = await perform(number);
    if (answer?.ok) await navigate(`/${municipality}/staff/people/${answer.value.id}`);
  };
  return (
    <Details summary={t('staff.people.add.title')}>
      <form
        className="pw-stack pw-measure"
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <p>{t('staff.people.add.text')}</p>
        <TextInput
          short
          label={t('staff.people.add.bsn')}
          hint={t('staff.people.add.bsnHint')}
          error={fault ? t('staff.people.add.fault') : undefined}
          value={bsn}
          onChange={setBsn}
          inputMode="numeric"
          autoComplete="off"
          maxLength={14}
        />
        {act.state === 'failed' && <ErrorNote {...sentences(act.problem)} level="h3" />}
        <p>
          <Button type="submit" busy={act.state === 'busy'}>
            {t('staff.people.add.button')}
          </Button>
        </p>
      </form>
    </Details>
  );
}

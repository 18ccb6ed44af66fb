import { useCallback, useState } from 'react';
import type { KeptChecks, StaffReport } from '../../../api/audit/shapes.ts';
import { Button } from '../../components/button.tsx';
import { Badge, type BadgeKind } from '../../components/note.tsx';
import { Plate } from '../../components/plate.tsx';
import { Empty, ErrorNote, Loading } from '../../components/states.tsx';
import { Table } from '../../components/table.tsx';
import { Select } from '../../components/text-input.tsx';
import { readAreas } from '../../data/municipalities.ts';
import { useCall } from '../../data/use-call.ts';
import { usePages } from '../../data/use-pages.ts';
import { areasOf, sayArea } from '../../enforcement/place-picker.tsx';
import { useMunicipality } from '../../municipality-frame.tsx';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useFormat, useText } from '../../text/text.tsx';
import { CHECK_ANSWERS, findChecks, readStaffReport, type CheckQuestion } from '../data/audit.ts';
import { Guard } from '../guard.tsx';
import { StaffShell } from '../staff-shell.tsx';
import { Period, useMoments, type Days } from './period.tsx';

type Check = KeptChecks['items'][number];

/** Every check an officer made, with its answer: by moment, place, answer and who asked (controle). */
export default function ChecksPage() {
  return (
    <Guard permission="audit" place="checks">
      <Checks />
    </Guard>
  );
}

function Checks() {
  const t = useText();
  const sentences = useProblemSentences();
  const { id } = useMunicipality();
  const momentsOf = useMoments();
  const [days, setDays] = useState<Days>({ first: null, last: null });
  const [area, setArea] = useState('');
  const [answer, setAnswer] = useState('');
  const [officer, setOfficer] = useState('');
  const [question, setQuestion] = useState<CheckQuestion>({});
  const areas = useCall(useCallback((signal: AbortSignal) => readAreas(id, signal), [id]));
  const staff = useCall(readStaffReport);
  const officers = staff.call.state === 'done' ? staff.call.value.items.filter(isOfficer) : [];
  const places = areas.call.state === 'done' ? areasOf(areas.call.value) : [];
  const pages = usePages<Check, KeptChecks>(
    useCallback((cursor: string | null, signal?: AbortSignal) => findChecks(question, cursor, signal), [question]),
  );
  const problem = [areas.call, staff.call].find(({ state }) => state === 'failed');
  const ask = () =>
    setQuestion({
      ...momentsOf(days),
      ...(area !== '' && { area }),
      ...(answer !== '' && { answer: CHECK_ANSWERS.find((known) => known === answer)! }),
      ...(officer !== '' && { officerId: officer }),
    });
  return (
    <StaffShell title={t('staff.menu.checks')} place="checks">
      <div className="pw-stack pw-stack--wide">
        <h1>{t('audit.checks.title')}</h1>
        <p className="pw-lead">{t('audit.checks.lead')}</p>
        {problem?.state === 'failed' && <ErrorNote {...sentences(problem.problem)} />}
        <form
          className="pw-stack pw-measure"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            ask();
          }}
        >
          <Period days={days} onChange={setDays} />
          <Select
            label={t('audit.checks.area')}
            value={area}
            onChange={setArea}
            options={[
              { value: '', text: t('audit.search.all') },
              ...places.map((one) => ({ value: one.id, text: sayArea(one, t) })),
            ]}
          />
          <Select
            label={t('audit.checks.answer')}
            value={answer}
            onChange={setAnswer}
            options={[
              { value: '', text: t('audit.search.all') },
              ...CHECK_ANSWERS.map((known) => ({ value: known, text: t(`audit.checks.verdict.${known}`) })),
            ]}
          />
          <Select
            label={t('audit.checks.officer')}
            value={officer}
            onChange={setOfficer}
            options={[
              { value: '', text: t('audit.search.everybody') },
              ...officers.map((one) => ({ value: one.id, text: one.name })),
            ]}
          />
          <div>
            <Button look="primary" type="submit" icon="search" busy={pages.call.state === 'loading'}>
              {t('audit.search.ask')}
            </Button>
          </div>
        </form>
        {pages.call.state === 'loading' && <Loading>{t('audit.checks.loading')}</Loading>}
        {pages.call.state === 'failed' && (
          <ErrorNote {...sentences(pages.call.problem)} onRetry={() => void pages.refresh()} />
        )}
        {pages.call.state === 'done' && (
          <div className="pw-stack">
            <List checks={pages.call.value.items} nameOf={(area) => nameOfPlace(places, area, t)} />
            {pages.more && (
              <p>
                <Button busy={pages.fetchingMore} onClick={pages.more}>
                  {t('common.showMore')}
                </Button>
              </p>
            )}
            {pages.moreProblem && pages.more && <ErrorNote {...sentences(pages.moreProblem)} onRetry={pages.more} />}
          </div>
        )}
      </div>
    </StaffShell>
  );
}

const isOfficer = ({ permissions }: StaffReport['items'][number]) => permissions.includes('check');

const nameOfPlace = (places: ReturnType<typeof areasOf>, id: string, t: Parameters<typeof sayArea>[1]): string => {
  const place = places.find((one) => one.id === id);
  return place ? sayArea(place, t) : id;
};

const BADGES: Record<Check['verdict'], BadgeKind> = { green: 'ok', amber: 'you', red: 'bad' };

function List({ checks, nameOf }: { checks: readonly Check[]; nameOf: (area: string) => string }) {
  const t = useText();
  const format = useFormat();
  if (checks.length === 0) {
    return (
      <Empty icon="search" title={t('audit.checks.none')}>
        <p className="pw-muted">{t('audit.checks.noneText')}</p>
      </Empty>
    );
  }
  return (
    <Table
      caption={t('audit.checks.caption')}
      rows={checks}
      rowKey={({ id }) => id}
      columns={[
        { title: t('audit.checks.when'), head: true, cell: ({ at }) => format.moment(at) },
        {
          title: t('audit.checks.verdictTitle'),
          cell: ({ verdict, justExpired }) => (
            <Badge kind={BADGES[verdict]}>{t(`audit.checks.verdict.${justExpired ? 'just-expired' : verdict}`)}</Badge>
          ),
        },
        {
          title: t('audit.checks.plate'),
          cell: ({ plate }) =>
            plate === null ? (
              t('audit.checks.erased')
            ) : (
              <Plate size="s" country={plate.country} value={plate.display} />
            ),
        },
        { title: t('audit.checks.area'), cell: ({ areaId }) => nameOf(areaId) },
        {
          title: t('audit.checks.officer'),
          cell: ({ officer, offline }) =>
            [
              officer ?? t('audit.checks.machine'),
              offline !== null && t('audit.checks.offline', { verdict: t(`audit.checks.verdict.${offline}`) }),
            ]
              .filter(Boolean)
              .join(', '),
        },
      ]}
    />
  );
}

import { useCallback, useState } from 'react';
import { Link } from 'react-router';
import type { FoundCases, PastAnswer } from '../../../api/audit/shapes.ts';
import { civilDateOf, momentOfWallClock, type CivilDate } from '../../../rules/values/civil-day.ts';
import { plateKey } from '../../../rules/values/plate.ts';
import { Button } from '../../components/button.tsx';
import { DateField } from '../../components/date-field.tsx';
import { Fact, Note } from '../../components/note.tsx';
import { PlateInput, type TypedPlate } from '../../components/plate-input.tsx';
import { ErrorNote } from '../../components/states.tsx';
import { Table } from '../../components/table.tsx';
import { Select } from '../../components/text-input.tsx';
import { TimeField } from '../../components/time-field.tsx';
import { now } from '../../data/clock.ts';
import { readAreas } from '../../data/municipalities.ts';
import type { Problem } from '../../data/problem.ts';
import { useCall } from '../../data/use-call.ts';
import { areasOf, sayArea } from '../../enforcement/place-picker.tsx';
import { useMunicipality } from '../../municipality-frame.tsx';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useFormat, useLanguage, useSentenceNamed, useText } from '../../text/text.tsx';
import { CaseBadge } from '../case-badge.tsx';
import { askThePast, findCases } from '../data/cases.ts';
import { Guard } from '../guard.tsx';
import { StaffShell } from '../staff-shell.tsx';

interface Found {
  past: PastAnswer;
  cases: FoundCases;
}

/** The time machine (BEYOND-021): this plate, here, at that moment. What would a check have said, and which case is behind it? */
export default function PastPage() {
  return (
    <Guard permission="audit" place="past">
      <Past />
    </Guard>
  );
}

function Past() {
  const t = useText();
  const sentences = useProblemSentences();
  const { id, timeZone } = useMunicipality();
  const { call, refresh } = useCall(useCallback((signal: AbortSignal) => readAreas(id, signal), [id]));
  const areas = call.state === 'done' ? areasOf(call.value) : [];
  const today = civilDateOf(now(), timeZone);
  const [plate, setPlate] = useState<TypedPlate>({ country: 'NL', text: '' });
  const [area, setArea] = useState('');
  const [day, setDay] = useState<CivilDate | null>(today);
  const [time, setTime] = useState<string | null>(null);
  const [lacking, setLacking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [found, setFound] = useState<Found | null>(null);

  const ask = async () => {
    const complete = plateKey(plate.text) !== '' && area !== '' && day !== null && time !== null;
    setLacking(!complete);
    if (!complete) return;
    const at = momentOfWallClock(`${day}T${time}`, timeZone);
    const about = { plate: plate.text, country: plate.country, at };
    setBusy(true);
    const [past, cases] = await Promise.all([askThePast({ ...about, area }), findCases(about)]);
    setBusy(false);
    const failed = [past, cases].find((answer) => !answer.ok);
    setProblem(failed && !failed.ok ? failed.problem : null);
    setFound(past.ok && cases.ok ? { past: past.value, cases: cases.value } : null);
  };

  return (
    <StaffShell title={t('staff.menu.past')} place="past">
      <div className="pw-stack pw-stack--wide">
        <h1>{t('audit.past.title')}</h1>
        <p className="pw-lead">{t('audit.past.lead')}</p>
        {call.state === 'failed' && <ErrorNote {...sentences(call.problem)} onRetry={() => void refresh()} />}
        <form
          className="pw-stack pw-measure"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void ask();
          }}
        >
          <PlateInput value={plate} onChange={setPlate} />
          <Select
            label={t('check.area.label')}
            value={area}
            onChange={setArea}
            options={[
              { value: '', text: t('check.area.choose') },
              ...areas.map((one) => ({ value: one.id, text: sayArea(one, t) })),
            ]}
          />
          <DateField
            label={t('audit.past.day')}
            value={day}
            onChange={setDay}
            today={today}
            first="2020-01-01"
            last={today}
          />
          <TimeField label={t('audit.past.time')} value={time} onChange={setTime} />
          {lacking && <Fact kind="bad">{t('audit.past.lacking')}</Fact>}
          <div>
            <Button look="primary" type="submit" icon="search" busy={busy}>
              {t('audit.past.ask')}
            </Button>
          </div>
        </form>
        {problem && <ErrorNote {...sentences(problem)} onRetry={() => void ask()} />}
        <div role="status">{found && <Answered {...found} />}</div>
      </div>
    </StaffShell>
  );
}

const KINDS = { green: 'ok', red: 'bad', amber: 'wait' } as const;

function Answered({ past, cases }: Found) {
  const t = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const { id } = useMunicipality();
  const named = useSentenceNamed();
  const verdict = ({ verdict: said, until }: PastAnswer['then']) =>
    [named(`event.verdict.${said}`), until !== null && t('audit.past.until', { moment: format.moment(until) })]
      .filter(Boolean)
      .join(', ');
  return (
    <div className="pw-stack pw-stack--wide">
      <Note kind={KINDS[past.then.verdict]} title={t('audit.past.then', { verdict: verdict(past.then) })}>
        <p>{t('audit.past.now', { verdict: verdict(past.now) })}</p>
        {past.platesErased && <p>{t('audit.past.erased')}</p>}
        <p>{t('audit.past.byRelease', { release: past.release })}</p>
      </Note>
      {past.prices.length > 0 && (
        <Table
          caption={t('audit.past.prices')}
          captionShown
          rows={past.prices}
          rowKey={({ usageId }) => usageId}
          columns={[
            { title: t('audit.cases.column.product'), head: true, cell: ({ productName }) => productName[language] },
            { title: t('audit.past.price'), end: true, cell: ({ cents }) => format.money(cents) },
          ]}
        />
      )}
      {past.checks.length > 0 && (
        <Table
          caption={t('audit.past.checks')}
          captionShown
          rows={past.checks}
          rowKey={(check) => check.id}
          columns={[
            { title: t('audit.past.when'), head: true, cell: ({ askedAbout }) => format.moment(askedAbout) },
            { title: t('audit.past.told'), cell: ({ verdict: said }) => named(`event.verdict.${said}`) },
            {
              title: t('audit.past.again'),
              cell: ({ reproduced, outages }) => (
                <>
                  {t(reproduced ? 'audit.proof.same' : 'audit.proof.differs')}
                  {outages.length > 0 && (
                    <Fact kind="wait">
                      {t('audit.past.flag', {
                        parts: outages.map((part) => named(`outage.part.${part}`) ?? part).join(', '),
                      })}
                    </Fact>
                  )}
                </>
              ),
            },
          ]}
        />
      )}
      {cases.thirdParties.length > 0 && (
        <Table
          caption={t('audit.past.thirdParties')}
          captionShown
          rows={cases.thirdParties}
          rowKey={(right) => right.id}
          columns={[
            {
              title: t('audit.past.provider'),
              head: true,
              cell: ({ provider }) => provider ?? t('event.actor.provider'),
            },
            { title: t('audit.past.reference'), cell: ({ reference }) => reference },
            { title: t('audit.past.from'), cell: ({ since }) => format.moment(since) },
            { title: t('audit.past.until'), cell: ({ until }) => format.moment(until) },
          ]}
        />
      )}
      <h2>{t('audit.past.cases')}</h2>
      {cases.items.length === 0 ? (
        <p>{t('audit.past.noCases')}</p>
      ) : (
        <Table
          caption={t('audit.past.cases')}
          rows={cases.items}
          rowKey={(row) => row.id}
          columns={[
            {
              title: t('audit.cases.column.number'),
              head: true,
              cell: (row) => <Link to={`/${id}/staff/cases/${row.id}`}>{row.number}</Link>,
            },
            { title: t('audit.cases.column.product'), speaking: true, cell: (row) => row.productName[language] },
            { title: t('audit.cases.column.status'), speaking: true, cell: (row) => <CaseBadge status={row.status} /> },
          ]}
        />
      )}
    </div>
  );
}

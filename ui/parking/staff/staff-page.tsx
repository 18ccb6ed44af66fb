import { useCallback, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Plate } from '../../components/plate.tsx';
import { Empty } from '../../components/states.tsx';
import { Table } from '../../components/table.tsx';
import { Select } from '../../components/text-input.tsx';
import { useCall } from '../../data/use-call.ts';
import { usePages } from '../../data/use-pages.ts';
import { ProblemNote, Shown } from '../../desk/shown.tsx';
import { useFormat, useText } from '../../text/text.tsx';
import { readGrants } from '../data/grants.ts';
import { readStaffHistory, staffFile, type Session, type Sessions } from '../data/staff.ts';
import { usePermit } from '../parking.ts';
import { ParkingShell } from '../parking-shell.tsx';

const EVERYBODY = 'everybody';

/** Who of the colleagues parked what, for who manages them: everybody or one person, on screen and as a file (PEERS-029). */
export default function StaffPage() {
  const t = useText();
  const { id: permitId } = usePermit();
  const people = useCall(useCallback((signal: AbortSignal) => readGrants(permitId, signal), [permitId]));
  const [person, setPerson] = useState(EVERYBODY);
  const grantId = person === EVERYBODY ? null : person;
  return (
    <ParkingShell title={t('parking.menu.staff')}>
      <div className="pw-stack pw-stack--wide">
        <h1>{t('parking.staff.heading')}</h1>
        <p className="pw-lead pw-measure">{t('parking.staff.lead')}</p>
        <Shown asked={people} loading={t('parking.grants.loading')}>
          {({ items }) => (
            <div className="pw-measure">
              <Select
                label={t('parking.staff.person')}
                value={person}
                options={[
                  { value: EVERYBODY, text: t('parking.staff.everybody') },
                  ...items.map(({ id, email }) => ({ value: id, text: email })),
                ]}
                onChange={setPerson}
              />
            </div>
          )}
        </Shown>
        <Past key={person} grantId={grantId} />
        <p>
          <a className="pw-alone" href={staffFile(permitId, grantId, 'csv')} download>
            {t('parking.staff.csv')}
          </a>
        </p>
        <p>
          <a className="pw-alone" href={staffFile(permitId, grantId, 'xlsx')} download>
            {t('parking.staff.xlsx')}
          </a>
        </p>
      </div>
    </ParkingShell>
  );
}

function Past({ grantId }: { grantId: string | null }) {
  const t = useText();
  const format = useFormat();
  const { id: permitId } = usePermit();
  const pages = usePages<Session, Sessions>(
    useCallback((cursor, signal) => readStaffHistory({ permitId, grantId }, cursor, signal), [permitId, grantId]),
  );
  const { call, refresh, more, fetchingMore, moreProblem } = pages;
  return (
    <Shown asked={{ call, refresh }} loading={t('parking.history.loading')}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty icon="history" title={t('parking.staff.empty')} />
        ) : (
          <div className="pw-stack">
            <Table
              caption={t('parking.staff.heading')}
              rowKey={({ id }) => id}
              rows={items}
              columns={[
                {
                  title: t('parking.staff.column.person'),
                  head: true,
                  cell: ({ person }) => person ?? t('parking.staff.forgotten'),
                },
                {
                  title: t('parking.staff.column.plate'),
                  cell: ({ plate }) => (plate ? <Plate size="s" value={plate.display} country={plate.country} /> : '–'),
                },
                { title: t('parking.staff.column.area'), cell: ({ areaName }) => areaName },
                { title: t('parking.staff.column.begin'), cell: ({ startsAt }) => format.moment(startsAt) },
                { title: t('parking.staff.column.end'), cell: ({ endsAt }) => format.moment(endsAt) },
              ]}
            />
            {moreProblem && <ProblemNote problem={moreProblem} />}
            {more && (
              <p>
                <Button busy={fetchingMore} onClick={more}>
                  {t('common.showMore')}
                </Button>
              </p>
            )}
          </div>
        )
      }
    </Shown>
  );
}

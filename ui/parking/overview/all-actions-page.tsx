import { Link } from 'react-router';
import type { ActionView } from '../../../api/parking/shapes.ts';
import { Countdown } from '../../components/figures.tsx';
import { Icon } from '../../components/icon.tsx';
import { Plate } from '../../components/plate.tsx';
import { Empty } from '../../components/states.tsx';
import { Tabs } from '../../components/tabs.tsx';
import { useNow } from '../../data/clock.ts';
import { useCall } from '../../data/use-call.ts';
import { useLocal } from '../../desk/desk.ts';
import { Shown } from '../../desk/shown.tsx';
import { useEvery } from '../../desk/use-every.ts';
import { useFormat, useText } from '../../text/text.tsx';
import { civilDayAt } from '../../../rules/values/format.ts';
import { MINUTE_MS, type Instant } from '../../../rules/values/moment.ts';
import { readAllActions } from '../data/all-actions.ts';
import { permitPath, useParking } from '../parking.ts';
import { ParkingShell } from '../parking-shell.tsx';
import './overview.css';

/** Everything that runs or is planned, whatever product it belongs to; a card leads to its product (2PARK-105). */
export default function AllActionsPage() {
  const t = useText();
  const asked = useCall(readAllActions);
  useEvery(MINUTE_MS, () => void asked.refresh());
  return (
    <ParkingShell title={t('parking.menu.allActions')}>
      <div className="pw-stack pw-stack--wide">
        <h1>{t('parking.all.heading')}</h1>
        <Shown asked={asked} loading={t('parking.all.loading')}>
          {({ running, planned }) => (
            <Tabs
              label={t('parking.menu.allActions')}
              tabs={[
                {
                  id: 'running',
                  title: t('parking.all.running'),
                  count: running.length,
                  panel: <Cards of={running} none="noRunning" />,
                },
                {
                  id: 'planned',
                  title: t('parking.all.planned'),
                  count: planned.length,
                  panel: <Cards of={planned} none="noPlanned" />,
                },
              ]}
            />
          )}
        </Shown>
      </div>
    </ParkingShell>
  );
}

function Cards({ of: actions, none }: { of: readonly ActionView[]; none: 'noRunning' | 'noPlanned' }) {
  const t = useText();
  const now = useNow();
  if (actions.length === 0) return <Empty icon="car" title={t(`parking.all.${none}`)} />;
  return (
    <ul className="pw-product-cards" role="list">
      {actions.map((action) => (
        <li key={action.id}>
          <ActionCard action={action} now={now} />
        </li>
      ))}
    </ul>
  );
}

function ActionCard({ action, now }: { action: ActionView; now: Instant }) {
  const t = useText();
  const local = useLocal();
  const format = useFormat();
  const { permits } = useParking();
  const { permitId, plate, name, productName, municipalityName, areaName, state, startsAt, endsAt, openEnd } = action;
  const kind = permits.find(({ id }) => id === permitId)?.kind ?? 'visitor';
  const today = civilDayAt(now);
  const words = (moment: Instant) => `${format.dayInWords(moment, today)} ${format.timeInWords(moment)}`;
  return (
    <Link className="pw-card pw-action-card" to={permitPath({ id: permitId, kind })}>
      <span className="pw-row">
        {plate && <Plate country={plate.country} value={plate.display} quiet={state !== 'running'} />}
        {name !== null && <strong>{name}</strong>}
        {action.byGrantee && <span className="pw-small pw-muted">{t('parking.all.byGrantee')}</span>}
      </span>
      <span className="pw-small">
        {openEnd
          ? t('parking.all.openEnd', { from: words(startsAt) })
          : t('parking.all.stay', { from: words(startsAt), until: words(endsAt) })}
      </span>
      {state === 'running' && !openEnd && <Countdown until={endsAt} now={now} />}
      <span className="pw-action-card__product">
        <span className="pw-small">
          <strong>{local(productName)}</strong>
          <br />
          {areaName}, {municipalityName}
        </span>
        <Icon name="next" size={20} />
      </span>
    </Link>
  );
}

import { Badge } from '../../components/note.tsx';
import { useCall } from '../../data/use-call.ts';
import { AskFirst } from '../../desk/ask-first.tsx';
import { Shown } from '../../desk/shown.tsx';
import { useFormat, useText } from '../../text/text.tsx';
import { forgetDevice, readDevices, type Devices } from '../data/account.ts';
import { ParkingShell } from '../parking-shell.tsx';

type Device = Devices['items'][number];

/** Where this account is signed in. A device that is taken off is out at once (2PARK-022). */
export default function DevicesPage() {
  const t = useText();
  const asked = useCall(readDevices);
  return (
    <ParkingShell title={t('parking.devices.title')}>
      <div className="pw-stack pw-stack--wide pw-measure">
        <h1>{t('parking.devices.heading')}</h1>
        <p className="pw-lead">{t('parking.devices.lead')}</p>
        <Shown asked={asked} loading={t('parking.devices.loading')}>
          {({ items }) => (
            <ul className="pw-ruled" role="list" aria-label={t('parking.devices.title')}>
              {items.map((device) => (
                <li key={device.id}>
                  <DeviceRow device={device} onGone={() => void asked.refresh()} />
                </li>
              ))}
            </ul>
          )}
        </Shown>
      </div>
    </ParkingShell>
  );
}

function DeviceRow({ device, onGone }: { device: Device; onGone: () => void }) {
  const t = useText();
  const format = useFormat();
  const { id, name, current, remembered, since, seenAt } = device;
  return (
    <div className="pw-stack pw-stack--tight">
      <div className="pw-row">
        <strong className="pw-grow">{name}</strong>
        {current && <Badge kind="ok">{t('parking.devices.current')}</Badge>}
        {remembered && <Badge kind="us">{t('parking.devices.remembered')}</Badge>}
      </div>
      <p className="pw-small pw-muted">
        {t('parking.devices.times', { since: format.moment(since), seen: format.moment(seenAt) })}
      </p>
      {!current && (
        <div>
          <AskFirst
            label={t('parking.devices.signOut')}
            about={name}
            look="secondary"
            icon="leave"
            question={t('parking.devices.question', { name })}
            send={forgetDevice}
            id={id}
            onDone={onGone}
          >
            <p>{t('parking.devices.effect')}</p>
          </AskFirst>
        </div>
      )}
    </div>
  );
}

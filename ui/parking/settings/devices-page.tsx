import { useCallback, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { Badge } from '../../components/note.tsx';
import { useAct } from '../../data/use-act.ts';
import { useCall } from '../../data/use-call.ts';
import { ProblemNote, Shown } from '../../desk/shown.tsx';
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
  const [asking, setAsking] = useState(false);
  const { act, perform } = useAct(useCallback((_body: null, key: string) => forgetDevice(id, key), [id]));
  const forget = async () => {
    const answer = await perform(null);
    setAsking(false);
    if (answer?.ok) onGone();
  };
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
      {act.state === 'failed' && <ProblemNote problem={act.problem} />}
      {!current && (
        <p>
          <Button icon="leave" about={name} onClick={() => setAsking(true)}>
            {t('parking.devices.signOut')}
          </Button>
        </p>
      )}
      {asking && (
        <ConfirmDialog
          question={t('parking.devices.question', { name })}
          busy={act.state === 'busy'}
          onYes={() => void forget()}
          onNo={() => setAsking(false)}
        >
          <p>{t('parking.devices.effect')}</p>
        </ConfirmDialog>
      )}
    </div>
  );
}

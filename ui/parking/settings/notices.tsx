import { useEffect, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Fact, Note } from '../../components/note.tsx';
import { useAct } from '../../data/use-act.ts';
import { useCall } from '../../data/use-call.ts';
import { ProblemNote } from '../../desk/shown.tsx';
import { useText } from '../../text/text.tsx';
import { keepSubscription, readPushKey } from '../data/notices.ts';

/** Notices of this browser (PEERS-001): only where it can show them, and where the service sends them. */
export function Notices() {
  return 'serviceWorker' in navigator && 'PushManager' in globalThis ? <Offered /> : null;
}

function Offered() {
  const { call } = useCall(readPushKey);
  const key = call.state === 'done' ? call.value.key : null;
  return key !== null && <Switch serverKey={key} />;
}

function Switch({ serverKey }: { serverKey: string }) {
  const t = useText();
  const [subscription, setSubscription] = useState<PushSubscription | null>(null);
  const [blocked, setBlocked] = useState(Notification.permission === 'denied');
  const { act, perform } = useAct(keepSubscription);

  useEffect(() => {
    let here = true;
    void navigator.serviceWorker.ready
      .then(({ pushManager }) => pushManager.getSubscription())
      .then((found) => here && setSubscription(found));
    return () => {
      here = false;
    };
  }, []);

  const turnOn = async () => {
    if ((await Notification.requestPermission()) !== 'granted') return setBlocked(true);
    const { pushManager } = await navigator.serviceWorker.ready;
    const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: serverKey });
    const answer = await perform({ on: true, subscription: made.toJSON() });
    if (answer?.ok) setSubscription(made);
    else await made.unsubscribe();
  };
  const turnOff = async (present: PushSubscription) => {
    const answer = await perform({ on: false, subscription: present.toJSON() });
    if (!answer?.ok) return;
    await present.unsubscribe();
    setSubscription(null);
  };
  return (
    <section className="pw-stack">
      <h2>{t('parking.notices.label')}</h2>
      <p>{t('parking.notices.text')}</p>
      {act.state === 'failed' && <ProblemNote problem={act.problem} />}
      {blocked && <Note kind="wait" title={t('parking.notices.blocked')} />}
      <div role="status">{subscription && <Fact icon="bell">{t('parking.notices.isOn')}</Fact>}</div>
      {!blocked && (
        <p>
          <Button busy={act.state === 'busy'} onClick={() => void (subscription ? turnOff(subscription) : turnOn())}>
            {t(subscription ? 'parking.notices.off' : 'parking.notices.on')}
          </Button>
        </p>
      )}
    </section>
  );
}

import { ButtonLink } from '../../components/button.tsx';
import { Empty } from '../../components/states.tsx';
import { useCall } from '../../data/use-call.ts';
import { useText } from '../../text/text.tsx';
import { readPermits } from '../data/permits.ts';
import { useDesk } from '../desk.ts';
import { DeskShell } from '../desk-shell.tsx';
import { Shown } from '../shown.tsx';
import { PermitEntry } from './permit-entry.tsx';

/** What somebody has now, or from a day to come (PORTAL-070). */
export default function PermitsPage() {
  const t = useText();
  const { base } = useDesk();
  const asked = useCall(readPermits);
  return (
    <DeskShell title={t('desk.menu.permits')}>
      <div className="pw-stack pw-stack--wide">
        <h1>{t('permit.heading')}</h1>
        <Shown asked={asked} loading={t('permit.loading')}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty icon="car" title={t('permit.empty.title')}>
                <p>{t('permit.empty.text')}</p>
                <ButtonLink icon="add" to={`${base}/products`}>
                  {t('desk.toProducts')}
                </ButtonLink>
              </Empty>
            ) : (
              <ul className="pw-entries" role="list">
                {items.map((permit) => (
                  <PermitEntry key={permit.id} permit={permit} />
                ))}
              </ul>
            )
          }
        </Shown>
      </div>
    </DeskShell>
  );
}

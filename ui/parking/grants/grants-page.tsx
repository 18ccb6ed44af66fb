import { useCallback, useState } from 'react';
import { Link } from 'react-router';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { Badge, Fact } from '../../components/note.tsx';
import { Plate } from '../../components/plate.tsx';
import { Empty } from '../../components/states.tsx';
import { Strip } from '../../components/strip.tsx';
import { useAct } from '../../data/use-act.ts';
import { useCall } from '../../data/use-call.ts';
import { ProblemNote, Shown } from '../../desk/shown.tsx';
import { useText } from '../../text/text.tsx';
import { useAmount } from '../amount.ts';
import { readGrants, revokeGrant, type Grant, type Grants } from '../data/grants.ts';
import { useParking, usePermit } from '../parking.ts';
import { ParkingShell } from '../parking-shell.tsx';
import { GrantForm } from './grant-form.tsx';
import { RailsOf } from './guard-rails.tsx';
import { ManagerSwitch } from './manager-switch.tsx';

/** Others who may park on this product, and with how much of its balance (2PARK-090…094). */
export default function GrantsPage() {
  const t = useText();
  const { reload } = useParking();
  const { id: permitId, may } = usePermit();
  const together = may.includes('staff-history');
  const asked = useCall(useCallback((signal: AbortSignal) => readGrants(permitId, signal), [permitId]));
  const [leaving, setLeaving] = useState<Grant | null>(null);
  const [invited, setInvited] = useState<string | null>(null);
  const revoking = useAct(revokeGrant);

  const changed = async () => {
    await Promise.all([asked.refresh(), reload()]);
  };
  const revoke = async ({ id }: Grant) => {
    const answer = await revoking.perform({ permitId, id });
    setLeaving(null);
    if (answer?.ok) await changed();
  };
  return (
    <ParkingShell title={t('parking.menu.grants')}>
      <div className="pw-stack pw-stack--wide pw-measure">
        <h1>{t(together ? 'parking.grants.colleagues' : 'parking.grants.heading')}</h1>
        <p className="pw-lead">{t(together ? 'parking.grants.colleaguesLead' : 'parking.grants.lead')}</p>
        {revoking.act.state === 'failed' && <ProblemNote problem={revoking.act.problem} />}
        <Shown asked={asked} loading={t('parking.grants.loading')}>
          {({ items, plate, unit, most, managers, owner }) => (
            <>
              {managers && <Together owner={owner} most={most} items={items} />}
              {items.filter(({ status }) => status !== 'ended').length === 0 ? (
                <Empty icon="user" title={t('parking.grants.empty.title')}>
                  <p>{t('parking.grants.empty.text')}</p>
                </Empty>
              ) : (
                <ul className="pw-parking-list" role="list">
                  {items
                    .filter(({ status }) => status !== 'ended')
                    .map((grant) => (
                      <GrantEntry
                        key={grant.id}
                        grant={grant}
                        onRevoke={() => setLeaving(grant)}
                        onPaused={changed}
                        onManager={managers ? changed : null}
                      />
                    ))}
                </ul>
              )}
              <div role="status">{invited !== null && <Fact>{t('parking.grants.sent', { email: invited })}</Fact>}</div>
              <GrantForm
                key={items.length}
                plate={plate}
                unit={unit}
                onGiven={(email) => {
                  setInvited(email);
                  void changed();
                }}
              />
            </>
          )}
        </Shown>
      </div>
      {leaving && (
        <ConfirmDialog
          question={t('parking.grants.revoke.question', { email: leaving.email })}
          yes={t('parking.grants.revoke.yes')}
          busy={revoking.act.state === 'busy'}
          onYes={() => void revoke(leaving)}
          onNo={() => setLeaving(null)}
        >
          <p>{t('parking.grants.revoke.text')}</p>
        </ConfirmDialog>
      )}
    </ParkingShell>
  );
}

/** How many there are of how many, and who manages them first. */
function Together({ owner, most, items }: Pick<Grants, 'owner' | 'most' | 'items'>) {
  const t = useText();
  const { id } = usePermit();
  const count = items.filter(({ status }) => status !== 'ended').length;
  return (
    <>
      <p>{t('parking.grants.howMany', { count, most })}</p>
      <p>{t('parking.grants.firstManager', { email: owner })}</p>
      <p>
        <Link className="pw-alone" to={`/parking/p/${encodeURIComponent(id)}/staff`}>
          {t('parking.staff.heading')}
        </Link>
      </p>
    </>
  );
}

interface GrantEntryProps {
  grant: Grant;
  onRevoke: () => void;
  onPaused: () => Promise<void>;
  /** Null where nobody manages with the owner. */
  onManager: (() => Promise<void>) | null;
}

function GrantEntry({ grant, onRevoke, onPaused, onManager }: GrantEntryProps) {
  const t = useText();
  const amount = useAmount();
  const { email, status, plate, unit, amount: given, available, monthlyCap } = grant;
  const left = unit !== null && given !== null && { unit, given, free: available ?? 0 };
  return (
    <li className="pw-parking-grant">
      <h2 className="pw-parking-grant__who">{email}</h2>
      <Badge kind={status === 'accepted' ? 'ok' : 'us'}>{t(`parking.grants.status.${status}`)}</Badge>
      {grant.manager && <Badge kind="us">{t('parking.grants.manager')}</Badge>}
      {left ? (
        <>
          <p>
            {t('parking.grants.left', {
              left: amount({ unit: left.unit, amount: left.free }),
              of: amount({ unit: left.unit, amount: left.given }),
            })}
          </p>
          <Strip
            thin
            label={t('parking.grants.left', {
              left: amount({ unit: left.unit, amount: left.free }),
              of: amount({ unit: left.unit, amount: left.given }),
            })}
            segments={[
              { kind: 'valid', size: left.free },
              { kind: 'open', size: Math.max(0, left.given - left.free) },
            ]}
          />
        </>
      ) : (
        <p>{t('parking.grants.whole')}</p>
      )}
      {monthlyCap !== null && unit !== null && (
        <p>{t('parking.grants.cap', { amount: amount({ unit, amount: monthlyCap }) })}</p>
      )}
      <p className="pw-row">
        {plate ? (
          <>
            {t('parking.grants.only')} <Plate size="s" value={plate.display} country={plate.country} />
          </>
        ) : (
          t('parking.grants.anyPlate')
        )}
      </p>
      <RailsOf grant={grant} onChanged={onPaused} />
      <p>
        <Button onClick={onRevoke}>
          {t('parking.grants.revoke.button')} <span className="pw-said">{email}</span>
        </Button>
      </p>
      {onManager && <ManagerSwitch grant={grant} onChanged={onManager} />}
    </li>
  );
}

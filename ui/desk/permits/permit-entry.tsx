import { Link } from 'react-router';
import type { PermitView } from '../../../api/permits/shapes.ts';
import { ButtonLink } from '../../components/button.tsx';
import { Badge, Fact, type BadgeKind } from '../../components/note.tsx';
import { Plate } from '../../components/plate.tsx';
import { civilDayAt } from '../../../rules/values/format.ts';
import { useMunicipality } from '../../municipality-frame.tsx';
import { useFormat, useText } from '../../text/text.tsx';
import { placed, useDesk, useLocal } from '../desk.ts';
import { renewalAddress } from './renew-act.tsx';

/** A permit in a list: what, where, for which cars, until when. */
export function PermitEntry({ permit }: { permit: PermitView }) {
  const t = useText();
  const local = useLocal();
  const format = useFormat();
  const { base } = useDesk();
  const municipality = useMunicipality();
  const { id, areaName, number, phase, plates, validFrom, lastDay, notices } = permit;
  const name = placed(local(permit.productName), areaName);
  const over = phase === 'ended' || phase === 'expired';
  const term = { from: format.day(civilDayAt(validFrom)), to: format.day(lastDay) };
  return (
    <li>
      <div className="pw-entry__head">
        <h2>
          <Link className="pw-alone" to={`${base}/permits/${id}`}>
            {name}
          </Link>
        </h2>
        <PhaseBadge phase={phase} blocked={permit.blocked !== null} />
      </div>
      {plates.length > 0 && (
        <div className="pw-row pw-row--tight">
          {plates.map(({ country, display, counts }) => (
            <Plate key={country + display} country={country} value={display} quiet={!counts} />
          ))}
        </div>
      )}
      {notices
        .filter(({ status }) => status === 'asked')
        .map((notice) => (
          <Fact key={notice.id} kind="wait">
            {t(`notice.${notice.kind}.title`)}
          </Fact>
        ))}
      {over && permit.renewal && (
        <div className="pw-row">
          <Badge kind="you">{t('desk.lists.history.renewable')}</Badge>
          <ButtonLink to={base + renewalAddress(permit.renewal, municipality)} about={name}>
            {t('desk.lists.history.renew')}
          </ButtonLink>
        </div>
      )}
      <p className="pw-small pw-muted">
        {over ? t('permit.wasValid', term) : t('permit.validFromTo', term)} {t('desk.applications.number', { number })}
      </p>
    </li>
  );
}

const KINDS: Record<PermitView['phase'], BadgeKind> = { upcoming: 'us', valid: 'ok', ended: 'off', expired: 'off' };

export function PhaseBadge({ phase, blocked = false }: { phase: PermitView['phase']; blocked?: boolean }) {
  const t = useText();
  if (blocked) return <Badge kind="bad">{t('status.permitBlocked')}</Badge>;
  return <Badge kind={KINDS[phase]}>{t(`status.permit.${phase}`)}</Badge>;
}

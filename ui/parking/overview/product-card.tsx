import { useId } from 'react';
import type { ParkingPermit } from '../../../api/parking/shapes.ts';
import { ButtonLink, Buttons } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { DescriptionList, type Description } from '../../components/lists.tsx';
import { Badge, Note, type BadgeKind } from '../../components/note.tsx';
import { useLocal } from '../../desk/desk.ts';
import { AskFirst } from '../../desk/ask-first.tsx';
import { useFormat, useText } from '../../text/text.tsx';
import { useAmount } from '../amount.ts';
import { removePermit } from '../data/permits.ts';
import { permitPath, useParking } from '../parking.ts';

const BADGES: Record<ParkingPermit['state'], BadgeKind> = {
  upcoming: 'us',
  active: 'ok',
  blocked: 'bad',
  ended: 'off',
  expired: 'off',
};

/** A product as a card: what it is, how long it holds, what is left, what runs, and whose it is (2PARK-107). */
export function ProductCard({ permit }: { permit: ParkingPermit }) {
  const t = useText();
  const local = useLocal();
  const format = useFormat();
  const amount = useAmount();
  const title = useId();
  const { productName, areaName, state, validFrom, lastDay, balances, running, planned, grantor, alarm, may } = permit;
  const name = local(productName);
  const usable = state === 'active' || state === 'upcoming';
  const items: Description[] = [
    {
      term: t('parking.products.validity'),
      value: t('parking.products.fromTo', { from: format.day(validFrom), to: format.day(lastDay) }),
    },
    ...balances.map(({ unit, available }) => ({
      term: t('parking.products.balance'),
      value: <strong>{amount({ unit, amount: available })}</strong>,
    })),
    { term: t('parking.menu.actions'), value: t('parking.products.actions', { running, planned }) },
    ...(grantor === null ? [] : [{ term: t('parking.products.grantor'), value: grantor }]),
  ];
  return (
    <article className="pw-card pw-stack" aria-labelledby={title}>
      <div className="pw-row">
        <div className="pw-grow">
          <h3 id={title} className="pw-heading-l">
            {name}
          </h3>
          <p className="pw-muted">{areaName}</p>
        </div>
        <Badge kind={BADGES[state]}>{t(`parking.products.state.${state}`)}</Badge>
      </div>
      {alarm && <Alarm {...alarm} />}
      <DescriptionList thin items={items} />
      {permit.may.includes('switch-plate') && !permit.plates.some(({ counts }) => counts) && (
        <Note kind="wait" title={t('parking.products.noPlate.title')} level="h4">
          <p>{t('parking.products.noPlate.text')}</p>
        </Note>
      )}
      {!usable && <p className="pw-small">{t('parking.products.notUsable')}</p>}
      <Buttons wide>
        {usable && (
          <ButtonLink look="primary" to={permitPath(permit)} about={`${name}, ${areaName}`}>
            {t('parking.products.select')}
          </ButtonLink>
        )}
        {may.includes('alarm') && (
          <ButtonLink look="subtle" to={`/parking/p/${encodeURIComponent(permit.id)}/alarm`} about={name}>
            {t('parking.products.setAlarm')}
          </ButtonLink>
        )}
        {may.includes('remove') && <Remove id={permit.id} name={name} />}
      </Buttons>
    </article>
  );
}

/** A bell with words: set, or the balance has fallen below it. */
function Alarm({ unit, threshold, below }: NonNullable<ParkingPermit['alarm']>) {
  const t = useText();
  const amount = useAmount();
  return (
    <p className={below ? 'pw-alarm pw-alarm--below' : 'pw-alarm'}>
      <Icon name="bell" size={20} />
      <span>
        {t(below ? 'parking.products.alarmBelow' : 'parking.products.alarmSet', {
          amount: amount({ unit, amount: threshold }),
        })}
      </span>
    </p>
  );
}

/** Takes it off the list; the municipality keeps what it has to keep. */
function Remove({ id, name }: { id: string; name: string }) {
  const t = useText();
  const { reload } = useParking();
  return (
    <AskFirst
      label={t('common.delete')}
      about={name}
      look="secondary"
      icon="trash"
      question={t('parking.products.remove.question', { name })}
      send={removePermit}
      id={id}
      onDone={reload}
    >
      <p>{t('parking.products.remove.text')}</p>
    </AskFirst>
  );
}

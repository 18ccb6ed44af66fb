import { useState } from 'react';
import { Link } from 'react-router';
import { Icon } from '../../components/icon.tsx';
import { DescriptionList } from '../../components/lists.tsx';
import { Note } from '../../components/note.tsx';
import { Select } from '../../components/text-input.tsx';
import { useLocal } from '../../desk/desk.ts';
import { ProblemNote } from '../../desk/shown.tsx';
import { StreetWish } from '../../street-notices/street-wish.tsx';
import { useText } from '../../text/text.tsx';
import { LookFields, SaveRow } from '../../theme/look-fields.tsx';
import { useSettingsOf } from '../../theme/use-settings.ts';
import { saveAccountSettings } from '../data/account.ts';
import { useParking } from '../parking.ts';
import { ParkingShell } from '../parking-shell.tsx';
import { MonthlyStatement } from './monthly-statement.tsx';
import { Notices } from './notices.tsx';
import { PasskeyList } from './passkey-list.tsx';
import { PasswordChange } from './password-change.tsx';

/** Minutes before an end at which one may be reminded. */
const REMINDERS = [5, 10, 15, 30, 60] as const;
const NONE = 'none';

/** Whose account it is, which product comes first, when to be reminded, and how the app looks (2PARK-034). */
export default function SettingsPage() {
  const t = useText();
  const { account } = useParking();
  return (
    <ParkingShell title={t('parking.menu.settings')}>
      <div className="pw-stack pw-stack--apart pw-measure">
        <h1>{t('parking.settings.heading')}</h1>
        <DescriptionList items={[{ term: t('parking.account.email'), value: <strong>{account.email}</strong> }]} />
        {account.emailBounced && (
          <Note kind="wait" title={t('parking.settings.bounced.title')}>
            <p>{t('parking.settings.bounced.text')}</p>
          </Note>
        )}
        <Choices />
        <Notices />
        <MonthlyStatement />
        <StreetWish whose="account" />
        <section className="pw-stack">
          <h2>{t('parking.settings.security')}</h2>
          <PasswordChange hasPassword={account.hasPassword} email={account.email} />
          <PasskeyList />
          <p>
            <Link className="pw-alone" to="/parking/devices">
              <Icon name="lock" size={20} />
              {t('parking.devices.title')}
            </Link>
          </p>
          <p>
            <Link className="pw-alone" to="/parking/programs">
              <Icon name="settings" size={20} />
              {t('parking.programs.title')}
            </Link>
          </p>
        </section>
        <section className="pw-stack">
          <h2>{t('ownData.title')}</h2>
          <p>
            <Link className="pw-alone" to="/parking/own-data">
              <Icon name="eye" size={20} />
              {t('ownData.link')}
            </Link>
          </p>
        </section>
      </div>
    </ParkingShell>
  );
}

function Choices() {
  const t = useText();
  const local = useLocal();
  const { account, permits, reloadAccount } = useParking();
  const { settings } = account;
  const [start, setStart] = useState(settings.startPermitId ?? NONE);
  const [remind, setRemind] = useState(settings.remindMinutes === null ? NONE : String(settings.remindMinutes));
  const startPermitId = start === NONE ? null : start;
  const remindMinutes = remind === NONE ? null : Number(remind);
  const looks = useSettingsOf({
    settings,
    refreshMe: reloadAccount,
    body: (chosen) => ({ ...chosen, startPermitId, remindMinutes }),
    send: saveAccountSettings,
  });
  const { act, save } = looks;
  const saved = looks.saved && startPermitId === settings.startPermitId && remindMinutes === settings.remindMinutes;
  return (
    <form
      className="pw-stack pw-stack--wide"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {act.state === 'failed' && <ProblemNote problem={act.problem} />}
      <Select
        label={t('parking.settings.start')}
        hint={t('parking.settings.startHint')}
        value={start}
        options={[
          { value: NONE, text: t('parking.settings.lastUsed') },
          ...permits.map(({ id, productName, areaName, municipality }) => ({
            value: id,
            text: `${local(productName)}, ${areaName} (${municipality.name})`,
          })),
        ]}
        onChange={setStart}
      />
      <Select
        label={t('parking.settings.remind')}
        hint={t('parking.settings.remindHint')}
        value={remind}
        options={[
          { value: NONE, text: t('parking.settings.remindNever') },
          ...minutesToChoose(settings.remindMinutes).map((count) => ({
            value: String(count),
            text: t('parking.settings.remindBefore', { count }),
          })),
        ]}
        onChange={setRemind}
      />
      <LookFields looks={looks} languageHint={t('parking.settings.languageHint')} />
      <SaveRow looks={looks} saved={saved} done={t('parking.settings.saved')} />
    </form>
  );
}

/** The usual ones, and what somebody chose elsewhere. */
function minutesToChoose(chosen: number | null): number[] {
  const all = new Set<number>(REMINDERS);
  if (chosen !== null) all.add(chosen);
  return [...all].sort((a, b) => a - b);
}

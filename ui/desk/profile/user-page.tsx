import { ButtonLink } from '../../components/button.tsx';
import { DescriptionList, type Description } from '../../components/lists.tsx';
import { useText } from '../../text/text.tsx';
import { useDesk, useLocal } from '../desk.ts';
import { DeskShell } from '../desk-shell.tsx';

/** Who is signed in and how, and the address our messages go to (PORTAL-089). */
export default function UserPage() {
  const t = useText();
  const local = useLocal();
  const { base, holder } = useDesk();
  const { means, name, address, area, ownPlaces, email, kind } = holder;
  const items: Description[] = [
    { term: t('desk.user.means'), value: local(means) },
    { term: t('desk.user.name'), value: name },
    {
      term: t('desk.user.address'),
      value: address
        ? address.lines.map((line) => (
            <span key={line}>
              {line}
              <br />
            </span>
          ))
        : t('desk.user.addressUnknown'),
    },
    ...(kind === 'person' && address
      ? [{ term: t('desk.user.area'), value: area?.name ?? t('desk.user.areaNone') }]
      : []),
    // Where the municipality registers no places on private ground, nothing is said about them.
    ...(ownPlaces === null
      ? []
      : [
          {
            term: t('desk.user.own'),
            value: (
              <>
                {ownPlaces}
                <br />
                <span className="pw-small pw-muted">{t('desk.user.ownHint')}</span>
              </>
            ),
          },
        ]),
    { term: t('desk.user.email'), value: email ?? '' },
  ];
  return (
    <DeskShell title={t('desk.menu.user')}>
      <div className="pw-stack pw-stack--wide pw-measure">
        <h1>{t('desk.user.heading')}</h1>
        <DescriptionList items={items} />
        <p className="pw-muted">{t('desk.user.emailHint')}</p>
        <p>
          <ButtonLink icon="mail" to={`${base}/email?returnTo=${encodeURIComponent(`${base}/user`)}`}>
            {t('desk.user.changeEmail')}
          </ButtonLink>
        </p>
        <p className="pw-muted">{t(address ? 'desk.user.source' : 'desk.user.sourceClaims')}</p>
      </div>
    </DeskShell>
  );
}

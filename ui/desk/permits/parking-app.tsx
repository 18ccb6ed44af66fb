import { useCallback } from 'react';
import { Link, useNavigate } from 'react-router';
import type { PermitView } from '../../../api/permits/shapes.ts';
import { Actions } from '../../components/actions.tsx';
import { Button } from '../../components/button.tsx';
import { Badge, Note } from '../../components/note.tsx';
import { useAct } from '../../data/use-act.ts';
import { useMunicipality } from '../../municipality-frame.tsx';
import { useText } from '../../text/text.tsx';
import { askForLink } from '../data/permits.ts';
import { ProblemNote } from '../shown.tsx';

/** Whether the permit is coupled to an account of the parking app, going there to couple it, and the mailed link once more (2PARK-012). */
export function ParkingApp({
  permit: { id, productId, parking },
}: {
  permit: Pick<PermitView, 'id' | 'productId' | 'parking'>;
}) {
  const t = useText();
  const navigate = useNavigate();
  const { id: municipality } = useMunicipality();
  const ask = useCallback((by: 'mail' | 'link', key: string) => askForLink(id, by, key), [id]);
  const going = useAct(ask, { once: true });
  const mailing = useAct(ask);
  if (parking === null) return null;
  const { coupled } = parking;
  const go = async () => {
    const answer = await going.perform('link');
    if (!answer?.ok || answer.value.link === null) return;
    // The token stands behind the #, where no server sees it.
    const { pathname, hash } = new URL(answer.value.link);
    await navigate(pathname + hash);
  };
  const failed = [going.act, mailing.act].find((act) => act.state === 'failed');
  return (
    <section className="pw-card pw-stack">
      <h2 className="pw-heading-l">{t('permit.app.title')}</h2>
      {coupled ? (
        <p>
          <Badge kind="ok">{t('permit.app.coupled')}</Badge>
        </p>
      ) : (
        <p>{t('permit.app.notCoupled')}</p>
      )}
      {failed && <ProblemNote problem={failed.problem} />}
      <div role="status">{mailing.act.state === 'done' && <Note title={t('permit.app.mailed')} />}</div>
      <Actions label={t('permit.app.acts')}>
        <Button icon="next" busy={going.act.state === 'busy'} onClick={() => void go()}>
          {t(coupled ? 'permit.app.coupleAgain' : 'permit.app.couple')}
        </Button>
        <Button icon="mail" busy={mailing.act.state === 'busy'} onClick={() => void mailing.perform('mail')}>
          {t('permit.app.mail')}
        </Button>
      </Actions>
      <ul className="pw-bullets pw-stack pw-stack--tight">
        {coupled && (
          <li>
            <Link to="/parking">{t('permit.app.open')}</Link>
          </li>
        )}
        <li>
          <Link to={`/${municipality}/desk/permits/${id}/sign-on`}>{t('desk.signOn.open')}</Link>
        </li>
        <li>
          <Link to="/parking/help">{t('pages.parkingHelp.link')}</Link>
        </li>
        <li>
          <Link to={`/${municipality}/products#${productId}`}>{t('pages.parkingHelp.product')}</Link>
        </li>
      </ul>
    </section>
  );
}

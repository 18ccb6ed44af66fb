import { useEffect } from 'react';
import { Outlet, useParams } from 'react-router';
import { ButtonLink } from '../components/button.tsx';
import { Empty } from '../components/states.tsx';
import { keep } from '../kept.ts';
import { useText } from '../text/text.tsx';
import { MunicipalityTheme } from '../theme/municipality-theme.tsx';
import { PermitContext, useParking } from './parking.ts';
import { ParkingShell } from './parking-shell.tsx';

/** Around the pages of one product: it is the selected one from now on, in the colours of its municipality. */
export default function PermitFrame() {
  const t = useText();
  const { permit: id } = useParams();
  const { permits } = useParking();
  const permit = permits.find((known) => known.id === id);
  const known = permit !== undefined;
  useEffect(() => {
    if (known && id !== undefined) keep('parkwerk.parking-permit', id);
  }, [known, id]);
  if (!permit) {
    return (
      <ParkingShell title={t('parking.frame.noPermit.title')}>
        <h1>{t('parking.frame.noPermit.title')}</h1>
        <Empty icon="car" title={t('parking.frame.noPermit.empty')}>
          <p>{t('parking.frame.noPermit.text')}</p>
          <ButtonLink look="primary" to="/parking/products">
            {t('parking.menu.products')}
          </ButtonLink>
        </Empty>
      </ParkingShell>
    );
  }
  return (
    <PermitContext value={permit}>
      <MunicipalityTheme municipality={permit.municipality.id} />
      <Outlet />
    </PermitContext>
  );
}

import { useNavigate } from 'react-router';
import type { ApplicationView } from '../../../api/permit-applications/shapes.ts';
import { Button } from '../../components/button.tsx';
import { Note } from '../../components/note.tsx';
import { useAct } from '../../data/use-act.ts';
import { useMunicipality } from '../../municipality-frame.tsx';
import { useText } from '../../text/text.tsx';
import { joinWaitlist } from '../data/waitlist.ts';
import { useDesk, useLocal } from '../desk.ts';
import { ProblemNote } from '../shown.tsx';

interface FullPlaceProps {
  application: ApplicationView;
  place: { areaId: string; areaName: string };
}

/** The chosen location is full: the application ends here in a place on the waiting list, and costs nothing (PORTAL-033). */
export function FullPlace({ application, place }: FullPlaceProps) {
  const t = useText();
  const local = useLocal();
  const navigate = useNavigate();
  const { contact } = useMunicipality();
  const { base, refreshCounts } = useDesk();
  const { act, perform } = useAct(joinWaitlist, { once: true });
  const { waitingList } = application.options;
  const join = async () => {
    const { productId, id: applicationId } = application;
    const answer = await perform({ productId, areaIds: [place.areaId], applicationId });
    if (!answer?.ok) return;
    refreshCounts();
    await navigate(`${base}/waitlist`, { replace: true, state: { joined: local(application.productName) } });
  };
  return (
    <Note kind="wait" title={t('wizard.location.fullTitle', { place: place.areaName })}>
      {waitingList?.open ? (
        <>
          <p>{t('wizard.location.fullList')}</p>
          {act.state === 'failed' && <ProblemNote problem={act.problem} />}
          <p>
            <Button about={place.areaName} busy={act.state === 'busy'} onClick={() => void join()}>
              {t('desk.products.join')}
            </Button>
          </p>
        </>
      ) : (
        <p>
          {waitingList
            ? t('desk.products.listClosed', { phone: contact.phone })
            : t('wizard.location.fullNoList', { phone: contact.phone })}
        </p>
      )}
    </Note>
  );
}

import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import type { OfferedProduct } from '../../../api/products/shapes.ts';
import { Button, Buttons } from '../../components/button.tsx';
import { Checkboxes } from '../../components/choice.tsx';
import { Note } from '../../components/note.tsx';
import { useAct } from '../../data/use-act.ts';
import { useCall } from '../../data/use-call.ts';
import { useText } from '../../text/text.tsx';
import { readProducts } from '../data/products.ts';
import { joinWaitlist } from '../data/waitlist.ts';
import { useDesk, useLocal } from '../desk.ts';
import { DeskShell } from '../desk-shell.tsx';
import { ProblemNote, Shown } from '../shown.tsx';
import { useAhead } from './waitlist-words.ts';

/** Joining the waiting list of a product that is full everywhere: for which locations, and how long that may take (PORTAL-021). */
export default function WaitlistJoinPage() {
  const t = useText();
  const { product: wanted } = useParams();
  const asked = useCall(readProducts);
  return (
    <DeskShell title={t('desk.menu.waitlist')}>
      <div className="pw-stack pw-stack--wide">
        <Shown asked={asked} loading={t('desk.products.loading')}>
          {({ items }) => {
            const product = items.find(({ id }) => id === wanted);
            return product ? <JoinForm product={product} /> : <Gone />;
          }}
        </Shown>
      </div>
    </DeskShell>
  );
}

function JoinForm({ product }: { product: OfferedProduct }) {
  const t = useText();
  const local = useLocal();
  const navigate = useNavigate();
  const { base, refreshCounts } = useDesk();
  const full = product.places.filter((place) => place.full);
  const own = full.find(({ ownArea }) => ownArea) ?? full[0];
  const [chosen, setChosen] = useState<readonly string[]>(own ? [own.areaId] : []);
  const { act, perform } = useAct(joinWaitlist, { once: true });
  const name = local(product.name);
  if (full.length === 0 || !product.waitingList?.open) return <Gone />;
  const join = async () => {
    const answer = await perform({ productId: product.id, areaIds: chosen });
    if (!answer?.ok) return;
    refreshCounts();
    await navigate(`${base}/waitlist`, { replace: true, state: { joined: name } });
  };
  return (
    <>
      <h1>{t('desk.waitlist.join.heading', { product: name })}</h1>
      <p className="pw-lead">{t('desk.waitlist.join.lead')}</p>
      {!product.waitingList.online && <Note title={t('desk.waitlist.join.counter')} />}
      {act.state === 'failed' && <ProblemNote problem={act.problem} />}
      <Checkboxes
        label={t('desk.waitlist.join.where')}
        hint={t('desk.waitlist.locations.hint')}
        options={full.map((place) => ({
          value: place.areaId,
          title: place.areaName,
          more: <Wait place={place} />,
        }))}
        chosen={chosen}
        onChoose={setChosen}
      />
      <Buttons>
        <Button look="primary" disabled={chosen.length === 0} busy={act.state === 'busy'} onClick={() => void join()}>
          {t('desk.products.join')}
        </Button>
      </Buttons>
    </>
  );
}

function Wait({ place: { wait } }: { place: OfferedProduct['places'][number] }) {
  return wait && <Expected wait={wait} />;
}

function Expected({ wait }: { wait: NonNullable<OfferedProduct['places'][number]['wait']> }) {
  return useAhead(wait);
}

/** There is a place after all, or no list: what can be done is among the products. */
function Gone() {
  const t = useText();
  const { base } = useDesk();
  return (
    <>
      <h1>{t('desk.waitlist.join.gone')}</h1>
      <p>
        <Link className="pw-alone" to={`${base}/products`}>
          {t('desk.toProducts')}
        </Link>
      </p>
    </>
  );
}

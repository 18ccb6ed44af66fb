import { useState } from 'react';
import type { OfferedProduct } from '../../../api/products/shapes.ts';
import type { PermitView } from '../../../api/permits/shapes.ts';
import { Radios } from '../../components/choice.tsx';
import { useCall } from '../../data/use-call.ts';
import { useText } from '../../text/text.tsx';
import { readPermits } from '../data/permits.ts';
import { readProducts } from '../data/products.ts';
import { DeskShell } from '../desk-shell.tsx';
import { Shown } from '../shown.tsx';
import { ApplyForm } from './apply-form.tsx';
import { CarForm } from './car-form.tsx';

const EVENTS = ['move', 'new-car', 'carer', 'death'] as const;
type Event = (typeof EVENTS)[number];

/** What changes in somebody's life, and everything that must follow from it in the right order (BEYOND-039). */
export default function LifePage() {
  const t = useText();
  const products = useCall(readProducts);
  const permits = useCall(readPermits);
  const [event, setEvent] = useState<Event | null>(null);
  return (
    <DeskShell title={t('desk.life.title')}>
      <div className="pw-stack pw-stack--wide pw-measure">
        <div className="pw-stack">
          <h1>{t('desk.life.heading')}</h1>
          <p className="pw-lead">{t('desk.life.lead')}</p>
        </div>
        <Radios
          label={t('desk.life.title')}
          options={EVENTS.map((value) => ({ value, title: t(`desk.life.event.${value}`) }))}
          chosen={event}
          onChoose={(value) => setEvent(EVENTS.find((known) => known === value) ?? null)}
        />
        {event !== null && (
          <Shown asked={products} loading={t('desk.products.loading')}>
            {({ items: offered }) => (
              <Shown asked={permits} loading={t('permit.loading')}>
                {({ items: held }) => <Guide key={event} event={event} offered={offered} held={held} />}
              </Shown>
            )}
          </Shown>
        )}
      </div>
    </DeskShell>
  );
}

interface GuideProps {
  event: Event;
  offered: readonly OfferedProduct[];
  held: readonly PermitView[];
}

function Guide({ event, offered, held }: GuideProps) {
  switch (event) {
    case 'move':
      return (
        <ApplyForm kind="move" products={offered.filter(({ lifeEvents }) => lifeEvents.includes('move'))} held={held} />
      );
    case 'new-car':
      return <CarForm held={held} />;
    case 'carer':
      return (
        <ApplyForm kind="carer" products={offered.filter(({ lifeEvents }) => lifeEvents.includes('carer'))} held={[]} />
      );
    case 'death':
      return <ApplyForm kind="death" products={offered.filter(({ takeover }) => takeover)} held={[]} />;
    default:
      return event satisfies never;
  }
}

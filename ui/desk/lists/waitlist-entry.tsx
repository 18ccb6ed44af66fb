import { Link, useNavigate } from 'react-router';
import type { WaitlistEntryView } from '../../../api/waitlist/shapes.ts';
import { Button } from '../../components/button.tsx';
import { DescriptionList } from '../../components/lists.tsx';
import { Badge, Fact, type BadgeKind } from '../../components/note.tsx';
import { useAct } from '../../data/use-act.ts';
import { useMunicipality } from '../../municipality-frame.tsx';
import { useFormat, useText } from '../../text/text.tsx';
import { AskFirst } from '../ask-first.tsx';
import { acceptOffer, leaveWaitlist, skipOffer } from '../data/waitlist.ts';
import { useDesk, useLocal } from '../desk.ts';
import { ProblemNote } from '../shown.tsx';
import { LocationsForm } from './waitlist-locations.tsx';
import { useEstimate, usePassed } from './waitlist-words.ts';

/** Whose turn it is, in each status of the portal manual. */
const BADGES: Record<WaitlistEntryView['readiness'], BadgeKind> = {
  now: 'you',
  counter: 'you',
  'not-yet': 'us',
  'not-issued': 'off',
};

interface WaitlistEntryProps {
  entry: WaitlistEntryView;
  onChanged: (entry: WaitlistEntryView) => void;
  onLeft: () => void;
}

/** One wish: what it waits for, where it stands in every line, the offer when there is one, and the way out. */
export function WaitlistEntry({ entry, onChanged, onLeft }: WaitlistEntryProps) {
  const t = useText();
  const local = useLocal();
  const format = useFormat();
  const { contact } = useMunicipality();
  const name = local(entry.productName);
  const { offer, readiness, lines, actions } = entry;
  return (
    <li className="pw-stack pw-stack--tight">
      <div className="pw-row pw-row--tight">
        <h2 className="pw-heading-l">{name}</h2>
        <Badge kind={BADGES[readiness]}>{t(`status.waitlist.${readiness}`)}</Badge>
      </div>
      {readiness === 'not-issued' && <p>{t('desk.waitlist.notIssued')}</p>}
      {offer && readiness !== 'not-issued' && (
        <p>
          {t('desk.waitlist.offered', { place: offer.areaName, day: format.day(offer.lastDay) })}{' '}
          {readiness === 'counter' &&
            t('desk.waitlist.counter', {
              address: local(contact.address),
              hours: local(contact.hours),
              phone: contact.phone,
            })}
        </p>
      )}
      {readiness === 'not-yet' && (
        <>
          <p>{t('desk.lists.waitlist.waits')}</p>
          <ul className="pw-stack" role="list">
            {lines.map((line) => (
              <Line key={line.areaId} line={line} entry={entry} />
            ))}
          </ul>
        </>
      )}
      <p className="pw-small pw-muted">
        {t('desk.waitlist.since', { number: entry.number, moment: format.moment(entry.enteredAt) })}
      </p>
      {actions.includes('choose-locations') && (entry.elsewhere.length > 0 || lines.length > 1) && (
        <LocationsForm entry={entry} onChanged={onChanged} />
      )}
      {actions.length > 0 && (
        <div className="pw-entry__acts">
          {actions.includes('continue') && <Continue entry={entry} name={name} />}
          {actions.includes('skip') && <Skip entry={entry} name={name} onChanged={onChanged} />}
          {actions.includes('withdraw') && <Leave entry={entry} name={name} onLeft={onLeft} />}
        </div>
      )}
    </li>
  );
}

/** Where one stands in the line of one location, how it moved, and how long it may take. */
function Line({ line, entry }: { line: WaitlistEntryView['lines'][number]; entry: WaitlistEntryView }) {
  const t = useText();
  const { id: municipality } = useMunicipality();
  const estimate = useEstimate(line.estimate);
  const passed = usePassed(line.passed);
  return (
    <li className="pw-stack pw-stack--close">
      <h3 className="pw-heading-m">{line.areaName}</h3>
      <DescriptionList
        thin
        items={[
          {
            term: t('desk.waitlist.position'),
            value: t('desk.waitlist.positionOf', { position: line.position, count: line.waiting }),
          },
          {
            term: t('desk.waitlist.moved'),
            value:
              line.movedUp === 0 ? t('desk.waitlist.notMoved') : t('desk.waitlist.movedUp', { count: line.movedUp }),
          },
          { term: t('desk.waitlist.estimate'), value: estimate.wait },
        ]}
      />
      {estimate.basis !== null && <p className="pw-small pw-muted">{estimate.basis}</p>}
      {passed !== null && <Fact kind="info">{passed}</Fact>}
      <p>
        <Link className="pw-alone" to={`/${municipality}/waiting-lists/${entry.productId}/${line.areaId}`}>
          {t('desk.waitlist.open', { place: line.areaName })}
        </Link>
      </p>
    </li>
  );
}

/** On to the application, which has the place (PORTAL-080). */
function Continue({ entry, name }: { entry: WaitlistEntryView; name: string }) {
  const t = useText();
  const navigate = useNavigate();
  const { base, refreshCounts } = useDesk();
  const { act, perform } = useAct(acceptOffer, { once: true });
  const go = async () => {
    const answer = await perform(entry.id);
    if (!answer?.ok) return;
    refreshCounts();
    await navigate(`${base}/applications/${answer.value.applicationId}`);
  };
  return (
    <>
      {act.state === 'failed' && <ProblemNote problem={act.problem} />}
      <Button look="primary" about={name} busy={act.state === 'busy'} onClick={() => void go()}>
        {t('desk.waitlist.continue')}
      </Button>
    </>
  );
}

function Skip({ entry, name, onChanged }: Omit<WaitlistEntryProps, 'onLeft'> & { name: string }) {
  const t = useText();
  return (
    <AskFirst
      label={t('desk.waitlist.skip')}
      about={name}
      look="secondary"
      question={t('desk.waitlist.skipQuestion')}
      send={skipOffer}
      id={entry.id}
      onDone={onChanged}
    >
      <p>{t('desk.waitlist.skipText')}</p>
    </AskFirst>
  );
}

/** [Trek in] of a place in line (PORTAL-084). */
function Leave({ entry, name, onLeft }: Omit<WaitlistEntryProps, 'onChanged'> & { name: string }) {
  const t = useText();
  return (
    <AskFirst
      label={t('desk.waitlist.leave')}
      about={name}
      question={t('desk.waitlist.leaveQuestion')}
      send={leaveWaitlist}
      id={entry.id}
      onDone={onLeft}
    >
      <p>{t('desk.waitlist.leaveText', { product: name })}</p>
    </AskFirst>
  );
}

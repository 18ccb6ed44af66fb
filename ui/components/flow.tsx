import type { ReactNode } from 'react';
import type { Instant } from '../../rules/values/moment.ts';
import { useText } from '../text/text.tsx';
import { Icon } from './icon.tsx';
import './flow.css';

export interface ProcessStep {
  name: string;
  when?: string;
  state: 'done' | 'now' | 'later';
}

/** Where a case is in its procedure; beside each other on wide screens, under each other on phones. */
export function ProcessSteps({ steps }: { steps: readonly ProcessStep[] }) {
  const t = useText();
  return (
    <ol className="pw-process">
      {steps.map(({ name, when, state }, at) => (
        <li
          key={name}
          className={`pw-process__step pw-process__step--${state}`}
          {...(state === 'now' && { 'aria-current': 'step' })}
        >
          <span className="pw-process__mark" aria-hidden="true">
            {state === 'done' ? <Icon name="tick" size={20} /> : at + 1}
          </span>
          <span>
            <strong>{name}</strong>
            <span className="pw-said"> {t(`parts.step.${state}`)}</span>
            <span className="pw-process__when">{when ?? (state === 'later' && t('parts.step.later'))}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}

export interface TimelineEvent {
  id: string;
  at: Instant;
  /** The moment as people read it. */
  when: string;
  title: ReactNode;
  text?: ReactNode;
  /** After this event the case waited. */
  waiting?: boolean;
}

/** What happened, oldest first, and what is being waited for now. */
export function Timeline({
  events,
  now,
}: {
  events: readonly TimelineEvent[];
  now?: { title: ReactNode; text?: ReactNode };
}) {
  const t = useText();
  return (
    <ol className="pw-timeline">
      {events.map(({ id, at, when, title, text, waiting }) => (
        <li key={id} className={waiting ? 'pw-timeline__event pw-timeline__event--waiting' : 'pw-timeline__event'}>
          <time dateTime={at}>{when}</time>
          <div>
            <strong>{title}</strong>
            {text && <div className="pw-small pw-muted">{text}</div>}
          </div>
        </li>
      ))}
      {now && (
        <li className="pw-timeline__event pw-timeline__event--now" aria-current="step">
          <span className="pw-timeline__when">{t('parts.timeline.now')}</span>
          <div>
            <strong>{now.title}</strong>
            {now.text && <div className="pw-small pw-muted">{now.text}</div>}
          </div>
        </li>
      )}
    </ol>
  );
}

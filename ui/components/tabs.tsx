import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { Count } from './note.tsx';
import './tabs.css';

export interface Tab {
  id: string;
  title: string;
  count?: number;
  panel: ReactNode;
}

interface TabsProps {
  /** What the tabs are about. */
  label: string;
  tabs: readonly Tab[];
  /** The tab to start with; the first when absent. */
  first?: string;
  onChoose?: (id: string) => void;
}

/** Tabs: one stop for the Tab key, arrows between them. Panels stay mounted, so that what was typed in one is still there. */
export function Tabs({ label, tabs, first, onChoose }: TabsProps) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [wanted, setWanted] = useState(first);
  const at = Math.max(0, tabs.findIndex((tab) => tab.id === wanted)); // prettier-ignore

  const choose = (index: number) => {
    const tab = tabs[index];
    if (!tab) return;
    setWanted(tab.id);
    onChoose?.(tab.id);
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[index]?.focus();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const next = nextIndex(event.key, at, tabs.length);
    if (next === undefined) return;
    event.preventDefault();
    choose(next);
  };

  return (
    <div className="pw-tabs">
      <div ref={list} className="pw-tabs__list" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
        {tabs.map(({ id: name, title, count }, index) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`${id}-${name}-tab`}
            aria-selected={index === at}
            aria-controls={`${id}-${name}`}
            tabIndex={index === at ? 0 : -1}
            className="pw-tab"
            onClick={() => choose(index)}
          >
            {title}
            {count !== undefined && (
              <>
                {' '}
                <Count>{count}</Count>
              </>
            )}
          </button>
        ))}
      </div>
      {tabs.map(({ id: name, panel }, index) => (
        <div
          key={name}
          role="tabpanel"
          id={`${id}-${name}`}
          aria-labelledby={`${id}-${name}-tab`}
          hidden={index !== at}
          tabIndex={0}
          className="pw-tabs__panel"
        >
          {panel}
        </div>
      ))}
    </div>
  );
}

function nextIndex(key: string, at: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowRight':
      return (at + 1) % count;
    case 'ArrowLeft':
      return (at - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}

import { useEffect, useEffectEvent, useRef, useState, type ReactNode, type RefObject } from 'react';

interface Disclosure {
  open: boolean;
  toggle: () => void;
  close: () => void;
  /** Around the button and what it opens. */
  around: RefObject<HTMLDivElement | null>;
}

/** Something small that opens under a button, and closes by Escape, by pressing elsewhere, or when the focus goes elsewhere. */
export function useDisclosure(): Disclosure {
  const [open, setOpen] = useState(false);
  const around = useRef<HTMLDivElement>(null);

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    setOpen(false);
    around.current?.querySelector('button')?.focus();
  });
  const onElsewhere = useEffectEvent((event: Event) => {
    if (event.target instanceof Node && !around.current?.contains(event.target)) setOpen(false);
  });

  useEffect(() => {
    if (!open) return undefined;
    const key = (event: KeyboardEvent) => onKey(event);
    const elsewhere = (event: Event) => onElsewhere(event);
    document.addEventListener('keydown', key);
    document.addEventListener('pointerdown', elsewhere);
    document.addEventListener('focusin', elsewhere);
    return () => {
      document.removeEventListener('keydown', key);
      document.removeEventListener('pointerdown', elsewhere);
      document.removeEventListener('focusin', elsewhere);
    };
  }, [open]);

  return { open, toggle: () => setOpen((before) => !before), close: () => setOpen(false), around };
}

/** A question that opens its answer: "Waarom kan dat niet?" */
export function Details({
  summary,
  open = false,
  onOpen,
  children,
}: {
  summary: ReactNode;
  open?: boolean;
  /** What is inside is fetched when somebody wants to see it. */
  onOpen?: () => void;
  children: ReactNode;
}) {
  return (
    <details open={open} onToggle={(event) => event.currentTarget.open && onOpen?.()}>
      <summary>{summary}</summary>
      {children}
    </details>
  );
}

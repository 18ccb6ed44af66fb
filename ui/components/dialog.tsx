import { useId, useLayoutEffect, useRef, type ReactNode, type RefObject } from 'react';
import { useText } from '../text/text.tsx';
import { Button, Buttons } from './button.tsx';
import { classes } from './classes.ts';
import { Icon, type IconName } from './icon.tsx';
import './dialog.css';

/**
 * Opens a native dialog as long as the component is there: the browser keeps focus inside and the page behind out of reach. It starts at what
 * is marked `data-first-focus`, else at the first control. Leaving gives focus back to what had it.
 */
export function useModal(): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    if (!element) return undefined;
    element.showModal();
    element.querySelector<HTMLElement>('[data-first-focus]')?.focus();
    return () => {
      element.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return dialog;
}

interface ModalProps {
  className: string;
  labelledBy: string;
  onClose: () => void;
  children: ReactNode;
}

/** Escape asks the owner to close it, and so does a browser that insists on closing: the owner's state and the dialog never differ. */
export function Modal({ className, labelledBy, onClose, children }: ModalProps) {
  const dialog = useModal();
  return (
    <dialog
      ref={dialog}
      className={className}
      aria-labelledby={labelledBy}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClose={(event) => {
        if (!event.currentTarget.open) onClose();
      }}
    >
      {children}
    </dialog>
  );
}

interface DialogProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

/** A question in front of the page. Show it by rendering it, and take it away in `onClose`. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const t = useText();
  const id = useId();
  return (
    <Modal className="pw-dialog" labelledBy={id} onClose={onClose}>
      <div className="pw-dialog__head">
        <h2 id={id}>{title}</h2>
        <IconButton icon="close" label={t('common.close')} onPress={onClose} />
      </div>
      <div className="pw-stack">{children}</div>
    </Modal>
  );
}

interface ConfirmDialogProps {
  /** A question that yes or no answers. */
  question: string;
  /** What yes brings about. */
  children?: ReactNode;
  yes?: string;
  no?: string;
  busy?: boolean;
  onYes: () => void;
  onNo: () => void;
}

/** Asks before something that cannot be undone. Closing it means no. */
export function ConfirmDialog({ question, children, yes, no, busy = false, onYes, onNo }: ConfirmDialogProps) {
  const t = useText();
  const id = useId();
  return (
    <Modal className="pw-dialog" labelledBy={id} onClose={onNo}>
      <div className="pw-stack">
        <h2 id={id}>{question}</h2>
        {children}
        <Buttons wide>
          <Button look="primary" onClick={onYes} busy={busy}>
            {yes ?? t('common.yes')}
          </Button>
          <Button onClick={onNo} data-first-focus>
            {no ?? t('common.no')}
          </Button>
        </Buttons>
      </div>
    </Modal>
  );
}

interface IconButtonProps {
  icon: IconName;
  label: string;
  onPress: () => void;
  className?: string;
}

/** For the few signs everybody knows: close, zoom. The word is there for who listens. */
export function IconButton({ icon, label, onPress, className }: IconButtonProps) {
  return (
    <button type="button" className={classes('pw-icon-button', className)} onClick={onPress}>
      <Icon name={icon} />
      <span className="pw-said">{label}</span>
    </button>
  );
}

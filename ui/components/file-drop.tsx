import { useId, useRef, useState, type DragEvent, type ReactNode } from 'react';
import { useFormat, useText } from '../text/text.tsx';
import { Button, Buttons } from './button.tsx';
import { classes } from './classes.ts';
import { Icon, type IconName } from './icon.tsx';
import { Fact } from './note.tsx';
import './file.css';
import './file-drop.css';

export interface FileKinds {
  /** As for `accept`: `.pdf,.jpg,.png,.heic`. */
  accept: string;
  /** As people read it: PDF, JPG, PNG of HEIC. */
  names: string;
  maxBytes: number;
}

interface FileButtonsProps {
  kinds: FileKinds;
  onFile: (file: File) => void;
  /** What the file is for, said with each button. */
  about?: string;
  busy?: boolean;
}

/** One button for a file, one for the camera. */
export function FileButtons({ kinds: { accept }, ...rest }: FileButtonsProps) {
  const t = useText();
  return (
    <Buttons>
      <FileButton icon="clip" label={t('parts.file.choose')} accept={accept} {...rest} />
      <FileButton icon="camera" label={t('parts.file.photo')} accept="image/*" capture="environment" {...rest} />
    </Buttons>
  );
}

interface FileButtonProps extends Omit<FileButtonsProps, 'kinds'> {
  icon: IconName;
  label: string;
  accept: string;
  capture?: 'environment';
}

export function FileButton({ icon, label, accept, capture, onFile, about, busy = false }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button icon={icon} busy={busy} onClick={() => input.current?.click()} {...(about !== undefined && { about })}>
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        {...(capture && { capture })}
        onChange={(event) => {
          const file = event.target.files?.[0];
          // Emptied, so that choosing the same file again after an error is a change as well.
          event.target.value = '';
          if (file) onFile(file);
        }}
      />
    </>
  );
}

interface FileDropProps extends FileButtonsProps {
  /** Why this is asked. */
  reason: ReactNode;
  error?: ReactNode;
}

/** A place to bring a document: by button, by camera, or by dragging it there. What cannot be right is said before it is sent. */
export function FileDrop({ kinds, onFile, about, busy, reason, error }: FileDropProps) {
  const t = useText();
  const format = useFormat();
  const id = useId();
  const [over, setOver] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);

  const take = (file: File) => {
    const complaint = complaintAbout(file);
    setRefused(complaint);
    if (complaint === null) onFile(file);
  };

  const complaintAbout = ({ name, size, type }: File): string | null => {
    const ending = name.slice(name.lastIndexOf('.')).toLowerCase();
    if (!kinds.accept.split(',').includes(ending) && !type.startsWith('image/'))
      return t('parts.file.wrongKind', { name, kinds: kinds.names });
    const [given, most] = [format.fileSize(size), format.fileSize(kinds.maxBytes)];
    return size > kinds.maxBytes ? t('parts.file.tooBig', { name, size: given, most }) : null;
  };

  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file) take(file);
  };

  return (
    <div
      className={classes('pw-drop', over && 'pw-drop--over')}
      role="group"
      aria-labelledby={id}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <p id={id}>{reason}</p>
      <FileButtons
        kinds={kinds}
        onFile={take}
        {...(about !== undefined && { about })}
        {...(busy !== undefined && { busy })}
      />
      <p className="pw-small pw-muted">
        {t('parts.file.allowed', { kinds: kinds.names, size: format.fileSize(kinds.maxBytes) })}{' '}
        <span className="pw-drop__drag">{t('parts.file.drop')}</span>
      </p>
      <div role="alert">{(refused ?? error) && <Fact kind="bad">{refused ?? error}</Fact>}</div>
    </div>
  );
}

interface FileRowProps {
  name: string;
  /** Opens it. */
  href?: string;
  about?: ReactNode;
  onDelete?: () => void;
}

/** A document that is there, and how to take it away again. */
export function FileRow({ name, href, about, onDelete }: FileRowProps) {
  const t = useText();
  return (
    <li className="pw-row">
      <Icon name="file" />
      <span className="pw-grow">
        {href === undefined ? name : <a href={href}>{name}</a>}
        {about && <span className="pw-file__about">{about}</span>}
      </span>
      {onDelete && (
        <Button look="subtle" icon="trash" onClick={onDelete} about={name}>
          {t('common.delete')}
        </Button>
      )}
    </li>
  );
}

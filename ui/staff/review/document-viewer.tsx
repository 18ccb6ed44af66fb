import { useCallback, useState, useSyncExternalStore } from 'react';
import type { DocumentView } from '../../../api/permit-applications/shapes.ts';
import { Button, Buttons } from '../../components/button.tsx';
import { classes } from '../../components/classes.ts';
import { Icon } from '../../components/icon.tsx';
import { Fact } from '../../components/note.tsx';
import { ErrorNote, Loading } from '../../components/states.tsx';
import { useCall } from '../../data/use-call.ts';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useLanguage, useText } from '../../text/text.tsx';
import { readDocument } from '../data/tasks.ts';
import './document-viewer.css';

interface ViewerProps {
  taskId: string;
  document: DocumentView;
  /** Without a press: the documents somebody comes to judge. Opening one is recorded, so the others wait for it. */
  atOnce: boolean;
}

export function DocumentViewer({ atOnce, ...rest }: ViewerProps) {
  const t = useText();
  const [open, setOpen] = useState(atOnce);
  return open ? (
    <Opened {...rest} />
  ) : (
    <Buttons>
      <Button icon="eye" onClick={() => setOpen(true)} about={rest.document.fileName}>
        {t('review.document.open')}
      </Button>
    </Buttons>
  );
}

function Opened({ taskId, document }: Omit<ViewerProps, 'atOnce'>) {
  const t = useText();
  const sentences = useProblemSentences();
  const { id, mediaType } = document;
  const { call, refresh } = useCall(
    useCallback((signal: AbortSignal) => readDocument(taskId, { id, mediaType }, signal), [taskId, id, mediaType]),
  );
  switch (call.state) {
    case 'loading':
      return <Loading>{t('review.document.loading')}</Loading>;
    case 'failed':
      return <ErrorNote {...sentences(call.problem)} level="h4" onRetry={() => void refresh()} />;
    case 'done':
      return <Shown document={document} content={call.value} />;
    default:
      return call satisfies never;
  }
}

const PICTURES = ['image/png', 'image/jpeg'];

/** Drawn as a picture or by the browser's own PDF viewer, never as a page: a document has no say in this one. */
function Shown({
  document: { mediaType, fileName, kind, kindName },
  content,
}: {
  document: DocumentView;
  content: Blob;
}) {
  const t = useText();
  const { language } = useLanguage();
  const url = useAddress(content);
  const [large, setLarge] = useState(false);
  if (url === null) return null;
  const picture = PICTURES.includes(mediaType);
  const name = t('review.document.name', { kind: kindName?.[language] ?? kind, file: fileName });
  return (
    <div className="pw-stack">
      {picture && (
        // A region that scrolls must be reachable without a mouse.
        <div
          className={classes('pw-document', large && 'pw-document--large')}
          {...(large && { tabIndex: 0, role: 'region', 'aria-label': name })}
        >
          <img src={url} alt={name} />
        </div>
      )}
      {mediaType === 'application/pdf' && <iframe className="pw-document__frame" src={url} title={name} />}
      {!picture && mediaType !== 'application/pdf' && <Fact kind="info">{t('review.document.notShown')}</Fact>}
      <Buttons>
        {picture && (
          <Button look="subtle" icon={large ? 'minus' : 'plus'} onClick={() => setLarge(!large)} about={fileName}>
            {large ? t('review.document.smaller') : t('review.document.larger')}
          </Button>
        )}
        <a className="utrecht-button utrecht-button--subtle pw-button-link" href={url} download={fileName}>
          <Icon name="down" size={20} />
          <span>
            {t('review.document.download')} <span className="pw-said">{fileName}</span>
          </span>
        </a>
      </Buttons>
    </div>
  );
}

const addresses = new WeakMap<Blob, string>();

/** An address of this page's own for what is in memory, as long as it is shown; afterwards the memory is free again. */
function useAddress(content: Blob): string | null {
  return useSyncExternalStore(
    useCallback(() => {
      const address = URL.createObjectURL(content);
      addresses.set(content, address);
      return () => {
        URL.revokeObjectURL(address);
        addresses.delete(content);
      };
    }, [content]),
    () => addresses.get(content) ?? null,
  );
}

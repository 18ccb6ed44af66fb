import { createContext, useCallback, useContext } from 'react';
import { Outlet, useParams } from 'react-router';
import type { MunicipalityView } from '../api/municipalities/shapes.ts';
import { ErrorNote, Loading } from './components/states.tsx';
import { readMunicipality } from './data/municipalities.ts';
import { orOnDevice } from './data/on-device.ts';
import { useCall } from './data/use-call.ts';
import NotFoundPage from './not-found-page.tsx';
import { PlainShell } from './plain-shell.tsx';
import { useProblemSentences } from './text/problem-sentences.ts';
import { TextOverrides, useText } from './text/text.tsx';
import { MunicipalityTheme } from './theme/municipality-theme.tsx';

const MunicipalityContext = createContext<MunicipalityView | undefined>(undefined);

/** The municipality whose pages these are. */
export function useMunicipality(): MunicipalityView {
  const municipality = useContext(MunicipalityContext);
  if (!municipality) throw new Error('No MunicipalityFrame above this component');
  return municipality;
}

/** Around every page of a municipality (`/:municipality/…`): its name, its colours and its own wording. */
export default function MunicipalityFrame() {
  const { municipality: id = '' } = useParams();
  const t = useText();
  const sentences = useProblemSentences();
  const { call, refresh } = useCall(
    useCallback((signal: AbortSignal) => orOnDevice(`municipality ${id}`, readMunicipality(id, signal)), [id]),
  );
  switch (call.state) {
    case 'loading':
      return (
        <PlainShell title={t('shell.product')}>
          <Loading>{t('shell.loading')}</Loading>
        </PlainShell>
      );
    case 'failed': {
      if (call.problem.status === 404) return <NotFoundPage />;
      const { title, ...rest } = sentences(call.problem);
      return (
        <PlainShell title={title}>
          <div className="pw-stack pw-stack--wide pw-measure">
            <h1>{title}</h1>
            <ErrorNote title={t('shell.notShown')} {...rest} onRetry={() => void refresh()} />
          </div>
        </PlainShell>
      );
    }
    case 'done':
      return (
        <MunicipalityContext value={call.value}>
          <MunicipalityTheme municipality={id} />
          <TextOverrides of={call.value.texts}>
            <Outlet />
          </TextOverrides>
        </MunicipalityContext>
      );
    default:
      return call satisfies never;
  }
}

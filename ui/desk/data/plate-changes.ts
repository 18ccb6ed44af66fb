import type { DocumentView } from '../../../api/permit-applications/shapes.ts';
import type { PlateChangeView, PlatesBody } from '../../../api/plate-changes/shapes.ts';
import type { RegisterNotice } from '../../../api/register-notices/shapes.ts';
import { call, type Answer } from '../../data/http.ts';

type Changed = Promise<Answer<PlateChangeView>>;

const path = (id: string, rest = '') => `/v1/plate-changes/${encodeURIComponent(id)}${rest}`;
const permitPath = (id: string, rest: string) => `/v1/permits/${encodeURIComponent(id)}${rest}`;

export function readPlateChanges(permitId: string, signal: AbortSignal): Promise<Answer<{ items: PlateChangeView[] }>> {
  return call<{ items: PlateChangeView[] }>(permitPath(permitId, '/plate-changes'), { signal });
}

/** Asks for these plates on the permit; what it costs and from when comes back, and nothing is changed yet. */
export function askForPlates(permitId: string, body: PlatesBody, key: string): Changed {
  return call<PlateChangeView>(permitPath(permitId, '/plates'), { method: 'PUT', body, key });
}

export function confirmPlateChange(id: string, key: string): Changed {
  return call<PlateChangeView>(path(id, '/_confirm'), { method: 'POST', key });
}

export function withdrawPlateChange(id: string, key: string): Changed {
  return call<PlateChangeView>(path(id, '/_withdraw'), { method: 'POST', key });
}

export function giveBackPlate(id: string, key: string): Changed {
  return call<PlateChangeView>(path(id, '/_give-back'), { method: 'POST', key });
}

export function attachToPlateChange(id: string, form: FormData, key: string): Promise<Answer<DocumentView>> {
  return call<DocumentView>(path(id, '/documents'), { method: 'POST', body: form, key });
}

/** Where the bytes of a proof for another car are. */
export const plateChangeDocument = (id: string, documentId: string): string =>
  path(id, `/documents/${encodeURIComponent(documentId)}`);

export function detachFromPlateChange(id: string, documentId: string, key: string): Changed {
  return call<PlateChangeView>(plateChangeDocument(id, documentId), { method: 'DELETE', key });
}

export function objectToNotice(
  permitId: string,
  noticeId: string,
  key: string,
): Promise<Answer<{ items: RegisterNotice[] }>> {
  return call<{ items: RegisterNotice[] }>(
    permitPath(permitId, `/register-notices/${encodeURIComponent(noticeId)}/_object`),
    { method: 'POST', key },
  );
}

/** Moves a card to another car: asked and confirmed in one, because nobody has anything to look at in between (PEERS-030). */
export async function moveCardTo(permitId: string, plate: { plate: string; country: string }, key: string): Changed {
  const asked = await askForPlates(permitId, { plates: [plate], otherCar: true }, key);
  if (!asked.ok || asked.value.status !== 'awaiting-confirmation') return asked;
  return confirmPlateChange(asked.value.id, `${key}-confirm`);
}

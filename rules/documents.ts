import { refuse, type Refusal } from './values/refusal.ts';

export const MAX_UPLOAD_BYTES = 10 * 1024 * 1024;

/** Types a document may have, told from its bytes, never from its name (PORTAL-041). */
export const UPLOAD_TYPES: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/heic': 'heic',
};

export type UploadGround = 'file-empty' | 'file-too-large' | 'file-type-not-allowed' | 'file-infected';

export interface UploadFacts {
  bytes: number;
  /** What the first bytes say it is; null when they say nothing. */
  mediaType: string | null;
  infected: boolean;
}

/** May this file be kept as evidence (upload)? */
export function decideUpload({
  bytes,
  mediaType,
  infected,
}: UploadFacts): { outcome: 'allow'; extension: string } | Refusal<UploadGround> {
  if (bytes === 0) return refuse('file-empty', {}, 'choose-other-file');
  if (bytes > MAX_UPLOAD_BYTES)
    return refuse('file-too-large', { bytes, atMost: MAX_UPLOAD_BYTES }, 'make-file-smaller');
  const extension = mediaType === null ? undefined : UPLOAD_TYPES[mediaType];
  if (extension === undefined) return refuse('file-type-not-allowed', { mediaType }, 'choose-other-file');
  if (infected) return refuse('file-infected', {}, 'scan-own-computer');
  return { outcome: 'allow', extension };
}

/** Letters a case produces (brief). */
export type LetterKind =
  | 'permit-issued'
  | 'application-rejected'
  | 'permit-ended'
  | 'permit-blocked'
  | 'permit-unblocked'
  | 'plate-changed'
  | 'plate-change-rejected'
  | 'permit-renewed'
  | 'renewal-reminder'
  | 'refund';

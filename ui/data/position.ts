export interface Position {
  latitude: number;
  longitude: number;
}

/** `accuracy`: how far off it may be, in metres. */
export type Located = { ok: true; position: Position; accuracy: number } | { ok: false; reason: 'refused' | 'unknown' };

/** Devices without a sensor, and pages without HTTPS, have no place to tell. */
export const canLocate = (): boolean => window.isSecureContext && 'geolocation' in navigator;

/** Longer than this nobody waits beside a car. */
const PATIENCE_MS = 8_000;
/** An officer on foot is still in the same street. */
const BELIEVED_MS = 15_000;

/** Where this device is, if its owner allows us to know. */
export function locate(): Promise<Located> {
  return new Promise((resolve) =>
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude, accuracy } }) =>
        resolve({ ok: true, position: { latitude, longitude }, accuracy }),
      (error) => resolve({ ok: false, reason: error.code === error.PERMISSION_DENIED ? 'refused' : 'unknown' }),
      { enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: BELIEVED_MS },
    ),
  );
}

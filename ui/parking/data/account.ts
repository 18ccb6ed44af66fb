import type { z } from 'zod';
import type { AccountSettings, AccountView, DeviceList } from '../../../api/accounts/shapes.ts';
import { call, type Answer } from '../../data/http.ts';

export type Devices = z.infer<typeof DeviceList>;

/** Who is signed in to the parking app; a 401 when nobody is. */
export function readAccount(signal?: AbortSignal): Promise<Answer<AccountView>> {
  return call<AccountView>('/v1/account', { ...(signal && { signal }) });
}

export function saveAccountSettings(settings: AccountSettings, key: string): Promise<Answer<AccountSettings>> {
  return call<AccountSettings>('/v1/account/settings', { method: 'PUT', body: settings, key });
}

export interface PasswordChange {
  current: string;
  password: string;
}

export function changePassword(body: PasswordChange, key: string): Promise<Answer<undefined>> {
  return call<undefined>('/v1/account/password', { method: 'PUT', body, key });
}

export function readDevices(signal: AbortSignal): Promise<Answer<Devices>> {
  return call<Devices>('/v1/account/devices', { signal });
}

export function forgetDevice(id: string, key: string): Promise<Answer<undefined>> {
  return call<undefined>(`/v1/account/devices/${encodeURIComponent(id)}`, { method: 'DELETE', key });
}

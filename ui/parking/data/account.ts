import type { z } from 'zod';
import type {
  AccountSettings,
  AccountView,
  DeviceList,
  MonthlyStatement,
  PasskeyBody,
  PasskeyList,
  PasskeyOptions,
} from '../../../api/accounts/shapes.ts';
import { call, type Answer } from '../../data/http.ts';

export type Passkeys = z.infer<typeof PasskeyList>;
export type Question = z.infer<typeof PasskeyOptions>;
export type PasskeyAnswer = z.infer<typeof PasskeyBody>;
export type Devices = z.infer<typeof DeviceList>;

/** Who is signed in to the parking app; a 401 when nobody is. */
export function readAccount(signal?: AbortSignal): Promise<Answer<AccountView>> {
  return call<AccountView>('/v1/account', { ...(signal && { signal }) });
}

export function saveAccountSettings(settings: AccountSettings, key: string): Promise<Answer<AccountSettings>> {
  return call<AccountSettings>('/v1/account/settings', { method: 'PUT', body: settings, key });
}

export function keepMonthlyStatement(wanted: boolean, key: string): Promise<Answer<MonthlyStatement>> {
  return call<MonthlyStatement>('/v1/account/monthly-statement', { method: 'PUT', body: { wanted }, key });
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

export function readPasskeys(signal: AbortSignal): Promise<Answer<Passkeys>> {
  return call<Passkeys>('/v1/account/passkeys', { signal });
}

/** What a browser needs to make a passkey. */
export function askNewPasskey(): Promise<Answer<Question>> {
  return call<Question>('/v1/account/passkeys/_options', { method: 'POST' });
}

export function addPasskey(body: PasskeyAnswer, key: string): Promise<Answer<Passkeys>> {
  return call<Passkeys>('/v1/account/passkeys', { method: 'POST', body, key });
}

export function removePasskey(id: string, key: string): Promise<Answer<undefined>> {
  return call<undefined>(`/v1/account/passkeys/${encodeURIComponent(id)}`, { method: 'DELETE', key });
}

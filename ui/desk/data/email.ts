import type { z } from 'zod';
import type { CodeSent as CodeSentShape, Me } from '../../../api/me/shapes.ts';
import { call, type Answer } from '../../data/http.ts';

export type CodeSent = z.infer<typeof CodeSentShape>;

export function sendCode(email: string, key: string): Promise<Answer<CodeSent>> {
  return call<CodeSent>('/v1/me/email', { method: 'POST', body: { email }, key });
}

export function confirmCode(code: string, key: string): Promise<Answer<Me>> {
  return call<Me>('/v1/me/email/_confirm', { method: 'POST', body: { code }, key });
}

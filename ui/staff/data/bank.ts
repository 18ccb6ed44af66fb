import type { ExplanationBody, PaymentDifferences } from '../../../api/bank/difference-shapes.ts';
import type { BankView, StatementTaken } from '../../../api/bank/shapes.ts';
import { call, type Answer } from '../../data/http.ts';

const PATH = '/v1/staff/bank-statements';

export function readBank(signal: AbortSignal): Promise<Answer<BankView>> {
  return call<BankView>(PATH, { signal });
}

export function sendStatement(file: File, key: string): Promise<Answer<StatementTaken>> {
  const form = new FormData();
  form.set('requirementId', 'bank-statement');
  form.set('kind', 'camt.053');
  form.set('file', file);
  return call<StatementTaken>(PATH, { method: 'POST', body: form, key });
}

const DIFFERENCES = '/v1/staff/payment-differences';

export function readDifferences(signal: AbortSignal): Promise<Answer<PaymentDifferences>> {
  return call<PaymentDifferences>(DIFFERENCES, { signal });
}

export function explainDifference(
  { id, ...body }: ExplanationBody & { id: string },
  key: string,
): Promise<Answer<PaymentDifferences>> {
  return call<PaymentDifferences>(`${DIFFERENCES}/${id}/_explain`, { method: 'POST', body, key });
}

export function bookDifference(id: string, key: string): Promise<Answer<PaymentDifferences>> {
  return call<PaymentDifferences>(`${DIFFERENCES}/${id}/_book`, { method: 'POST', key });
}

import { until, Visitor } from './visitor.ts';

/** The product a business applies for and pays at once, with nobody of staff in between. */
const PRODUCT = 'business';
const PERSONA = 'bakkerij';
const ADDRESS = 'bench@inwoner.example';

export interface Application {
  id: string;
  status: string;
  openStep: string | null;
  declaration: { version: string };
  options: {
    places: { areaId: string; full: boolean }[];
    firstStart: string;
    periods: { id: string }[];
  };
}

/** A business that is signed in and may apply: its address for messages works. */
export async function applicant(url: string): Promise<Visitor> {
  const visitor = await Visitor.signIn(url, PERSONA, 'eherkenning');
  await verifyEmail(visitor, ADDRESS);
  return visitor;
}

/** Gives an address for messages and the code that comes there. */
export async function verifyEmail(visitor: Visitor, email: string): Promise<void> {
  await visitor.ask('POST', '/v1/me/email', { email });
  const code = await until('the code by mail', async () => {
    const [mail] = await visitor.ask<{ text: string }[]>('GET', `/sandbox/mail?to=${encodeURIComponent(email)}`);
    return mail && /\b\d{6}\b/.exec(mail.text)?.[0];
  });
  await visitor.ask('POST', '/v1/me/email/_confirm', { code });
}

export const begin = (visitor: Visitor): Promise<Application> =>
  visitor.ask<Application>('POST', '/v1/applications', { productId: PRODUCT });

/** Answers the step that is open with the first that is possible. */
export const answerStep = (visitor: Visitor, application: Application, plate: string): Promise<Application> =>
  visitor.ask<Application>('PATCH', `/v1/applications/${application.id}/answers`, answerTo(application, plate));

/** What a step is answered with. */
export function answerTo({ openStep, options }: Application, plate: string): object {
  switch (openStep) {
    case 'location':
      return { areaId: options.places.find(({ full }) => !full)?.areaId };
    case 'start-date':
      return { startsOn: options.firstStart };
    case 'period':
      return { periodId: options.periods[0]?.id };
    case 'plates':
      return { plates: [{ plate, country: 'NL' }], platesConfirmed: true };
    case 'documents':
      return { documentsConfirmed: true };
    default:
      throw new Error(`the wizard is at ${openStep}, which ${PRODUCT} did not have`);
  }
}

export const declare = (visitor: Visitor, { id, declaration }: Application): Promise<Application> =>
  visitor.ask<Application>('POST', `/v1/applications/${id}/_confirm`, {
    declared: true,
    declarationVersion: declaration.version,
    language: 'nl',
  });

/** Starts paying for an application; gives the payment as the provider knows it. */
export async function checkOut(visitor: Visitor, { id }: Application): Promise<{ id: string }> {
  const { items } = await visitor.ask<{ items: { id: string; applicationId: string }[] }>('GET', '/v1/cart');
  const charge = items.find(({ applicationId }) => applicationId === id);
  const { reference } = await visitor.ask<{ reference: string }>('POST', '/v1/payments', { items: [charge?.id] });
  const payments = await visitor.ask<{ id: string; description: string }[]>('GET', '/sandbox/payments');
  const payment = payments.find(({ description }) => description.startsWith(reference));
  if (!payment) throw new Error(`the provider knows no payment ${reference}`);
  return payment;
}

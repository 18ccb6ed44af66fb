import { Person } from './person.ts';
import { codeFor, endPayment } from './sandbox.ts';
import { until } from './stack.ts';
import { leaseContract } from './paper.ts';

/** What an application says about itself, as far as journeys of staff need it. */
export interface Application {
  id: string;
  number: string;
  status: string;
  openStep: string | null;
  permitId: string | null;
  options: {
    places: { areaId: string; full: boolean }[];
    firstStart: string;
    periods: { id: string }[];
    weekdays: number[];
    amounts: number[];
    questions: { id: string }[];
  };
  requirements: { id: string; kinds: { id: string }[]; given: boolean }[];
  declaration: { version: string };
  letters: { fileName: string }[];
}

/** A citizen who works through the API: the other side of a journey of staff. */
export class Applicant extends Person {
  static async signIn(persona: string, municipality = 'voorbeeld', means = 'digid'): Promise<Applicant> {
    const applicant = new Applicant();
    await applicant.arrive(persona, municipality, means);
    const { holder } = await applicant.ask<{ holder: { emailVerified: boolean } }>('GET', '/v1/me');
    if (!holder.emailVerified) await applicant.giveEmail(`${persona}@inwoner.example`);
    return applicant;
  }

  read({ id }: { id: string }): Promise<Application> {
    return this.ask('GET', `/v1/applications/${id}`);
  }

  /** Everything answered with the first that is possible, proved, and declared to be true where that is already asked. */
  async apply(productId: string, plates: string[], periodId?: string): Promise<Application> {
    let now = await this.ask<Application>('POST', '/v1/applications', { productId });
    while (now.openStep !== null && now.openStep !== 'declaration') {
      const before = now.openStep;
      if (before === 'documents') await this.prove(now);
      now = await this.ask('PATCH', `/v1/applications/${now.id}/answers`, answerTo(now, plates, periodId));
      if (now.openStep === before) throw new Error(`step ${before} of ${now.number} stays open`);
    }
    return now.openStep === null ? now : this.declare(now);
  }

  /** A document for each thing that still has to be proved. */
  async prove({ id }: { id: string }, fileName = 'bewijs.png'): Promise<void> {
    for (const requirement of (await this.read({ id })).requirements.filter(({ given }) => !given)) {
      const form = new FormData();
      form.set('requirementId', requirement.id);
      form.set('kind', requirement.kinds[0]?.id ?? '');
      form.set('file', new Blob([leaseContract()]), fileName);
      await this.ask('POST', `/v1/applications/${id}/documents`, form);
    }
  }

  /** "These are all my documents", after staff asked for a better one. */
  async sendDocuments({ id }: { id: string }): Promise<Application> {
    return this.ask('PATCH', `/v1/applications/${id}/answers`, { documentsConfirmed: true });
  }

  async declare({ id, declaration }: Application): Promise<Application> {
    return this.ask('POST', `/v1/applications/${id}/_confirm`, {
      declared: true,
      declarationVersion: declaration.version,
      language: 'nl',
    });
  }

  withdraw({ id }: { id: string }): Promise<Application> {
    return this.ask('POST', `/v1/applications/${id}/_withdraw`);
  }

  /** Pays at the provider, and waits until the permit is issued. */
  async pay(application: { id: string }): Promise<Application> {
    const { items } = await this.ask<{ items: { id: string; applicationId: string }[] }>('GET', '/v1/cart');
    const chosen = items.filter(({ applicationId }) => applicationId === application.id).map(({ id }) => id);
    const { reference } = await this.ask<{ reference: string }>('POST', '/v1/payments', { items: chosen });
    await endPayment(reference, { status: 'paid', webhook: 'now' });
    return this.untilStatus(application, 'issued');
  }

  untilStatus(application: { id: string }, status: string): Promise<Application> {
    return until(`application becomes ${status}`, async () => {
      const found = await this.read(application);
      return found.status === status && found;
    });
  }

  private async giveEmail(address: string): Promise<void> {
    await this.ask('POST', '/v1/me/email', { email: address });
    await this.ask('POST', '/v1/me/email/_confirm', { code: await codeFor(address) });
  }
}

function answerTo({ openStep, options }: Application, plates: string[], periodId?: string): object {
  switch (openStep) {
    case 'location':
      return { areaId: options.places.find(({ full }) => !full)?.areaId };
    case 'start-date':
      return { startsOn: options.firstStart };
    case 'period':
      return { periodId: periodId ?? options.periods[0]?.id };
    case 'days':
      return { weekdays: options.weekdays.slice(0, 1) };
    case 'amount':
      return { amount: options.amounts[0] };
    case 'plates':
      return { plates: plates.map((plate) => ({ plate, country: 'NL' })), platesConfirmed: true };
    case 'documents':
      return { documentsConfirmed: true };
    case 'questions':
      return { questions: Object.fromEntries(options.questions.map(({ id }) => [id, 'yes'])) };
    default:
      throw new Error(`nobody answers the step ${openStep}`);
  }
}

import { type Page } from 'playwright-core';
import { Person } from './person.ts';

interface Task {
  id: string;
  number: string;
}

/** A colleague of the municipality who works through the API: the other side of a citizen's journey. */
export class Colleague extends Person {
  static async signIn(persona: string, municipality = 'voorbeeld'): Promise<Colleague> {
    const colleague = new Colleague();
    await colleague.arrive(persona, municipality, 'staff');
    return colleague;
  }

  /** The officer's question: may this plate be here now? */
  async check(plate: string, area: string, country = 'NL'): Promise<string> {
    const { verdict } = await this.ask<{ verdict: string }>('POST', '/v1/enforcement/checks', { plate, country, area });
    return verdict;
  }

  /** The task about an application, wherever it is in the queue. */
  async taskOf({ number }: { number: string }): Promise<Task> {
    let cursor = '';
    do {
      const page: { items: Task[]; nextCursor: string | null } = await this.ask(
        'GET',
        `/v1/staff/tasks?limit=100${cursor}`,
      );
      const found = page.items.find((task) => task.number === number);
      if (found) return found;
      cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
    } while (cursor !== '');
    throw new Error(`no task about ${number} in the queue`);
  }
}

/** Opens a page for staff and signs in on the way, as somebody does in the morning. */
export async function signInAsStaff(page: Page, persona: string, path: string): Promise<void> {
  await page.goto(path);
  await page.getByRole('heading', { level: 1, name: /Inloggen voor medewerkers|Sign in for staff/ }).waitFor();
  await page.getByRole('link', { name: /^(Log in|Sign in)$/ }).click();
  await page.locator(`button[name="persona"][value="${persona}"]`).click();
  await page.waitForURL((url) => url.pathname + url.search === path);
}

import { createHmac } from 'node:crypto';
import express, { Router } from 'express';
import type { Deliveries } from './deliveries.ts';
import { wantsPage } from './page.ts';
import { findPersona, type Persona } from './personas.ts';
import { fieldsOf, sendProblem } from './problem.ts';
import type { State, Table } from './state.ts';
import { VEHICLES } from './vehicle-list.ts';

/** Cars that were sold here: the register no longer knows them under their persona. */
export type SoldCars = Table<{ plate: string }>;

export const openSoldCars = (state: State): SoldCars => state.table('sold-cars');

interface RegisterEventSettings {
  deliveries: Deliveries;
  publicUrl: string;
  sold: SoldCars;
  rdwApiKey: string;
  brpApiKey: string;
}

/** Where somebody who moves out of town goes to. */
const ELSEWHERE = { street: 'Verweg', number: 1, postcode: '9999 ZZ', city: 'Elders' };

/** `POST /sandbox/register-events`: lets a car be sold, or somebody move out of town; the register then tells the system so. */
export function registerEvents({ deliveries, publicUrl, sold, rdwApiKey, brpApiKey }: RegisterEventSettings): Router {
  const routes = Router();
  const tell = (path: string, key: string, event: object) => {
    const body = JSON.stringify(event);
    const signature = createHmac('sha256', key).update(body).digest('hex');
    const headers = { 'content-type': 'application/json', 'x-signature': `sha256=${signature}` };
    deliveries.post({ url: `${publicUrl}/webhooks/${path}`, headers, body });
  };

  routes.post('/', express.json(), express.urlencoded({ extended: false }), (req, res) => {
    const { kind, plate, persona } = fieldsOf(req.body);
    if (kind === 'vehicle-not-in-name') {
      const car = VEHICLES.find(
        (known) =>
          known.plate ===
          String(plate)
            .toUpperCase()
            .replace(/[^A-Z0-9]/g, ''),
      );
      const keeper = car && 'persona' in car.keeper ? findPersona(car.keeper.persona) : undefined;
      const subject = subjectOf(keeper);
      if (!car || !subject)
        return sendProblem(res, 404, 'unknown-vehicle', 'Name the plate of a car of one of the people here.');
      sold.put(car.plate, { plate: car.plate });
      tell('vehicle-register', rdwApiKey, { subject, plate: car.plate, countryCode: car.country });
    } else if (kind === 'moved-out') {
      const subject = subjectOf(findPersona(String(persona)));
      if (!subject) return sendProblem(res, 404, 'unknown-persona', 'Name one of the people here, by id.');
      tell('person-register', brpApiKey, { subject, address: ELSEWHERE });
    } else {
      return sendProblem(
        res,
        400,
        'unknown-event',
        'kind is vehicle-not-in-name, with plate, or moved-out, with persona.',
      );
    }
    if (wantsPage(req)) return res.redirect(303, '/sandbox/vehicles');
    res.status(202).json({ told: true });
  });
  return routes;
}

function subjectOf(persona: Persona | undefined): { type: 'bsn'; value: string } | undefined {
  return persona?.identity.kind === 'citizen' ? { type: 'bsn', value: persona.identity.bsn } : undefined;
}

import express, { Router } from 'express';
import type { Language } from './sentence.ts';
import { html, languageOf, sendPage, showPlates, table, wantsPage } from './page.ts';
import { findPersona } from './personas.ts';
import { fieldsOf, sendProblem } from './problem.ts';
import type { SoldCars } from './register-events.ts';
import { text } from './text.ts';
import { VEHICLES } from './vehicle-list.ts';

export interface Vehicle {
  /** Upper case, without dashes. */
  plate: string;
  /** Distinguishing sign of the country: NL, B. */
  country: string;
  make: string;
  model: string;
  colour: string;
  /** Only the closed keeper query knows; open data never tells. */
  keeper: { persona: string } | { name: string; kvk?: string };
  kind: string;
  body: string | null;
  category: string;
  fuel: string | null;
  lengthCm: number;
  massKg: number;
  apkUntil: string | null;
  firstAdmitted: string;
  heldSince: string;
  insured: boolean;
  exported: boolean;
  taxi: boolean;
  recall: boolean;
}

/** `/sandbox/rdw/resource/<dataset>.json?kenteken=`: the open data of the vehicle authority, Socrata shape, every value a text. */
export function vehicleData(): Router {
  const routes = Router();
  const dataset = (id: string, rowsOf: (vehicle: Vehicle) => object[]) =>
    routes.get(`/${id}.json`, (req, res) => {
      const asked = req.query.kenteken;
      const dutch = VEHICLES.filter(({ country }) => country === 'NL');
      res.json(dutch.filter(({ plate }) => asked === undefined || plate === asked).flatMap(rowsOf));
    });

  dataset('m9d7-ebf2', (vehicle) => [registrationOf(vehicle)]);
  dataset('8ys7-d773', (vehicle) => (vehicle.fuel ? [fuelOf(vehicle, vehicle.fuel)] : []));
  return routes;
}

/** `POST /sandbox/rdw/keeper`: does this plate belong to this person? Yes, no, or not in this register; never who it is. */
export function keeperCheck(sold: SoldCars): Router {
  const routes = Router();
  routes.post('/', express.json(), (req, res) => {
    if (!req.get('x-api-key')) return sendProblem(res, 401, 'api-key-missing', 'Send the key in X-API-KEY.');
    const { plate, countryCode, subject } = fieldsOf(req.body);
    const { type, value } = fieldsOf(subject);
    if (![plate, countryCode, type, value].every((field) => typeof field === 'string' && field !== '')) {
      return sendProblem(res, 400, 'unreadable-question', 'Ask with plate, countryCode and subject {type, value}.');
    }
    const vehicle = VEHICLES.find(
      (known) => known.plate === normalised(plate as string) && known.country === countryCode,
    );
    if (!vehicle) return void res.json({ result: 'unknown' });
    if (sold.get(vehicle.plate)) return void res.json({ result: 'no-match' });
    res.json({ result: isKeeper(vehicle, type as string, value as string) ? 'match' : 'no-match' });
  });
  return routes;
}

/** `/sandbox/vehicles`: which car belongs to whom, for people and tests. */
export function vehicleList(sold: SoldCars): Router {
  const routes = Router();
  routes.get('/', (req, res) => {
    const isSold = (plate: string) => sold.get(plate) !== undefined;
    if (!wantsPage(req)) return void res.json(VEHICLES.map(listed));
    const lang = languageOf(req);
    const words = text.vehicles;
    const rows = VEHICLES.map(listed).map((row) => [
      row.country,
      showPlates([row.plate]),
      `${row.make} ${row.model}`,
      row.colour,
      row.kind,
      row.keeper,
      isSold(row.plate) ? words.sold[lang] : sellForm(row, lang),
    ]);
    sendPage(req, res, {
      title: words.title[lang],
      body: html`
        <h1>${words.title[lang]}</h1>
        <p class="lead">${words.lead[lang]}</p>
        ${table(
          words.title[lang],
          words.heads.map((head) => head[lang]),
          rows,
          '',
        )}
      `,
    });
  });
  return routes;
}

function listed({ plate, country, make, model, colour, kind, keeper }: Vehicle) {
  return { plate, country, make, model, colour, kind, keeper: 'persona' in keeper ? keeper.persona : keeper.name };
}

/** Only a car of one of the people here can be sold: its register then tells the system. */
function sellForm({ plate, keeper }: ReturnType<typeof listed>, lang: Language) {
  if (findPersona(keeper)?.identity.kind !== 'citizen') return '–';
  return html`<form method="post" action="/sandbox/register-events">
    <input type="hidden" name="kind" value="vehicle-not-in-name" />
    <input type="hidden" name="plate" value="${plate}" />
    <button class="plain">${text.vehicles.sell[lang]}<span class="hidden"> ${plate}</span></button>
  </form>`;
}

function isKeeper({ keeper }: Vehicle, type: string, value: string): boolean {
  if (!('persona' in keeper)) return type === 'kvk' && keeper.kvk === value;
  const identity = findPersona(keeper.persona)?.identity;
  switch (identity?.kind) {
    case 'citizen':
      return type === 'bsn' && identity.bsn === value;
    case 'business':
      return type === 'kvk' && identity.kvk === value;
    case 'belgian':
      return type === 'rrn' && identity.rrn === value;
    default:
      return false;
  }
}

function normalised(plate: string): string {
  return plate.toUpperCase().replace(/[^A-Z0-9]/g, '');
}

function registrationOf(vehicle: Vehicle) {
  const { plate, apkUntil } = vehicle;
  return {
    kenteken: plate,
    voertuigsoort: vehicle.kind,
    merk: vehicle.make,
    handelsbenaming: vehicle.model,
    ...(vehicle.body ? { inrichting: vehicle.body } : {}),
    eerste_kleur: vehicle.colour,
    europese_voertuigcategorie: vehicle.category,
    lengte: String(vehicle.lengthCm),
    massa_ledig_voertuig: String(vehicle.massKg),
    toegestane_maximum_massa_voertuig: String(vehicle.massKg + 550),
    datum_eerste_toelating: vehicle.firstAdmitted,
    datum_tenaamstelling: vehicle.heldSince,
    datum_tenaamstelling_dt: withTime(vehicle.heldSince),
    ...(apkUntil ? { vervaldatum_apk: apkUntil, vervaldatum_apk_dt: withTime(apkUntil) } : {}),
    wam_verzekerd: yesNo(vehicle.insured),
    export_indicator: yesNo(vehicle.exported),
    taxi_indicator: yesNo(vehicle.taxi),
    openstaande_terugroepactie_indicator: yesNo(vehicle.recall),
    tenaamstellen_mogelijk: yesNo(!vehicle.exported),
    wacht_op_keuren: 'Geen verstrekking in Open Data',
    api_gekentekende_voertuigen_brandstof: 'https://opendata.rdw.nl/resource/8ys7-d773.json',
  };
}

function fuelOf({ plate }: Vehicle, fuel: string) {
  const combustion = fuel !== 'Elektriciteit';
  return {
    kenteken: plate,
    brandstof_volgnummer: '1',
    brandstof_omschrijving: fuel,
    ...(combustion ? { emissiecode_omschrijving: '6', co2_uitstoot_gecombineerd: '118' } : {}),
    nettomaximumvermogen: combustion ? '81.00' : '110.00',
  };
}

const yesNo = (value: boolean) => (value ? 'Ja' : 'Nee');

function withTime(date: string): string {
  return `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}T00:00:00.000`;
}

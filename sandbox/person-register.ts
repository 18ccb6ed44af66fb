import express, { Router, type RequestHandler, type Response } from 'express';
import { PERSONAS, type Address, type Persona } from './personas.ts';
import { fieldsOf, sendProblem } from './problem.ts';

/** `/sandbox/brp/personen`: the person register (BRP), asked by number, in the shape of "BRP Personen bevragen" version 2. */
export function personRegister(): Router {
  const routes = Router();
  routes.post('/personen', needsKey('x-api-key'), express.json(), (req, res) => {
    const { type, burgerservicenummer: numbers, fields } = fieldsOf(req.body);
    if (type !== 'RaadpleegMetBurgerservicenummer')
      return wrongQuestion(res, 'type', 'RaadpleegMetBurgerservicenummer');
    if (!isTextList(numbers) || !numbers.every((number) => /^\d{9}$/.test(number))) {
      return wrongQuestion(res, 'burgerservicenummer', 'a list of nine-digit numbers');
    }
    if (!isTextList(fields)) return wrongQuestion(res, 'fields', 'a list of the fields to send');
    const found = PERSONAS.filter(({ identity }) => identity.kind === 'citizen' && numbers.includes(identity.bsn));
    res.json({ type, personen: found.map((persona) => onlyFields(personOf(persona), fields)) });
  });
  return routes;
}

/** `/sandbox/kvk/api/v1`: the business register, its basic and branch profiles. */
export function businessRegister(): Router {
  const routes = Router();
  routes.use(needsKey('apikey'));

  routes.get('/basisprofielen/:kvkNummer', (req, res) => {
    const firm = PERSONAS.find(({ identity }) => identity.kind === 'business' && identity.kvk === req.params.kvkNummer);
    if (firm) res.json(firmOf(firm));
    else unknownFirm(res, 'IPD0005', `Product met kvkNummer ${req.params.kvkNummer} kan niet worden geleverd.`);
  });

  routes.get('/vestigingsprofielen/:vestigingsnummer', (req, res) => {
    const number = req.params.vestigingsnummer;
    const firm = PERSONAS.find(({ identity }) => identity.kind === 'business' && identity.branch === number);
    if (firm) res.json(branchOf(firm));
    else unknownFirm(res, 'IPD0006', `Product met vestigingsnummer ${number} kan niet worden geleverd.`);
  });

  return routes;
}

function personOf({ identity, address }: Persona): Record<string, unknown> {
  if (identity.kind !== 'citizen') return {};
  const { bsn, given, prefix, family } = identity;
  const initials = given
    .split(' ')
    .map((name) => `${name[0]}.`)
    .join('');
  return {
    burgerservicenummer: bsn,
    naam: {
      voornamen: given,
      voorletters: initials,
      ...(prefix ? { voorvoegsel: prefix } : {}),
      geslachtsnaam: family,
      volledigeNaam: [given, prefix, family].filter(Boolean).join(' '),
    },
    ...(address ? { verblijfplaats: residenceOf(address) } : {}),
  };
}

function residenceOf({ object, street, number, postcode, city }: Address) {
  return {
    type: 'Adres',
    ...(object ? { adresseerbaarObjectIdentificatie: object } : {}),
    functieAdres: { code: 'W', omschrijving: 'woonadres' },
    verblijfadres: { korteStraatnaam: street, huisnummer: number, postcode: joined(postcode), woonplaats: city },
  };
}

/** Sends what was asked and no more: `naam` is the whole name, `naam.geslachtsnaam` one part of it. */
function onlyFields(person: Record<string, unknown>, fields: string[]): Record<string, unknown> {
  const chosen: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(person)) {
    const inside = fields.filter((field) => field.startsWith(`${key}.`)).map((field) => field.slice(key.length + 1));
    if (fields.includes(key)) chosen[key] = value;
    else if (inside.length > 0) chosen[key] = onlyFields(value as Record<string, unknown>, inside);
  }
  return chosen;
}

function firmOf(firm: Persona) {
  const { identity, name } = firm;
  if (identity.kind !== 'business') return {};
  return {
    kvkNummer: identity.kvk,
    indNonMailing: 'Ja',
    naam: name,
    formeleRegistratiedatum: '20150622',
    materieleRegistratie: { datumAanvang: '20150601' },
    statutaireNaam: `${name} B.V.`,
    handelsnamen: [{ naam: name, volgorde: 0 }],
    _embedded: {
      hoofdvestiging: branchOf(firm),
      eigenaar: { rechtsvorm: 'BeslotenVennootschap', uitgebreideRechtsvorm: 'Besloten Vennootschap' },
    },
  };
}

function branchOf({ identity, name, address }: Persona) {
  if (identity.kind !== 'business' || !address) return {};
  const { street, number, postcode, city } = address;
  return {
    vestigingsnummer: identity.branch,
    kvkNummer: identity.kvk,
    indNonMailing: 'Ja',
    formeleRegistratiedatum: '20150622',
    eersteHandelsnaam: name,
    indHoofdvestiging: 'Ja',
    indCommercieleVestiging: 'Ja',
    adressen: [
      {
        type: 'bezoekadres',
        indAfgeschermd: 'Nee',
        volledigAdres: `${street} ${number} ${joined(postcode)} ${city}`,
        straatnaam: street,
        huisnummer: number,
        postcode: joined(postcode),
        plaats: city,
        land: 'Nederland',
      },
    ],
  };
}

/** Registers write postcodes without the space that people put in. */
const joined = (postcode: string) => postcode.replace(' ', '');

function needsKey(header: string): RequestHandler {
  return (req, res, next) => {
    if (req.get(header)) return next();
    sendProblem(res, 401, 'api-key-missing', `Send the key in the header ${header}.`);
  };
}

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string');
}

function wrongQuestion(res: Response, name: string, wanted: string): void {
  sendProblem(res, 400, 'paramsValidation', `${name} must be ${wanted}.`, {
    invalidParams: [{ name, reason: wanted }],
  });
}

function unknownFirm(res: Response, code: string, omschrijving: string): void {
  res.status(404).json({ fout: [{ code, omschrijving }] });
}

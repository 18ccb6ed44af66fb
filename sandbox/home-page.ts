import { Router } from 'express';
import type { BusinessClock } from './clock.ts';
import { MODES, SERVICES, type Faults } from './faults.ts';
import { homeText } from './home-text.ts';
import { html, languageOf, sendPage, showMoment, showPlates, table, type Markup } from './page.ts';
import { MUNICIPALITIES, PERSONAS } from './personas.ts';
import type { Language } from './sentence.ts';
import { text } from './text.ts';

/** `/sandbox`: what there is, who there is, and the switches. */
export function homePage(clock: BusinessClock, faults: Faults): Router {
  const routes = Router();
  routes.get('/', (req, res) => {
    const lang = languageOf(req);
    const words = homeText;
    sendPage(req, res, {
      title: text.menuItems.home[lang],
      scripts: ['controls.js'],
      body: html`
        <h1>${text.brand[lang]}</h1>
        <p class="lead">${words.lead[lang]}</p>
        <noscript><p class="note">${words.needsScript[lang]}</p></noscript>
        <div class="cols">
          <div class="stack">${places(lang)} ${system(lang)}</div>
          <div class="stack">${clockForm(clock, lang)} ${resetForm(lang)}</div>
        </div>
        ${people(lang)} ${faultForms(faults, lang)}
      `,
    });
  });
  return routes;
}

function places(lang: Language): Markup {
  const words = homeText;
  const keys = ['mail', 'phone', 'payments', 'register', 'vehicles'] as const;
  return html`<section aria-labelledby="look">
    <h2 id="look">${words.look[lang]}</h2>
    <ul class="lines" role="list">
      ${keys.map(
        (key) =>
          html`<li>
            <a href="/sandbox/${key}"
              ><strong>${text.menuItems[key][lang]}</strong><span class="small">${words.lookHints[key][lang]}</span></a
            >
          </li>`,
      )}
    </ul>
  </section>`;
}

function system(lang: Language): Markup {
  const words = homeText;
  const doors = ['desk', 'staff', 'enforcement'] as const;
  return html`<section aria-labelledby="system">
    <h2 id="system">${words.enter[lang]}</h2>
    <ul class="lines" role="list">
      <li>
        <a href="/parking"><strong>${words.parking[lang]}</strong></a>
      </li>
      ${Object.entries(MUNICIPALITIES).map(
        ([id, name]) =>
          html`<li class="row">
            <strong>${name}</strong>
            ${doors.map((door) => html`<a href="/${id}/${door}">${words[door][lang]}<span class="hidden"> ${name}</span></a>`)}
          </li>`,
      )}
    </ul>
  </section>`;
}

function clockForm(clock: BusinessClock, lang: Language): Markup {
  const words = homeText;
  const now = clock.now();
  return html`<section aria-labelledby="clock">
    <h2 id="clock">${words.clock[lang]}</h2>
    <p>${words.clockLead[lang]}</p>
    <p>${words.now[lang]} <strong id="now">${showMoment(now, lang)}</strong></p>
    <form id="clock-form" class="stack">
      <label for="to">${words.moveTo[lang]}</label>
      <input id="to" name="to" type="datetime-local" required />
      <button class="primary">${words.move[lang]}</button>
      <fieldset>
        <legend>${words.ahead[lang]}</legend>
        <div class="row">
          ${words.steps.map(([step, label]) => html`<button type="button" class="plain" data-step="${step}">${label[lang]}</button>`)}
        </div>
      </fieldset>
    </form>
    <p
      id="clock-news"
      role="status"
      data-moving="${words.moving[lang]}"
      data-still-moving="${words.stillMoving[lang]}"
      data-moved="${words.moved[lang]}"
      data-not-moved="${words.notMoved[lang]}"
    ></p>
  </section>`;
}

function resetForm(lang: Language): Markup {
  const words = homeText;
  return html`<section aria-labelledby="reset">
    <h2 id="reset">${words.startOver[lang]}</h2>
    <p>${words.startOverLead[lang]}</p>
    <button type="button" class="plain" id="reset-ask">${words.reset[lang]}</button>
    <dialog id="reset-dialog" aria-labelledby="reset-sure">
      <h2 id="reset-sure">${words.sure[lang]}</h2>
      <p>${words.sureWhat[lang]}</p>
      <form method="dialog" class="row">
        <button class="primary" value="yes">${words.yes[lang]}</button>
        <button class="plain" value="no">${words.no[lang]}</button>
      </form>
    </dialog>
    <p
      id="reset-news"
      role="status"
      data-resetting="${words.resetting[lang]}"
      data-done="${words.resetDone[lang]}"
      data-failed="${words.resetFailed[lang]}"
    ></p>
  </section>`;
}

function people(lang: Language): Markup {
  const words = homeText;
  const rows = PERSONAS.map(({ name, municipality, means, role, zone, plates, special }) => [
    html`<strong>${name}</strong>`,
    MUNICIPALITIES[municipality],
    text.means[means][lang],
    text.roles[role][lang],
    zone ?? '–',
    plates.length > 0 ? showPlates(plates) : '–',
    special[lang],
  ]);
  return html`<section aria-labelledby="people">
    <h2 id="people">${words.people[lang]}</h2>
    <p>${words.peopleLead[lang]}</p>
    ${table(
      words.people[lang],
      words.peopleHeads.map((head) => head[lang]),
      rows,
      '',
    )}
  </section>`;
}

function faultForms(faults: Faults, lang: Language): Markup {
  const words = homeText;
  return html`<section aria-labelledby="faults">
    <h2 id="faults">${words.faults[lang]}</h2>
    <p>${words.faultsLead[lang]}</p>
    <ul class="lines" role="list">
      ${SERVICES.map(
        (service) =>
          html`<li>
            <form method="post" action="/sandbox/faults" class="switch">
              <strong>${words.services[service][lang]}</strong>
              <input type="hidden" name="service" value="${service}" />
              <label class="hidden" for="mode-${service}">${words.modeOf[lang]} ${words.services[service][lang]}</label>
              <select id="mode-${service}" name="mode">
                ${MODES.map(
                  (mode) =>
                    html`<option value="${mode}" ${mode === faults.modeOf(service) && 'selected'}>
                      ${words.modes[mode][lang]}
                    </option>`,
                )}
              </select>
              <button class="plain">
                ${words.set[lang]}<span class="hidden"> ${words.services[service][lang]}</span>
              </button>
            </form>
          </li>`,
      )}
    </ul>
  </section>`;
}

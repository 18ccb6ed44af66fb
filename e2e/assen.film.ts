import { jest } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Locator, type Page } from 'playwright-core';
import { launch, type Language } from './driver/browser.ts';
import { addPlate, arrive, atTheBank, begin, press, title, walkTo } from './driver/desk.ts';
import { dutchPlate } from './driver/plates.ts';
import { stackUrl } from './driver/stack.ts';
import { DESK } from './driver/without-cart.ts';

jest.setTimeout(600_000);

/** Beside the other data of the municipality, from where it is shown. */
const FOLDER = join(import.meta.dirname, '../municipalities/assen');
const CAPTIONS_PIXELS = 116;

/** A picture, and what is said of it. */
type Scene = { picture: string } & Record<Language, string>;

/** As long as it takes to read both the sentence and what it points at. */
const secondsOf = ({ nl, en }: Scene): number => Math.max(4, Math.ceil(Math.max(nl.length, en.length) / 11));

/** `00:01:05.000` */
const moment = (seconds: number): string => new Date(seconds * 1_000).toISOString().slice(11, 23);

function captionsOf(scenes: Scene[], language: Language): string {
  let at = 0;
  const cues = scenes.map((scene) => {
    const from = at;
    at += secondsOf(scene);
    return `${moment(from)} --> ${moment(at)}\n${scene[language]}\n`;
  });
  return ['WEBVTT\n', ...cues].join('\n');
}

/** Pictures one after the other, with room below for the captions, and a key frame often enough to jump to any scene. */
function assemble(folder: string, scenes: Scene[]): void {
  const list = scenes.flatMap((scene) => [`file '${scene.picture}'`, `duration ${secondsOf(scene)}`]);
  // The last picture is named once more, or its time does not count.
  writeFileSync(join(folder, 'list.txt'), [...list, `file '${scenes.at(-1)!.picture}'`].join('\n'));
  const { status, stderr, error } = spawnSync('ffmpeg', [
    '-y', '-loglevel', 'error', '-f', 'concat', '-i', 'list.txt',
    '-vf', `pad=iw:ih+${CAPTIONS_PIXELS}:0:0:color=0x101820,fps=5,format=yuv420p`,
    '-c:v', 'libvpx-vp9', '-crf', '36', '-b:v', '0', '-g', '25', '-tune-content', 'screen', '-deadline', 'good', '-cpu-used', '4', '-an', '-fflags', '+bitexact', '-flags:v', '+bitexact',
    join(FOLDER, 'film.webm'),
  ], { cwd: folder, encoding: 'utf8' }); // prettier-ignore
  if (error) throw new Error('ffmpeg is missing (Debian: apt-get install ffmpeg)', { cause: error });
  if (status !== 0) throw new Error(stderr);
}

interface Styled {
  style: { outline: string; outlineOffset: string };
  scrollIntoView(how: { block: 'center' }): void;
}

it('the instruction film of Assen: from the products to a permit, another plate, an end and a next year', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'parkwerk-film-'));
  const browser = await launch();
  const scenes: Scene[] = [];
  /** The page as it stands, with a ring around what is spoken of; null is its top. */
  const shot = async (page: Page, at: Locator | null, nl: string, en: string) => {
    const ring = (look: string) =>
      at?.evaluate((one, outline) => {
        const { style } = one as unknown as Styled;
        [style.outline, style.outlineOffset] = [outline, '4px'];
        (one as unknown as Styled).scrollIntoView({ block: 'center' });
      }, look);
    await ring('4px solid #d5006d');
    const picture = `${scenes.length}.png`;
    await page.screenshot({ path: join(folder, picture), animations: 'disabled' });
    if (scenes.length === 0) await page.screenshot({ path: join(FOLDER, 'film.jpg'), type: 'jpeg', quality: 60 });
    await ring('');
    scenes.push({ picture, nl, en });
  };
  try {
    const context = await browser.newContext({
      baseURL: stackUrl(),
      viewport: { width: 800, height: 500 },
      deviceScaleFactor: 1.5,
      locale: 'nl-NL',
      timezoneId: 'Europe/Amsterdam',
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    const link = (name: string | RegExp) => page.getByRole('main').getByRole('link', { name }).first();
    const button = (name: string | RegExp) => page.getByRole('button', { name }).first();

    // Opstarten.
    await page.goto('/assen/products');
    await page.getByRole('heading', { level: 2, name: 'Bedrijfsvergunning' }).waitFor();
    await shot(
      page,
      null,
      'Welkom bij het loket van Assen. Hier ziet u welke vergunningen en ontheffingen er zijn.',
      'Welcome to the desk of Assen. Here you see which permits and exemptions there are.',
    );
    await shot(
      page,
      link('Log in om aan te vragen'),
      'Kies “Log in om aan te vragen”.',
      'Choose “Log in om aan te vragen” (sign in to apply).',
    );
    await link('Log in om aan te vragen').click();
    await title(page, 'Hoe wilt u inloggen?');
    await shot(
      page,
      link(/^eHerkenning/),
      'Log in met eHerkenning. Niveau 2 is genoeg.',
      'Sign in with eHerkenning. Level 2 is enough.',
    );
    await shot(
      page,
      link(/^Nog geen eHerkenning/),
      'Heeft u nog geen eHerkenning? Hier leest u hoe u het aanvraagt.',
      'No eHerkenning yet? Here you read how to ask for it.',
    );
    await page.goto(DESK);
    await arrive(page, 'assen-bedrijf', 'assen');

    // Aanvragen.
    await link(/^Aanvraagbare producten/).waitFor();
    await shot(
      page,
      null,
      'Dit is het hoofdmenu: nieuwe producten, uw huidige producten en verlengingen.',
      'This is the main menu: new products, your present products and renewals.',
    );
    await shot(
      page,
      link(/^Aanvraagbare producten/),
      'Iets nieuws aanvragen? Kies “Aanvraagbare producten”.',
      'To apply for something new, choose “Aanvraagbare producten”.',
    );
    await link(/^Aanvraagbare producten/).click();
    await title(page, 'Wat wilt u aanvragen?');
    await shot(
      page,
      button('Vraag aan Bedrijfsvergunning'),
      'Kies wat u wilt hebben, en daarna “Vraag aan”.',
      'Choose what you want, and then “Vraag aan” (apply).',
    );
    await begin(page, 'Bedrijfsvergunning');
    await walkTo(page, 'start-date');
    await shot(
      page,
      page.getByRole('main').getByRole('textbox').first(),
      'Vul uw gegevens in, stap voor stap. Wanneer moet de vergunning ingaan?',
      'Fill in your details, step by step. When should the permit begin?',
    );
    await walkTo(page, 'plates');
    await addPlate(page, dutchPlate());
    await shot(
      page,
      button(/^Voeg .* kenteken toe$/),
      'Voor welke auto is de vergunning? Voeg het kenteken toe.',
      'Which car is the permit for? Add its licence plate.',
    );
    await walkTo(page, 'declaration');
    await page.getByRole('checkbox').check();
    await shot(
      page,
      button('Bevestig'),
      'Controleer uw gegevens. Klopt alles? Kies “Bevestig”.',
      'Check your details. Is all of it right? Choose “Bevestig” (confirm).',
    );
    await press(page, 'Bevestig');
    await title(page, /^U gaat .* betalen$/);
    await shot(
      page,
      button(/^Verder/),
      'U betaalt meteen, met iDEAL of met uw creditcard.',
      'You pay right away, with iDEAL or by credit card.',
    );
    await button(/^Verder/).click();
    await page.waitForURL(/\/checkout\//);
    await atTheBank(page, 'paid');
    await press(page, 'Ga verder');
    await title(page, 'Dit is nu van u');
    await link('Besluit: verleend').waitFor({ timeout: 60_000 });
    await shot(
      page,
      link('Besluit: verleend'),
      'Gelukt! U kunt de vergunning meteen gebruiken. Hier opent u de brief.',
      'Done! You can use the permit at once. Here you open the letter.',
    );
    await shot(
      page,
      link('Besluit: verleend'),
      'U krijgt geen papieren bewijs: de vergunning staat op kenteken.',
      'There is no paper proof: the permit is registered on the licence plate.',
    );

    // Wijzigen of beëindigen, verlengen.
    await page.locator('main a[href*="/desk/permits/"]').first().click();
    await link('Beheer kenteken(s)').waitFor();
    await shot(
      page,
      link('Beheer kenteken(s)'),
      'Een andere auto? Open uw vergunning bij “Huidige producten” en kies “Beheer kenteken(s)”.',
      'Another car? Open your permit under “Huidige producten” and choose “Beheer kenteken(s)”.',
    );
    await shot(
      page,
      button(/^Beëindig/),
      'Heeft u de vergunning niet meer nodig? Kies hier “Beëindig”.',
      'No longer in need of the permit? Choose “Beëindig” (end) here.',
    );
    await page.goto(DESK);
    await link(/^Verlengingen/).waitFor();
    await shot(
      page,
      link(/^Verlengingen/),
      'Loopt de vergunning af? Dan staat de volgende klaar bij “Verlengingen”.',
      'Is the permit running out? Then the next one is ready under “Verlengingen” (renewals).',
    );
    await shot(
      page,
      page
        .getByRole('contentinfo')
        .getByText(/14 0592/)
        .first(),
      'Heeft u vragen? Bel 14 0592 of mail ons. Wij helpen u graag.',
      'Any questions? Call 14 0592 or send us an e-mail. We are glad to help.',
    );

    assemble(folder, scenes);
    for (const language of ['nl', 'en'] as const)
      writeFileSync(join(FOLDER, `film.${language}.vtt`), captionsOf(scenes, language));
    expect(statSync(join(FOLDER, 'film.webm')).size).toBeLessThan(2_000_000);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
});

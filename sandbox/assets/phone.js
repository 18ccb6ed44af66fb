// Plays a call: the sandbox carries it to the system, this page is the handset.

const element = (id) => document.getElementById(id);
const sentences = Object.fromEntries(
  [...element('sentences').content.querySelectorAll('[data-sentence]')].map((p) => [p.dataset.sentence, p.textContent]),
);

let call;
let pressed = '';

async function post(path, body) {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const content = await answer.json();
  if (!answer.ok) throw new Error(content.detail);
  return content;
}

function line(log, who, text, language) {
  const p = document.createElement('p');
  const speaker = document.createElement('strong');
  speaker.textContent = `${who}: `;
  const words = document.createElement('span');
  words.textContent = text;
  if (language) words.lang = language;
  p.append(speaker, words);
  log.append(p);
  log.scrollTop = log.scrollHeight;
}

function readAloud(text, language) {
  if (!element('aloud').checked || !('speechSynthesis' in window)) return;
  const utterance = new SpeechSynthesisUtterance(text);
  utterance.lang = language ?? 'nl-NL';
  speechSynthesis.speak(utterance);
}

function show(next) {
  const heard = call?.callSid === next.callSid ? call.transcript.length : 0;
  if (heard === 0) element('transcript').replaceChildren();
  for (const { who, text, language } of next.transcript.slice(heard)) {
    line(element('transcript'), who === 'caller' ? sentences.you : sentences.system, text, language);
    if (who === 'system') readAloud(text, language);
  }
  call = next;
  setPressed('');
  element('panel').hidden = false;
  element('state').textContent = [sentences[next.status], next.problem].filter(Boolean).join(' – ');

  const takes = (kind) => next.awaiting?.input.includes(kind) ?? false;
  for (const button of document.querySelectorAll('.keypad button, #press, #erase')) button.disabled = !takes('dtmf');
  for (const control of element('speak').elements) control.disabled = !takes('speech');
  element('wait').disabled = !next.awaiting;
  element('hangup').disabled = next.status !== 'in-progress';
}

function setPressed(keys) {
  pressed = keys;
  element('pressed').textContent = keys;
}

async function act(what) {
  if (!call) return;
  window.speechSynthesis?.cancel();
  await attempt(async () => show(await post(`/sandbox/phone/calls/${call.callSid}`, what)));
}

async function attempt(work) {
  try {
    await work();
  } catch (error) {
    element('panel').hidden = false;
    element('state').textContent = `${sentences.error}: ${error.message}`;
  }
}

function press(key) {
  if (!call?.awaiting?.input.includes('dtmf')) return;
  const { numDigits, finishOnKey } = call.awaiting;
  setPressed(pressed + key);
  const complete = numDigits !== null && pressed.length >= numDigits;
  if (complete || finishOnKey.includes(key)) void act({ digits: pressed });
}

element('dial').addEventListener('submit', (event) => {
  event.preventDefault();
  const { to, from } = event.target.elements;
  void attempt(async () => {
    show(await post('/sandbox/phone/calls', { to: to.value, from: from.value }));
    element('transcript').focus();
  });
});

for (const button of document.querySelectorAll('[data-key]'))
  button.addEventListener('click', () => press(button.dataset.key));
document.querySelector('.keypad').addEventListener('keydown', ({ key }) => {
  if (/^[0-9*#]$/.test(key)) press(key);
});
element('press').addEventListener('click', () => void act({ digits: pressed }));
element('erase').addEventListener('click', () => setPressed(''));
element('wait').addEventListener('click', () => void act({}));
element('hangup').addEventListener('click', () => void act({ hangup: true }));

element('speak').addEventListener('submit', (event) => {
  event.preventDefault();
  const words = element('words');
  void act({ speech: words.value });
  words.value = '';
});

element('sms').addEventListener('submit', (event) => {
  event.preventDefault();
  const { to, from, body } = event.target.elements;
  const log = element('messages');
  void (async () => {
    line(log, sentences.you, body.value);
    try {
      const { replies, problem } = await post('/sandbox/phone/messages', {
        to: to.value,
        from: from.value,
        body: body.value,
      });
      for (const reply of replies) line(log, sentences.system, reply);
      if (replies.length === 0) line(log, sentences.system, problem ?? sentences['no-reply']);
      body.value = '';
    } catch (error) {
      line(log, sentences.error, error.message);
    }
  })();
});

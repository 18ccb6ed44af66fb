// The start page's clock and reset: both belong to the system, which takes JSON.

const clockForm = document.getElementById('clock-form');
const clockNews = document.getElementById('clock-news');
const resetDialog = document.getElementById('reset-dialog');
const resetNews = document.getElementById('reset-news');
const now = () => new Date(document.querySelector('#now time').dateTime);

const STEP_MS = {
  PT1H: 3_600_000,
  P1D: 86_400_000,
  P7D: 604_800_000,
  P56D: 4_838_400_000,
  P91D: 7_862_400_000,
  P365D: 31_536_000_000,
};

async function post(path, body) {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return answer.status;
}

async function moveTo(instant) {
  clockNews.textContent = clockNews.dataset.moving;
  const status = await post('/sandbox/clock', { to: instant.toISOString() }).catch(() => 0);
  if (status === 200) {
    clockNews.textContent = clockNews.dataset.moved;
    location.reload();
  } else {
    clockNews.textContent = status === 202 ? clockNews.dataset.stillMoving : clockNews.dataset.notMoved;
  }
}

clockForm.addEventListener('submit', (event) => {
  event.preventDefault();
  void moveTo(new Date(clockForm.elements.to.value));
});

for (const button of clockForm.querySelectorAll('[data-step]')) {
  button.addEventListener('click', () => void moveTo(new Date(now().getTime() + STEP_MS[button.dataset.step])));
}

document.getElementById('reset-ask').addEventListener('click', () => resetDialog.showModal());

resetDialog.addEventListener('close', async () => {
  if (resetDialog.returnValue !== 'yes') return;
  resetDialog.returnValue = '';
  resetNews.textContent = resetNews.dataset.resetting;
  const status = await post('/sandbox/reset', {}).catch(() => 0);
  resetNews.textContent = status >= 200 && status < 300 ? resetNews.dataset.done : resetNews.dataset.failed;
});

// The field starts a little after now, in the visitor's own time zone.
const start = new Date(now().getTime() + STEP_MS.PT1H);
clockForm.elements.to.value = new Date(start.getTime() - start.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);

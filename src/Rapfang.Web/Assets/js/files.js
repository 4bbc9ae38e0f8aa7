// Large files go up in parts before their form is sent, so that a line that breaks costs one part and not the file. The
// server remembers how far each came; this browser remembers which file it was, also when the page is loaded again.
// Without this file the form sends them whole.
const waits = [1, 2, 4, 8, 15, 30];
const day = 24 * 60 * 60 * 1000;
const memory = {
  read: key => { try { const kept = JSON.parse(localStorage.getItem(key)); return kept && Date.now() - kept.at < day ? kept.id : null; } catch { return null; } },
  write: (key, id) => { try { localStorage.setItem(key, JSON.stringify({ id, at: Date.now() })); } catch { /* full or closed: after a reload it begins anew */ } },
};
try { for (const key of Object.keys(localStorage).filter(key => key.startsWith('rapfang-upload:') && !memory.read(key))) localStorage.removeItem(key); } catch { /* nothing kept */ }

class CanNotGoOn extends Error {}

for (const form of document.querySelectorAll('form[data-upload]')) {
  const box = form.querySelector('input[type=file]');
  const limits = box.dataset;
  const sending = form.querySelector('[data-sending]');
  const bar = sending.querySelector('progress');
  const line = sending.querySelector('p');
  const part = Number(limits.part);
  let busy = false;

  const say = (words, bad = false) => { sending.hidden = false; sending.classList.toggle('bad', bad); bar.hidden = bad; if (line.textContent !== words) line.textContent = words; };
  const pause = seconds => new Promise(done => { const end = () => { clearTimeout(timer); removeEventListener('online', end); done(); }; const timer = setTimeout(end, seconds * 1000); addEventListener('online', end); });

  // Asks until there is an answer: a broken line and a server that restarts pass.
  const ask = async (url, options = {}) => {
    for (let tried = 0; ; tried++) {
      let answer = null;
      try {
        answer = await fetch(url, { ...options, headers: { RequestVerificationToken: form.elements._form.value, ...options.headers }, redirect: 'manual', signal: AbortSignal.timeout(60000) });
      } catch { /* no line */ }
      if (answer && answer.status < 500 && answer.status !== 429) {
        if (answer.type === 'opaqueredirect' || answer.status === 401 || answer.status === 403) throw new CanNotGoOn();
        return answer;
      }
      say(sending.dataset.broken);
      await pause(waits[Math.min(tried, waits.length - 1)]);
    }
  };

  // Sends what is missing of one file; null when the server will not have it in parts, and says so when it comes whole.
  const send = async (file, sent) => {
    const key = `rapfang-upload:${form.dataset.upload}:${file.name}:${file.size}:${file.lastModified}`;
    let upload = null;
    const known = memory.read(key);
    if (known) {
      const answer = await ask(`${form.dataset.upload}/${known}`);
      if (answer.ok) upload = await answer.json();
    }
    if (!upload) {
      const answer = await ask(form.dataset.upload, { method: 'POST', body: new URLSearchParams({ name: file.name, size: file.size }) });
      const begun = await answer.json().catch(() => null);
      if (!begun) throw new CanNotGoOn();
      if (begun.refused) return null;
      upload = begun;
      memory.write(key, upload.id);
    }
    while (upload.at < upload.size) {
      sent(upload.at);
      const answer = await ask(`${form.dataset.upload}/${upload.id}?from=${upload.at}`, { method: 'PUT', headers: { 'Content-Type': 'application/octet-stream' }, body: file.slice(upload.at, upload.at + part) });
      if (!answer.ok && answer.status !== 409) throw new CanNotGoOn();
      upload = await answer.json();
    }
    sent(upload.at);
    return upload.id;
  };

  form.addEventListener('submit', async event => {
    const files = [...box.files];
    const total = files.reduce((sum, file) => sum + file.size, 0);
    const large = files.find(file => file.size > Number(limits.largest));
    const wrong = files.length > Number(limits.most) ? sending.dataset.many : large ? sending.dataset.large.replace('{0}', large.name) : total > Number(limits.together) ? sending.dataset.all : null;
    if (wrong || busy) {
      event.preventDefault();
      event.stopPropagation();
      if (!busy) say(wrong, true);
      return;
    }
    const inParts = files.filter(file => file.size > part);
    if (inParts.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    busy = true;
    const button = form.querySelector('[type=submit]');
    button.setAttribute('aria-disabled', 'true');
    try {
      const rest = new DataTransfer();
      const all = inParts.reduce((sum, file) => sum + file.size, 0);
      let before = 0;
      for (const file of inParts) {
        const id = await send(file, at => { bar.value = (before + at) / all; say(sending.dataset.words.replace('{0}', file.name).replace('{1}', Math.floor(100 * (before + at) / all))); });
        before += file.size;
        if (id) form.append(Object.assign(document.createElement('input'), { type: 'hidden', name: 'Parts', value: id }));
        else rest.items.add(file);
      }
      files.filter(file => file.size <= part).forEach(file => rest.items.add(file));
      box.files = rest.files;
      form.submit();
    } catch (error) {
      if (!(error instanceof CanNotGoOn)) throw error;
      form.querySelectorAll('input[name=Parts]').forEach(input => input.remove());
      say(sending.dataset.out, true);
      button.removeAttribute('aria-disabled');
      busy = false;
    }
  });
}

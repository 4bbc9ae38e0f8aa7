// Every page: the page works without this file; it only saves people some trouble.
document.querySelector('[data-focus]')?.focus();

// A form that was sent is not sent twice by a double click (the server would count it once anyway).
document.addEventListener('submit', event => {
  const form = event.target;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = 'yes';
  setTimeout(() => delete form.dataset.sent, 8000);
});
addEventListener('pageshow', () => document.querySelectorAll('form[data-sent]').forEach(form => delete form.dataset.sent));

// "Are you sure" where a button asks for it.
document.addEventListener('click', event => {
  const button = event.target.closest('[data-confirm]');
  if (button && !confirm(button.dataset.confirm)) event.preventDefault();
});

document.addEventListener('click', async event => {
  const button = event.target.closest('[data-copy]');
  if (!button) return;
  await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
  button.querySelector('span').textContent = button.dataset.copied;
});

// Answering: how many are answered, and a draft that outlives a lost page. Nothing leaves the telephone before sending.
const answering = document.querySelector('form[data-answering]');
if (answering) {
  const key = 'rapfang-draft:' + location.pathname;
  const kept = { getItem: name => { try { return sessionStorage.getItem(name); } catch { return null; } }, setItem: (name, value) => { try { sessionStorage.setItem(name, value); } catch { /* a full or closed store: the page still works */ } } };
  const fields = () => [...answering.elements].filter(field => /^(q-|g$)/.test(field.name));
  const total = new Set(fields().filter(field => field.type === 'radio' && field.required).map(field => field.name));
  const bar = document.querySelector('[data-progress-bar]');
  const text = document.querySelector('[data-progress-text]');
  const show = () => {
    const done = [...total].filter(name => answering.querySelector(`[name="${CSS.escape(name)}"]:checked`)).length;
    bar?.setAttribute('width', (100 * done / Math.max(1, total.size)) + '%');
    if (text) text.textContent = text.dataset.words.replace('{0}', done).replace('{1}', total.size);
  };
  try {
    for (const [name, value] of JSON.parse(kept.getItem(key) ?? '[]')) {
      for (const field of fields().filter(field => field.name === name)) {
        if (field.type === 'radio') field.checked ||= field.value === value && !answering.querySelector(`[name="${CSS.escape(name)}"]:checked`);
        else field.value ||= value;
      }
    }
  } catch { /* an unreadable draft is no draft */ }
  answering.addEventListener('input', () => {
    show();
    kept.setItem(key, JSON.stringify(fields().filter(field => field.type !== 'radio' || field.checked).map(field => [field.name, field.value])));
  });
  document.querySelector('.sticky')?.removeAttribute('hidden');
  show();
}
const thanked = document.querySelector('[data-thanked]');
if (thanked) try { sessionStorage.removeItem('rapfang-draft:' + thanked.dataset.thanked); } catch { /* nothing kept */ }
document.querySelector('[data-print]')?.addEventListener('click', () => print());

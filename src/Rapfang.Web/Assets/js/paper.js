// Paper sheets at speed: a digit goes on to the next box, Enter too; in the last box Enter saves and the next sheet begins.
const sheet = document.querySelector('form[data-paper]');
if (sheet) {
  const boxes = () => [...sheet.querySelectorAll('.digit')];
  const step = (from, by) => { const all = boxes(); const next = all[all.indexOf(from) + by]; if (next) { next.focus(); next.select(); return true; } return false; };
  const check = box => { const wrong = box.value !== '' && !box.dataset.codes.includes(box.value); box.setAttribute('aria-invalid', wrong); return !wrong; };
  sheet.addEventListener('input', event => {
    const box = event.target;
    if (!box.classList.contains('digit')) return;
    box.value = box.value.replace(/[๐-๙]/g, digit => '๐๑๒๓๔๕๖๗๘๙'.indexOf(digit)).toLowerCase();
    if (box.value !== '' && check(box)) step(box, 1);
  });
  sheet.addEventListener('keydown', event => {
    const box = event.target;
    if (!box.classList.contains('digit')) return;
    if (event.key === 'Enter') { event.preventDefault(); if (!step(box, 1)) (sheet.querySelector('textarea') ?? sheet.querySelector('[type=submit]')).focus(); }
    if (event.key === 'ArrowDown') { event.preventDefault(); step(box, 1); }
    if (event.key === 'ArrowUp' || (event.key === 'Backspace' && box.value === '')) { event.preventDefault(); step(box, -1); }
  });
  sheet.addEventListener('keydown', event => { if (event.ctrlKey && event.key === 'Enter') { event.preventDefault(); sheet.requestSubmit(); } });
  sheet.addEventListener('submit', event => { const wrong = boxes().find(box => !check(box)); if (wrong) { event.preventDefault(); delete sheet.dataset.sent; wrong.focus(); } });
  (boxes().find(box => box.getAttribute('aria-invalid') === 'true') ?? boxes()[0])?.focus();
}

// Slips typed one after the other: Enter goes to the next line, in the last line to the button; a line begins with the kind of the one before.
const slips = document.querySelector('form[data-slips]');
if (slips) {
  const lines = [...slips.querySelectorAll('input[name$=".Words"]')];
  slips.addEventListener('keydown', event => {
    const at = lines.indexOf(event.target);
    if (event.key !== 'Enter' || at < 0) return;
    event.preventDefault();
    (lines[at + 1] ?? slips.querySelector('button')).focus();
  });
  slips.addEventListener('change', event => {
    const kinds = [...slips.querySelectorAll('select[name$=".Kind"]')];
    const at = kinds.indexOf(event.target);
    if (at >= 0) for (let next = at + 1; next < kinds.length && !lines[next].value; next++) kinds[next].value = event.target.value;
  });
}

// Passkeys need the browser's own dialog, and so this file; without it the page says so and the password works.
if (window.PublicKeyCredential?.parseRequestOptionsFromJSON && window.PublicKeyCredential.parseCreationOptionsFromJSON) {
  for (const form of document.querySelectorAll('form[data-passkey]')) {
    form.querySelector('[data-passkey-ready]').hidden = false;
    form.querySelector('[data-passkey-none]')?.remove();
    form.addEventListener('submit', async event => {
      event.preventDefault();
      try {
        const answer = await fetch(form.action.split('?')[0] + '?handler=Options', { method: 'POST', body: new FormData(form) });
        if (!answer.ok) throw new Error(answer.status);
        const options = await answer.json();
        const credential = form.dataset.passkey === 'create'
          ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
          : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
        form.elements.credential.value = JSON.stringify(credential.toJSON());
        form.submit();
      } catch {
        form.querySelector('[data-passkey-failed]').hidden = false; // Closed, refused, or none for this place.
        delete form.dataset.sent;
      }
    });
  }
}

// A security key is asked for by the browser alone; what it answers is sent as a field of the form.
const form = document.querySelector("form[data-key]");
const button = form.querySelector("button");
const failed = document.querySelector("[data-key-failed]");
const ids = { credential: form.elements.credential.id, add: button.id, authenticate: button.id };
const { forms } = window.allauth.webauthn;
const ask = form.dataset.key === "add" ? forms.addForm : forms.authenticateForm;

button.type = "button";
ask({ ids, data: JSON.parse(form.dataset.options) });
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  failed.hidden = false;
  failed.focus();
});

// Only pages with an electronic form. They work without this: the server ignores what does not
// apply and keeps the draft at each step. It hides fields that do not apply, and saves in between.
const watched = [...document.querySelectorAll("[data-when]")];
const hidden = (element) => element.closest("[data-when][hidden]");

function holds({ dataset: { when, is, not } }) {
  const controls = [...document.getElementsByName(when)];
  // Asked on another page: the server has decided.
  if (!controls.length) return true;
  const answers = controls
    .filter((control) => !hidden(control))
    .filter((control) => control.checked || !/radio|checkbox/.test(control.type))
    .map((control) => control.value.trim());
  return (answers.includes(is) || (is === "" && !answers.length)) === (not === undefined);
}

function show() {
  // In the order of the page: a condition asks only what stands before it.
  for (const element of watched) element.hidden = !holds(element);
}

if (watched.length) {
  document.addEventListener("change", show);
  document.addEventListener("input", show);
  show();
}

const form = document.querySelector("form[data-autosave]");
const state = document.querySelector("[data-save-state]");

if (form) {
  let timer;
  let saving = false;
  const later = (seconds) => {
    clearTimeout(timer);
    timer = setTimeout(save, seconds * 1000);
  };
  const texts = () => [...new FormData(form)].filter(([, value]) => typeof value === "string");
  // A redirect would lead to the sign-in page: not saved.
  const options = (body) => ({ method: "POST", body, redirect: "error", keepalive: true });
  const tell = (text) => {
    if (state) state.textContent = text;
  };

  async function save() {
    if (saving) return later(2);
    saving = true;
    timer = undefined;
    try {
      const body = new URLSearchParams(texts());
      const answer = await fetch(form.dataset.autosave, options(body));
      if (!answer.ok) throw new Error(answer.status);
      const time = new Date().toLocaleTimeString("vi", { hour: "2-digit", minute: "2-digit" });
      tell(state?.dataset.saved.replace("{time}", time));
    } catch {
      tell(state?.dataset.failed);
      later(15);
    }
    saving = false;
  }

  form.addEventListener("input", () => later(2));
  form.addEventListener("change", () => later(2));
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && timer) later(0);
  });
  // The page itself is sent now; a late save would follow it.
  form.addEventListener("submit", () => clearTimeout(timer));
}

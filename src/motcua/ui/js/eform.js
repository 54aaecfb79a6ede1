// Only pages with an electronic form. They work without this: the server ignores what does not
// apply and keeps the draft at each step. What the script shows, the server has said: it sends what
// was typed and is told what to hide and what was computed, and takes rows and lists as drawn there.
// Only simple conditions are judged here, because they must follow the finger.
const form = document.querySelector("form[data-autosave]");
const state = document.querySelector("[data-save-state]");
const REARRANGING = ["them-dong", "bo-dong", "chon-dia-chi"];

const all = (selector) => [...document.querySelectorAll(selector)];
const hidden = (element) => element.closest("[data-when][hidden], [data-logic][hidden]");

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
  for (const element of all("[data-when]")) element.hidden = !holds(element);
}

function follow({ unmet = [], computed = {} }) {
  for (const element of all("[data-logic]")) element.hidden = unmet.includes(element.dataset.logic);
  for (const [key, text] of Object.entries(computed)) {
    const output = document.getElementById(key);
    if (output) output.textContent = text || "–";
  }
  show();
}

function begin() {
  for (const element of all("[data-logic]")) element.hidden = "unmet" in element.dataset;
  show();
}

document.addEventListener("change", show);
document.addEventListener("input", show);
begin();

const texts = () => [...new FormData(form)].filter(([, value]) => typeof value === "string");
// A redirect would lead to the sign-in page: not saved.
const options = (body) => ({ method: "POST", body, redirect: "error" });

if (form) {
  let timer;
  let saving = false;
  const later = (seconds) => {
    clearTimeout(timer);
    timer = setTimeout(save, seconds * 1000);
  };
  const tell = (text) => {
    if (state) state.textContent = text;
  };

  async function save() {
    if (saving) return later(2);
    saving = true;
    timer = undefined;
    try {
      const sent = { ...options(new URLSearchParams(texts())), keepalive: true };
      const answer = await fetch(form.dataset.autosave, sent);
      if (!answer.ok) throw new Error(answer.status);
      // What was typed meanwhile is judged by the next answer.
      if (!timer) follow(await answer.json());
      const time = new Date().toLocaleTimeString("vi", { hour: "2-digit", minute: "2-digit" });
      tell(state?.dataset.saved.replace("{time}", time));
    } catch {
      tell(state?.dataset.failed);
      later(15);
    }
    saving = false;
  }

  const isWatched = () => all("[data-logic], .mc-computed").length > 0;
  form.addEventListener("input", () => later(2));
  form.addEventListener("change", ({ target }) => {
    const part = target.closest(".mc-address__part");
    if (part && target.matches("select")) return narrow(target);
    if (target.type !== "file") later(isWatched() ? 0.2 : 2);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && timer) later(0);
  });
  // The page itself is sent now; a late save would follow it.
  form.addEventListener("submit", () => clearTimeout(timer));

  // A row more or less, or the next list of an address, drawn by the server as without script.
  async function rearrange(name, value, place) {
    const sent = texts();
    const body = new URLSearchParams([...sent, [name, value]]);
    const answer = await fetch(form.getAttribute("action") || location.pathname, options(body));
    if (!answer.ok) throw new Error(answer.status);
    const drawn = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = drawn.querySelector(".mc-eform");
    const typedMeanwhile = texts().filter(([key, text], at) => sent[at]?.[0] === key && sent[at][1] !== text);
    document.querySelector(".mc-eform").replaceWith(document.adoptNode(fresh));
    for (const [key, text] of typedMeanwhile) {
      const control = document.getElementsByName(key)[0];
      if (control && !/radio|checkbox/.test(control.type)) control.value = text;
    }
    begin();
    const there = document.getElementById(place);
    (there?.matches("input, select") ? there : there?.querySelector("input, select, textarea"))?.focus();
  }

  function narrow(select) {
    const [, key, level] = select.name.match(/^(.+)-([a-z]+)$/);
    const below = { province: "district", district: "commune" }[level];
    if (!below) return later(2);
    clearTimeout(timer);
    const next = () => (document.getElementById(`${key}-${below}`) ? below : "commune");
    rearrange("chon-dia-chi", key, "")
      .then(() => document.getElementById(`${key}-${next()}`)?.focus())
      .catch(() => later(2));
  }

  form.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button || !REARRANGING.includes(button.name)) return;
    event.preventDefault();
    clearTimeout(timer);
    const place = (button.getAttribute("formaction") || "").replace(/^#/, "");
    // Where that fails, the button does what it does without script.
    rearrange(button.name, button.value, place).catch(() => {
      form.dataset.plain = "";
      const plain = Object.assign(document.createElement("input"), { type: "hidden", name: button.name, value: button.value });
      form.append(plain);
      form.submit();
    });
  });
}

// Only pages with an electronic form. They work without this: the server ignores what does not
// apply and keeps the draft at each step. What the script shows, the server has said: it sends what
// was typed and is told what to hide and what was computed, and takes rows and lists as drawn there.
// Only simple conditions are judged here, because they must follow the finger.
const form = document.querySelector("form[data-autosave]");
const state = document.querySelector("[data-save-state]");
const REARRANGING = ["them-dong", "bo-dong", "chon-dia-chi"];

const all = (selector) => [...document.querySelectorAll(selector)];
const fields = () => document.querySelector(".mc-eform");
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

// What the page waits for before it is sent: files, and what the server draws.
const underWay = new Set();

function waited(work) {
  const done = () => underWay.delete(work);
  underWay.add(work);
  work.then(done, done);
  return work;
}

// One drawing after the other: the answer to an earlier question, drawn over that to a later one,
// would take back what was chosen, added or sent up in between.
let turn = Promise.resolve();

function inTurn(draw) {
  const drawn = turn.then(draw);
  turn = waited(drawn.catch(() => {}));
  return drawn;
}

const texts = () => [...new FormData(form)].filter(([, value]) => typeof value === "string");
// A redirect would lead to the sign-in page: not saved.
const options = (body) => ({ method: "POST", body, redirect: "error" });

if (form) {
  let timer;
  let saving = false;
  const notLater = () => {
    clearTimeout(timer);
    timer = undefined;
  };
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
    const judged = fields();
    try {
      const sent = { ...options(new URLSearchParams(texts())), keepalive: true };
      const answer = await fetch(form.dataset.autosave, sent);
      // Sent or submitted meanwhile, here or elsewhere: what stands here is older.
      if (answer.status === 409) return tell(state?.dataset.older);
      if (!answer.ok) throw new Error(answer.status);
      // What was typed meanwhile is judged by the next answer, what was drawn meanwhile by itself.
      if (!timer && judged?.isConnected) follow(await answer.json());
      const time = new Date().toLocaleTimeString("vi", { hour: "2-digit", minute: "2-digit" });
      tell(state?.dataset.saved.replace("{time}", time));
    } catch {
      tell(state?.dataset.failed);
      later(15);
    } finally {
      saving = false;
    }
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
  form.addEventListener("submit", notLater);

  // What was answered since then, over what the server drew of it.
  function kept(since) {
    const now = new FormData(form);
    const said = (data, name) => JSON.stringify(data.getAll(name));
    const names = new Set([...form.elements].map(({ name }) => name));
    const changed = [...names].filter((name) => said(since, name) !== said(now, name));
    return () => {
      for (const name of changed) {
        const values = now.getAll(name);
        for (const control of document.getElementsByName(name)) {
          if (/radio|checkbox/.test(control.type)) control.checked = values.includes(control.value);
          else if (control.type !== "file" && values.length) control.value = values.shift();
          // Chosen from a list that is another one now.
          if (control.selectedIndex === -1) control.selectedIndex = 0;
        }
      }
    };
  }

  // A row more or less, or the next list of an address, drawn by the server as without script.
  // The first of the places that is there takes the focus, unless it has gone on meanwhile.
  async function rearrange(name, value, places, asked) {
    const sent = new FormData(form);
    const body = new URLSearchParams([...texts(), [name, value]]);
    // The rows that stay are numbered anew: what is typed now would come to stand in another.
    const rows = name === "bo-dong" && document.getElementById(places[0]);
    if (rows) rows.inert = true;
    const answer = await fetch(form.getAttribute("action") || location.pathname, options(body));
    if (!answer.ok) throw new Error(answer.status);
    const drawn = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = document.adoptNode(drawn.querySelector(".mc-eform"));
    const focus = document.activeElement;
    const goesOn = focus !== asked && focus.id && fields().contains(focus);
    const [putBack, lines] = [kept(sent), all(".mc-sending")];
    fields().replaceWith(fresh);
    putBack();
    for (const line of lines) group(line.dataset.field)?.append(line);
    begin();
    const there = (goesOn ? [focus.id] : places).map((id) => document.getElementById(id)).find(Boolean);
    (there?.matches("input, select, textarea") ? there : there?.querySelector("input, select, textarea"))?.focus();
  }

  const rearranged = (name, value, places) => {
    const asked = document.activeElement;
    notLater();
    return inTurn(() => rearrange(name, value, places, asked));
  };

  function narrow(select) {
    const [, key, level] = select.name.match(/^(.+)-([a-z]+)$/);
    const below = { province: "district", district: "commune" }[level];
    if (!below) return later(2);
    rearranged("chon-dia-chi", key, [`${key}-${below}`, `${key}-commune`]).catch(() => later(2));
  }

  let rowsComing = false;
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button || !REARRANGING.includes(button.name)) return;
    event.preventDefault();
    // Pressed twice on a slow line: meant once.
    if (rowsComing) return;
    rowsComing = true;
    const place = (button.getAttribute("formaction") || "").replace(/^#/, "");
    rearranged(button.name, button.value, [place])
      .catch(() => {
        // The button does what it does without script.
        const plain = { type: "hidden", name: button.name, value: button.value };
        form.append(Object.assign(document.createElement("input"), plain));
        form.submit();
      })
      .finally(() => {
        rowsComing = false;
      });
  });
}

// Files. Without script they come with the page itself; with it a file is sent in pieces as soon as it
// is chosen, with progress, and goes on after a broken line, also after the page was left, when the
// same file is chosen again. Protocol: tus 1.0.
const PIECE = 256 * 1024;
const LONGEST_WAIT = 30_000;

const headers = (more) => ({
  "Tus-Resumable": "1.0.0",
  "X-CSRFToken": form.elements.csrfmiddlewaretoken.value,
  ...more,
});
const base64 = (text) => btoa(String.fromCodePoint(...new TextEncoder().encode(text)));
const call = (address, method, more, body) =>
  fetch(address, { method, headers: headers(more), body, redirect: "error" });

class Refused extends Error {}

async function checked(answer, ...good) {
  if (good.includes(answer.status)) return answer;
  // 5xx may pass; what is refused is refused again.
  if (answer.status >= 500) throw new TypeError(answer.status);
  const said = await answer.json().catch(() => ({}));
  throw new Refused(said.message || form.dataset.failed);
}

async function address(file, field) {
  const key = ["tep", form.dataset.uploads, field, file.name, file.size, file.lastModified].join(":");
  const before = localStorage.getItem(key);
  if (before && (await call(before, "HEAD")).ok) return [key, before];
  const said = `field ${base64(field)},filename ${base64(file.name)}`;
  const more = { "Upload-Length": file.size, "Upload-Metadata": said };
  const answer = await checked(await call(form.dataset.uploads, "POST", more), 201);
  localStorage.setItem(key, answer.headers.get("Location"));
  return [key, answer.headers.get("Location")];
}

const offset = (answer) => Number(answer.headers.get("Upload-Offset"));

function pause(tries) {
  return new Promise((resolve) => {
    setTimeout(resolve, Math.min(LONGEST_WAIT, 1000 * 2 ** tries));
    addEventListener("online", resolve, { once: true });
  });
}

async function send(file, field, tell) {
  for (let tries = 0; ; ) {
    try {
      const [key, where] = await address(file, field);
      try {
        let there = offset(await checked(await call(where, "HEAD"), 200));
        do {
          tell(there);
          const more = { "Upload-Offset": there, "Content-Type": "application/offset+octet-stream" };
          const piece = file.slice(there, there + PIECE);
          there = offset(await checked(await call(where, "PATCH", more, piece), 204, 409));
          tries = 0;
        } while (there < file.size);
        localStorage.removeItem(key);
        return;
      } catch (fault) {
        if (fault instanceof Refused) localStorage.removeItem(key);
        throw fault;
      }
    } catch (fault) {
      if (fault instanceof Refused) throw fault;
      tell(null);
      await pause(tries++);
    }
  }
}

// The group of a field as the server draws it now: with the file, or without.
const group = (field, root = document) => root.getElementById(field)?.closest(".govuk-form-group");

async function redraw(field) {
  const page = await (await fetch(location.pathname)).text();
  const drawn = new DOMParser().parseFromString(page, "text/html");
  group(field)?.replaceWith(document.adoptNode(group(field, drawn)));
}

function report(field) {
  const line = document.createElement("div");
  line.className = "mc-sending";
  line.dataset.field = field;
  const bar = Object.assign(document.createElement("progress"), { max: 1, value: 0 });
  const words = document.createElement("p");
  words.className = "govuk-body-s";
  words.setAttribute("role", "status");
  line.append(bar, words);
  group(field).append(line);
  return { line, bar, words };
}

function refuse(field, message) {
  const there = group(field);
  there.classList.add("govuk-form-group--error");
  there.querySelector(".govuk-error-message")?.remove();
  const said = document.createElement("p");
  said.className = "govuk-error-message";
  said.textContent = message;
  said.setAttribute("role", "alert");
  const inputs = [...there.querySelectorAll("input[type=file]")];
  for (const input of inputs) input.value = "";
  inputs[0].before(said);
}

async function take(input) {
  const [file] = input.files;
  const field = input.name;
  const { line, bar, words } = report(field);
  const tell = (there) => {
    if (there === null) words.textContent = form.dataset.waiting;
    else {
      bar.value = there / file.size;
      const percent = Math.floor((100 * there) / file.size);
      // Read out by screen readers: not at every piece.
      if (percent % 25 === 0 || !words.textContent || words.textContent === form.dataset.waiting)
        words.textContent = form.dataset.sending.replace("{name}", file.name).replace("{percent}", percent);
    }
  };
  try {
    await send(file, field, tell);
    await inTurn(() => redraw(field));
    document.getElementById(field)?.focus();
  } catch (fault) {
    await inTurn(() => refuse(field, fault.message));
    throw fault;
  } finally {
    line.remove();
  }
}

form?.addEventListener("change", ({ target }) => {
  if (form.dataset.uploads && target.type === "file" && target.files.length) waited(take(target));
});

// A file sent twice would cost the phone twice, and what is drawn after the page is older.
form?.addEventListener("submit", async (event) => {
  if (!underWay.size) return;
  event.preventDefault();
  const done = await Promise.allSettled([...underWay]);
  // What was refused is said beside its question: nothing is sent over that.
  const isWell = done.every(({ status }) => status === "fulfilled");
  const { submitter } = event;
  // A button that was drawn anew may mean something else now.
  if (isWell && (!submitter || submitter.form === form)) form.requestSubmit(submitter);
});

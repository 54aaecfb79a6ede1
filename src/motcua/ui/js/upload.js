// Only pages that take files. They work without this: files then come with the page itself. With it
// a file is sent in pieces as soon as it is chosen, with progress, and goes on after a broken line,
// also after the page was left, when the same file is chosen again. Protocol: tus 1.0.
const form = document.querySelector("form[data-uploads]");
const PIECE = 256 * 1024;
const LONGEST_WAIT = 30_000;
const sending = new Set();

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
async function redraw(field) {
  const page = await (await fetch(location.pathname)).text();
  const drawn = new DOMParser().parseFromString(page, "text/html");
  const group = (root) => root.getElementById(field)?.closest(".govuk-form-group");
  group(document)?.replaceWith(document.adoptNode(group(drawn)));
}

function report(group) {
  const line = document.createElement("div");
  line.className = "mc-sending";
  const bar = Object.assign(document.createElement("progress"), { max: 1, value: 0 });
  const words = document.createElement("p");
  words.className = "govuk-body-s";
  words.setAttribute("role", "status");
  line.append(bar, words);
  group.append(line);
  return { line, bar, words };
}

function refuse(group, message) {
  group.classList.add("govuk-form-group--error");
  group.querySelector(".govuk-error-message")?.remove();
  const said = document.createElement("p");
  said.className = "govuk-error-message";
  said.textContent = message;
  said.setAttribute("role", "alert");
  group.querySelector("input[type=file]").before(said);
}

async function take(input) {
  const [file] = input.files;
  const field = input.name;
  const group = input.closest(".govuk-form-group");
  const { line, bar, words } = report(group);
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
  const work = send(file, field, tell);
  sending.add(work);
  try {
    await work;
    await redraw(field);
    document.getElementById(field)?.focus();
  } catch (fault) {
    input.value = "";
    refuse(group, fault.message);
  }
  line.remove();
  sending.delete(work);
}

form?.addEventListener("change", ({ target }) => {
  if (target.type === "file" && target.files.length) take(target);
});

// Sent twice would cost the phone twice: the page waits for what is on its way.
form?.addEventListener("submit", async (event) => {
  if (!sending.size) return;
  event.preventDefault();
  const done = await Promise.allSettled([...sending]);
  // What was refused is said beside its question: nothing is sent over that.
  if (done.every(({ status }) => status === "fulfilled")) form.requestSubmit(event.submitter);
});

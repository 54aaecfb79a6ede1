// Only where a member of staff types for somebody: a whole form without the mouse. The first place
// that is wrong, or empty and must not be, has the focus; F2 leads to the next one. Enter goes on
// from a box of several lines too (Shift+Enter breaks the line). A digit picks that answer of a
// group. A full box of a day leads to the next one.
const form = document.querySelector("main form[data-serve], main form[data-autosave]");
const controls = "input:not([type=hidden], [type=file]), select, textarea";
const optional = (form?.dataset.optional ?? "").split(" ");
const base = ({ name }) => name.split("-")[0];
const isSeen = (control) => control.offsetParent !== null && !control.disabled;
const isGiven = (control) => (/radio|checkbox/.test(control.type) ? control.checked : control.value);

// Boxes of one question share what their names begin with: one that is filled answers for all.
function isOpen(control, all) {
  if (!control.name || optional.includes(base(control))) return false;
  return !all.some((other) => base(other) === base(control) && isGiven(other));
}

function go(after) {
  const all = [...form.querySelectorAll(controls)].filter(isSeen);
  const wrong = (control) => control.closest(".govuk-form-group--error");
  const found = after ? all.slice(all.indexOf(after) + 1) : all;
  const next = (!after && found.find(wrong)) || found.find((control) => isOpen(control, all));
  (next ?? form.querySelector("button:not([tabindex])"))?.focus();
}

form?.addEventListener("keydown", (event) => {
  const { target, key } = event;
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (key === "F2") {
    event.preventDefault();
    go(target);
  } else if (key === "Enter" && !event.shiftKey && target.matches("textarea, select")) {
    event.preventDefault();
    form.requestSubmit();
  } else if (/^[1-9]$/.test(key) && target.type === "radio") {
    const chosen = form.querySelectorAll(`[name="${CSS.escape(target.name)}"]`)[key - 1];
    chosen?.click();
    chosen?.focus();
  }
});

form?.addEventListener("input", ({ target, data }) => {
  const boxes = target.closest(".govuk-date-input")?.querySelectorAll("input");
  if (!boxes || !data || target.value.length < 2 || target === boxes[2]) return;
  boxes[[...boxes].indexOf(target) + 1].focus();
});

if (form) go();

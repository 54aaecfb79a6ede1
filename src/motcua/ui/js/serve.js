// Only where a member of staff types for somebody: a whole form without the mouse. The first field
// that is empty or wrong has the focus; Enter goes on from a box of several lines too (Shift+Enter
// breaks the line); a digit picks that answer of a group; a full box of a day leads to the next one.
const form = document.querySelector("main form[data-serve], main form[data-autosave]");
const typed = "input:not([type=hidden]):not([type=file]):not([type=radio]):not([type=checkbox])";
const seen = (control) => control.offsetParent !== null && !control.disabled;

function first() {
  const wrong = form.querySelector(".govuk-form-group--error :is(input, select, textarea)");
  if (wrong && seen(wrong)) return wrong;
  const open = [...form.querySelectorAll(`${typed}, select, textarea, [type=radio]`)].filter(seen);
  return open.find((control) =>
    control.type === "radio"
      ? !form.querySelector(`[name="${CSS.escape(control.name)}"]:checked`)
      : !control.value,
  );
}

form?.addEventListener("keydown", (event) => {
  const { target, key } = event;
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (key === "Enter" && !event.shiftKey && target.matches("textarea, select")) {
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

// An error summary takes the focus for those who listen; whoever types is already where it is wrong.
if (form) (first() ?? form.querySelector("button:not([tabindex])"))?.focus();

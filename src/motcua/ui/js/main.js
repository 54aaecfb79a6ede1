// Pages work without this. It loads the component script only where a component needs it. A button
// alone does not: its only gain, a second click that does nothing, the server has anyway. Choices
// do not either, unless they reveal something.
const components = document.querySelector(
  "[data-aria-controls], [data-module^='govuk-']:not([data-module='govuk-button']," +
    " [data-module='govuk-radios'], [data-module='govuk-checkboxes'])",
);

if (components) {
  const { components: address } = document.querySelector("script[data-components]").dataset;
  const { initAll } = await import(address);
  initAll();
}

// A page that waits for something, such as a bank's answer, looks again by itself. Only while it is
// seen, and without losing the place; without script there is a link.
const waiting = document.querySelector("[data-look-again]");
if (waiting) {
  setTimeout(() => {
    if (!document.hidden) location.replace(waiting.querySelector("a").href);
  }, waiting.dataset.lookAgain * 1000);
}

// Pages work without this. It loads the component script only where a component needs it; a button
// alone does not: its only gain, a second click that does nothing, the server has anyway.
const components = document.querySelector(
  "[data-module^='govuk-']:not([data-module='govuk-button'])",
);

if (components) {
  const { components: address } = document.querySelector("script[data-components]").dataset;
  const { initAll } = await import(address);
  initAll();
}

// Pages work without this. It loads the component script only where a component asks for it.
const components = document.querySelector("[data-module^='govuk-']");

if (components) {
  const { components: address } = document.querySelector("script[data-components]").dataset;
  const { initAll } = await import(address);
  initAll();
}

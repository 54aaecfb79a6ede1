// Only the page on which decision tables are written: dmn-js. Without it the page offers the file.
const form = document.querySelector("[data-decision]");
const desk = form.querySelector("[data-decision-desk]");
const box = form.elements.tep;
desk.hidden = false;
const bench = new window.DmnJS({ container: desk });
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  box.value = (await bench.saveXML({ format: true })).xml;
  form.submit();
});
try {
  await bench.importXML(box.value);
  const table = bench.getViews().find((view) => view.type === "decisionTable");
  if (table) await bench.open(table);
  form.querySelector("[data-decision-plain]").hidden = true;
} catch {
  desk.hidden = true;
}

// Only the page on which decision tables are written: dmn-js. Without it the page offers the file.
const WORDS = {
  When: "Khi", Then: "Thì", And: "và", Annotations: "Ghi chú", Annotation: "Ghi chú", "Hit policy:": "Cách chọn dòng:",
  "Hit policy": "Cách chọn dòng", "Aggregation:": "Tổng hợp:", Input: "Điều kiện", Output: "Kết quả", "Add input": "Thêm cột điều kiện",
  "Add output": "Thêm cột kết quả", "Add rule": "Thêm dòng", "Add rule above": "Thêm dòng phía trên", "Add rule below": "Thêm dòng phía dưới",
  "Remove rule": "Xóa dòng", "Remove input column": "Xóa cột", "Remove output column": "Xóa cột", "Output name": "Tên kết quả",
  "Input label": "Tên cột", "Output label": "Tên cột", Expression: "Dữ kiện", Type: "Loại", "Predefined values": "Các giá trị có thể",
};
const translate = (said, values = {}) =>
  (WORDS[said] ?? said).replace(/{([^}]+)}/g, (whole, name) => values[name] ?? whole);
const additionalModules = [{ translate: ["value", translate] }];
const form = document.querySelector("[data-decision]");
const desk = form.querySelector("[data-decision-desk]");
const box = form.elements.tep;
desk.hidden = false;
const bench = new window.DmnJS({ container: desk, decisionTable: { additionalModules } });
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

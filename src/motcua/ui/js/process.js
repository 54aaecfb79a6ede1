// Only the page on which processes are drawn: bpmn-js with the few marks of ours that a process
// needs, in Vietnamese. Without it the page offers the file as text.
const OURS = "urn:motcua:bpmn:1";
const text = (name) => ({ name, isAttr: true, type: "String" });
const moddle = {
  name: "motcua", prefix: "motcua", uri: OURS, xml: { tagAlias: "lowerCase" },
  types: [
    { name: "LaneMarks", extends: ["bpmn:Lane"], properties: [text("post"), text("agency")] },
    { name: "TaskMarks", extends: ["bpmn:Task"], properties: [text("hours"), text("share"), text("event"), text("decision")] },
    { name: "FlowMarks", extends: ["bpmn:SequenceFlow"], properties: [text("event")] },
    { name: "EventMarks", extends: ["bpmn:Event"], properties: [text("hours"), text("event")] },
    { name: "Fact", superClass: ["Element"], properties: [text("name"), text("type"), text("label")] },
  ],
};
// What is asked of each kind of element; `condition` and `documentation` are the standard's own.
const ASKED = {
  "bpmn:Lane": { post: "Vị trí xử lý (clerk, specialist, leader, system)", agency: "Cơ quan (trống: cơ quan giải quyết; parent: cấp trên; hoặc mã)" },
  "bpmn:BusinessRuleTask": { decision: "Mã bảng quyết định" },
  "bpmn:Task": { hours: "Số giờ làm việc", share: "Hoặc phần trăm thời hạn", event: "Sự kiện của hồ sơ", documentation: "Nội dung công việc" },
  "bpmn:SequenceFlow": { condition: "Điều kiện, ví dụ outcome == \"duyet\"", event: "Sự kiện của hồ sơ" },
  "bpmn:IntermediateCatchEvent": { hours: "Sau bao nhiêu giờ làm việc", event: "Sự kiện của hồ sơ" },
  "bpmn:BoundaryEvent": { hours: "Sau bao nhiêu giờ làm việc", event: "Sự kiện của hồ sơ" },
};
const WORDS = {
  "Activate hand tool": "Kéo bản vẽ", "Activate lasso tool": "Chọn nhiều phần tử",
  "Activate create/remove space tool": "Thêm bớt khoảng trống", "Activate global connect tool": "Nối hai phần tử",
  "Create start event": "Điểm bắt đầu", "Create intermediate/boundary event": "Sự kiện ở giữa",
  "Create end event": "Điểm kết thúc", "Create gateway": "Cổng rẽ nhánh", "Create task": "Việc",
  "Create pool/participant": "Vùng quy trình", "Create group": "Nhóm", "Append task": "Thêm việc",
  "Append end event": "Thêm điểm kết thúc", "Append gateway": "Thêm cổng", "Change element": "Đổi loại",
  "Append intermediate/boundary event": "Thêm sự kiện", "Add text annotation": "Thêm chú thích",
  "Connect to other element": "Nối với phần tử khác", Delete: "Xóa", Remove: "Xóa", "Add lane above": "Thêm làn phía trên",
  "Add lane below": "Thêm làn phía dưới", "Divide into two lanes": "Chia hai làn", "Divide into three lanes": "Chia ba làn",
  "User task": "Việc của cán bộ", "Manual task": "Việc làm tay", "Business rule task": "Tra bảng quyết định",
  "Exclusive gateway": "Cổng rẽ nhánh", "Parallel gateway": "Cổng song song", "Timer intermediate catch event": "Hẹn giờ",
  "Timer boundary event": "Hẹn giờ, dừng việc", "Timer boundary event (non-interrupting)": "Hẹn giờ, không dừng việc",
  "Sequence flow": "Luồng thường", "Default flow": "Nhánh mặc định", "Conditional flow": "Nhánh có điều kiện",
};
const translate = (said, values = {}) =>
  (WORDS[said] ?? said).replace(/{([^}]+)}/g, (whole, name) => values[name] ?? whole);

const form = document.querySelector("[data-drawing]");
const desk = form.querySelector("[data-drawing-desk]");
const side = form.querySelector("[data-drawing-side]");
const box = form.elements.tep;
desk.hidden = false;
const bench = new window.BpmnJS({
  container: desk, moddleExtensions: { motcua: moddle },
  additionalModules: [{ translate: ["value", translate] }],
});

// What is refused at publishing is not offered.
const NOT_RUN = ["create.subprocess-expanded", "create.data-object", "create.data-store", "create.group"];
bench.get("palette").registerProvider(500, {
  getPaletteEntries: () => (entries) =>
    Object.fromEntries(Object.entries(entries).filter(([name]) => !NOT_RUN.includes(name))),
});

function said(element, name) {
  const thing = element.businessObject;
  if (name === "condition") return thing.conditionExpression?.body ?? "";
  if (name === "documentation") return thing.documentation?.[0]?.text ?? "";
  return thing.get(`motcua:${name}`) ?? "";
}
function put(element, name, value) {
  const modeling = bench.get("modeling");
  const make = bench.get("bpmnFactory");
  if (name === "condition") {
    const written = value ? make.create("bpmn:FormalExpression", { body: value }) : undefined;
    return modeling.updateProperties(element, { conditionExpression: written });
  }
  if (name === "documentation") {
    return modeling.updateProperties(element, { documentation: value ? [make.create("bpmn:Documentation", { text: value })] : [] });
  }
  return modeling.updateProperties(element, { [`motcua:${name}`]: value || undefined });
}
function ask(element) {
  const kind = Object.keys(ASKED).find((one) => element?.businessObject?.$instanceOf(one));
  side.replaceChildren();
  side.hidden = !kind;
  for (const [name, label] of Object.entries(kind ? ASKED[kind] : {})) {
    const group = Object.assign(document.createElement("div"), { className: "govuk-form-group" });
    const input = Object.assign(document.createElement("input"), { className: "govuk-input", id: `drawn-${name}`, value: said(element, name) });
    const caption = Object.assign(document.createElement("label"), { className: "govuk-label", textContent: label, htmlFor: input.id });
    input.addEventListener("change", () => put(element, name, input.value.trim()));
    group.append(caption, input);
    side.append(group);
  }
}
bench.on("selection.changed", ({ newSelection }) => ask(newSelection[0]));
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  box.value = (await bench.saveXML({ format: true })).xml;
  form.submit();
});
try {
  await bench.importXML(box.value);
  bench.get("canvas").zoom("fit-viewport");
  form.querySelector("[data-drawing-plain]").hidden = true;
} catch {
  // A file without a drawing is written as text.
  desk.hidden = true;
}

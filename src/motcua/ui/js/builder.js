// Only the page on which forms are written. Form.io's builder, cut down to what our forms can do,
// in Vietnamese. Without it the page offers the definition as JSON in a text box.
const { Formio } = window;
const { Components, Evaluator, Builders } = Formio;
const page = document.querySelector("[data-builder]");
const form = page.querySelector("form");
const box = form.elements.definition;
const words = JSON.parse(page.dataset.words);

// Definitions are data: nothing in them is run as a program, here or on the server.
Evaluator.noeval = true;

// What an author says of a question: few boxes, in the words of the trade.
const text = (key, label, more = {}) => ({ type: "textfield", key, label, input: true, ...more });
const tick = (key, label, more = {}) => ({ type: "checkbox", key, label, input: true, ...more });
const whole = (key, label) => text(key, label, { inputMode: "numeric", validate: { pattern: "[0-9]*" } });
const choice = (key, label, values, more = {}) => ({
  type: "select", key, label, input: true, widget: "html5", dataSrc: "values",
  data: { values: Object.entries(values).map(([value, name]) => ({ value, label: name })) },
  ...more,
});
const several = (key, label, values) => choice(key, label, values, { widget: "choicesjs", multiple: true });
const options = (key) => ({
  type: "datagrid", key, label: "Các lựa chọn", input: true, reorder: true, addAnother: "Thêm lựa chọn",
  validate: { required: true },
  components: [text("label", "Người dân đọc"), text("value", "Mã được lưu")],
});
const required = tick("validate.required", "Bắt buộc trả lời");
const question = [
  text("label", "Câu hỏi", { validate: { required: true } }),
  text("description", "Hướng dẫn dưới câu hỏi"),
];
const custom = [
  text("key", "Mã câu hỏi", { description: "Giữ nguyên qua các phiên bản để không mất câu trả lời", validate: { required: true } }),
  tick("personal", "Là dữ liệu cá nhân (được mã hóa)", { defaultValue: true }),
  choice("prefill", "Điền sẵn từ", {
    "": "Không điền sẵn",
    "identity.full_name": "Họ tên trong định danh",
    "identity.personal_id": "Số định danh",
    "identity.birth_date": "Ngày sinh",
    "identity.address": "Nơi cư trú",
    "identity.phone": "Số điện thoại",
    "identity.email": "Thư điện tử",
  }),
];
const when = [
  text("conditional.when", "Chỉ hỏi khi câu có mã", { description: "Một câu hỏi đứng trước; để trống nếu luôn hỏi" }),
  text("conditional.eq", "được trả lời là"),
  choice("conditional.show", "Khi đó", { "": "–", true: "Hỏi câu này", false: "Không hỏi câu này" }),
];
const ASKED = [...question, required];
const place = (label) => [text("label", label), text("key", "Mã")];
const lists = {
  "dan-toc": "Dân tộc", "ton-giao": "Tôn giáo", "quoc-gia": "Quốc gia", "ngan-hang": "Ngân hàng",
  "nghe-nghiep": "Nghề nghiệp", "trinh-do": "Trình độ", "quan-he-voi-chu-ho": "Quan hệ với chủ hộ", "loai-dat": "Loại đất",
};
const PARTS = {
  personBlock: {
    ho_ten: "Họ, chữ đệm, tên", so_dinh_danh: "Số định danh", ngay_sinh: "Ngày sinh", gioi_tinh: "Giới tính",
    dan_toc: "Dân tộc", ton_giao: "Tôn giáo", quoc_tich: "Quốc tịch", noi_cu_tru: "Nơi cư trú", dia_chi: "Địa chỉ",
    nghe_nghiep: "Nghề nghiệp", dien_thoai: "Số điện thoại", thu_dien_tu: "Thư điện tử",
  },
  bankAccount: { ngan_hang: "Ngân hàng", so_tai_khoan: "Số tài khoản", chu_tai_khoan: "Chủ tài khoản" },
  parcel: {
    so_thua: "Thửa đất số", so_to: "Tờ bản đồ số", dien_tich: "Diện tích", loai_dat: "Loại đất",
    dia_chi: "Địa chỉ thửa đất", so_phat_hanh: "Số phát hành Giấy chứng nhận",
  },
};
const block = (type) => [
  text("label", "Tên nhóm", { validate: { required: true } }),
  several("parts", "Hỏi những gì", PARTS[type]),
  several("requiredParts", "Trong đó bắt buộc", PARTS[type]),
  ...(type === "personBlock" ? [choice("prefillFrom", "Điền sẵn từ", { "": "Không điền sẵn", identity: "Định danh của người nộp" })] : []),
];

// type: [name, icon, what a new one says, its own boxes, type of Form.io that draws it]
const GROUPS = {
  hoi: ["Câu hỏi", {
    textfield: ["Ô chữ một dòng", "fonts", {}, [...ASKED, whole("validate.maxLength", "Nhiều nhất bao nhiêu ký tự")]],
    textarea: ["Ô chữ nhiều dòng", "text-paragraph", { rows: 3 }, [...ASKED, whole("rows", "Số dòng"), whole("validate.maxLength", "Nhiều nhất bao nhiêu ký tự")]],
    number: ["Số", "123", {}, [...ASKED, whole("validate.min", "Nhỏ nhất"), whole("validate.max", "Lớn nhất"), whole("decimalLimit", "Số chữ số thập phân"), text("suffix", "Đơn vị")]],
    currency: ["Số tiền (đồng)", "cash", { currency: "VND" }, [...ASKED, whole("validate.min", "Ít nhất"), whole("validate.max", "Nhiều nhất")]],
    radio: ["Chọn một", "record-circle", { values: [{ label: "Có", value: "co" }, { label: "Không", value: "khong" }] }, [...ASKED, options("values")]],
    select: ["Chọn trong danh sách", "menu-button-wide", { dataSrc: "values", data: { values: [{ label: "Mục 1", value: "muc_1" }] } }, [
      ...ASKED,
      choice("dataSrc", "Danh sách", { values: "Ghi ở đây", catalogue: "Danh mục dùng chung" }),
      choice("catalogue", "Danh mục dùng chung", lists),
      options("data.values"),
    ]],
    selectboxes: ["Chọn nhiều", "check2-square", { values: [{ label: "Mục 1", value: "muc_1" }] }, [...ASKED, options("values")]],
    checkbox: ["Ô đánh dấu", "check-square", {}, ASKED],
    day: ["Ngày", "calendar3", {}, [...ASKED, text("minDate", "Từ ngày"), text("maxDate", "Đến ngày", { description: "Ghi today nếu không được sau hôm nay" })]],
    time: ["Giờ", "clock", {}, ASKED],
    file: ["Giấy tờ đính kèm", "paperclip", { filePattern: ".pdf,.jpg,.png", fileMaxSize: "10MB" }, [...ASKED, text("filePattern", "Loại tệp"), text("fileMaxSize", "Nhiều nhất"), tick("softRequired", "Được bổ sung sau")]],
  }],
  nguoi: ["Của Việt Nam", {
    personBlock: ["Nhóm về một người", "person-vcard", { parts: ["ho_ten", "so_dinh_danh", "ngay_sinh"], requiredParts: ["ho_ten"] }, block("personBlock"), "textfield"],
    personalId: ["Số định danh cá nhân", "person-badge", {}, ASKED, "textfield"],
    vnAddress: ["Địa chỉ", "geo-alt", {}, [...ASKED, tick("hasLine", "Hỏi cả số nhà, đường", { defaultValue: true })], "textfield"],
    phoneNumber: ["Số điện thoại", "telephone", {}, ASKED],
    email: ["Thư điện tử", "envelope", {}, ASKED],
    taxCode: ["Mã số thuế", "receipt", {}, ASKED, "textfield"],
    bankAccount: ["Tài khoản ngân hàng", "bank", { parts: Object.keys(PARTS.bankAccount) }, block("bankAccount"), "textfield"],
    parcel: ["Thửa đất", "map", { parts: ["so_thua", "so_to", "dien_tich"] }, block("parcel"), "textfield"],
    declaration: ["Lời cam đoan", "patch-check", { label: "Tôi cam đoan những nội dung đã khai là đúng sự thật" }, [text("label", "Lời cam đoan")], "checkbox"],
  }],
  khung: ["Sắp xếp", {
    fieldset: ["Nhóm có tiêu đề", "collection", { legend: "Tiêu đề nhóm", components: [] }, [text("legend", "Tiêu đề nhóm"), text("key", "Mã")]],
    columns: ["Hai cột", "layout-split", { columns: [{ components: [], width: 6 }, { components: [], width: 6 }] }, place("Tên")],
    editgrid: ["Bảng nhiều dòng", "table", { components: [], rowLabel: "Dòng" }, [...ASKED, text("rowLabel", "Mỗi dòng là"), whole("validate.minLength", "Ít nhất bao nhiêu dòng"), whole("validate.maxLength", "Nhiều nhất bao nhiêu dòng")]],
    content: ["Đoạn hướng dẫn", "card-text", { html: "<p>Nội dung</p>" }, [{ type: "textarea", key: "html", label: "Nội dung (thẻ p, ul, ol, li, strong, em, br, a)", input: true, rows: 6, editor: "" }, text("key", "Mã")]],
    hidden: ["Ô ẩn", "eye-slash", {}, place("Tên")],
  }],
};
const PLACES = new Set(["fieldset", "columns", "content", "hidden"]);
const ALWAYS = new Set(["type", "key", "label", "title", "components", "columns", "values", "data", "legend", "html"]);
const BLOCKS = new Set(Object.keys(PARTS));

const tab = (key, label, components) => ({ key, label, components });
const tabs = (...all) => () => ({ components: [{ type: "tabs", key: "tabs", components: all }] });

function dialog(type, own) {
  if (type === "hidden") return tabs(tab("asks", "Ô này", own));
  if (PLACES.has(type)) return tabs(tab("asks", "Phần này", own), tab("when", "Khi nào hiện", when));
  const rest = BLOCKS.has(type) ? custom.slice(0, 2) : custom;
  const reason = text("conditionText", "Giải thích điều kiện cho người dân");
  return tabs(
    tab("asks", "Câu hỏi", own),
    tab("keeps", "Lưu và điền sẵn", rest),
    tab("when", "Khi nào hỏi", [...when, reason]),
  );
}

// The dialog needs no preview of its own: the page has the real one.
function tune(type, title, opens) {
  const kind = Components.components[type];
  const says = { ...kind.builderInfo, title, preview: false, showPreview: false };
  kind.editForm = opens;
  Object.defineProperty(kind, "builderInfo", { get: () => ({ ...says }) });
}

const builder = { basic: false, advanced: false, layout: false, data: false, premium: false, resource: false };
let weight = 0;
for (const [group, [title, kinds]] of Object.entries(GROUPS)) {
  const components = {};
  for (const [type, [name, icon, says, own, drawn]] of Object.entries(kinds)) {
    if (drawn) Components.setComponent(type, ours(Components.components[drawn], type));
    tune(type, name, dialog(type, own));
    components[type] = { title: name, key: type, icon, weight: (weight += 1), schema: { type, label: name, key: type, ...says } };
  }
  builder[group] = { title, weight, default: group === "hoi", components };
}
tune("panel", "Trang", tabs(
  tab("asks", "Trang", [text("title", "Tên trang", { validate: { required: true } }), text("key", "Mã")]),
  tab("when", "Khi nào hiện", when),
));

// A type of ours, drawn in the builder like one of Form.io's; citizens get the server's own fields.
function ours(base, type) {
  return class extends base {
    static schema(...more) {
      return base.schema({ type, label: "", key: type }, ...more);
    }

    static get builderInfo() {
      return { title: type, schema: this.schema() };
    }

    get defaultSchema() {
      return this.constructor.schema();
    }
  };
}

// Keys are said in addresses, files and conditions: plain letters, as the forms we carry have them.
function plain(said) {
  const bare = said.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
  return bare.replace(/[^a-z0-9]+/g, "_").replace(/^[0-9_]+|_+$/g, "").slice(0, 40).replace(/_+$/, "") || "cau_hoi";
}
for (const one of Object.values(Builders.builders)) {
  one.prototype.updateComponentKey = (data) => plain(data.title || data.label || data.type);
}
const Wizard = Builders.builders.wizard;
Wizard.prototype.getPageConfig = (number, components = []) => ({
  title: `Trang ${number}`, label: `Trang ${number}`, type: "panel", key: `trang_${number}`, components,
});

// Its own templates name these in English, and draw them as no buttons.
const safe = (said) => Object.assign(document.createElement("i"), { textContent: said ?? "" }).innerHTML.replaceAll('"', "&quot;");
const handle = (ref, look, icon, name) =>
  `<button type="button" class="btn component-settings-button component-settings-button-${look}" ref="${ref}" aria-label="${safe(name)}"><i class="bi bi-${icon}" aria-hidden="true"></i></button>`;
const templates = Formio.Templates.current;
templates.builderComponent = {
  form({ html, disableBuilderActions, childComponent: one }) {
    const name = one.title || one.legend || one.label || one.key;
    const handles = [
      handle("removeComponent", "remove", "trash", `Bỏ ${name}`),
      handle("copyComponent", "copy", "copy", `Chép ${name}`),
      handle("pasteComponent", "paste", "clipboard-plus", `Dán xuống dưới ${name}`),
      handle("moveComponent", "move", "arrows-move", `Chuyển ${name}`),
      handle("editComponent", "edit", "gear", `Sửa ${name}`),
    ];
    const bar = disableBuilderActions ? "" : `<div class="component-btn-group" data-noattach="true">${handles.join("")}</div>`;
    return `<div class="builder-component" ref="dragComponent">${bar}${html}</div>`;
  },
};
templates.dialog = {
  form: () => `<div class="formio-dialog formio-dialog-theme-default component-settings">
    <div class="formio-dialog-overlay" ref="dialogOverlay"></div>
    <div class="formio-dialog-content" role="dialog" aria-modal="true" aria-label="Chi tiết" ref="dialogContents">
      <div ref="dialogContents"></div>
      <button type="button" class="formio-dialog-close" aria-label="Đóng" ref="dialogClose"></button>
    </div></div>`,
};

const { form: group } = templates.builderSidebarGroup;
templates.builderSidebarGroup = {
  form: (context) => group({ ...context, keyboardActionsEnabled: true })
    .replaceAll('ref="sidebar-component"', 'ref="sidebar-component" role="button"')
    .replaceAll("<i class=", '<i aria-hidden="true" class='),
};

// Nothing is fetched from a Form.io server: there is none.
Formio.Formio.prototype.loadProject = async () => ({});

const desk = page.querySelector("[data-builder-desk]");
const state = page.querySelector("[data-save-state]");
const findings = page.querySelector("[data-findings]");
const frame = page.querySelector("iframe");
const definition = JSON.parse(box.value);
const told = { name: definition.name, title: definition.title };
let saved = "";

const bench = new Formio.FormBuilder(desk, { ...definition, display: "wizard" }, {
  builder,
  language: "vi",
  i18n: { vi: words },
  iconset: "bi",
  noDefaultSubmitButton: true,
  resourceTag: "",
  helplinks: "false",
  alwaysConfirmComponentRemoval: true,
});

// Form.io writes out every setting there is; what an author did not say is left out again.
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const isPlain = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
function said(value, usual) {
  if (!isPlain(value) || !isPlain(usual)) return value;
  return Object.fromEntries(Object.entries(value).filter(([name, one]) => !same(one, usual[name])));
}
function lean(one) {
  const usual = Components.components[one.type]?.schema() ?? {};
  const kept = Object.entries(one)
    .filter(([name, value]) => name !== "id" && (ALWAYS.has(name) || !same(value, usual[name])))
    .map(([name, value]) => [name, said(value, usual[name])]);
  const found = Object.fromEntries(kept);
  if (found.components) found.components = found.components.map(lean);
  if (found.columns) found.columns = found.columns.map((part) => ({ ...part, components: part.components.map(lean) }));
  return found;
}
const written = () => JSON.stringify({
  ...told, title: form.elements.title.value.trim() || told.title,
  display: "wizard", components: bench.instance.form.components.map(lean),
});
const tell = (sentence) => { state.textContent = sentence; };

await bench.ready;
page.classList.add("mc-workbench--live");
saved = written();
bench.instance.on("change", () => tell(written() === saved ? "" : words.unsaved));

// Who does not drag presses: the question comes last on the page that is open.
function add(event) {
  const kind = event.target.closest(".formcomponent");
  const target = desk.querySelector(".formarea .formio-component-panel .drag-container");
  if (!kind || !target) return;
  event.preventDefault();
  bench.instance.onDrop(kind, target, kind.parentNode, null);
}
desk.addEventListener("click", add);
desk.addEventListener("keydown", (event) => event.key === "Enter" && add(event));

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  box.value = written();
  const body = new URLSearchParams(new FormData(form));
  const answer = await fetch(form.action, {
    method: "POST", body, redirect: "error", headers: { Accept: "application/json" },
  }).catch(() => null);
  if (!answer) return tell(words.failed);
  // Somebody else saved, or worse: the page that says so is shown whole.
  if (!answer.ok) return form.submit();
  const result = await answer.json();
  form.elements["phien-ban"].value = result.revision;
  saved = box.value;
  findings.innerHTML = result.findings;
  frame.contentWindow.location.reload();
  return tell(result.told);
});
window.addEventListener("beforeunload", (event) => {
  if (written() !== saved && box.value !== written()) event.preventDefault();
});

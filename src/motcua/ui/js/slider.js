// A slider over months says where it stands, and opens the page of that month when let go.
// Without script its button does the same.
for (const slider of document.querySelectorAll("input[data-first-month]")) {
  const [year, month] = slider.dataset.firstMonth.split("-").map(Number);
  const said = document.getElementById(slider.getAttribute("aria-describedby"));
  const tell = () => {
    const months = month - 1 + Number(slider.value);
    const text = `${String((months % 12) + 1).padStart(2, "0")}/${year + Math.floor(months / 12)}`;
    said.textContent = text;
    slider.setAttribute("aria-valuetext", text);
  };
  slider.addEventListener("input", tell);
  slider.addEventListener("change", () => slider.form.submit());
  tell();
}

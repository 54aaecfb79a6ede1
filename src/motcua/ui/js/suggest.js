// While words are typed, links to procedures they may become. The form works without this.
const form = document.querySelector("[data-suggestions]");
const input = form.querySelector("[type=search]");
const told = form.querySelector("[data-suggestions-count]");
const list = document.createElement("ul");
list.className = "mc-suggestions";
list.hidden = true;
form.querySelector(".mc-search__row").after(list);

let waiting;
let asked = "";

const show = (suggestions) => {
  list.replaceChildren(
    ...suggestions.map(({ name, href }) => {
      const link = Object.assign(document.createElement("a"), { href, textContent: name });
      const item = document.createElement("li");
      item.append(link);
      return item;
    }),
  );
  list.hidden = !suggestions.length;
  const count = told.dataset.suggestionsCount.replace("{count}", suggestions.length);
  told.textContent = suggestions.length ? count : "";
};

const ask = async () => {
  const words = input.value.trim();
  if (words === asked) return;
  asked = words;
  if (words.length < 2) return show([]);
  try {
    const address = `${form.dataset.suggestions}?${new URLSearchParams({ tim: words })}`;
    const { suggestions } = await (await fetch(address)).json();
    // An answer that came after more was typed is not for what stands there now.
    if (words === asked) show(suggestions);
  } catch {
    show([]);
  }
};

input.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(ask, 200);
});

form.addEventListener("keydown", (event) => {
  const links = [...list.querySelectorAll("a")];
  if (event.key === "Escape") {
    show([]);
    input.focus();
  } else if (links.length && ["ArrowDown", "ArrowUp"].includes(event.key)) {
    event.preventDefault();
    const next = links.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    (links[next] ?? (next < 0 ? input : links.at(-1))).focus();
  }
});

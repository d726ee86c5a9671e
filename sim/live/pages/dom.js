// Small helpers to build pages: data only ever becomes text, never markup.

export const $ = (id) => document.getElementById(id);

export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (key === "on") for (const [event, action] of Object.entries(value)) node.addEventListener(event, action);
    else if (key === "data") Object.assign(node.dataset, value);
    else if (key === "class") node.className = value;
    else if (value === true) node.setAttribute(key, "");
    else node.setAttribute(key, value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const drawn = new Map();

// Draw anew only when what is shown has changed, and leave the focus and the place where they were.
export function draw(id, data, make) {
  const signature = JSON.stringify(data);
  if (drawn.get(id) === signature) return;
  drawn.set(id, signature);
  const place = $(id);
  const focus = place.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  const top = place.scrollTop;
  place.replaceChildren(...make());
  place.scrollTop = top;
  if (focus) place.querySelector(`[data-key="${CSS.escape(focus)}"]`)?.focus();
}

export function forget() {
  drawn.clear();
}

let hiding;
const saying = $("note");

export function note(text, bad = false) {
  if (!text) return;
  raise();
  saying.textContent = text;
  saying.className = `note shown${bad ? " bad" : ""}`;
  clearTimeout(hiding);
  hiding = setTimeout(() => { saying.className = "note"; }, bad ? 6000 : 3000);
}

// A dialog lies over all else, so what is said while one is open is said in it.
function raise() {
  const over = $("dialog").open ? $("dialog") : document.body;
  if (saying.parentNode !== over) over.append(saying);
}

export function open(title, ...content) {
  const dialog = $("dialog");
  if (!dialog.open) comeBack(dialog, document.activeElement?.dataset.key);
  dialog.replaceChildren(h("h2", { id: "dialog-title" }, title), ...content);
  if (!dialog.open) dialog.showModal();
  else dialog.querySelector("input:not([readonly]), select, textarea, button")?.focus(); // what had it is gone
  raise();
  return dialog;
}

// The focus goes back to the button that opened a dialog, also where that was drawn anew meanwhile.
function comeBack(dialog, key) {
  dialog.addEventListener("close", () => {
    raise();
    if (key && !document.activeElement?.dataset.key) document.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
  }, { once: true });
}

export function close() {
  $("dialog").close();
}

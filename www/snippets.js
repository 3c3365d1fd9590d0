// The dialog behind "Embed": what a teacher pastes to have this lesson in a page of a course. The page imports this module when it is asked for.

const OURS = ["driver", "gil", "cores", "seed", "policy", "schedule"];
const PANELS = ["text", "parameters", "code", "output", "timeline", "details", "settings"];

const make = (name, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};
const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

/**
 * The snippets, as name and text.
 * @param {{ site: string, hash: string, title: string, code: string, files: boolean }} lesson  where the page is, its address behind `#`, its title, its
 *   program, and whether that needs other files
 * @param {{ load: string, theme: string, run: boolean, readOnly: boolean, panels: string[] }} asked
 */
export function snippets({ site, hash, title, code, files }, { load, theme, run, readOnly, panels }) {
  const [slug, query = ""] = hash.replace(/^\//, "").split("?");
  const usual = panels.join() === PANELS.slice(1).join();
  const asked = {
    ...(load !== "press" && { load }), ...(theme !== "auto" && { theme }),
    ...(!usual && { panels: panels.join(" ") }), ...(run && { run: "" }), ...(readOnly && { "read-only": "" }),
  };
  const attributes = {};
  const params = new URLSearchParams();
  let changed = false;
  let others = false; // texts that only a link can hold
  for (const [key, value] of new URLSearchParams(query)) {
    if (key === "code") changed = true;
    else if (key.startsWith("file.")) others = true;
    else if (key === "src" && value.startsWith("data:")) changed = true;
    else if (OURS.includes(key) || key === "src" || /^[A-Z][A-Z0-9_]*$/.test(key)) attributes[key] = value;
    else if (key !== "at") params.append(key.replace(/^p\./, ""), value);
  }
  others ||= changed && files;
  if (params.size) attributes.params = params.toString();
  const script = `<script async src="${site}embed.js"></script>\n`;
  const written = (pairs) => Object.entries(pairs).map(([name, value]) => (value === "" ? ` ${name}` : ` ${name}="${escaped(value)}"`)).join("");
  const link = `${site}#${hash}`;
  const frame = new URLSearchParams({ embed: 1, ...(theme !== "auto" && { theme }), ...(readOnly && { "read-only": 1 }), ...(!usual && { panels: panels.join(" ") }) });
  const alone = `${site}?${frame}#${hash}`;
  const found = [];
  if (changed && !others) {
    // The values of parameters stand in the program.
    const settings = Object.fromEntries(Object.entries(attributes).filter(([name]) => OURS.includes(name)));
    const said = new URLSearchParams({ title, ...settings, ...asked });
    found.push(["Code block", `${script}<pre><code class="language-python interleave" data-interleave="${escaped(said.toString())}">${escaped(code)}</code></pre>`]);
  } else if (!others) {
    const which = "src" in attributes ? {} : { lesson: slug };
    found.push(["Element", `${script}<interleave-lesson${written({ ...which, ...attributes, ...asked })}>\n  <a href="${escaped(link)}">${escaped(title)}</a>\n</interleave-lesson>`]);
  }
  found.push(["Frame", `<iframe src="${escaped(alone)}" title="${escaped(title)} – Interleave" width="100%" height="560" style="border: 0" allow="cross-origin-isolated; clipboard-write" loading="lazy"></iframe>`]);
  found.push(["Link (Markdown)", `[${title.replaceAll(/[[\]\\]/g, "\\$&")}](${link.replaceAll("(", "%28").replaceAll(")", "%29")})`]);
  found.push(["Link (HTML)", `<a href="${escaped(link)}">${escaped(title)}</a>`]);
  return { found, alone };
}

const style = `
.snippets { width: min(680px, 94vw); max-width: none; }
.snippets form { display: flex; flex-wrap: wrap; gap: 8px 20px; align-items: center; }
.snippets label { display: inline-flex; gap: 6px; align-items: center; font-size: var(--small); color: var(--soft); }
.snippets .panels { flex: 1 0 100%; display: flex; flex-wrap: wrap; gap: 6px 14px; }
.snippets h3 { font-size: var(--small); font-weight: 600; }
.snippets .head { display: flex; justify-content: space-between; align-items: center; margin-top: 12px; }
.snippets textarea { display: block; width: 100%; font: 12px/1.5 var(--mono); border: 1px solid var(--line); border-radius: var(--radius); background: var(--hover); color: var(--text); padding: 6px 8px; resize: vertical; overflow-wrap: anywhere; field-sizing: content; max-height: 140px; }
.snippets .foot { display: flex; justify-content: space-between; align-items: center; margin-top: 16px; gap: 12px; }
`;

/** Opens the dialog. */
export function open(site, hash, title, code = window.interleave.getCode?.() ?? "") {
  const lesson = { site, hash, title, code, files: !!document.querySelector(".file-tabs") };
  const select = (label, name, values) => {
    const control = make("select", { name }, ...values.map(([value, text]) => make("option", { value, textContent: text })));
    return make("label", {}, label, control);
  };
  const box = (label, name, value, checked = false) => make("label", {}, make("input", { type: "checkbox", name, value, checked }), label);
  const form = make("form", { onsubmit: (event) => event.preventDefault() },
    select("Loads", "load", [["press", "when pressed"], ["visible", "when it comes into view"], ["now", "at once"]]),
    select("Theme", "theme", [["auto", "as the system"], ["light", "light"], ["dark", "dark"]]),
    box("Runs by itself", "run", "1"), box("Read only", "read-only", "1"),
    make("div", { className: "panels" }, ...PANELS.map((panel) => box(panel, "panels", panel, panel !== "text"))));
  form.querySelector(".panels").setAttribute("role", "group");
  form.querySelector(".panels").setAttribute("aria-label", "Panels");
  const list = make("div");
  const preview = make("a", { target: "_blank", rel: "noopener", textContent: "See it alone" });
  preview.dataset.testid = "embed-alone";
  const draw = () => {
    const data = new FormData(form);
    const { found, alone } = snippets(lesson, {
      load: data.get("load"), theme: data.get("theme"), run: data.has("run"), readOnly: data.has("read-only"), panels: data.getAll("panels"),
    });
    preview.href = alone;
    list.replaceChildren(...found.map(([name, text]) => {
      const area = make("textarea", { readOnly: true, value: text, rows: Math.min(Math.max(text.split("\n").length, Math.ceil(text.length / 76)), 7), spellcheck: false });
      area.setAttribute("aria-label", name);
      area.dataset.testid = "snippet";
      const copy = make("button", { type: "button", className: "quiet", textContent: "Copy", onclick: async () => {
        area.select();
        try {
          await navigator.clipboard.writeText(text);
          copy.textContent = "Copied";
        } catch {
          copy.textContent = "Selected: press Ctrl-C";
        }
      } });
      copy.setAttribute("aria-label", `Copy: ${name}`);
      return make("section", {}, make("div", { className: "head" }, make("h3", { textContent: name }), copy), area);
    }));
  };
  form.addEventListener("input", draw);
  draw();
  const close = make("button", { type: "button", className: "button", textContent: "Close", onclick: () => dialog.close() });
  const dialog = make("dialog", { className: "help snippets" }, make("style", { textContent: style }),
    make("h2", { textContent: "Embed this lesson", id: "snippets-title" }), form, list, make("div", { className: "foot" }, preview, close));
  dialog.setAttribute("aria-labelledby", "snippets-title");
  dialog.dataset.testid = "snippets";
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

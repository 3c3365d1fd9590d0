// Interleave in other people's pages: the element `<interleave-lesson>`, and code blocks of the class `interleave`. A page loads this
// file from the site that is to run the programs, as a plain script (which asks nothing of the host) or as a module.
// docs/embedding.md says what can be written. Until a lesson is pressed, or comes into view where that is asked for, nothing else is loaded.

// A page may hold the script once for each lesson.
if (!customElements.get("interleave-lesson")) {
  const own = document.currentScript ?? [...document.scripts].find(({ src }) => /\/embed\.js(\?|#|$)/.test(src));
  if (!own?.src) throw new Error("Interleave: load embed.js by <script src=\"https://your.host/embed.js\">; it finds the site by that address.");
  const site = new URL(".", own.src);

  /** What a link knows by the same name. */
  const LINK = ["src", "driver", "gil", "cores", "seed", "policy", "schedule"];
  /** What is for this file, or for the frame. */
  const HERE = ["lesson", "code", "params", "load", "theme", "panels", "height", "run", "read-only"];
  const LOADS = ["press", "visible", "now"];
  const THEMES = ["auto", "light", "dark"];
  const PANELS = ["text", "parameters", "code", "output", "timeline", "details", "settings"];
  /** Programs longer than this are for a file of their own, which `src` names; bytes. */
  const MOST = 256 << 10;
  /** Before the frame has said how high it is; pixels. */
  const HEIGHT = 420;

  /** Elements whose frame is there. */
  const open = new Set();

  // Nothing but the border and the button's frame are ours: text and colours are those of the page around.
  const style = `
    :host { display: block; margin: 1em 0; }
    :host([hidden]) { display: none; }
    .poster { border: 1px solid color-mix(in srgb, currentColor 28%, transparent); border-radius: 6px; padding: 12px 16px; display: flex; flex-wrap: wrap; align-items: center; gap: 10px 16px; }
    .poster > div { flex: 1 1 180px; min-width: 0; }
    .poster.code > div { flex-basis: 100%; }
    .poster.code { border: 0; padding: 0; }
    small { display: block; flex: 1 1 180px; }
    ::slotted(pre) { margin: 0 !important; }
    button { font: inherit; font-weight: 600; color: inherit; background: color-mix(in srgb, currentColor 8%, transparent); border: 1px solid color-mix(in srgb, currentColor 50%, transparent); border-radius: 5px; min-height: 36px; padding: 0 16px; cursor: pointer; }
    button:hover { background: color-mix(in srgb, currentColor 16%, transparent); }
    small { opacity: 0.8; }
    p { margin: 0 0 8px; border-left: 3px solid #d05400; padding-left: 10px; }
    iframe { display: block; width: 100%; border: 1px solid color-mix(in srgb, currentColor 28%, transparent); border-radius: 6px; box-sizing: border-box; }
  `;

  const make = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  const base64 = (text) => {
    let bytes = "";
    for (const byte of new TextEncoder().encode(text)) bytes += String.fromCharCode(byte);
    return btoa(bytes);
  };

  class InterleaveLesson extends HTMLElement {
    static observedAttributes = ["theme"];
    #frame = null;
    #watch = null;
    #problems = [];
    /** The page in the frame is there and listens. */
    #ready = false;
    /** It is to run as soon as it does. */
    #wanted = false;

    static {
      addEventListener("message", ({ origin, source, data }) => {
        if (origin !== site.origin || typeof data?.interleave !== "string") return;
        for (const lesson of open) {
          if (lesson.#frame.contentWindow === source) lesson.#hear(data);
        }
      });
    }

    /** Makes the code blocks of the class `interleave` below `root` live, those of a page that puts in its content late. */
    static enliven(root = document) {
      for (const block of root.querySelectorAll(".interleave")) {
        const pre = block.closest("pre") ?? block.querySelector("pre");
        if (!pre || pre.closest("interleave-lesson")) continue;
        const text = (pre.querySelector("code") ?? pre).cloneNode(true);
        for (const other of text.querySelectorAll("button, .linenos, .lineno")) other.remove();
        const lesson = document.createElement("interleave-lesson");
        const asked = new URLSearchParams(block.dataset.interleave ?? pre.dataset.interleave ?? "");
        const params = new URLSearchParams();
        for (const [name, value] of asked) {
          if ([...LINK, ...HERE].includes(name) || name === "title") lesson.setAttribute(name, value);
          else params.append(name, value);
        }
        if (params.size) lesson.setAttribute("params", params);
        lesson.setAttribute("code", text.textContent);
        pre.replaceWith(lesson);
        lesson.append(pre);
      }
    }

    connectedCallback() {
      const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
      const sheet = new CSSStyleSheet(); // a page whose policy forbids styles in HTML allows these
      sheet.replaceSync(style);
      root.adoptedStyleSheets = [sheet];
      this.#problems = [];
      const load = this.#choice("load", LOADS) ?? "press";
      const address = this.#address();
      const says = this.#problems.map((text) => make("p", { textContent: text, role: "alert" }));
      const title = make("strong", { textContent: this.#title() });
      const slot = make("slot");
      // What the page has in the element, for those without scripts, names it best.
      slot.onslotchange = () => {
        title.hidden = slot.assignedNodes().some((node) => node.nodeType === Node.ELEMENT_NODE || node.data?.trim());
      };
      const code = this.hasAttribute("code");
      const button = make("button", { type: "button", textContent: "Try it", onclick: () => this.show() });
      button.setAttribute("part", "button");
      button.setAttribute("aria-label", `Try it: ${this.#title()}`);
      const hint = make("small", { textContent: "Python that runs in this page, by Interleave" });
      const poster = make("div", { className: code ? "poster code" : "poster" }, make("div", {}, title, slot, ...(code ? [] : [hint])), button, ...(code ? [hint] : []));
      poster.setAttribute("part", "poster");
      root.replaceChildren(...says, ...(address || code ? [poster] : []));
      button.hidden = !address;
      if (!address || load === "press") return;
      if (load === "now") return this.show();
      this.#watch = new IntersectionObserver((entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) this.show();
      });
      this.#watch.observe(this);
    }

    disconnectedCallback() {
      this.#watch?.disconnect();
      open.delete(this);
      this.#frame = null;
      this.#ready = false;
    }

    attributeChangedCallback(name, _before, value) {
      if (THEMES.includes(value ?? "auto")) this.#post(name, { theme: value ?? "auto" });
    }

    /** Puts the lesson in the place of its poster, as pressing it does. */
    show() {
      const address = this.#frame ? null : this.#address();
      if (!address) return;
      this.#watch?.disconnect();
      const frame = make("iframe", { src: address, title: `${this.#title()} – Interleave`, allow: "cross-origin-isolated; clipboard-write" });
      frame.setAttribute("part", "frame");
      frame.style.height = `${this.#height() ?? HEIGHT}px`;
      this.#frame = frame;
      open.add(this);
      this.shadowRoot.querySelector(".poster").replaceWith(frame);
    }

    /** Runs the program; shows it before if need be. */
    start() {
      this.#wanted = !this.#ready;
      this.#post("run");
      this.show();
    }

    /** Ends the run. */
    stop() {
      this.#wanted = false;
      this.#post("stop");
    }

    /** Takes a message of the frame. */
    #hear({ interleave: said, height, ...detail }) {
      if (said === "hello") {
        // The frame tells everything else to whoever answers this. It may be another page than before: frames can be loaded again.
        this.#frame.contentWindow.postMessage({ interleave: "welcome" }, site.origin);
        this.#ready = false;
      } else if (said === "size" && this.#height() === null) {
        // The frame's border is part of its height.
        this.#frame.style.height = `${Math.min(Math.max(Math.ceil(height), 120), 4000) + 2}px`;
      } else if (["ready", "run", "finished"].includes(said)) {
        this.#ready = true;
        this.dispatchEvent(new CustomEvent(said, { bubbles: true, detail }));
        if (said === "ready") {
          this.attributeChangedCallback("theme", null, this.getAttribute("theme"));
          if (this.#wanted || this.#flag("run")) this.#post("run");
          this.#wanted = false;
        }
      }
    }

    #post(said, more) {
      if (this.#ready) this.#frame.contentWindow.postMessage({ interleave: said, ...more }, site.origin);
    }

    #flag(name) {
      return this.hasAttribute(name) && !["false", "off", "0"].includes(this.getAttribute(name));
    }

    #problem(name, why) {
      const value = this.getAttribute(name);
      this.#problems.push(`Interleave: ${name}=${JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value)} ${why}`);
    }

    /** An attribute that has one of these values; none if it is absent, or wrong. */
    #choice(name, among) {
      const value = this.getAttribute(name);
      if (value === null || among.includes(value)) return value;
      this.#problem(name, `is not known. Write one of: ${among.join(", ")}.`);
      return null;
    }

    /** The height that the page asks for; none: that of the content. */
    #height() {
      const value = this.getAttribute("height");
      return /^\d+$/.test(value ?? "") ? Number(value) : null;
    }

    #title() {
      const name = this.getAttribute("lesson") ?? this.getAttribute("src");
      if (this.title || name === null) return this.title || "Program";
      const words = name.split(/[?#]/)[0].split("/").pop().replace(/\.(py|ipynb)$/, "").replaceAll(/[-_]/g, " ");
      return words.charAt(0).toUpperCase() + words.slice(1);
    }

    /** Where the frame leads; none, with the reason among the problems, if there is nothing to show. */
    #address() {
      const [lesson, src, code] = ["lesson", "src", "code"].map((name) => this.getAttribute(name));
      const given = [lesson, src, code].filter((value) => value !== null).length;
      if (given !== 1) {
        const what = given ? "more than one of lesson, src and code" : "neither lesson nor src nor code";
        this.#problems.push(`Interleave: the element has ${what}. Write one of them, as in <interleave-lesson lesson="lost-update">.`);
        return null;
      }
      // Before the `#` stands what is of the frame; behind it what a link of the page says.
      const frame = new URLSearchParams({ embed: 1 });
      if (this.hasAttribute("height")) {
        if (this.#height() === null) this.#problem("height", "is not a number of pixels. Write height=\"480\", or leave it out: the height then follows the content.");
      } else {
        frame.set("fit", 1);
      }
      const theme = this.#choice("theme", THEMES);
      if (theme && theme !== "auto") frame.set("theme", theme);
      if (this.#flag("read-only")) frame.set("read-only", 1);
      if (this.hasAttribute("panels")) {
        const panels = this.getAttribute("panels").split(/[\s,]+/).filter(Boolean);
        const wrong = panels.find((panel) => !PANELS.includes(panel));
        if (wrong || !panels.length) this.#problem("panels", `${wrong ? `has ${wrong}, which is not known` : "names none"}. Write some of: ${PANELS.join(", ")}.`);
        else frame.set("panels", panels.join(" "));
      }
      const link = new URLSearchParams();
      if (src) link.set("src", new URL(src, document.baseURI).href);
      if (code !== null) {
        // A title of its own is in the program's front matter.
        const titled = this.title && !/^\s*# ---/.test(code) ? `# ---\n# title: ${this.title.replaceAll(/\s+/g, " ")}\n# ---\n${code}` : code;
        const program = base64(titled);
        if (program.length * 0.75 > MOST) {
          this.#problem("code", `is longer than ${MOST >> 10} kB. Put the program into a file, and its address into src.`);
          return null;
        }
        link.set("src", `data:text/x-python;base64,${program}`);
      }
      for (const { name, value } of this.attributes) {
        if (LINK.includes(name)) {
          if (name !== "src") link.set(name, value);
        } else if (/^[a-z]\w*$/.test(name) && !HERE.includes(name) && !(name in this) && !["class", "is", "part", "tabindex"].includes(name)) {
          // HTML does not keep capitals, which parameters are written in.
          link.set(`p.${name.toUpperCase()}`, value);
        }
      }
      for (const [name, value] of new URLSearchParams(this.getAttribute("params") ?? "")) link.set(`p.${name}`, value);
      return `${site}?${frame}#/${encodeURI(lesson ?? "")}?${link}`;
    }
  }
  customElements.define("interleave-lesson", InterleaveLesson);

  if (document.readyState === "loading") addEventListener("DOMContentLoaded", () => InterleaveLesson.enliven());
  else InterleaveLesson.enliven();
}

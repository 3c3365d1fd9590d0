// The page inside of another one: what it tells that page, and what that page may ask of it. docs/embedding.md has the messages.
//
// Whoever answers `hello` with `welcome` as the page around gets everything else, and nobody but them is heard.

const around = window.parent;
const { dataset } = document.documentElement;
/** To whom messages are sent; none before they have answered. */
let host = null;
const waiting = [];

/** Sends a message to the page around, as soon as it is known. */
export function tell(message) {
  if (host === null) waiting.push(message);
  else around.postMessage(message, host);
}

function welcome(origin) {
  // A file or a sandbox has an origin that cannot be written; what is around this window is the same page all the same.
  host = origin === "null" ? "*" : origin;
  for (const message of waiting.splice(0)) tell(message);
  if (!("fit" in dataset)) return;
  const size = () => tell({ interleave: "size", height: document.body.getBoundingClientRect().height });
  new ResizeObserver(size).observe(document.body);
}

/**
 * Begins to talk to the page around.
 * @param {(word: string) => void} asked  told what is wanted: to `run`, to `stop`, to show the `timeline` or the `details`
 */
export function begin(asked) {
  const panels = dataset.panels?.split(" ");
  if (panels && !panels.includes("output")) asked(panels.find((panel) => panel === "timeline" || panel === "details") ?? "");
  // Until the editor is there, which looks at this itself.
  if ("readOnly" in dataset) for (const area of document.querySelectorAll(".code textarea")) area.readOnly = true;
  if (around === window) return;
  let from = null;
  addEventListener("message", ({ source, origin, data }) => {
    if (source !== around || (from ?? origin) !== origin) return;
    switch (data?.interleave) {
      case "welcome":
        if (from === null) welcome(origin);
        from = origin;
        break;
      case "theme":
        if (data.theme === "auto") delete dataset.theme;
        else dataset.theme = data.theme;
        break;
      case "run":
      case "stop":
        if (from !== null) asked(data.interleave);
        break;
      default:
    }
  });
  around.postMessage({ interleave: "hello" }, "*");
}

// Before anything is drawn: the chosen theme, and what a page inside of another one shows.
const { dataset } = document.documentElement;
const query = new URLSearchParams(location.search);
let theme = query.get("theme");
try {
  theme ??= localStorage.getItem("interleave-theme");
} catch {}
if (theme === "light" || theme === "dark") dataset.theme = theme;
if (/[?&]embed=(?!0|false)/.test(location.search + location.hash)) {
  dataset.embed = "";
  if (query.has("fit")) dataset.fit = "";
  if (query.has("read-only")) dataset.readOnly = "";
  if (query.has("panels")) dataset.panels = query.get("panels");
  // Behind the `#` it would be lost when the page writes its address there.
  if (!query.has("embed")) history.replaceState(null, "", `?embed=1${location.search.replace("?", "&")}${location.hash}`);
}

window.interleave = { load: (url) => import(new URL(url, document.baseURI).href) };

// When the page cannot start, it says why and what to do.
const sandboxed = origin === "null";
window.interleave.fail = (what, remedy) => {
  const app = document.getElementById("app");
  if (!app?.hasAttribute("aria-busy")) return;
  const place = document.getElementById("boot");
  if (!place.hidden) return; // the first reason is the cause
  place.querySelector("strong").textContent = sandboxed ? "The page is in a sandbox that keeps it from its own files, so it cannot start." : what;
  place.querySelector("span").textContent = sandboxed
    ? 'In the page around it, write sandbox="allow-scripts allow-same-origin", or leave sandbox out.'
    : remedy;
  place.hidden = false;
};
window.addEventListener("DOMContentLoaded", () => {
  if (sandboxed) window.interleave.fail();
  if (typeof WebAssembly !== "object") {
    window.interleave.fail(
      "This browser has no WebAssembly, so the page cannot start.",
      "Use a current Firefox, Chrome, Edge or Safari, or switch WebAssembly on: some lockdown modes switch it off.",
    );
  }
  setTimeout(() => {
    window.interleave.fail("The page is taking long to start.", "It goes on loading. If nothing happens, check the connection and reload.");
  }, 12000);
});
const failed = (reason) => {
  window.interleave.fail(
    `The page could not start: ${reason}.`,
    "Reload it. If that does not help, a file is missing where it is hosted, or an extension blocks WebAssembly.",
  );
};
window.addEventListener("unhandledrejection", (event) => failed(String(event.reason?.message ?? event.reason)));
window.addEventListener("error", (event) => {
  const file = event.target?.href ?? event.target?.src;
  failed(file ? `${file} did not load` : event.message || "a script failed");
}, true);

// Adds the headers that shared memory needs, on hosts that do not send them. It loads the page once more, with
// them; without, everything works but free threads. Inside of a page that is not isolated itself they help in Chromium only.
const helps = window.parent === window || "userAgentData" in navigator;
if (!window.crossOriginIsolated && !sandboxed && helps && "serviceWorker" in navigator && window.isSecureContext) {
  const unwanted = query.get("isolation") === "off"; // to see the page without
  if (!unwanted) {
    navigator.serviceWorker.onmessage = ({ data }) => data === "reload" && location.reload();
    navigator.serviceWorker.register("service-worker.js").catch(() => {});
  }
}

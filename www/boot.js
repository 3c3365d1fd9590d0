// Before anything is drawn: the chosen theme, and what an embedded page leaves out.
try {
  const theme = localStorage.getItem("interleave-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {}
if (/[?&]embed=(?!0|false)/.test(location.search + location.hash)) document.documentElement.dataset.embed = "";

window.interleave = { load: (url) => import(new URL(url, document.baseURI).href) };

// When the page cannot start, it says why and what to do.
window.interleave.fail = (what, remedy) => {
  const app = document.getElementById("app");
  if (!app?.hasAttribute("aria-busy")) return;
  const place = document.getElementById("boot");
  if (!place.hidden) return; // the first reason is the cause
  place.querySelector("strong").textContent = what;
  place.querySelector("span").textContent = remedy;
  place.hidden = false;
};
window.addEventListener("DOMContentLoaded", () => {
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
// them; without, everything works but free threads.
if (!window.crossOriginIsolated && "serviceWorker" in navigator && window.isSecureContext) {
  const unwanted = /[?&]isolation=off/.test(location.search); // to see the page without
  if (!unwanted) navigator.serviceWorker.register("service-worker.js").catch(() => {});
}

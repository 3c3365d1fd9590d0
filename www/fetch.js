// Fetches the text of a lesson that is not of the course, within limits. It never throws: what went wrong is said by a
// word in `problem`, for which the page has the sentences.

/** A program that is in the link itself: nobody is asked for it. */
function inLink(address, mostBytes) {
  try {
    const [, base64, data] = /^data:[^,]*?(;base64)?,(.*)$/s.exec(address);
    const bytes = Uint8Array.from(base64 ? atob(data) : unescape(data), (letter) => letter.charCodeAt(0));
    if (bytes.length > mostBytes) return { host: "", problem: "size" };
    return { host: "", text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return { host: "", problem: "encoding" };
  }
}

/** `{ host, text }`, or `{ host, problem, detail }`; the page imports this module when a link asks for such a lesson. */
export async function fetchText(address, mostBytes, mostMilliseconds) {
  let url;
  try {
    url = new URL(address, document.baseURI);
  } catch {
    return { host: "", problem: "address" };
  }
  const host = url.host;
  if (url.protocol === "data:") return inLink(address, mostBytes);
  if (url.protocol !== "https:" && url.protocol !== "http:") return { host, problem: "scheme", detail: url.protocol };
  // Browsers block it without saying so, but for this machine itself.
  const local = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  if (location.protocol === "https:" && url.protocol === "http:" && !local) return { host, problem: "mixed" };

  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), mostMilliseconds);
  try {
    const answer = await fetch(url, { credentials: "omit", referrerPolicy: "no-referrer", signal: stop.signal });
    if (!answer.ok) return { host, problem: "status", detail: `${answer.status} ${answer.statusText}`.trim() };
    const bytes = new Uint8Array(mostBytes);
    let size = 0;
    for (const reader = answer.body.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) break;
      if (size + value.length > mostBytes) {
        reader.cancel().catch(() => {});
        return { host, problem: "size" };
      }
      bytes.set(value, size);
      size += value.length;
    }
    try {
      return { host, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, size)) };
    } catch {
      return { host, problem: "encoding" };
    }
  } catch {
    return { host, problem: stop.signal.aborted ? "time" : "reach" };
  } finally {
    clearTimeout(timer);
  }
}

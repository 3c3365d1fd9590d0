// The worker that stands in for the engine's supervisor where runs are for the computer that serves the page: it hands on what
// page and computer say, by a WebSocket (src/computer). It connects with the first message, and again when the connection was lost.

let socket = null;
/** The run that goes on, as far as is known here. */
let run = null;

const address = () => new URL("computer", import.meta.url).href.replace(/^http/, "ws");

/** JSON with whole numbers beyond 2^53, where the browser can write them. */
const number = (_, value) => (typeof value === "bigint" ? (JSON.rawJSON?.(String(value)) ?? Number(value)) : value);

function fail(message) {
  if (run === null) return;
  const failed = { run, message, remedy: "Is interleave serve still running there? Open the address that it prints, or choose another driver." };
  run = null;
  postMessage({ Failed: failed });
}

/** A message, as src/computer/src/frame.rs writes it. */
function read(buffer) {
  const start = 4 + new DataView(buffer).getUint32(0, true);
  const text = new TextDecoder().decode(new Uint8Array(buffer, 4, start - 4));
  return JSON.parse(text, (_, value) => {
    const part = value?.$bytes;
    return part ? new Uint8Array(buffer.slice(start + part[0], start + part[1])) : value;
  });
}

function connect() {
  const mine = new WebSocket(address());
  mine.binaryType = "arraybuffer";
  let opened = false;
  mine.onopen = () => {
    opened = true;
  };
  mine.onmessage = ({ data }) => {
    const message = read(data);
    if (message.Finished || message.Failed) run = null;
    postMessage(message);
  };
  mine.onclose = () => {
    if (socket !== mine) return;
    socket = null;
    fail(opened ? "The connection to this computer was lost, and with it the run." : "This computer does not answer, or does not allow this page to run programs.");
  };
  return mine;
}

function send(data) {
  const text = JSON.stringify(data, number);
  if (data.Run) {
    run = data.Run.run;
    socket ??= connect();
  }
  if (socket?.readyState === WebSocket.CONNECTING) socket.addEventListener("open", () => socket?.send(text));
  else socket?.send(text);
}

addEventListener("message", ({ data }) => {
  if (!data.role) send(data);
});

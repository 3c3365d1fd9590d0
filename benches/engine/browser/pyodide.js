// Runs programs that are posted to it, each in a namespace of its own.
import { loadPyodide } from '/pyodide/pyodide.mjs';

let printed = '';
const pyodide = loadPyodide({ indexURL: '/pyodide/', stdout: (line) => (printed += `${line}\n`) });

self.onmessage = async ({ data }) => {
  printed = '';
  try {
    const python = await pyodide;
    const globals = python.toPy({ __name__: '__main__' });
    python.runPython(data, { globals });
    globals.destroy();
    postMessage({ printed });
  } catch (error) {
    postMessage({ failed: String(error) });
  }
};

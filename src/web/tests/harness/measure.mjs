// Measures the web driver in headless Chromium: `node measure.mjs ENGINE_DIR`. See run.mjs for what it needs.
import { open } from './run.mjs';

const START = `
import time
from multiprocessing import Process, Queue

def child(queue):
    queue.put(time.time())

if __name__ == "__main__":
    queue = Queue()
    for _ in range(8):
        begin = time.time()
        process = Process(target=child, args=(queue,))
        process.start()
        print(f"{(queue.get() - begin) * 1000:.1f}", end=" ")
        process.join()
`;

const ROUND_TRIP = `
import time
from multiprocessing import Process, Pipe

def echo(end):
    while True:
        message = end.recv()
        if message is None:
            break
        end.send(message)

if __name__ == "__main__":
    here, there = Pipe()
    process = Process(target=echo, args=(there,))
    process.start()
    here.send(0)
    here.recv()
    begin = time.perf_counter()
    for number in range(500):
        here.send(number)
        here.recv()
    print(f"{(time.perf_counter() - begin) / 500 * 1e6:.0f}")
    here.send(None)
    process.join()
`;

const work = (parallel, kind) => `
import time
${kind === 'Process' ? 'from multiprocessing import Process' : 'from threading import Thread as Process'}

def work():
    total = 0
    for number in range(1_500_000):
        total += number

if __name__ == "__main__":
    workers = [Process(target=work) for _ in range(2)]
    begin = time.perf_counter()
    for worker in workers:
        worker.start()
        ${parallel ? 'pass' : 'worker.join()'}
    for worker in workers:
        worker.join()
    print(f"{time.perf_counter() - begin:.3f}")
`;

const LOCK = `
import time
from multiprocessing import Lock, Value

if __name__ == "__main__":
    lock, value = Lock(), Value("i", 0, lock=False)
    begin = time.perf_counter()
    for _ in range(20_000):
        with lock:
            value.value += 1
    print(f"{(time.perf_counter() - begin) / 20_000 * 1e6:.2f}")
`;

const engine = process.argv[2];
for (const isolated of [true, false]) {
  const { page, capabilities, run, close } = await open({ engine, isolated });
  const measured = async (text, more = {}) => {
    const result = await run({ main: { file: 'main.py', text }, ...more });
    return result.failed ? JSON.stringify(result.failed) : result.text.trim();
  };
  console.log(isolated ? '# cross-origin isolated' : '# not isolated');
  console.log('supervisor ready, ms:', capabilities.milliseconds.toFixed(0));
  console.log('start of a process, ms:', await measured(START));
  console.log('round trip through a pipe, µs:', await measured(ROUND_TRIP));
  console.log('lock, read, write, unlock, µs:', isolated ? await measured(LOCK) : await measured(LOCK.replaceAll('20_000', '500')));
  const compare = async (kind, more) => {
    const [sequential, parallel] = [await measured(work(false, kind), more), await measured(work(true, kind), more)];
    console.log(`two ${kind} workers${more?.gil === false ? ', free threads' : ''}: sequential ${sequential} s, parallel ${parallel} s, ratio ${(parallel / sequential).toFixed(2)}`);
  };
  await compare('Process');
  await compare('Thread');
  if (isolated) await compare('Thread', { gil: false });
  const stop = await page.evaluate(async () => {
    window.__interleave.start({ main: { file: 'main.py', text: 'while True: pass\n' } });
    await new Promise((resolve) => setTimeout(resolve, 500));
    return (await window.__interleave.stop()).took;
  });
  console.log('stop of an endless loop, ms:', stop.toFixed(1));
  await close();
}

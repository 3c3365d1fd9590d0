//! Races: what is one, what looks like one, and what only the order of locks decides.

use interleave_runtime::explore::RaceKind::{LostUpdate, Unordered};
use interleave_runtime::explore::{Explorer, RaceKind};
use interleave_runtime::sim::{Program, SimSettings};

/// A program and what is found: the kind of race, the variable, and the lines of its accesses.
struct Case {
    name: &'static str,
    program: &'static str,
    races: &'static [(RaceKind, &'static str, &'static [u32])],
}

#[test]
fn races_of_programs() {
    for case in CASES {
        let program = Program::new("main.py", case.program);
        let mut explorer = Explorer::new(program, SimSettings::default(), 60);
        let report = explorer.run();
        let mut found: Vec<_> = report
            .races()
            .iter()
            .map(|found| {
                let mut lines: Vec<u32> = found.race.accesses.iter().map(|access| access.line).collect();
                if found.race.kind == Unordered {
                    lines.sort_unstable();
                }
                (found.race.kind, found.race.variable.as_str(), lines)
            })
            .collect();
        found.sort();
        let said: Vec<String> = report.races().iter().map(|found| found.race.sentence("main.py")).collect();
        let expected: Vec<_> =
            case.races.iter().map(|(kind, variable, lines)| (*kind, *variable, lines.to_vec())).collect();
        assert_eq!(found, expected, "{}: {said:#?}\n{:?}", case.name, report.outcomes[0].stderr);
    }
}

const CASES: &[Case] = &[
    Case {
        name: "a global, and what main reads after joining",
        program: "import threading
n = 0
def add():
    global n
    for _ in range(3):
        n += 1
threads = [threading.Thread(target=add) for _ in range(2)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(n)
n = 0
",
        races: &[(LostUpdate, "n", &[6, 6, 6])],
    },
    Case {
        name: "under a lock",
        program: "import threading
n, lock = 0, threading.Lock()
def add():
    global n
    for _ in range(3):
        with lock:
            n += 1
threads = [threading.Thread(target=add) for _ in range(2)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(n)
",
        races: &[],
    },
    Case {
        name: "a lock each for reading and writing",
        program: "import threading
n, lock = 0, threading.Lock()
def add():
    global n
    with lock:
        seen = n
    with lock:
        n = seen + 1
threads = [threading.Thread(target=add) for _ in range(2)]
for thread in threads: thread.start()
for thread in threads: thread.join()
",
        races: &[(LostUpdate, "n", &[6, 8, 8])],
    },
    Case {
        name: "an attribute, and one that each thread has of its own",
        program: "import threading
class Account:
    def __init__(self): self.balance = 0
account = Account()
class Clerk(threading.Thread):
    def run(self):
        self.sum = 0
        for _ in range(3):
            self.sum += 1
        account.balance = account.balance + self.sum
clerks = [Clerk(), Clerk()]
for clerk in clerks: clerk.start()
for clerk in clerks: clerk.join()
print(account.balance, clerks[0].sum)
",
        races: &[(LostUpdate, "Account.balance", &[10, 10, 10])],
    },
    Case {
        name: "items: of one key, of one index, of different ones",
        program: "import threading
votes, seats, own = {'a': 0}, [0, 0], [0, 0]
def count(number):
    votes['a'] += 1
    seats[-1] += 1
    own[number] += 1
threads = [threading.Thread(target=count, args=(n,)) for n in range(2)]
for thread in threads: thread.start()
for thread in threads: thread.join()
",
        races: &[(LostUpdate, "seats[-1]", &[5, 5, 5]), (LostUpdate, "votes['a']", &[4, 4, 4])],
    },
    Case {
        name: "reading the last item, then removing it",
        program: "import threading
free = [3, 2, 1]
def take():
    last = free[-1]
    free[-1:] = []
threads = [threading.Thread(target=take) for _ in range(2)]
for thread in threads: thread.start()
for thread in threads: thread.join()
",
        races: &[(Unordered, "free[-1:]", &[4, 5])],
    },
    Case {
        name: "a variable of an enclosing function",
        program: "import threading
def main():
    n = 0
    def add():
        nonlocal n
        n += 1
    threads = [threading.Thread(target=add) for _ in range(2)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    print(n)
main()
",
        races: &[(LostUpdate, "n", &[6, 6, 6])],
    },
    Case {
        name: "a flag that nothing orders",
        program: "import threading, time
done = False
def work():
    while not done:
        time.sleep(0.1)
thread = threading.Thread(target=work)
thread.start()
time.sleep(0.3)
done = True
thread.join()
",
        races: &[(Unordered, "done", &[4, 9])],
    },
    Case {
        name: "ordered by events, conditions, barriers, semaphores and queues",
        program: "import threading, queue
a = b = c = d = e = 0
event, condition, barrier = threading.Event(), threading.Condition(), threading.Barrier(2)
semaphore, items = threading.Semaphore(0), queue.Queue()
ready = False
def work():
    global a, b, c, d, e, ready
    a = 1
    event.set()
    with condition:
        b = 1
        ready = True
        condition.notify()
    c = 1
    barrier.wait()
    d = 1
    semaphore.release()
    e = 1
    items.put(None)
thread = threading.Thread(target=work)
thread.start()
event.wait(); a += 1
with condition:
    while not ready: condition.wait()
    b += 1
barrier.wait(); c += 1
semaphore.acquire(); d += 1
items.get(); e += 1
thread.join()
",
        races: &[],
    },
    Case {
        name: "ordered by executors, timers and thread-local data",
        program: "import threading
from concurrent.futures import ThreadPoolExecutor
n, local = 0, threading.local()
def add():
    global n
    local.n = 1
    n += 1
with ThreadPoolExecutor(max_workers=2) as pool:
    for _ in range(3): pool.submit(add).result()
timer = threading.Timer(0.1, add)
timer.start()
timer.join()
print(n)
",
        races: &[],
    },
    Case {
        name: "a value between processes, each access locked and the pair not",
        program: "from multiprocessing import Process, Value
def add(n):
    for _ in range(50):
        n.value += 1
if __name__ == '__main__':
    n = Value('i', 0)
    team = [Process(target=add, args=(n,)) for _ in range(2)]
    for one in team: one.start()
    for one in team: one.join()
    print(n.value)
    n.value = 0
",
        races: &[(LostUpdate, "n.value", &[4, 4, 4])],
    },
    Case {
        name: "items of a dict: read by get, tested by in, and those of a defaultdict",
        program: "import threading
from collections import defaultdict
counts, cache, tally = {}, {}, defaultdict(int)
def work(word):
    counts[word] = counts.get(word, 0) + 1
    if word not in cache:
        cache[word] = threading.get_ident()
    tally[word] += 1
threads = [threading.Thread(target=work, args=('a',)) for _ in range(2)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(len(counts), len(cache), len(tally))
",
        races: &[
            (LostUpdate, "cache[word]", &[6, 7, 7]),
            (LostUpdate, "counts[word]", &[5, 5, 5]),
            (LostUpdate, "tally[word]", &[8, 8, 8]),
        ],
    },
    Case {
        name: "items of a dict whose class does the locking",
        program: "import threading
class Counts(dict):
    lock = threading.Lock()
    def __getitem__(self, key):
        with self.lock: return dict.__getitem__(self, key)
    def __setitem__(self, key, value):
        with self.lock: dict.__setitem__(self, key, value)
counts = Counts()
def work():
    counts['a'] = 1
    return counts['a']
threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print('a' in counts)
",
        races: &[],
    },
    Case {
        name: "an array under its lock, and a pool",
        program: "from multiprocessing import Array, Pool, Process
def add(numbers):
    with numbers.get_lock():
        numbers[1] += 1
def square(n):
    return n * n
if __name__ == '__main__':
    numbers = Array('i', 2)
    team = [Process(target=add, args=(numbers,)) for _ in range(2)]
    for one in team: one.start()
    for one in team: one.join()
    with Pool(2) as pool:
        print(numbers[1], pool.map(square, range(4)))
",
        races: &[],
    },
    Case {
        name: "a property with a lock in it, and what is assigned once",
        program: "import threading
class Safe:
    def __init__(self): self.lock, self._n = threading.Lock(), 0
    @property
    def n(self):
        with self.lock: return self._n
    @n.setter
    def n(self, value):
        with self.lock: self._n = value
safe, limit = Safe(), 3
def work():
    for _ in range(limit): safe.n = limit
threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(safe.n)
",
        races: &[],
    },
];

"""Instructions that a replication takes, by part of the program.

    cargo build --release --locked && python3 benches/instructions.py

Runs the program in callgrind twice, on one thread, and divides the difference by the number of replications between
them: what is done once per run cancels out. Callgrind has no AVX-512, so the program uses AVX2. Prints the table of
docs/verification.md, with what is there beside it, and a mark at what differs by more than a tenth.

A month is compiled as one function, so an instruction belongs to the part whose file is in its chain of inlined calls
(addr2line). If none is, it belongs to the parts that call its function, in proportion to what they spend in it.
"""

import collections
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = (ROOT / "target/release/staffcast").resolve()
TABLE = ROOT / "docs/verification.md"
SCENARIO = "scenarios/herefordshire-2016.toml"
FEWER, MORE = 2048, 4096
# Without the instructions that fill or copy a whole block of memory: callgrind would count one for every byte.
PLAIN = {"GLIBC_TUNABLES": "glibc.cpu.hwcaps=-ERMS,-FSRM"}
# Changes that are marked.
NOTED = 0.1
# Calls between functions that belong to their callers.
DEEPEST = 20

OTHER = "everything else"
# The outermost of these files of src/ in a chain of calls decides; if there is none, the outermost of the next group.
# What is in none, such as random numbers and the standard library, belongs to its callers.
PARTS = [
    {
        "plan/inputs.rs": "drawing the inputs",
        "model/careers.rs": "careers",
        "model/recruitment.rs": "recruitment",
        "model/agency.rs": "agency",
        "model/staff_in_post.rs": "staff in post",
        "model/demand.rs": "demand",
        "model/pathway.rs": "cases",
        "model/caseload.rs": "caseload",
        "model/money.rs": "money",
        "run/row.rs": "reading rows",
        "run/reading.rs": "reading rows",
        "run/columns.rs": "reading rows",
        "run/tally/": "tallying",
        "run/tallies.rs": "tallying",
    },
    {"model/": "the rest of a month"}
    | dict.fromkeys(("plan/", "run/", "summary/", "content/", "render/", "cli/", "scenario/"), OTHER),
]
RANDOM = [{"random/": "random numbers, in all parts"}]


def main():
    if len(sys.argv) > 1:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as folder:
        runs = [Profile(count, pathlib.Path(folder)) for count in (FEWER, MORE)]
    chains = read_chains({address for run in runs for address in run.addresses()})
    if not any(chains.values()):
        sys.exit(f"{PROGRAM} has no line tables of {ROOT}/src")
    now = {}
    for groups in (PARTS, RANDOM):
        fewer, more = (run.by_part(lambda address: part_of(chains.get(address, ()), groups)) for run in runs)
        for part in dict.fromkeys(part for group in groups for part in group.values()):
            now[part] = (more[part] - fewer[part]) / (MORE - FEWER)
        if groups is PARTS:
            now["all parts"] = sum(now.values())
    report(now)


class Profile:
    """What callgrind counts in a run: instructions by function and address, and calls with what is spent in them."""

    def __init__(self, count, folder):
        """Runs `count` replications."""
        out = folder / "callgrind.out"
        # A folder of its own: the program reads results that are there already.
        results = folder / str(count)
        program = [PROGRAM, "run", SCENARIO, "-n", str(count), "--threads", "1", "--quiet", "--out", results]
        callgrind = ["valgrind", "--tool=callgrind", "--dump-instr=yes", "--demangle=no", f"--callgrind-out-file={out}"]
        subprocess.run(callgrind + program, cwd=ROOT, env=os.environ | PLAIN, check=True, capture_output=True)
        self.own = collections.Counter()
        self.calls = collections.Counter()
        names, address, thing, caller, callee, is_call = {}, 0, "", "", "", False
        for line in out.read_text().splitlines():
            if found := re.match(r"(c?)(ob|fn)=\((\d+)\)(?: (.*))?$", line):
                called, kind, number, name = found.groups()
                if name:
                    names[kind, number] = name
                if kind == "fn":
                    caller, callee = (caller, number) if called else (number, callee)
                elif not called:
                    thing = names[kind, number]
            elif line.startswith("calls="):
                is_call = True
            elif found := re.match(r"(0x[0-9a-f]+|[+-]\d+|\*) \S+ (\d+)$", line):
                to = found[1]
                address = int(to, 16) if to[0] == "0" else address if to == "*" else address + int(to)
                # Addresses of other objects have no chain.
                at = (caller, address if thing == str(PROGRAM) else None)
                if is_call:
                    self.calls[callee, at] += int(found[2])
                else:
                    self.own[at] += int(found[2])
                is_call = False

    def addresses(self):
        """The addresses of the program's instructions."""
        return {address for _, address in self.own if address is not None}

    def by_part(self, part_at):
        """Instructions by part; `part_at` returns the part of an address, or None if it belongs to the callers."""
        callers = collections.defaultdict(list)
        for (callee, (caller, address)), spent in self.calls.items():
            if caller != callee:
                callers[callee].append((caller, part_at(address), spent))
        shares = {}
        # Each time, shares go down by one call.
        for _ in range(DEEPEST):
            shares = {callee: shared(shares, sites) for callee, sites in callers.items()}
        total = collections.Counter()
        for (function, address), spent in self.own.items():
            part = part_at(address)
            for name, share in {part: 1}.items() if part else shares.get(function, {OTHER: 1}).items():
                total[name] += spent * share
        return total


def shared(shares, sites):
    """The share of each part in a function that is called from these sites."""
    parts = collections.Counter()
    for caller, part, spent in sites:
        for name, share in {part: 1}.items() if part else shares.get(caller, {OTHER: 1}).items():
            parts[name] += share * spent
    return {name: spent / (sum(parts.values()) or 1) for name, spent in parts.items()}


def read_chains(addresses):
    """Of each address, the files of src/ whose functions it is inlined in, from the outermost to its own."""
    text = "\n".join(hex(address) for address in sorted(addresses))
    command = ["addr2line", "--inlines", "--addresses", "--exe", PROGRAM]
    output = subprocess.run(command, input=text, text=True, check=True, capture_output=True).stdout
    chains, chain = {}, []
    for line in output.splitlines():
        if line.startswith("0x"):
            chain = chains[int(line, 16)] = []
        elif line.startswith(f"{ROOT}/src/"):
            chain.insert(0, line.removeprefix(f"{ROOT}/src/"))
    return chains


def part_of(chain, groups):
    """The part to which a chain of files belongs."""
    for group in groups:
        for file in chain:
            for start, part in group.items():
                if file.startswith(start):
                    return part
    return None


def report(now):
    """Prints the table beside the committed one; with BLESS=1 commits it."""
    text = TABLE.read_text()
    print(f"{'part':30}{'instructions':>14}{'committed':>14}{'change':>10}")
    for name in now:
        row = re.compile(rf"^\| {re.escape(name)} \| (-?[\d,]+) \|$", re.MULTILINE)
        found = row.search(text)
        before = int(found[1].replace(",", "")) if found else 0
        change = now[name] - before
        # What is done once per run is about 0, and a tenth of that is chance: a hundredth of all parts is not.
        is_noted = abs(change) > NOTED * (now["all parts"] / 10 if name == OTHER else before)
        mark = "  new" if not found else "  changed" if is_noted else ""
        print(f"{name:30}{now[name]:14,.0f}{before:14,}{change:+10,.0f}{mark}")
        text = row.sub(f"| {name} | {now[name]:,.0f} |", text)
    if os.environ.get("BLESS"):
        TABLE.write_text(text)


if __name__ == "__main__":
    main()

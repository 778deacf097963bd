"""Peak memory of a batch, its summary and its picture included."""

import os
import subprocess

FEW, MANY = 1_000, 20_000


def peak_megabytes(command, runs, folder, months=2):
    """Return the peak resident memory of a batch that also prints and draws its summary.

    Two months in blocks of 500 runs keep it short; if results were kept, twenty thousand runs
    would need about 220 MB more than one thousand.
    """
    asked = ["baseline", "--set", f"months={months}", "--runs", str(runs)]
    asked += ["--block", "500"] if months == 2 else []
    process = subprocess.Popen(
        [command, "batch", *asked, "--out", str(folder)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return usage.ru_maxrss / 1024

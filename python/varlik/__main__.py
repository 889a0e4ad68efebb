"""The `varlik` command."""

import signal
import sys

from varlik._varlik import run_command


def main() -> None:
    """Run the command on `sys.argv` and exit with its code."""
    # The command runs in Rust, where Python's own handlers would have to wait for its end.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    sys.exit(run_command(["varlik", *sys.argv[1:]]))


if __name__ == "__main__":
    main()

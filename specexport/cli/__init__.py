"""The command `specexport`: one file for each command, and no logic that the library lacks."""

TYPE_CHECKING = False  # typing's constant, as type checkers know it, without importing typing
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: "Sequence[str] | None" = None) -> int:
    """Run the command with `arguments`, by default those of the process, and return its exit code.

    0 is good, 1 a document failed, 2 the request or the machine is at fault, 130 interrupted.
    """
    import atexit
    import gc

    atexit.register(gc.freeze)  # a process that ends need not look for cycles among all it has made
    gc.set_threshold(100_000, 50, 100)  # short runs make few cycles and should not pay for looking for them
    from specexport.cli.application import run

    return run(arguments)

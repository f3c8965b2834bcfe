"""``python -m workbook_tool`` is ``workbook-tool``; a packed program (PyInstaller) starts here as well."""

import sys


def main() -> None:
    """Run the command line; a packed program is its own interpreter for the child that reads risky files."""
    if sys.argv[1:3] == ["-m", "workbook_tool.files.isolated"]:
        from workbook_tool.files.isolated import main as read

        read(sys.argv[3], int(sys.argv[4]))
        return
    from workbook_tool.cli import main as run

    run()


if __name__ == "__main__":
    main()

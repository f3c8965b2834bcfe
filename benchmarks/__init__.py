"""What is measured: how many single mistakes are found, and how fast the tool is. Run by hand, not by the tests."""

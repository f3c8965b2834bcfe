"""Many workbooks (批量): which files, one job each in its own process, the manifest, the 汇总表."""

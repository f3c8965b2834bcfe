"""A Word report, whoever wrote it, as prose and tables: the parts, their text, numbers and cells."""

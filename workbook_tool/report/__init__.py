"""The Word report: from an Evaluation through a docxtpl template, and the templates made from text outlines (提纲)."""

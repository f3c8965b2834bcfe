"""Frozen values that every other room speaks in; they know no file, no rule and no output."""

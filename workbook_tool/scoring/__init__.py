"""测算: what the rates, scores, deviations and grades should be, by a policy; pure functions of values."""

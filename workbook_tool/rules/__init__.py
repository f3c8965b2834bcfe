"""What may be wrong (校验规则): a catalogue of small pure functions over what was 填报 and 测算."""

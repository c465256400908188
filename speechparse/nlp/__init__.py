"""The door to spaCy: a tokenizer, components, conversion, and pkuseg's words without its weight."""

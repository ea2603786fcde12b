"""The command line: words and options; every rule of the trade lives in use cases and domain."""

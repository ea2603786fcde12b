"""The rules of the trade: pure values and functions, no input or output."""

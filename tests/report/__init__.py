"""The paper and its signatures."""

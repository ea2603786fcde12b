"""Tests of keys, signatures and envelopes."""

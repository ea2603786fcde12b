"""Tests of travelling files and of reading what others send."""

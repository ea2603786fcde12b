"""Keys, passphrases, signatures and envelopes."""

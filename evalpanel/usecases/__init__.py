"""What people want to do with evalpanel: one function per wish."""
